"""What is not needed is not loaded: the window's process leaves the heavy libraries to the worker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.page_samples import PAGE_URL, article, data_address, mhtml, picture
from tests.support.limits import LIMIT

pytestmark = pytest.mark.own_start

PROGRAM = """
import sys
from pathlib import Path
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.retry_pictures import retry_pictures
from reader.services.saving.save_article import save_article
from reader.services.saving.save_page import save_file, save_page
from reader.settings.paths import LibraryPaths
folder = Path(sys.argv[1])
with LibrarySession.open(LibraryPaths(folder / "library")) as session:
    outcomes = [
        save_article(session, sys.argv[2], Progress()),
        *save_file(session, folder / "a.mhtml", Progress()),
        save_page(session, (folder / "b.html").read_text(), Progress(), sys.argv[3]),
    ]
    retry_pictures(session, outcomes[0].id, Progress())
print([o.status for o in outcomes])
print(sorted({"lxml", "trafilatura", "PIL", "ctranslate2", "PySide6"} & set(sys.modules)))
"""


READ = """
import sys
from pathlib import Path
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.services.translation.translate_article import stored_translation, translate_article
from reader.services.translation.newer_models import newer_route
from reader.settings.paths import LibraryPaths
with LibrarySession.open(LibraryPaths(Path(sys.argv[1]))) as session:
    if sys.argv[2] == "translate":
        translate_article(session, add_sample(session), "ar", Progress())
    else:
        (article,) = session.articles.ids("all")
        print(newer_route(session, stored_translation(session, session.articles.get(article), "ar").route))
        print(sorted({"argostranslate", "sentencepiece", "ctranslate2"} & set(sys.modules)))
"""


HELP = """
import contextlib
import sys
from reader.cli.main import run
with contextlib.suppress(SystemExit):
    run(["--help"])
print(sorted({"sqlalchemy", "urllib3", "lxml", "cryptography", "PySide6"} & set(sys.modules)))
"""


def test_the_commands_are_told_without_the_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELP], capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--help" in done.stdout and done.stdout.splitlines()[-1] == "[]"


@pytest.mark.models
def test_looking_for_a_newer_model_loads_no_translation_library(tmp_path: Path) -> None:
    for what in ("translate", "read"):
        done = subprocess.run(
            [sys.executable, "-c", READ, str(tmp_path), what],
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["None", "[]"]


def test_saving_needs_no_heavy_library_in_the_window(tmp_path: Path, article_url: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(mhtml(article(title="Un premier titre")))
    image = f'<figure><img src="{data_address(picture())}"></figure>'
    (tmp_path / "b.html").write_text(article(image, title="Un second titre", skip=2), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), article_url, f"{PAGE_URL}-2"],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["['saved', 'saved', 'saved']", "[]"]
