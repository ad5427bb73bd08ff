"""Links that could not be had: when they are tried again, and that a restart remembers it."""

from __future__ import annotations

import datetime

import pytest

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_trying import (
    is_waited_for,
    keep_link,
    note_failure,
    seconds_left,
    seconds_to_wait,
)
from reader.settings.paths import LibraryPaths

URL = "https://journal.example/article"
NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)


def test_the_waits_grow_and_end() -> None:
    error = ReaderError("offline")
    assert [seconds_to_wait(error, n) for n in (1, 2, 3, 4, 9)] == [60, 300, 1800, 0, 0]


@pytest.mark.parametrize(
    "kind", ["offline", "unknown-host", "refused", "timeout", "server-error", "too-many-requests"]
)
def test_what_time_may_mend_is_waited_for(kind: str) -> None:
    error = ReaderError(kind, host="journal.example")
    assert is_waited_for(error) and seconds_to_wait(error, 1) == 60


@pytest.mark.parametrize("kind", ["not-found", "no-article", "login-needed", "disk-full", "not-a-page"])
def test_what_time_does_not_mend_is_not(kind: str) -> None:
    assert seconds_to_wait(ReaderError(kind, host="h", type="PDF"), 1) == 0
    assert not is_waited_for(None)


@pytest.mark.parametrize(("asked", "seconds"), [(30, 60), (900, 900), (86_400, 3600), ("soon", 60)])
def test_a_server_says_how_long(asked: object, seconds: float) -> None:
    error = ReaderError("too-many-requests", host="h", retry_after=asked)
    assert seconds_to_wait(error, 1) == seconds


def test_a_failure_is_remembered_with_its_time(session: LibrarySession, paths: LibraryPaths) -> None:
    kept = session.pending.add(URL)
    assert note_failure(session, kept.id, ReaderError("timeout", host="h"), 2) == 300
    session.close()
    with LibrarySession.open(paths) as again:
        (found,) = again.pending.all()
    assert (found.error, found.attempts) == ("timeout", 2)
    assert 295 < seconds_left(found) <= 300


def test_a_link_given_again_begins_anew(session: LibrarySession) -> None:
    kept = session.pending.add(URL)
    note_failure(session, kept.id, ReaderError("offline"), 3)
    again = session.pending.add(URL)
    assert (again.id, again.attempts, again.next_at) == (kept.id, 0, "")
    assert session.pending.all() == [again]


def test_removing_a_link_removes_its_schedule(session: LibrarySession) -> None:
    for remove in (session.pending.remove, lambda _id: session.pending.remove_link(URL)):
        kept = session.pending.add(URL)
        note_failure(session, kept.id, ReaderError("offline"), 1)
        remove(kept.id)
        assert session.pending.all() == []
        with session.database.read() as rows:
            assert rows.connection().exec_driver_sql("SELECT count(*) FROM pending_retry").scalar() == 0


def test_noting_a_failure_of_a_removed_link_does_nothing(session: LibrarySession) -> None:
    note_failure(session, 77, ReaderError("offline"), 1)
    assert session.pending.all() == []


def test_the_command_line_keeps_the_count(session: LibrarySession) -> None:
    for attempt in (1, 2, 3, 4):
        keep_link(session, URL, ReaderError("offline"), ["maroc"])
        (kept,) = session.pending.all()
        assert (kept.attempts, kept.tags) == (attempt, ("maroc",))
    assert kept.next_at == ""


@pytest.mark.parametrize(
    ("next_at", "seconds"),
    [
        ("2026-03-01T12:05:00+00:00", 300),
        ("2026-03-01T11:00:00+00:00", 0),
        ("2126-03-01T12:00:00+00:00", 3600),
        ("", 0),
        ("nonsense", 0),
        ("2026-03-01T12:05:00", 0),
    ],
)
def test_a_clock_that_was_set_back_makes_nobody_wait_for_ever(next_at: str, seconds: float) -> None:
    assert seconds_left(PendingSave(1, URL, "", "offline", next_at=next_at), NOW) == seconds
