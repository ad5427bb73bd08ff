"""A rescue that is killed anywhere leaves the former library or the new one, never none."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reader.services.backup.list_backups import back_up_now
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock
from tests.support.limits import LIMIT

SCRIPT = Path(__file__).with_name("killed_rescue.py")
COUNT = 30

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")


def damaged(library: Path, how: str) -> None:
    """Damage a library: one that opens no more, but can be read in parts."""
    file = library / "library.db"
    if how == "trigger":
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TRIGGER trap AFTER INSERT ON article BEGIN DELETE FROM tag; END")
        return
    with contextlib.closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'search_pending'"
        ).fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = random.Random(1).randbytes(4096)
    file.write_bytes(data)
    if how == "log":  # the log of another library, which must never be played into the new file
        (library / "library.db-wal").write_bytes((library.parent / "other-wal").read_bytes())


@pytest.fixture
def folder(paths: LibraryPaths) -> Path:
    """A library of 30 articles, `copy.db` with 20 of them, and a log that says that all are in Trash."""
    with LibrarySession.open(paths) as session:
        for number in range(1, COUNT + 1):
            stock(session, number)
            if number == 20:
                shutil.move(back_up_now(session), paths.root.parent / "copy.db")
        shutil.rmtree(paths.backups)
    shutil.copytree(paths.root, paths.root.parent / "other")
    other = paths.root.parent / "other" / "library.db"
    with contextlib.closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("UPDATE article SET trashed_at = '2026'")
        shutil.copy(f"{other}-wal", paths.root.parent / "other-wal")
    shutil.rmtree(other.parent)
    return paths.root.parent


@pytest.mark.parametrize(("job", "how"), [("restore", "page"), ("restore", "log"), ("salvage", "trigger")])
def test_killed_at_every_change_of_the_disk(folder: Path, job: str, how: str) -> None:
    damaged(folder / "library", how)
    kind = "library-altered" if how == "trigger" else "library-damaged"
    command = [sys.executable, str(SCRIPT), str(folder), job]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    count = "20" if job == "restore" else str(COUNT)
    outcomes = [line[1] for line in lines]
    assert len(outcomes) > 15 and set(outcomes) == {kind, count}, lines
    assert outcomes == sorted(outcomes, key=count.__eq__), "once it is new, it stays so"
    assert {line[2] for line in lines} == {"-"}, "no leftover beside it"
    replaced = [line[3].split(",").count("replaced") for line in lines]
    assert all(kept == 1 for kept, found in zip(replaced, outcomes, strict=True) if found == count), lines
