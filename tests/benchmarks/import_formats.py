"""What becomes of every row of an export of each program: `python -m tests.benchmarks.import_formats`.

The files are those of the tests. Each comes into a library of its own, then a second time, which must change
nothing; a row that is nowhere afterwards is lost.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from reader.core.progress import Progress
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.run_import import ImportOutcome, run_import
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.support import exports
from tests.support.libraries import make_empty

NAMES = ("given", "articles", "waiting", "merged", "repeated", "reported", "lost", "changed by a second")
_NEVER = ImportChoices(fetch="never")


def _opened(folder: Path) -> LibrarySession:
    make_empty(folder)
    return LibrarySession.open(LibraryPaths(folder))


def _brought(session: LibrarySession, file: Path) -> tuple[ImportOutcome, int]:
    """The outcome, and how many articles are there afterwards."""
    outcome = run_import(session, file, _NEVER, Progress())
    return outcome, session.articles.counts()["all"]


def _row(session: LibrarySession, file: Path, given: int) -> list[int]:
    first, there = _brought(session, file)
    again, then = _brought(session, file)
    ends = [first.saved, first.waiting, first.merged, first.duplicates, first.failed]
    changed = abs(then - there) + again.saved + again.waiting
    return [given, *ends, given - sum(ends), changed]


def _own_export(top: Path) -> list[int]:
    """A library with three exports in it, out and in again; all its rows are articles."""
    with _opened(top / "source") as session:
        for make in (exports.omnivore, exports.karakeep, exports.pocket_csv):
            _brought(session, make(top))
        given = session.articles.counts()["all"]
        export_library(session, top / "own", Progress())
    with _opened(top / "target") as session:
        return _row(session, top / "own", given)


def main() -> int:
    """Print the table; the code is how many rows are lost or changed by a second import."""
    bad = 0
    print(f"{'format':20}" + "".join(f"{name:>{max(9, len(name) + 2)}}" for name in NAMES))
    with tempfile.TemporaryDirectory() as scratch:
        rows: list[tuple[str, list[int]]] = []
        for number, (name, (_, make, (given, *_))) in enumerate(exports.EXPORTS.items()):
            folder = Path(scratch, str(number))
            folder.mkdir()
            with _opened(folder / "library") as session:
                rows.append((name, _row(session, make(folder), given)))
        (Path(scratch) / "own").mkdir()
        rows.append(("Liseuse, whole", _own_export(Path(scratch) / "own")))
    for name, row in rows:
        cells = (f"{value:>{max(9, len(head) + 2)}}" for head, value in zip(NAMES, row, strict=True))
        print(f"{name:20}" + "".join(cells))
        bad += row[-1] + abs(row[-2])
    return bad


if __name__ == "__main__":
    sys.exit(main())
