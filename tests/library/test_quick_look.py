"""What a look at a library's file asks of it, each time that it is opened or examined."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from reader.library import read_access, schema_check
from reader.library.file_kind import FileState, examine_file
from reader.library.read_access import ReadAccess
from tests.support.libraries import make_empty


@pytest.fixture
def file(tmp_path: Path) -> Path:
    make_empty(tmp_path)
    (found,) = tmp_path.glob("*.db")
    return found


def test_whether_a_file_can_be_locked_is_asked_without_its_schema(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Told(read_access._Connection):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self.set_trace_callback(asked.append)

    monkeypatch.setattr(read_access, "_Connection", Told)
    access = ReadAccess(file)
    assert asked and not [words for words in asked if "sqlite_schema" in words]
    with contextlib.closing(access.connect()) as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (0,)


def test_a_schema_that_was_seen_is_not_worked_out_again(file: Path) -> None:
    assert examine_file(file) is FileState.CURRENT
    before = schema_check._known_digest_of.cache_info()
    assert examine_file(file) is FileState.CURRENT
    after = schema_check._known_digest_of.cache_info()
    assert after.misses == before.misses and after.hits - before.hits > 100


def test_what_is_long_and_strange_is_not_kept(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute(f"CREATE VIEW own AS SELECT '{'x' * 10_000}' AS text")
        before = schema_check._known_digest_of.cache_info().currsize
        first = schema_check.digests_of(connection)
        connection.execute("DROP VIEW own")
        connection.execute(f"CREATE VIEW own AS SELECT '{'y' * 10_000}' AS text")
        second = schema_check.digests_of(connection)
    assert first["own"] != second["own"] and first["article"] == second["article"]
    assert schema_check._known_digest_of.cache_info().currsize <= before + len(first) - 1


def test_a_name_that_is_long_is_not_kept_either(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        schema_check.digests_of(connection)
        before = schema_check._known_digest_of.cache_info().currsize
        row = ("view", "x" * 10_000, "x", "CREATE VIEW x AS SELECT 1")
        connection.execute("INSERT INTO sqlite_schema (type, name, tbl_name, sql) VALUES (?, ?, ?, ?)", row)
        assert "x" * 10_000 in schema_check.digests_of(connection)
    assert schema_check._known_digest_of.cache_info().currsize == before
