"""Restores or salvages over a library and is killed at the n-th change of the disk, for every n.

Run as `killed_rescue.py FOLDER JOB`: the library lies in FOLDER/library, a backup in FOLDER/copy.db. For each
n the folder is copied, a process of its own does the job and kills itself, and a fresh one opens what is
left as any start does. Prints `n OUTCOME`: how many articles there are, or the kind of error.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable
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


def in_a_process(work: Callable[[], str]) -> tuple[int, str]:
    """Run in a process of its own; returns how it ended, and its answer."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return status, answer.read()


def killed_at(number: int, work: Callable[[], None]) -> str:
    """Do the work until the n-th change; empty when there are fewer."""
    left = itertools.count(number, -1)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
        if (writes or event in CHANGES) and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    work()
    return "done"


def main(folder: Path, job: str) -> None:
    work = {"restore": restore, "salvage": salvage}[job]
    shutil.copytree(folder / "library", folder / "first" / "library")
    shutil.copy(folder / "copy.db", folder / "first" / "copy.db")
    work(LibraryPaths(folder / "first" / "library"))  # everything is loaded once, and not after every fork
    opened(LibraryPaths(folder / "first" / "library"))
    for number in itertools.count():
        copy = folder / f"try-{number}"
        shutil.copytree(folder / "library", copy / "library")
        os.link(folder / "copy.db", copy / "copy.db")
        paths = LibraryPaths(copy / "library")
        _, answer = in_a_process(lambda number=number, paths=paths: killed_at(number, lambda: work(paths)))
        _, first = in_a_process(lambda paths=paths: opened(paths))
        left = sorted(
            f.name for f in paths.root.glob("library.db*") if f.name[10:] not in ("", "-wal", "-shm")
        )
        kept = sorted(f.name.split("-")[0] for f in paths.backups.glob("*.db"))
        print(number, first, ",".join(left) or "-", ",".join(kept) or "-", flush=True)
        shutil.rmtree(copy)
        if answer == "done":
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
