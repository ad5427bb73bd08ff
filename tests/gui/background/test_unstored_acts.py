"""What the library does not store before the window closes is kept aside, and nothing is that it stores."""

from __future__ import annotations

import contextlib
import sqlite3
import threading

import pytest

from reader.services.library_session import LibrarySession
from reader.settings.disks import state_folder
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where it is kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return state_folder() / "unstored"


@pytest.fixture
def ids(kept, tmp_path):
    return fill_library(LibraryPaths(tmp_path / "library"))


@pytest.fixture
def window(ids, open_window, qtbot):
    made = open_window(reduce_motion=True)
    qtbot.waitUntil(lambda: not screen(made).job_runner.busy)
    return made


@contextlib.contextmanager
def held(paths):
    """Another program writes into the library for a long time."""
    with contextlib.closing(sqlite3.connect(paths.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def files(kept):
    return list(kept.iterdir()) if kept.is_dir() else []


def is_favourite(paths, article):
    with LibrarySession.open(paths) as session:
        return session.articles.summary(article).favourite


def test_a_mark_is_not_lost_while_another_program_writes(window, ids, kept):
    paths = screen(window).paths
    with held(paths):
        screen(window).library.change([ids[0]], "favourite", True)
        window.shut_down()
        assert len(files(kept)) == 1
    assert is_favourite(paths, ids[0])
    assert not files(kept)


def test_nothing_is_kept_of_what_is_stored(window, ids, kept):
    paths = screen(window).paths
    screen(window).library.change([ids[0]], "favourite", True)
    window.shut_down()
    assert not files(kept)
    assert is_favourite(paths, ids[0])


def test_what_the_library_takes_after_all_is_not_kept(window, ids, kept, qtbot):
    library, going_on = screen(window).library, threading.Event()
    library.work(lambda _session, _progress: going_on.wait(LIMIT))
    library.change([ids[0]], "favourite", True)
    window.write_state()
    assert len(files(kept)) == 1, "the session may end now"
    going_on.set()
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy and not files(kept))
    library.change([ids[0]], "favourite", False)
    paths = screen(window).paths
    window.shut_down()
    assert not is_favourite(paths, ids[0])


def test_a_link_given_before_the_library_was_open_is_taken_up_by_the_next_start(
    ids, open_window, kept, monkeypatch, qtbot, tmp_path
):
    opened, going_on = LibrarySession.open, threading.Event()

    def late(*given, **named):
        going_on.wait(LIMIT)
        return opened(*given, **named)

    monkeypatch.setattr(LibrarySession, "open", late)
    window = open_window(reduce_motion=True, ready=False)
    screen(window).save_queue.add(["https://x.example/puits"])
    window.shut_down()
    going_on.set()
    monkeypatch.setattr(LibrarySession, "open", opened)
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        assert [link.url for link in session.pending.all()] == ["https://x.example/puits"]
