"""A backup that somebody else has made: what is in it is copied, and nothing in it is run."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.backup.check_library import check_library
from reader.services.backup.keep_backups import keep_backups
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import examine_damage, salvage_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock

TRAP = "CREATE TRIGGER trap AFTER INSERT ON article BEGIN DELETE FROM article WHERE id <> new.id; END"


def change(path: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.fixture
def copy(paths: LibraryPaths) -> Path:
    """A library of three articles, and a backup of it with a trigger that deletes all but the newest."""
    with LibrarySession.open(paths) as session:
        for number in (1, 2, 3):
            stock(session, number, b"p")
        made = keep_backups(session, datetime.date(2026, 3, 1))
    assert made is not None
    change(made, TRAP)
    return made


@pytest.mark.parametrize("present", ["sound", "damaged", "missing"])
def test_a_trigger_in_a_backup_deletes_nothing_at_the_next_save(
    paths: LibraryPaths, copy: Path, present: str
) -> None:
    if present == "damaged":
        paths.database.write_bytes(b"nothing left of it" * 99)
    elif present == "missing":
        paths.database.unlink()
    restore_backup(paths, copy)
    with LibrarySession.open(paths) as session:
        added = stock(session, 4)
        assert sorted(session.articles.ids("all")) == [1, 2, 3, added]
        assert [c for c in check_library(session) if not c.ok and c.name != "search index"] == []


def test_a_library_that_was_changed_is_told_and_salvaged(paths: LibraryPaths, copy: Path) -> None:
    change(paths.database, TRAP)
    before = paths.database.read_bytes()
    with pytest.raises(ReaderError) as raised:
        LibrarySession.open(paths)
    assert raised.value.kind == "library-altered"
    found = examine_damage(paths)
    assert found.error is not None and found.error.kind == "library-altered" and not found.readable
    kept = restore_backup(paths, salvage_library(paths, Progress()).path)
    assert kept is not None and kept.read_bytes() == before
    with LibrarySession.open(paths) as session:
        added = stock(session, 4)
        assert sorted(session.articles.ids("all")) == [1, 2, 3, added]


@pytest.mark.parametrize("table", ["article", "tag"])
def test_a_view_that_never_ends_is_not_run(paths: LibraryPaths, copy: Path, table: str) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS id FROM n"
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"CREATE VIEW {table} AS {endless}")
    restore_backup(paths, copy)
    with LibrarySession.open(paths) as session:
        assert sorted(session.articles.ids("all")) == [1, 2, 3], "lost articles are made up for their texts"
