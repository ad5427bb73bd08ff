"""A library that is closed lets go of its file, whoever still reads."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from reader.library.database import Database


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
