"""The schema: made by the migrations, equal to the tables in code, brought up whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from alembic import op
from sqlmodel import create_engine

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.library import creation, file_kind
from reader.library.database import Database
from reader.library.feeds.feed_rules import FeedRules
from reader.library.migrations import newest, runner
from reader.library.migrations.schema_digests import DIGESTS
from reader.library.schema_check import digests_of
from reader.library.search_schema import search_statements
from reader.library.tables import ArticleRow, feed_tables, import_tables, replication_tables


def schema_of(path: Path) -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {(n, sql) for n, sql in rows if not n.startswith(("sqlite_", "alembic_"))}


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """What all the revisions make of an empty file."""
    path = tmp_path / "migrated.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        runner.upgrade(connection)
    engine.dispose()
    return path


def test_the_migrations_make_exactly_the_tables_in_code(tmp_path: Path, migrated: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'code.db'}")
    made_with = [ArticleRow, feed_tables.FeedRow, import_tables.ImportRow, replication_tables.SyncSelfRow]
    assert len({id(row.metadata) for row in made_with}) == 1
    ArticleRow.metadata.create_all(engine)
    engine.dispose()
    assert schema_of(migrated) == schema_of(tmp_path / "code.db")


def test_a_new_library_is_what_all_the_revisions_make(tmp_path: Path, migrated: Path) -> None:
    with contextlib.closing(sqlite3.connect(migrated)) as connection:
        script = newest.script_of(connection)
    assert newest.NEWEST.read_text("utf-8") == script, "run packaging/write_schema.py"
    Database.open(tmp_path / "new" / "library.db").close()
    assert everything_in(tmp_path / "new" / "library.db") == everything_in(migrated)


def everything_in(path: Path) -> dict[str, object]:
    """Every statement of a schema, every row, and the version; but not which numbers were given once."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        objects = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
        tables = {name for kind, name, *_ in objects if kind == "table"} - {"sqlite_sequence"}
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
        return {"": (objects, connection.execute("PRAGMA user_version").fetchone()), **rows}


