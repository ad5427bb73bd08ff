"""A library file has exactly our tables, indexes and triggers: else nothing in it is run."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlmodel import create_engine

from reader.core.errors import ReaderError
from reader.library.articles.quick_list import quick_list
from reader.library.backup import articles_in, backup, check_whole, pictures_named
from reader.library.database import Database
from reader.library.file_kind import REVISIONS
from reader.library.migrations import runner
from reader.library.migrations.schema_digests import DIGESTS
from reader.library.schema_check import check_schema, digests_of, schema_of

STORED = Path(__file__).parents[1] / "data" / "libraries"
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT max(i) AS id, '' AS title, '' AS version_num FROM n"
)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A closed library with nothing in it."""
    Database.open(tmp_path / "library.db").close()
    return tmp_path / "library.db"


def change(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(path: Path) -> ReaderError:
    before = path.read_bytes()
    with pytest.raises(ReaderError) as caught:
        Database.open(path)
    assert path.read_bytes() == before, "not a byte is changed"
    return caught.value


@pytest.mark.parametrize("count", range(1, len(REVISIONS) + 1))
def test_the_stored_digests_are_those_of_what_the_migrations_make(tmp_path: Path, count: int) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    with engine.begin() as connection:
        runner.upgrade(connection, runner.MODULES[:count])
    engine.dispose()
    with contextlib.closing(sqlite3.connect(tmp_path / "made.db")) as made:
        assert digests_of(made) == schema_of(REVISIONS[count - 1]), "write these into schema_digests.py"


def test_every_revision_has_its_digests() -> None:
    assert tuple(DIGESTS) == REVISIONS


@pytest.mark.parametrize("revision", sorted(p.name for p in STORED.iterdir()))
def test_a_library_of_an_earlier_version_has_its_own_schema(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "library.db"
    shutil.copy(STORED / revision / "library.db", path)
    check_whole(path)
    change(path, "CREATE TRIGGER later AFTER INSERT ON article BEGIN DELETE FROM tag; END")
    assert refused(path).kind == "library-altered"
    assert not (tmp_path / "backups").exists(), "it is not migrated"


def test_a_library_made_by_an_older_sqlite_is_ours(closed: Path) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as older:
        with contextlib.closing(sqlite3.connect(closed)) as newer:
            for (sql,) in newer.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"):
                if not re.match(r"CREATE TABLE ('|sqlite_)", sql):
                    older.execute(sql.replace("content='', contentless_delete=1, ", ""))
        names = {name for (name,) in older.execute("SELECT name FROM sqlite_schema")}
        assert "article_search_content" in names
        check_schema(older, REVISIONS[-1], "library.db")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER mine AFTER UPDATE ON article BEGIN DELETE FROM article WHERE id <> new.id; END",
        "CREATE TRIGGER article AFTER UPDATE ON article BEGIN DELETE FROM article; END",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE TABLE mine (id INTEGER)",
        "CREATE INDEX mine ON article (hex(title))",
        "CREATE VIRTUAL TABLE mine USING fts5(a)",
        "ALTER TABLE article ADD COLUMN mine TEXT AS (hex(title))",
    ],
)
def test_what_is_not_ours_is_named_and_not_opened(closed: Path, tmp_path: Path, statement: str) -> None:
    change(closed, statement)
    error = refused(closed)
    assert error.kind == "library-altered" and re.search(r"\b(mine|article)\b", error.detail)
    for look in (check_whole, articles_in, pictures_named, lambda path: backup(path, tmp_path / "copy.db")):
        with pytest.raises(ReaderError) as caught:
            look(closed)
        assert caught.value.kind == "library-altered"
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("table", ["alembic_version", "article"])
def test_a_view_in_place_of_a_table_is_not_even_looked_into(closed: Path, table: str) -> None:
    """These would never end."""
    change(closed, "PRAGMA foreign_keys = OFF", f"DROP TABLE {table}", f"CREATE VIEW {table} AS {ENDLESS}")
    assert quick_list(closed) == ([], {})
    assert refused(closed).kind == "library-altered"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DROP TRIGGER search_article_gone", "library-damaged"),
        ("DROP INDEX ux_tag_fold", "library-damaged"),
        ("DROP TABLE glossary_term", "library-damaged"),
        ("ALTER TABLE tag RENAME COLUMN fold TO folded", "library-altered"),
    ],
)
def test_what_is_gone_is_damage_and_what_differs_is_not_ours(closed: Path, statement: str, kind: str) -> None:
    change(closed, statement)
    assert refused(closed).kind == kind


def test_what_sqlite_makes_for_itself_is_allowed(closed: Path) -> None:
    change(closed, "INSERT INTO tag (name, fold) VALUES ('a', 'a')", "ANALYZE")
    Database.open(closed).close()
