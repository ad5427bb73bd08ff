"""Rows read by their pages: every whole one once, whatever is broken around it, and nothing else done."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.library.recovery.page_file import TABLE_LEAF, PageFile
from reader.library.recovery.records import records_of
from reader.library.recovery.salvage import Tally, salvage_file
from tests.support.libraries import make_empty

PAGE = 4096
TAGS = 3000
OLD = Path(__file__).parents[2] / "data" / "libraries"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A library with one article and a table of many pages, in two levels."""
    make_empty(tmp_path / "made")
    path = tmp_path / "made" / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        names = [row[1:3] for row in connection.execute("PRAGMA table_info(article)")]
        values = [
            1 if kind in ("INTEGER", "BOOLEAN", "FLOAT") else "2026-01-01T00:00:00" for _, kind in names
        ]
        connection.execute(f"INSERT INTO article VALUES ({', '.join('?' * len(values))})", values)
        rows = [(number, f"tag {number} é", f"fold {number}") for number in range(1, TAGS + 1)]
        connection.executemany("INSERT INTO tag VALUES (?, ?, ?)", rows)
        connection.commit()
    return path


def salvage(path: Path, folder: Path, progress: Progress | None = None) -> tuple[Tally, sqlite3.Connection]:
    shutil.rmtree(folder / "salvaged", ignore_errors=True)
    (folder / "salvaged").mkdir()
    draft = folder / "salvaged" / "library.db"
    return salvage_file(path, draft, progress or Progress()), sqlite3.connect(draft)


def pages_of(path: Path, table: str) -> tuple[int, list[int]]:
    """The root of a table and its leaves."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    with PageFile(path) as pages:
        leaves = [
            n for n in range(2, pages.count + 1) if pages.kind(n) == TABLE_LEAF and pages.root_of(n) == root
        ]
    return root, leaves


def overwrite(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as opened:
        opened.seek((page - 1) * PAGE)
        opened.write(content)


@pytest.mark.parametrize("content", [bytes(PAGE), b"\xff" * PAGE, random.Random(3).randbytes(PAGE)])
def test_every_whole_row_is_read_once(file: Path, tmp_path: Path, content: bytes) -> None:
    root, leaves = pages_of(file, "tag")
    rng = random.Random(4)
    lost: set[int] = set()
    with PageFile(file) as pages:
        chosen = rng.sample(leaves, 5)
        for leaf in chosen:
            lost |= {row.rowid for row in records_of(pages, leaf) if row is not None}
    for page in (root, *chosen):
        overwrite(file, page, content)
    tally, found = salvage(file, tmp_path)
    with closing(found):
        rows = found.execute("SELECT id, name, fold FROM tag ORDER BY id").fetchall()
    expected = [(n, f"tag {n} é", f"fold {n}") for n in range(1, TAGS + 1) if n not in lost]
    assert len(lost) > 100 and rows == expected
    assert tally.rows["tag"] == len(expected) and tally.broken["tag"]


def test_a_broken_row_costs_itself_alone(file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    at = data.index("tag 1500 é".encode())
    data[at - 4] = 0x0A  # a kind of value that there is not
    file.write_bytes(data)
    tally, found = salvage(file, tmp_path)
    with closing(found):
        missing = set(range(1, TAGS + 1)) - {row[0] for row in found.execute("SELECT id FROM tag")}
    assert missing == {1500} and tally.broken["tag"] == 1


def test_the_rows_of_a_deleted_table_of_contents_are_known_by_their_looks(file: Path, tmp_path: Path) -> None:
    overwrite(file, 1, bytes(PAGE))  # with the map of tables, and whether there is a map of pages
    tally, found = salvage(file, tmp_path)
    with closing(found):
        assert found.execute("SELECT count(*) FROM tag").fetchone()[0] == TAGS
    assert tally.rows["article"] == 1


@pytest.mark.parametrize("stated", [512, 1024, 2048, 8192, 16384, 32768, 1, 0, 1234])
def test_a_wrong_size_of_pages_in_the_header_costs_nothing(file: Path, tmp_path: Path, stated: int) -> None:
    """Every page began in the middle of another: of 60 articles 13 were left, none with its text."""
    with file.open("r+b") as opened:
        opened.seek(16)
        opened.write(stated.to_bytes(2, "big"))
    tally, found = salvage(file, tmp_path)
    with closing(found):
        assert found.execute("SELECT count(*) FROM tag").fetchone()[0] == TAGS
    assert tally.rows["article"] == 1 and not any(tally.broken.values())


def test_pages_of_another_size_are_read(file: Path, tmp_path: Path) -> None:
    """Also where the file was cut short, so that the header's number of pages is wrong."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 1024", "VACUUM"):
            connection.execute(statement)
    whole = file.read_bytes()
    assert whole[16:18] == b"\x04\x00"
    file.write_bytes(whole[: -8 * 1024])
    tally, found = salvage(file, tmp_path)
    found.close()
    assert tally.rows["tag"] > TAGS - 500


