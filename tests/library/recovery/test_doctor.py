"""Doctor: finds every damage we know how to make, mends what it says it mends."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Check, Document, Part
from reader.library.recovery.integrity_check import _forget_files, examine, examine_closed


def checks_of(library: Any, repair: bool = False) -> dict[str, Check]:
    checks = examine(library.database, library.assets, repair)
    assert len({check.name for check in checks}) == len(checks)
    return {check.name: check for check in checks}


def failed(library: Any) -> list[str]:
    return [check.name for check in checks_of(library).values() if not check.ok]


def test_a_sound_library(library: Any, with_picture: Any) -> None:
    library.add(with_picture(1)[0], tags=["x"])
    for repair in (False, True):
        checks = checks_of(library, repair)
        assert all(check.ok and not check.repaired for check in checks.values())
        assert set(checks) == {
            "integrity", "references", "version", "texts", "pictures", "orphans", "leftovers", "search index"
        }  # fmt: skip
        assert (checks["texts"].detail, checks["pictures"].detail) == ("1 articles", "1 pictures")


@pytest.mark.parametrize("column", ["html", "blocks", "extras", "sha256"])
def test_a_text_that_sqlite_thinks_is_fine(
    library: Any, document: Callable[..., Document], column: str
) -> None:
    one, two = library.add(document(1)), library.add(document(2))
    library.sql(f"UPDATE article_body SET {column} = {column} || ' ' WHERE article_id = ?", two)
    assert failed(library) == ["texts"]
    check = checks_of(library, repair=True)["texts"]
    assert (check.ok, check.repaired) == (False, False), "a lost text cannot be mended from here"
    assert (
        f"articles {two}:" in check.detail and str(one) not in check.detail.split("articles")[1].split(":")[0]
    )
    assert library.sql("SELECT article_id FROM article_body WHERE damaged") == [(two,)]
    library.articles.replace(two, document(3), "2026-12-01T00:00:00+00:00")
    assert failed(library) == []


@pytest.mark.parametrize("value", ["x'00ff'", "5", "2.5"])
def test_a_text_that_is_none_any_more(library: Any, document: Callable[..., Document], value: str) -> None:
    """As where two pages of the file have changed places: the check ended in a traceback."""
    one = library.add(document(1))
    library.sql(f"UPDATE article_body SET html = {value}")
    assert failed(library) == ["texts"]
    checks_of(library, repair=True)
    assert library.sql("SELECT article_id FROM article_body WHERE damaged") == [(one,)]


def test_an_article_without_its_text(library: Any, document: Callable[..., Document]) -> None:
    ids = [library.add(document(n)) for n in range(12)]
    library.sql("DELETE FROM article_body")
    check = checks_of(library)["texts"]
    assert not check.ok
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more" in check.detail
    assert len(ids) == 12


def test_flipped_bytes_on_the_disk(tmp_path: Path, reopen: Any, document: Callable[..., Document]) -> None:
    marker = "phrase très reconnaissable " * 40
    library = reopen(tmp_path)
    block = Block("b", BlockKind.PARAGRAPH, (Part(marker, marker),))
    library.add(document(1, blocks=(block,), html=marker))
    library.close()
    path = tmp_path / "library.db"
    data = path.read_bytes()
    at = data.index("très reconnaissable".encode()) + len("très ".encode())  # the index has words alone
    path.write_bytes(data[:at] + b"R" + data[at + 1 :])
    library = reopen(tmp_path)
    assert failed(library) == ["texts"], "SQLite itself sees nothing"
    library.close()


def test_a_missing_picture(library: Any, with_picture: Any) -> None:
    document, digest = with_picture(1)
    article_id = library.add(document)
    library.assets.path(digest).unlink()
    assert failed(library) == ["pictures"]
    check = checks_of(library, repair=True)["pictures"]
    assert (check.ok, check.repaired) == (True, True)
    assert f"1 missing or damaged in articles {article_id}" in check.detail
    assert failed(library) == []
    assert library.articles.wanted_pictures() == [(article_id, "https://site.example/p.png")]
    article = library.articles.get(article_id)
    assert article.document.lead is not None and article.document.lead.digest == ""
    assert article.summary.thumbnail == ""


def test_a_damaged_picture_is_kept_aside(library: Any, with_picture: Any) -> None:
    document, digest = with_picture(1)
    library.add(document)
    library.add(with_picture(2)[0])
    path: Path = library.assets.path(digest)
    path.write_bytes(b"a pictura")
    assert failed(library) == ["pictures"]
    assert checks_of(library, repair=True)["pictures"].repaired
    assert len(library.articles.wanted_pictures()) == 2
    assert (library.assets.folder / "damaged" / path.name).read_bytes() == b"a pictura"
    assert failed(library) == []
    assert library.assets.add(b"a picture", "image/png") == digest


def test_an_orphan(tmp_path: Path, reopen: Any) -> None:
    library = reopen(tmp_path)
    digest = library.assets.add(b"nobody's", "image/png")
    library.close()
    library = reopen(tmp_path)
    assert failed(library) == ["orphans"]
    assert library.assets.path(digest) is not None
    assert checks_of(library, repair=True)["orphans"].repaired
    assert library.assets.path(digest) is None
    assert failed(library) == []
    library.close()


def test_leftovers(library: Any) -> None:
    folder = library.folder / "tmp"
    folder.mkdir()
    old, fresh, future = (folder / name for name in ("old.part", "fresh.part", "future.part"))
    for file in (old, fresh, future):
        file.write_text("x")
    os.utime(old, (1e9, 1e9))
    os.utime(future, (4e9, 4e9))
    check = checks_of(library)["leftovers"]
    assert (check.ok, check.detail) == (False, "2 temporary files: tmp/future.part, tmp/old.part")
    assert checks_of(library, repair=True)["leftovers"].repaired
    assert list(folder.iterdir()) == [fresh], "a save that runs now may need it"
    assert failed(library) == []


def test_rows_that_point_nowhere(library: Any, document: Callable[..., Document]) -> None:
    library.add(document(1))
    with contextlib.closing(sqlite3.connect(library.database.path)) as other, other:
        other.execute("INSERT INTO article_tag VALUES (1, 99, '')")
    assert failed(library) == ["references"]


def test_a_damaged_index(library: Any, document: Callable[..., Document]) -> None:
    library.add(document(1))
    with contextlib.closing(sqlite3.connect(library.database.path)) as other, other:
        other.execute("PRAGMA writable_schema = 1")
        other.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'favourite = 1', 'favourite = 0') "
            "WHERE name = 'ix_article_favourites'"
        )
    check = checks_of(library)["integrity"]
    assert not check.ok and "ix_article_favourites" in check.detail


def test_a_file_that_cannot_be_opened(tmp_path: Path, reopen: Any) -> None:
    reopen(tmp_path).close()
    path = tmp_path / "library.db"
    assert examine_closed(path) == [Check("integrity", True)]
    path.write_bytes(b"x" * 5000)
    (check,) = examine_closed(path)
    assert not check.ok and check.detail.startswith("library-damaged")
    assert path.read_bytes() == b"x" * 5000


def test_a_database_that_cannot_be_read_says_so(tmp_path: Path, reopen: Any, document: Any) -> None:
    library = reopen(tmp_path)
    for n in range(50):
        library.add(document(n))
    library.close()
    path = tmp_path / "library.db"
    data = bytearray(path.read_bytes())
    library = reopen(tmp_path)
    data[4096 * 3 :] = os.urandom(len(data) - 4096 * 3)
    path.write_bytes(data)
    try:
        checks = checks_of(library)
    except ReaderError as error:
        assert error.kind == "library-damaged"
    else:
        assert not checks["integrity"].ok
    with contextlib.suppress(ReaderError):
        library.close()


def test_a_picture_that_was_fetched_again_or_deleted_meanwhile_is_passed_over(
    library: Any, with_picture: Any
) -> None:
    document, digest = with_picture()
    article = library.add(document)
    src = document.lead.src
    _forget_files(library.database, [(article, src, "another"), (article, "https://gone.example/x", digest)])
    assert library.sql("SELECT digest FROM article_picture WHERE article_id = ?", article) == [(digest,)]
    _forget_files(library.database, [(article, src, digest)])
    assert library.sql("SELECT digest FROM article_picture WHERE article_id = ?", article) == [("",)]
