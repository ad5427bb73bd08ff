"""A program of a test's own that opens the window on a library with one article, and runs to its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.services.stocked_library import stock
from tests.support.limits import LIMIT


def run_with_article(
    module: str, folder: Path, *words: str
) -> tuple[LibraryPaths, int, subprocess.CompletedProcess[str]]:
    """Run `python -m module LIBRARY ARTICLE WORDS…`: its library in `folder`, the article, how it ended."""
    paths = LibraryPaths(folder / "library")
    with LibrarySession.open(paths) as session:
        article = stock(session, 1)
    settings = Settings(paths.settings)
    for key in ("welcomed", "sample_added"):
        settings.set(key, True)
    done = subprocess.run(
        [sys.executable, "-m", module, str(paths.root), str(article), *words],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return paths, article, done
