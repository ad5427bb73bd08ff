"""Opens a library where nothing can be written: `reading_process.py FOLDER [USER]`.

Prints how many articles there are, what a search finds, a translation, whether it is read-only and what a
change says; then what the command line says of the same.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from reader.cli.main import run
from reader.core.errors import ReaderError
from reader.services.library.open_article import open_article
from reader.services.library_session import LibrarySession
from reader.services.search_library import search
from reader.settings.paths import LibraryPaths

SAMPLE = Path(__file__).parents[1] / "data" / "libraries" / "0001"


def main(folder: Path) -> None:
    with LibrarySession.open(LibraryPaths(folder)) as session:
        ids = session.articles.ids("all")
        translated = [i for i in ids if session.articles.summary(i).translations]
        print("ARTICLES", len(ids), "FOUND", len(search(session, "pluie").ids), "TRANSLATED", len(translated))
        opened = open_article(session, ids[0])
        print("TEXT", opened.article.document.title)
        print("READ-ONLY", session.read_only)
        try:
            session.articles.set_favourite(ids[:1], True)
        except ReaderError as error:
            print("ERROR", error.kind)
    sys.stdout.flush()
    print("CODE", run(["--library", str(folder), "list"]), run(["--library", str(folder), "doctor"]))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        # Another user may not come to where Python is: everything is loaded before.
        with tempfile.TemporaryDirectory() as other, contextlib.redirect_stdout(io.StringIO()):
            shutil.copytree(SAMPLE, Path(other) / "library")
            with contextlib.redirect_stderr(io.StringIO()):
                main(Path(other) / "library")
        os.setresuid(int(sys.argv[2]), int(sys.argv[2]), -1)
    main(Path(sys.argv[1]))