@pytest.mark.own_start
def test_a_new_library_is_made_without_what_migrations_need(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.library.database import Database;"
        "Database.open(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "library.db")], check=False)
    assert done.returncode == 0


STORED = Path(__file__).parents[2] / "data" / "libraries"


@pytest.mark.parametrize("revision", sorted(p.name for p in STORED.iterdir()))
def test_a_stored_library_of_each_version_is_brought_to_the_same_schema(
    tmp_path: Path, revision: str
) -> None:
    (tmp_path / "old").mkdir()
    shutil.copy(STORED / revision / "library.db", tmp_path / "old" / "library.db")
    Database.open(tmp_path / "old" / "library.db").close()
    Database.open(tmp_path / "new" / "library.db").close()
    assert schema_of(tmp_path / "old" / "library.db") == schema_of(tmp_path / "new" / "library.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "old" / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute(
            "SELECT count(*), sum(favourite), max(progress) FROM article"
        ).fetchone() == (3, 1, 0.4)
        assert connection.execute("SELECT count(*) FROM sentence_translation").fetchone() == (4,)


def test_an_sqlite_before_contentless_deletion_keeps_a_copy_of_the_words() -> None:
    """The same statements work: only the place that the index takes differs."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for statement in search_statements((3, 40))[:2]:
            assert "contentless" not in statement
            connection.execute(statement)
        connection.execute("INSERT INTO article_search (rowid, original) VALUES (7, 'eau')")
        found = "SELECT rowid FROM article_search WHERE article_search MATCH 'eau'"
        assert connection.execute(found).fetchall() == [(7,)]
        connection.execute("DELETE FROM article_search WHERE rowid = 7")
        assert connection.execute(found).fetchall() == []


def test_the_revisions_are_named_in_order() -> None:
    assert tuple(module.revision for module in runner.MODULES) == file_kind.REVISIONS
    downs = [module.down_revision for module in runner.MODULES]
    assert downs == [None, *file_kind.REVISIONS[:-1]]


def test_a_number_is_never_used_again(library: Any, document: Callable[..., Document]) -> None:
    first = library.add(document(1))
    second = library.add(document(2))
    library.articles.delete_forever([first, second])
    assert library.add(document(3)) == second + 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO article_body VALUES (99, '', '', '', '', 0)",
        "INSERT INTO article_tag VALUES (99, 1, '')",
        "INSERT INTO article_address VALUES ('k', 99)",
    ],
)
def test_rows_that_point_nowhere_are_refused(library: Any, statement: str) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        library.sql(statement)


@pytest.mark.parametrize("view", ["unread", "favourites", "archive", "all", "trash"])
@pytest.mark.parametrize("sort", ["saved", "published", "title", "reading-time", "source", "progress"])
def test_no_view_sorts_or_walks_the_whole_table(library: Any, view: str, sort: str) -> None:
    from reader.library.views import ids_sql

    statement, values = ids_sql(view, sort=sort, limit=50)
    plan = " ".join(str(row[3]) for row in library.sql(f"EXPLAIN QUERY PLAN {statement}", *values))
    if sort == "saved":
        assert plan == f"SCAN article USING INDEX ix_article_{view}" or "COVERING" in plan, plan
    elif view != "trash":  # few lie there, so they may be sorted
        assert "USING COVERING INDEX ix_article_by_" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


NOW = file_kind.REVISIONS
NEXT = f"{int(NOW[-1]) + 1:04}"


def next_revision(work: Callable[[], None]) -> ModuleType:
    module = ModuleType("next_test")
    module.revision, module.down_revision, module.upgrade = NEXT, NOW[-1], work  # type: ignore[attr-defined]
    module.__file__ = __file__
    return module


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Makes this program one revision newer."""

    def make(work: Callable[[], None]) -> None:
        modules = (*runner.MODULES, next_revision(work))
        monkeypatch.setattr(file_kind, "REVISIONS", (*NOW, NEXT))
        for place in (file_kind, creation):
            monkeypatch.setattr(place, "HEAD", NEXT)
        monkeypatch.setattr(runner.upgrade, "__defaults__", (modules,))
        monkeypatch.setitem(DIGESTS, NEXT, {"article": digest_of_article(ADDED)})

    yield make


ADDED = "ALTER TABLE article ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'"


def digest_of_article(*changes: str) -> str:
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            ArticleRow.__table__.create(connection)  # type: ignore[attr-defined]
            for change in changes:
                connection.exec_driver_sql(change)
            return digests_of(connection.connection.driver_connection)["article"]  # type: ignore[arg-type]
    finally:
        engine.dispose()


def add_column() -> None:
    op.execute(ADDED)


def fail_half_way() -> None:
    add_column()
    op.execute("UPDATE article SET title = 'lost'")
    raise ReaderError("disk-full")


def test_an_older_library_is_copied_and_then_migrated(
    tmp_path: Path, reopen: Any, document: Callable[..., Document], newer: Callable[..., None]
) -> None:
    library = reopen(tmp_path)
    library.add(document(1))
    library.close()
    newer(add_column)
    library = reopen(tmp_path)
    assert library.sql("SELECT title, mood FROM article") == [("Sécheresse 1", "calm")]
    assert library.sql("PRAGMA user_version") == [(len(NOW) + 1,)]
    library.close()
    (copy,) = (tmp_path / "backups").glob(f"before-{NEXT}-*.db")
    assert {name for name, _ in schema_of(copy)} == {name for name, _ in schema_of(tmp_path / "library.db")}
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT title FROM article").fetchall() == [("Sécheresse 1",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(NOW[-1],)]
    reopen(tmp_path).close()
    assert len(list((tmp_path / "backups").iterdir())) == 1, "no copy when there is nothing to migrate"


def test_a_failing_migration_changes_nothing_and_the_next_start_goes_on(
    tmp_path: Path, reopen: Any, document: Callable[..., Document], newer: Callable[..., None]
) -> None:
    library = reopen(tmp_path)
    library.add(document(1))
    library.close()
    before = schema_of(tmp_path / "library.db")
    newer(fail_half_way)
    with pytest.raises(ReaderError):
        Database.open(tmp_path / "library.db")
    assert schema_of(tmp_path / "library.db") == before
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        assert connection.execute("SELECT title FROM article").fetchall() == [("Sécheresse 1",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(NOW),)
    newer(add_column)
    library = reopen(tmp_path)
    assert library.sql("SELECT title, mood FROM article") == [("Sécheresse 1", "calm")]
    library.close()


def test_rules_of_feeds_keep_what_they_did(tmp_path: Path) -> None:
    shutil.copy(STORED / "0010" / "library.db", tmp_path / "library.db")
    database = Database.open(tmp_path / "library.db")
    kept = [(rule.query, rule.action, rule.paused) for rule in FeedRules(database).all()]
    database.close()
    assert kept == [("football", "skip", False), ("parlement", "tag", False)], "what skips comes first"


@pytest.mark.parametrize("revision", sorted(p.name for p in STORED.iterdir()))
def test_tags_are_of_when_their_article_was_saved(tmp_path: Path, revision: str) -> None:
    shutil.copy(STORED / revision / "library.db", tmp_path / "library.db")
    had = "SELECT article_id, name FROM article_tag JOIN tag ON tag.id = tag_id ORDER BY 1, 2"
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as old:
        before = old.execute(had).fetchall()
    Database.open(tmp_path / "library.db").close()
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as new:
        assert before and new.execute(had).fetchall() == before
        dates = "SELECT count(*) FROM article_tag JOIN article ON id = article_id WHERE added_at = saved_at"
        assert new.execute(dates).fetchone() == (len(before),)