def test_pages_of_long_texts_before_many_rows_are_read(file: Path, tmp_path: Path) -> None:
    """Where a cut file begins with pages of text, which look like anything, and the rows come after them."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        columns = [row[1] for row in connection.execute("PRAGMA table_info(article_body)")]
        body = [2, *("un mot " * 3_000_000 if name == "html" else "" for name in columns[1:])]
        connection.execute(f"INSERT INTO article_body VALUES ({', '.join('?' * len(body))})", body)
        rows = ((number, f"{number} " * 100, f"{number}") for number in range(TAGS + 1, 12 * TAGS))
        connection.executemany("INSERT INTO tag VALUES (?, ?, ?)", rows)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.write_bytes(file.read_bytes()[: -8 * PAGE])
    tally, found = salvage(file, tmp_path)
    found.close()
    assert tally.rows["tag"] > 11 * TAGS


def test_a_hole_longer_than_any_library_has_nothing_in_it(tmp_path: Path) -> None:
    """It has more pages of the size that it states than a header can tell: it ended in a traceback."""
    path = tmp_path / "library.db"
    path.write_bytes(bytes(16) + (512).to_bytes(2, "big") + bytes(494))
    os.truncate(path, (512 << 32) + 512)
    with pytest.raises(ReaderError, match="nothing-salvaged"):
        salvage(path, tmp_path)


def test_what_was_deleted_stays_deleted(file: Path, tmp_path: Path) -> None:
    """Also where the program runs with an SQLite that leaves the text of deleted rows in the file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM tag WHERE id > 100")
        connection.commit()
    assert b"tag 2000" in file.read_bytes()
    _, found = salvage(file, tmp_path)
    with closing(found):
        assert found.execute("SELECT max(id) FROM tag").fetchone()[0] == 100


def test_nothing_that_a_file_brings_along_is_run_or_taken_over(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "DROP TABLE saved_search;"
            "CREATE VIEW saved_search AS SELECT 1 AS rowid, 1 AS id, 'planted' AS name, 'planted' AS fold,"
            " 'x' AS query, 1 AS place, '2026-01-01T00:00:00' AS created_at;"
            "CREATE TABLE planted (id INTEGER PRIMARY KEY);"
            "CREATE TRIGGER planted_too AFTER INSERT ON article BEGIN DELETE FROM article; END;"
        )
    _, found = salvage(file, tmp_path)
    make_empty(tmp_path / "new")
    with closing(found), closing(sqlite3.connect(tmp_path / "new" / "library.db")) as new:
        ours, sound = ({row[0] for row in c.execute("SELECT name FROM sqlite_schema")} for c in (found, new))
        assert ours == sound
        assert found.execute("SELECT count(*) FROM saved_search").fetchone()[0] == 0
        assert found.execute("SELECT count(*) FROM article").fetchone()[0] == 1


@pytest.mark.parametrize("version", sorted(folder.name for folder in OLD.iterdir() if folder.is_dir()))
def test_a_library_of_an_older_version_is_read(tmp_path: Path, version: str) -> None:
    shutil.copyfile(OLD / version / "library.db", tmp_path / "old.db")
    tally, found = salvage(tmp_path / "old.db", tmp_path)
    found.close()
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        for table in (
            "article",
            "article_body",
            "tag",
            "article_tag",
            "sentence_translation",
            "article_translation",
        ):
            assert tally.rows[table] == old.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    assert not tally.damaged_texts and not any(tally.broken.values())


def test_it_can_be_cancelled(file: Path, tmp_path: Path) -> None:
    progress = Progress(lambda done, _total, _text: progress.cancel() if done else None)
    with pytest.raises(Cancelled):
        salvage(file, tmp_path, progress)
    assert not list((tmp_path / "salvaged").glob("*.copy*"))


@pytest.mark.parametrize("seed", range(8))
def test_no_rubbish_is_too_strange(file: Path, tmp_path: Path, seed: int) -> None:
    """Thousands of bytes changed: what comes out is a sound file or nothing, never another error."""
    rng = random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(rng.choice([100, 5_000, 50_000])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    file.write_bytes(data)
    try:
        _, found = salvage(file, tmp_path)
    except ReaderError as error:
        assert error.kind == "nothing-salvaged"
    else:
        with closing(found):
            assert found.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert not found.execute("PRAGMA foreign_key_check").fetchall()
