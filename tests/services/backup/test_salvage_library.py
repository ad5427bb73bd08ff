"""A damaged library: what can be read comes into a sound file, the damaged one is never changed."""

from __future__ import annotations

import contextlib
import datetime
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.edits import LeftOut
from reader.core.errors import ReaderError
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library import replacement
from reader.library.articles.repairs import Source
from reader.library.recovery.page_file import TABLE_INNER, TABLE_LEAF, PageFile
from reader.services.backup.check_library import check_library
from reader.services.backup.keep_backups import keep_backups
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import examine_damage, salvage_in_place, salvage_library
from reader.services.library_session import LibrarySession
from reader.services.search_library import catch_up, search
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import ROUTE, SAVED, document, stock, translate

COUNT = 60


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with everything in it, to be copied and not to be changed."""
    paths = LibraryPaths(tmp_path_factory.mktemp("stocked"))
    with LibrarySession.open(paths) as session:
        for number in range(1, COUNT + 1):
            stock(session, number, b"p" if number == 7 else b"")
            if number % 5 == 0:
                translate(session, number)
                session.annotations.set_note(number, f"remarque {number}")
        session.articles.set_favourite([3], True)
    return paths.root


@pytest.fixture
def filled(paths: LibraryPaths, stocked: Path) -> LibraryPaths:
    shutil.copytree(stocked, paths.root)
    return paths


def damage(paths: LibraryPaths, change: Callable[[bytearray], None]) -> bytes:
    data = bytearray(paths.database.read_bytes())
    change(data)
    paths.database.write_bytes(data)
    return bytes(data)


def test_a_sound_library_is_salvaged_whole(filled: LibraryPaths) -> None:
    before = filled.database.read_bytes()
    found = salvage_library(filled, Progress())
    assert (found.articles, found.translations, found.notes) == (COUNT, COUNT // 5, COUNT // 5)
    assert (found.damaged_texts, found.lost) == (0, 0)
    assert filled.database.read_bytes() == before and not list(filled.temporary.iterdir())
    restore_backup(filled, found.path)
    with LibrarySession.open(filled) as session:
        catch_up(session)
        assert all(check.ok for check in check_library(session)), check_library(session)
        assert [card.id for card in session.articles.summaries("favourites")] == [3]
        assert session.articles.get(7).document.blocks[-1].picture is not None
        assert len(search(session, "remarque").ids) == COUNT // 5
        assert session.articles.summary(10).translations == ("en",)


def test_a_small_library_is_salvaged_with_its_index(filled: LibraryPaths, tmp_path: Path) -> None:
    """It may be put where nothing can be written."""
    target = tmp_path / "new" / "library.db"
    salvage_library(filled, Progress(), target)
    assert [file.name for file in target.parent.iterdir()] == ["library.db"]
    before = target.read_bytes()
    with LibrarySession.open(filled) as session:
        wanted = search(session, "village").ids
    with LibrarySession.open(LibraryPaths(target.parent), read_only=True) as session:
        found = search(session, "village")
        assert wanted and found.ids == wanted and not found.waiting and catch_up(session) == 0
    assert target.read_bytes() == before


def test_what_came_with_a_page_is_salvaged_whole(paths: LibraryPaths) -> None:
    """What was left out of a page was taken for the origin of another article: it was lost, and each such
    row was told as a place that could not be read."""
    source = Source("etag", "", (LeftOut(document(1).blocks[0]),), Origin(NamedBy.FILE))
    with LibrarySession.open(paths) as session:
        for number in (1, 2, 3):
            made = document(number)
            known = source if number != 2 else replace(source, etag="")
            session.repairs.keep_source(session.articles.add(made, made.url, str(number), SAVED), known)
        before = [session.repairs.source(number) for number in (1, 2, 3)]
    assert before[0] == source
    found = salvage_library(paths, Progress())
    assert found.lost == 0
    restore_backup(paths, found.path)
    with LibrarySession.open(paths) as session:
        assert [session.repairs.source(number) for number in (1, 2, 3)] == before


def test_one_bad_page_costs_little(filled: LibraryPaths) -> None:
    data = filled.database.read_bytes()
    pages = len(data) // 4096
    moments = random.Random(8)
    counts = []
    for _ in range(12):
        page = moments.randrange(1, pages)
        damaged = damage(filled, lambda d, page=page: d.__setitem__(
            slice(page * 4096, (page + 1) * 4096), moments.randbytes(4096)
        ))  # fmt: skip
        try:
            found = salvage_library(filled, Progress())
            counts.append(found.articles)
        except ReaderError as error:
            assert error.kind == "nothing-salvaged"
            counts.append(0)
        assert filled.database.read_bytes() == damaged, "the original is as it was"
        filled.database.write_bytes(data)
    assert sum(count >= COUNT - 20 for count in counts) >= 8, counts


@pytest.mark.parametrize("share", [99, 95, 80, 60])
def test_a_file_cut_short_gives_what_is_left(filled: LibraryPaths, share: int) -> None:
    length = filled.database.stat().st_size * share // 100
    damaged = damage(filled, lambda data: data.__delitem__(slice(length, None)))
    found = salvage_library(filled, Progress())
    assert found.articles >= COUNT // 5 and found.path.is_file()
    assert filled.database.read_bytes() == damaged


def rows_overwritten(paths: LibraryPaths, table: str) -> None:
    """Put zeros over every page of a table."""
    with contextlib.closing(sqlite3.connect(paths.database)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with PageFile(paths.database) as pages:
        leaf_or_inner = (TABLE_LEAF, TABLE_INNER)
        chosen = [
            number
            for number in range(2, pages.count + 1)
            if pages.kind(number) in leaf_or_inner and pages.root_of(number) == found[0]
        ]
    for number in chosen:
        damage(paths, lambda data, n=number: data.__setitem__(slice((n - 1) * 4096, n * 4096), bytes(4096)))


def test_texts_and_notes_whose_article_is_lost_are_read_again(filled: LibraryPaths) -> None:
    rows_overwritten(filled, "article")
    found = salvage_library(filled, Progress())
    assert (found.articles, found.translations, found.notes) == (COUNT, COUNT // 5, COUNT // 5)
    restore_backup(filled, found.path)
    with LibrarySession.open(filled) as session:
        assert all(check.ok for check in check_library(session)), check_library(session)
        assert session.articles.get(33).document.html == document(33).html
        assert session.articles.summary(33).title == "L’eau manque au puits 33."
        assert session.annotations.note(5) == "remarque 5"
        assert session.articles.summary(5).translations == ("en",)


def test_texts_that_are_gone_are_counted(filled: LibraryPaths) -> None:
    """None was said to be damaged, and the check of the same library named them all."""
    rows_overwritten(filled, "article_body")
    found = salvage_library(filled, Progress())
    assert found.articles == COUNT
    restore_backup(filled, found.path)
    with LibrarySession.open(filled) as session:
        (texts,) = [check for check in check_library(session) if check.name == "texts"]
    assert 0 < found.damaged_texts == texts.count


def test_translations_whose_route_is_lost_are_found_again(filled: LibraryPaths) -> None:
    rows_overwritten(filled, "route")
    restore_backup(filled, salvage_library(filled, Progress()).path)
    key = sentence_key("L’eau manque au puits 5.")
    with LibrarySession.open(filled) as session:
        assert session.translations.lookup([key], "fr", "en", ROUTE.key)[key].target.startswith("EN ")


@pytest.mark.parametrize("length", [16, 100])
def test_a_broken_header_is_made_up(filled: LibraryPaths, length: int) -> None:
    damage(filled, lambda data: data.__setitem__(slice(0, length), bytes(length)))
    report = examine_damage(filled)
    assert report.error is not None and report.error.kind == "library-damaged" and not report.readable
    assert salvage_library(filled, Progress()).articles == COUNT


def test_a_broken_text_is_marked(filled: LibraryPaths) -> None:
    def change(data: bytearray) -> None:
        at = data.index(b"village 33 attend")
        data[at : at + 7] = b"VILLAGE"

    damage(filled, change)
    found = salvage_library(filled, Progress())
    assert (found.articles, found.damaged_texts) == (COUNT, 1)


@pytest.mark.parametrize("content", [b"", b"rubbish" * 999, bytes(8192)])
def test_where_nothing_can_be_read_nothing_is_left(paths: LibraryPaths, content: bytes) -> None:
    paths.root.mkdir()
    paths.database.write_bytes(content)
    with pytest.raises(ReaderError) as raised:
        salvage_library(paths, Progress())
    assert raised.value.kind == "nothing-salvaged"
    assert paths.database.read_bytes() == content
    assert [f for f in paths.root.rglob("*") if f.is_file() and f.name != "library.lock"] == [paths.database]


def test_the_report_names_the_newest_sound_copy(filled: LibraryPaths) -> None:
    assert examine_damage(filled).error is None
    with LibrarySession.open(filled) as session:
        made = keep_backups(session, datetime.date(2026, 3, 1))
        stock(session, 1000)
    assert made is not None
    damage(filled, lambda data: data.__setitem__(slice(4096 * 30, 4096 * 60), bytes(4096 * 30)))
    report = examine_damage(filled)
    assert report.error is not None and report.error.kind == "library-damaged"
    assert report.backup is not None and report.backup.articles == COUNT
    assert report.backup.path.samefile(made)


def test_a_salvaged_file_goes_where_it_is_wanted_and_over_nothing(
    filled: LibraryPaths, tmp_path: Path
) -> None:
    target = tmp_path / "stick" / "saved.db"
    assert salvage_library(filled, Progress(), target).path == target
    before = target.read_bytes()
    with pytest.raises(ReaderError):
        salvage_library(filled, Progress(), target)
    assert target.read_bytes() == before


def test_a_library_without_a_file(paths: LibraryPaths) -> None:
    with pytest.raises(ReaderError) as raised:
        salvage_library(paths, Progress())
    assert raised.value.kind == "file-unreadable"
    assert examine_damage(paths).error is not None


def test_each_try_beside_a_program_that_holds_the_library_leaves_nothing(
    filled: LibraryPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacement, "BUSY_SECONDS", 0.0)
    with contextlib.closing(sqlite3.connect(filled.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(ReaderError, match="library-busy"):
            salvage_in_place(filled, Progress())
    assert not list(filled.backups.glob("*"))
    found, kept = salvage_in_place(filled, Progress())
    assert found.articles == COUNT and kept is not None and kept.is_file()
