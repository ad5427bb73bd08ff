"""An update while the window is open: the reader is told to start again, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reader
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths
from tests.support.limits import TEST_LIMIT

REPLACED = "Liseuse was updated while it was open."
TOP = Path(reader.__file__).parents[1]


@pytest.fixture
def library(tmp_path: Path) -> LibraryPaths:
    paths = LibraryPaths(tmp_path / "library")
    text = "".join(
        f"<p>Le port de Tanger a accueilli le navire numéro {n}. Le maire parle.</p>" for n in range(90)
    )
    with LibrarySession.open(paths) as session:
        save_page(session, f"<title>Le port</title><article><h1>Le port</h1>{text}</article>", Progress(), "")
    options = {"welcomed": True, "sample_added": True, "reduce_motion": True, "interface_language": "en"}
    paths.settings.write_text(json.dumps(options))
    return paths


@pytest.mark.parametrize("how", ["removed", "other"])
def test_a_window_whose_program_is_replaced_says_so_and_loses_nothing(
    library: LibraryPaths, tmp_path: Path, how: str
) -> None:
    tree = tmp_path / "installed"
    for name in ("reader", "resources"):
        shutil.copytree(TOP / name, tree / name)
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.application.replaced_program", str(tree), str(library.root), how],
        capture_output=True,
        text=True,
        check=False,
        timeout=TEST_LIMIT,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{TOP}", "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    told = json.loads(done.stdout)
    said = [shown for shown in told["shown"] if REPLACED in shown]
    assert len(said) == 1, told
    assert not [shown for shown in told["shown"] if "went wrong" in shown], "an update is no fault of Liseuse"
    with LibrarySession.open(library) as session:
        assert len(session.annotations.of_article(told["article"])) == 1
        assert session.articles.summary(told["article"]).progress > 0.2, "the place that was read to last"
        waiting = [link.url for link in session.pending.all()]
    assert waiting == ["http://127.0.0.1:1/article"], "the link that was given waits for the next start"
