"""Starts where `library.db` is missing, in nine situations: `python -m tests.faults.rescue.missing [NAME …]`.

A library that was never there is made new; wherever there are signs of one, the reader is told, at the
window and on the command line, and what is left of it stays within reach. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader.settings.paths import POINTER, LibraryPaths
from tests.faults.rescue.judging import Judge, Wanted, keys_in
from tests.faults.rescue.place import State
from tests.faults.rescue.situations import BACKED_UP, HERE, SITUATIONS, THERE, backup_in
from tests.faults.rescue.sweeping import load

NEW, ASKS, OPENS = "new", "asks", "opens"
"""What the start must do: make a library and say nothing, tell the reader, or find the library by itself."""

_SOUND_COPIES = "daily-*.db", "weekly-*.db"


@dataclass(frozen=True, slots=True)
class Missing:
    """A folder without `library.db`. `leave` takes the root of a sound library and leaves what is there."""

    name: str
    leave: Callable[[LibraryPaths], None]
    wanted: tuple[str, ...]


def _keep(paths: LibraryPaths, *names: str) -> None:
    for entry in list(paths.root.iterdir()):
        if entry.name not in names:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _nothing(paths: LibraryPaths) -> None:
    _keep(paths)


def _backups(paths: LibraryPaths) -> None:
    _keep(paths, "backups")


def _pictures(paths: LibraryPaths) -> None:
    _keep(paths, "pictures")


def _log(paths: LibraryPaths) -> None:
    _keep(paths)
    (paths.root / "library.db-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(4_000))


def _ready(paths: LibraryPaths) -> None:
    """As a kill leaves it between the old file and the new one."""
    os.replace(backup_in(paths.root), paths.root / "library.db.ready")
    os.replace(paths.database, paths.backups / "replaced-20261127-120000-1.db")


def _broken_ready(paths: LibraryPaths) -> None:
    data = paths.database.read_bytes()
    (paths.root / "library.db.ready").write_bytes(data[: len(data) // 2])
    paths.database.unlink()


def _draft(paths: LibraryPaths) -> None:
    """As a first start leaves it that was killed."""
    _keep(paths, "tmp", "library.db")
    os.replace(paths.database, paths.temporary / "new-123-456789.db")


def _replaced(paths: LibraryPaths) -> None:
    for pattern in _SOUND_COPIES:
        for copy in paths.backups.glob(pattern):
            copy.unlink()
    os.replace(paths.database, paths.backups / "replaced-20261127-120000-1.db")
    _keep(paths, "backups")


def _pointer(paths: LibraryPaths) -> None:
    _keep(paths)
    (paths.root / POINTER).write_text(json.dumps({"to": str(paths.root.with_name(THERE))}), "utf-8")


MISSING = {
    found.name: found
    for found in (
        Missing("really new", _nothing, (NEW,)),
        Missing("backups", _backups, (ASKS,)),
        Missing("pictures", _pictures, (ASKS,)),
        Missing("a log", _log, (ASKS,)),
        Missing("a whole new file", _ready, (OPENS, ASKS)),
        Missing("half a new file", _broken_ready, (ASKS,)),
        Missing("a draft of a first start", _draft, (NEW,)),
        Missing("what was replaced", _replaced, (ASKS,)),
        Missing("a pointer", _pointer, (ASKS,)),
    )
}


def start(missing: Missing) -> list[str]:
    """Start the command line and the window there; returns what is wrong with what they say."""
    with tempfile.TemporaryDirectory(prefix="missing-") as folder:
        top = Path(folder) / "place"
        SITUATIONS["sound"].build(top)
        paths = LibraryPaths(top / HERE)
        missing.leave(paths)
        every = frozenset[str]().union(*(keys_in(copy) for copy in paths.root.rglob("*.db")))
        if missing.wanted == (NEW,):
            every = frozenset()
        elif missing.name == "a whole new file":
            assert len(every) > BACKED_UP
        found = Judge(top).start(State.of(top), Wanted(every))
        wrong = list(found.complaints)
    does = OPENS if found.keys else NEW if found.keys is not None else ASKS
    if does not in missing.wanted:
        wrong.append(f"empty: {does}, wanted {' or '.join(missing.wanted)}")
    return wrong


def main() -> int:
    """Start in each of the situations."""
    names = sys.argv[1:] or list(MISSING)
    load(thoroughly=len(names) > 1)
    print(json.dumps({name: start(MISSING[name]) for name in names}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
