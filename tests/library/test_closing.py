"""A library that is closed lets go of its file, whoever still reads, and of memory."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Compiled

from reader.library.database import Database
from reader.library.tables import PendingRow


def _open_files(path: Path) -> int:
    fds = Path("/proc/self/fd")
    return sum(
        os.path.realpath(fd) in (str(path), f"{path}-wal", f"{path}-shm")
        for fd in fds.iterdir()
        if fd.is_symlink()
    )


@pytest.mark.skipif(sys.platform != "linux", reason="open files are listed by Linux")
def test_the_file_is_let_go_by_what_reads_while_the_library_closes(tmp_path: Path) -> None:
    """It was held until garbage was collected, and with it the log that the last one to close folds in."""
    path = tmp_path / "library.db"
    database = Database.open(path)
    gc.disable()
    try:
        with database.read() as session:
            assert session.execute(text("SELECT 1")).scalar_one() == 1
            database.close()
            assert _open_files(path)
        assert not _open_files(path)
        assert not path.with_name("library.db-wal").exists()
    finally:
        gc.enable()


def _open_and_write(path: Path) -> int:
    """How many compiled statements there are after a library was opened, written to and closed."""
    database = Database.open(path)
    with database.write() as session:
        row = PendingRow(url="https://press.example/", added_at="2030-01-01T00:00:00Z")
        session.add(row)
        session.flush()
        row.error = "offline"
        session.flush()
        session.delete(row)
    database.close()
    del database, session, row
    gc.collect()
    return sum(isinstance(found, Compiled) for found in gc.get_objects())


def test_what_was_compiled_for_a_library_is_not_kept_for_each_that_is_opened(tmp_path: Path) -> None:
    """A program that opened its window 200 times had grown by 7 MB of it."""
    first = _open_and_write(tmp_path / "first.db")
    assert [_open_and_write(tmp_path / f"{number}.db") for number in range(3)] == [first] * 3
