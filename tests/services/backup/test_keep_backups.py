"""The copies that are made by themselves: one a day, the right ones kept, whatever the clock says."""

from __future__ import annotations

import datetime
import itertools
import logging
import os
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.library.backup import check_whole
from reader.library.replacement import restore
from reader.services.backup.keep_backups import (
    DAILY,
    WEEKLY,
    backups_folder,
    copies,
    keep_backups,
    kept_copies,
    newest_sound,
)
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths

START = datetime.date(2026, 3, 1)


def keep(session: LibrarySession, *days: datetime.date) -> None:
    for day in days:
        keep_backups(session, day)


def days_of(session: LibrarySession, kind: str = "daily") -> list[datetime.date]:
    return [copy.day for copy in copies(backups_folder(session), kind)]


def after(days: int) -> datetime.date:
    return START + datetime.timedelta(days)


def test_one_a_day(session: LibrarySession) -> None:
    made = keep_backups(session, START)
    assert made is not None and keep_backups(session, START) is None
    check_whole(made)
    assert days_of(session) == days_of(session, "weekly") == [START]
    keep(session, after(1))
    assert days_of(session) == [START, after(1)]
    assert keep_backups(session) is not None, "today, by the real clock"


def test_seven_days_and_four_weeks_are_kept(session: LibrarySession) -> None:
    keep(session, *(after(n) for n in range(40)))
    assert days_of(session) == [after(n) for n in range(40 - DAILY, 40)]
    weekly = days_of(session, "weekly")
    assert len(weekly) == WEEKLY
    assert all((b - a).days == 7 for a, b in itertools.pairwise(weekly))
    assert weekly[-1] >= after(33)


def test_who_reads_once_a_week_has_older_copies(session: LibrarySession) -> None:
    keep(session, *(after(7 * n) for n in range(20)))
    assert days_of(session)[0] == after(7 * 13)
    assert days_of(session, "weekly")[0] < after(7 * 13)


@pytest.mark.parametrize(
    "wrong", [datetime.date(1970, 1, 1), datetime.date(2100, 1, 1), datetime.date(2025, 10, 26)]
)
def test_a_wrong_clock_removes_nothing_good(session: LibrarySession, wrong: datetime.date) -> None:
    keep(session, *(after(n) for n in range(20)))
    before = days_of(session), days_of(session, "weekly")
    keep(session, wrong)
    assert days_of(session) == [*before[0][1:], wrong], "one goes for one that comes"
    assert set(before[1][1:]) <= set(days_of(session, "weekly"))
    keep(session, *(after(20 + n) for n in range(3)))
    assert days_of(session)[-3:] == [after(20), after(21), after(22)], "the right clock goes on"
    assert len(days_of(session)) == DAILY and len(days_of(session, "weekly")) >= 3


def test_a_clock_that_jumps_to_and_fro_keeps_the_numbers_growing(session: LibrarySession) -> None:
    keep(session, *(datetime.date(1970 if n % 2 else 2100, 1, 1) for n in range(9)))
    found = copies(backups_folder(session))
    assert [copy.number for copy in found] == list(range(3, 10))


@pytest.mark.parametrize("wrong", [0, 4_102_444_800], ids=["1970", "2100"])
def test_the_newest_copy_is_the_newest_whatever_the_clock_said(
    session: LibrarySession, paths: LibraryPaths, wrong: int
) -> None:
    """A file's date is what the clock said; in trouble the reader is offered what he saved last."""
    for number in range(3):
        document = Document(f"https://x.example/{number}", "Titre", (), "Le ministre parle.")
        session.articles.add(document, document.url, str(number), "2026-11-25T08:00:00+00:00")
        keep(session, after(number))
    found = copies(backups_folder(session))
    late = found[-1].path if wrong == 0 else found[0].path
    os.utime(late, (wrong, wrong))
    newest = newest_sound(paths)
    assert newest is not None and newest.articles == 3


def test_a_damaged_library_does_not_cost_a_sound_copy(
    session: LibrarySession, paths: LibraryPaths, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(40):
        blocks_text = f"phrase {number} " * 200
        document = Document(f"https://x.example/{number}", blocks_text[:50], (), blocks_text)
        session.articles.add(document, document.url, str(number), "2026-11-25T08:00:00+00:00")
    keep(session, *(after(n) for n in range(9)))
    session.close()
    sound = {c.path: c.path.read_bytes() for c in copies(backups_folder(session))}
    data = bytearray(paths.database.read_bytes())
    for at in range(8192, len(data), 4096):
        data[at : at + 64] = os.urandom(64)
    paths.database.write_bytes(data)
    with caplog.at_level(logging.WARNING):
        assert keep_backups(session, after(9)) is None
    assert "library-damaged" in caplog.text
    assert {c.path: c.path.read_bytes() for c in copies(backups_folder(session))} == sound
    restore(days := copies(backups_folder(session))[-1].path, paths.database)
    check_whole(paths.database)
    assert days.exists()


def test_a_copy_is_the_library(session: LibrarySession, paths: LibraryPaths, tmp_path: Path) -> None:
    document = Document("https://x.example/", "Un titre", (), "")
    session.articles.add(document, document.url, "x", "2026-11-25T08:00:00+00:00", tags=["t"])
    made = keep_backups(session, START)
    assert made is not None
    restore(made, tmp_path / "other" / "library.db")
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        assert [c.title for c in other.articles.summaries()] == ["Un titre"]


def test_files_of_others_in_the_folder_stay(session: LibrarySession) -> None:
    folder = backups_folder(session)
    folder.mkdir(exist_ok=True)
    strange = [
        "daily-1.db",
        "daily-000001-20269999.db",
        "before-0003-20260101.db",
        "mine.db",
        "daily-000001-20260101.db.bak",
    ]
    for name in strange:
        (folder / name).write_bytes(b"x")
    keep(session, *(after(n) for n in range(10)))
    assert all((folder / name).read_bytes() == b"x" for name in strange)


def test_a_folder_that_cannot_be_written_is_no_catastrophe(
    session: LibrarySession, caplog: pytest.LogCaptureFixture
) -> None:
    backups_folder(session).write_text("a file stands here")
    with caplog.at_level(logging.WARNING):
        assert keep_backups(session, START) is None
    assert "no backup was made" in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_among_the_copies_hides_none(session: LibrarySession, paths: LibraryPaths) -> None:
    made = keep_backups(session, START)
    (paths.backups / "loop.db").symlink_to("loop.db")
    (paths.backups / "folder.db").mkdir()
    os.mkfifo(paths.backups / "pipe.db")
    assert made in [copy.path for copy in kept_copies(paths)]
    assert {copy.kind for copy in kept_copies(paths)} <= {"daily", "weekly"}


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
def test_copies_on_a_disk_that_is_away_are_not_said_to_be_none(paths: LibraryPaths, tmp_path: Path) -> None:
    paths.root.mkdir(exist_ok=True)
    paths.backups.symlink_to(tmp_path / "away")
    with pytest.raises(ReaderError) as raised:
        kept_copies(paths)
    assert raised.value.kind == "file-unreadable"
