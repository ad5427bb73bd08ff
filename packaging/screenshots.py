"""Draw the README's screenshots from the running app: `make screenshots`.

The articles are the fixture news site's, saved over a local server into a library that is thrown away.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TARGET = TOP / "packaging" / "screenshots"
PAGES = ("ai-made", "justice", "cooperation", "participation", "secheresse", "marrakech")
"""Beginnings of the saved pages' names, in the order of saving: the last one stands first and is opened."""
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
        for page in PAGES:
            name = next(folder for folder in folders if folder.startswith(page))
            outcome = save_article(session, f"{site}/{name}/", Progress())
        for target in ("en", "ar"):
            translate_article(session, outcome.id, target, Progress())
        return outcome.id


def main() -> None:
    """Fill a library, draw every picture of `SHOTS`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(TOP))
    from reader.settings.paths import LibraryPaths
    from reader.studio import draw_article
    from tests.conftest import SiteServer

    TARGET.mkdir(exist_ok=True)
    server = SiteServer()
    with tempfile.TemporaryDirectory() as folder:
        number = fill(Path(folder), server.base)
        server.close()
        for name, options in SHOTS.items():
            file = TARGET / f"{name}.png"
            given = {"id": number, "output": str(file), "size": (1440, 900), "text_size": 3, "mode": "main"}
            draw_article(LibraryPaths(Path(folder)), argparse.Namespace(**given | options))
            print(file.relative_to(TOP))


if __name__ == "__main__":
    main()
