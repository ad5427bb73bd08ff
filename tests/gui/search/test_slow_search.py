"""A search that takes its time says so, keeps what was found, and claims nothing that it does not know."""

from __future__ import annotations

import contextlib
import sqlite3
import threading

import pytest
from PySide6.QtCore import Qt

from reader.core.messages import plain
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

SEARCHING = "Searching…"


@pytest.fixture
def said(monkeypatch):
    """What a screen reader is told."""
    told = []
    monkeypatch.setattr(
        "reader.gui.dialogs.notices.Notices.announce", lambda _self, text, **_: told.append(text)
    )
    return told


@pytest.fixture
def on(open_window, qtbot, tmp_path, said):
    """The screen of a window on three articles, with nothing under way."""
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(reduce_motion=True)
    qtbot.settle(window)
    return screen(window)


@pytest.fixture
def slow_disk(on):
    """Keeps the library from answering until what this gives is called."""
    answers = []

    def begin():
        answers.append(threading.Event())
        on.library.work(lambda *_: answers[-1].wait(LIMIT))
        return answers[-1].set

    yield begin
    for answer in answers:
        answer.set()


def type_in(on, qtbot, text):
    on.search_field.setFocus()
    qtbot.keyClicks(on.search_field, text)


def says_searching(on):
    """Whether the window says so, where the results will be, or beside the title where others stand there."""
    coming = on.result_list.coming
    seen = coming.isVisible() and coming.text.startswith(SEARCHING)
    return on.list_title.text() == "Search" and (seen or on.list_count.text() == SEARCHING)


def found(on, query):
    return lambda: on.result_list.query == query and not says_searching(on)


def test_a_first_search_says_that_it_goes_on_until_it_knows(on, qtbot, said, slow_disk):
    answer = slow_disk()
    type_in(on, qtbot, "xylophone")
    qtbot.waitUntil(lambda: says_searching(on))
    results = on.result_list
    assert results.coming.isVisible() and not results.nothing.isVisible()
    assert plain(results.coming.text) == f"{SEARCHING}\nxylophone"
    assert said.count(SEARCHING) == 1
    answer()
    qtbot.waitUntil(found(on, "xylophone"))
    assert results.nothing.isVisible() and not results.coming.isVisible()
    assert said[-1] != SEARCHING


def test_what_was_found_before_stays_meanwhile(on, qtbot, said, slow_disk):
    type_in(on, qtbot, "rapport")
    qtbot.waitUntil(found(on, "rapport"))
    before = [result.summary.id for result in on.result_model.results]
    assert before
    answer = slow_disk()
    type_in(on, qtbot, "xyz")
    qtbot.waitUntil(lambda: says_searching(on))
    assert [result.summary.id for result in on.result_model.results] == before
    assert on.result_cards.isVisible() and on.list_count.text() == SEARCHING
    answer()
    qtbot.waitUntil(found(on, "rapportxyz"))
    assert on.result_list.nothing.isVisible()


def test_that_nothing_was_found_is_not_said_of_the_next_word(on, qtbot, slow_disk):
    type_in(on, qtbot, "xyz")
    qtbot.waitUntil(found(on, "xyz"))
    assert on.result_list.nothing.isVisible()
    slow_disk()
    type_in(on, qtbot, "abc")
    qtbot.waitUntil(lambda: says_searching(on))
    assert on.result_list.coming.isVisible()


def test_what_the_former_search_found_in_trash_is_not_taken_for_what_is_looked_for(on, qtbot, slow_disk):
    on.library.work(lambda session, _progress: session.articles.move_to_trash([1]))
    type_in(on, qtbot, "texte")
    qtbot.waitUntil(found(on, "texte"))
    assert on.result_list.trash_button.isVisible()
    answer = slow_disk()
    type_in(on, qtbot, "xyz")
    qtbot.waitUntil(lambda: says_searching(on))
    qtbot.mouseClick(on.result_list.trash_button, Qt.MouseButton.LeftButton)
    answer()
    qtbot.waitUntil(found(on, "textexyz"))
    assert on.result_list.nothing.isVisible() and not on.result_list.trashed


def test_the_next_key_cancels_it_and_the_sign_stays_with_what_follows(on, qtbot, said, slow_disk):
    answer = slow_disk()
    type_in(on, qtbot, "rap")
    qtbot.waitUntil(lambda: says_searching(on))
    first = on.job_runner._newest["search"]
    type_in(on, qtbot, "port")
    assert first.work_progress.cancelled
    qtbot.waitUntil(lambda: on.job_runner._newest.get("search") not in (first, None))
    assert says_searching(on) and said.count(SEARCHING) == 1
    answer()
    qtbot.waitUntil(found(on, "rapport"))
    assert on.result_model.results


@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace])
def test_the_view_comes_back_when_nothing_is_looked_for_any_more(on, qtbot, slow_disk, leave):
    title = on.list_title.text()
    slow_disk()
    type_in(on, qtbot, "ra")
    qtbot.waitUntil(lambda: says_searching(on))
    job = on.job_runner._newest["search"]
    qtbot.keyClick(on.search_field, leave)
    qtbot.waitUntil(lambda: on.list_title.text() == title)
    assert not on.list_pane.searching and on.cards.isVisible() and job.work_progress.cancelled


def test_a_search_that_fails_leaves_no_sign(on, qtbot, tmp_path, slow_disk):
    failed = []
    on.library_failed.connect(failed.append)
    answer = slow_disk()
    type_in(on, qtbot, "rapport")
    qtbot.waitUntil(lambda: says_searching(on))
    with contextlib.closing(sqlite3.connect(LibraryPaths(tmp_path / "library").database)) as database:
        database.execute("DROP TABLE article_search")
    answer()
    qtbot.waitUntil(lambda: bool(failed))
    assert not says_searching(on) and not on.list_pane.searching and on.cards.isVisible()


def test_a_quick_search_shows_no_sign(on, qtbot, said):
    timer = on.search._slow._slow
    timer.setInterval(1000 * LIMIT)  # whatever else the computer does
    type_in(on, qtbot, "rapport")
    qtbot.waitUntil(found(on, "rapport"))
    assert SEARCHING not in said and not timer.isActive()


@pytest.mark.parametrize("width", [320, 560, 1280])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_header_says_in_words_that_a_search_goes_on(open_window, qtbot, tmp_path, language, width):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(reduce_motion=True, interface_language=language, size=(width, 800))
    on = screen(window)
    on.actions.run("search.open")
    qtbot.settle(window)
    qtbot.keyClicks(window.focusWidget(), "interpol")
    qtbot.waitUntil(lambda: on.result_list.query == "interpol" and on.result_model.rowCount() > 0)
    answer = threading.Event()
    on.library.work(lambda *_: answer.wait(LIMIT))
    qtbot.keyClicks(window.focusWidget(), " les")
    qtbot.waitUntil(lambda: bool(on.result_list.looked_for))
    qtbot.waitUntil(lambda: on.list_count.text().endswith("…"))
    count = on.list_count
    answer.set()
    assert len(count.text()) > 4, "beside “Recherche” three dots alone look like a word that is cut"
    assert count.fontMetrics().horizontalAdvance(count.text()) <= count.width()
    if width > 320:
        assert count.text() == on.result_list.spoken()
