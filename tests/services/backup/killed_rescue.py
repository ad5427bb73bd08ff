"""Restores or salvages over a library and opens what a kill before the n-th change leaves, for every n.

Run as `killed_rescue.py FOLDER JOB`: the library lies in FOLDER/library, a backup in FOLDER/copy.db. Before
each change of the disk the folder is copied, and a fresh process opens the copy as any start does (once for
copies that are alike). Prints `n OUTCOME`: how many articles there are, or the kind of error, and the files.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import salvage_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths

CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect", "os.truncate")


def restore(paths: LibraryPaths) -> None:
    restore_backup(paths, paths.root.parent / "copy.db")


def salvage(paths: LibraryPaths) -> None:
    restore_backup(paths, salvage_library(paths, Progress()).path)


def opened(paths: LibraryPaths) -> str:
    try:
        with LibrarySession.open(paths) as session:
            return str(session.articles.counts()["all"])
    except ReaderError as error:
        return error.kind


def in_a_process(work: Callable[[], str]) -> str:
    """The answer of a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return answer.read()


def copied(place: Path, target: Path) -> Path:
    """A copy of a folder in which two names of one file are two names of one file."""
    names: dict[int, str] = {}

    def copy(source: str, to: str) -> str:
        first = names.setdefault(os.stat(source).st_ino, to)
        if first == to:
            return shutil.copy2(source, to)
        os.link(first, to)
        return to

    return Path(shutil.copytree(place, target, copy_function=copy))


def states(work: Callable[[], None], place: Path, copies: Path) -> Iterator[Path]:
    """Do the work; gives copies of the place before each change: what a kill there leaves."""
    made: list[Path] = []
    copying = False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal copying
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
        if not copying and (writes or event in CHANGES):
            copying = True
            made.append(copied(place, copies / f"try-{len(made)}"))
            copying = False

    sys.addaudithook(watch)
    work()
    copying = True
    return iter([*made, copied(place, copies / "done")])


def contents(place: Path) -> str:
    """A digest of every name and every byte; two alike are opened alike."""
    found = hashlib.sha256()
    for file in sorted(place.rglob("*")):
        found.update(f"{file.relative_to(place)}\0{file.is_file() and file.stat().st_nlink}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"")
    return found.hexdigest()


def main(folder: Path, job: str) -> None:
    work = {"restore": restore, "salvage": salvage}[job]
    paths = LibraryPaths(folder / "library")
    seen: dict[str, str] = {}
    for number, copy in enumerate(states(lambda: work(paths), folder / "library", folder / "copies")):
        root, here = LibraryPaths(copy), contents(copy)
        if here not in seen:
            first = in_a_process(functools.partial(opened, root))
            left = sorted(
                f.name for f in root.root.glob("library.db*") if f.name[10:] not in ("", "-wal", "-shm")
            )
            kept = sorted(f.name.split("-")[0] for f in root.backups.glob("*.db"))
            seen[here] = f"{first} {','.join(left) or '-'} {','.join(kept) or '-'}"
        print(number, seen[here], flush=True)
        shutil.rmtree(copy)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
