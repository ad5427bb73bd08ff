"""Draw the README's screenshots from the running app: `make screenshots`.

The articles are the fixture news site's, saved over a local server into a library that is thrown away.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TARGET = TOP / "packaging" / "screenshots"
PAGES = ("ai-made", "justice", "cooperation", "participation", "secheresse", "marrakech")
"""Beginnings of the saved pages' names, in the order of saving: the last one stands first and is opened."""
SCENES = {
    "ai-made": "zellige-network",
    "justice": "court",
    "cooperation": "port",
    "participation": "ballot",
    "secheresse": "dam-after-rain",
    "marrakech": "marrakech-at-dusk",
    "parlement": "parliament",
}
"""The project's own drawings, by the beginning of the fixture's pictures' names; those are coloured discs."""
CAPTIONS = (
    "Photo prise lors de la 93ᵉ Assemblée Générale d’Interpol à Marrakech © DR",
    "Les toits de Marrakech, ville hôte de la 93ᵉ Assemblée générale d’Interpol © Liseuse",
)
"""What the fixture's page says under its picture, and what is true of the drawing."""
SHOTS = {
    "main": {"ui": "en", "theme": "light", "lang": "", "view": ""},
    "arabic": {"ui": "en", "theme": "sepia", "lang": "ar", "view": ""},
    "arabic-interface": {"ui": "ar", "theme": "dark", "lang": "ar", "view": ""},
    "side-by-side": {"ui": "fr", "theme": "light", "lang": "en", "view": "side-by-side", "mode": "reading"},
}


def fill(library: Path, site: str) -> int:
    """Save the fixture's articles and translate the last; return its number."""
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.saving.save_article import save_article
    from reader.services.translation.translate_article import translate_article
    from reader.settings.paths import LibraryPaths

    folders = [p.parent.name for p in (TOP / "tests/data/lebrief/site").glob("*/index.html")]
    with LibrarySession.open(LibraryPaths(library)) as session:
        session.settings.set("sample_added", True)
        session.settings.set("welcomed", True)
        session.settings.set("offers_put_off", "fr en ar")  # as once somebody has said "Not now"
        for page in PAGES:
            name = next(folder for folder in folders if folder.startswith(page))
            outcome = save_article(session, f"{site}/{name}/", Progress())
        for target in ("en", "ar"):
            translate_article(session, outcome.id, target, Progress())
        return outcome.id


def illustrated_site(folder: Path) -> Path:
    """A copy of the fixture's site whose pictures fit their headlines."""
    from draw_sample import drawn

    site = folder / "site"
    shutil.copytree(TOP / "tests/data/lebrief/site", site)
    uploads = site / "wp-content/uploads"
    for begins, scene in SCENES.items():
        for picture in uploads.glob(f"{begins}*.jpg"):
            width = re.search(r"-(\d+)x\d+$", picture.stem)
            picture.write_bytes(drawn(scene, int(width[1]) if width else 1_200))
    for page in site.glob("marrakech*/index.html"):
        page.write_text(page.read_text("utf-8").replace(*CAPTIONS), "utf-8")
    (uploads / "avatar.jpg").write_bytes(drawn("author", 120))
    return site


def main() -> None:
    """Fill a library, draw every picture of `SHOTS`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(TOP))
    from reader.settings.paths import LibraryPaths
    from reader.studio import draw_article
    from tests.conftest import SiteServer

    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = SiteServer(illustrated_site(Path(folder)))
        library = Path(folder) / "library"
        number = fill(library, server.base)
        server.close()
        for name, options in SHOTS.items():
            file = TARGET / f"{name}.png"
            given = {"id": number, "output": str(file), "size": (1440, 900), "text_size": 3, "mode": "main"}
            draw_article(LibraryPaths(library), argparse.Namespace(**given | options))
            print(file.relative_to(TOP))


if __name__ == "__main__":
    main()
