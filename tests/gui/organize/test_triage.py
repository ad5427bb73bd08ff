"""Going through a list: what follows an article that leaves it, and where the focus is."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from reader.core.messages import plain
from reader.gui.organize.list_updates import among
from reader.gui.widgets.action_item import UndoItem
from reader.library.file_kind import REVISIONS
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library, rich_document, translated_rich
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT, wait_for


@pytest.fixture
def opened(open_window, qtbot, tmp_path):
    """Opens a window with three unread articles, the first of them on screen."""

    def make(**chosen):
        ids = fill_library(LibraryPaths(tmp_path / "library"))
        window = open_window(reopen_article=False, **chosen)
        on_screen = screen(window)
        qtbot.waitUntil(lambda: len(on_screen.summaries) == 3)
        window.activateWindow()
        on_screen.open_article(ids[0], with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id == ids[0] and on_screen.view.hasFocus())
        return window, on_screen, ids

    return make


def press(qtbot, keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_archiving_and_deleting_open_the_next_article_with_the_focus_in_its_text(opened, qtbot):
    _, on_screen, ids = opened()
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    assert on_screen.view.hasFocus() and on_screen.list_pane.current_id() == ids[1]
    press(qtbot, [Qt.Key.Key_Delete])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2])
    assert on_screen.view.hasFocus()
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == [ids[2]])
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == 0)
    assert on_screen.list_pane.isAncestorOf(QApplication.focusWidget()) or on_screen.list_pane.hasFocus()


def test_reading_mode_goes_on_with_the_next_article(opened, qtbot):
    _, on_screen, ids = opened()
    left = []
    on_screen.reading_mode.changed.connect(left.append)
    press(qtbot, [Qt.Key.Key_R])
    qtbot.waitUntil(lambda: on_screen.reading_mode.active)
    press(qtbot, [Qt.Key.Key_Delete])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2])
    assert on_screen.reading_mode.active and left == [True] and on_screen.view.hasFocus()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [560, 1280])
@pytest.mark.parametrize("view", ["unread", "all"])
def test_reading_mode_says_what_was_done_and_undone(opened, qtbot, view, width, language):
    """It has no tray; in a view that the article does not leave, nothing at all was to be seen."""
    window, on_screen, ids = opened(interface_language=language, size=(width, 800))
    on_screen.show_view(view)
    on_screen.open_article(ids[0], with_focus=True)
    press(qtbot, [Qt.Key.Key_R])
    qtbot.waitUntil(lambda: on_screen.reading_mode.active and on_screen.view.hasFocus())
    press(qtbot, [Qt.Key.Key_E])
    hint = on_screen.key_hint
    assert hint.isVisible() and "Ctrl+Z" in plain(hint.text()) and window.rect().contains(hint.geometry())
    archived = hint.text()
    qtbot.waitUntil(lambda: on_screen.article_id == (ids[1] if view == "unread" else ids[0]))
    qtbot.keyClick(on_screen.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hint.isVisible() and "Ctrl+Z" not in plain(hint.text()) and hint.text() != archived
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    undone, held = hint.text(), Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(on_screen.view, Qt.Key.Key_Z, held)
    assert hint.isVisible() and hint.text() not in (undone, archived), "doing it again is told as well"
    press_undo(qtbot)
    qtbot.waitUntil(lambda: hint.text() == undone and not on_screen.shown_summary().archived)
    press(qtbot, [Qt.Key.Key_E])
    assert hint.text() == archived
    press(qtbot, [Qt.Key.Key_R])
    assert not on_screen.reading_mode.active and not hint.isVisible() and on_screen.save_tray.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_Delete], ids=["archived", "deleted"])
def test_a_key_that_comes_before_the_next_article_is_about_that_one(opened, qtbot, key):
    _, on_screen, ids = opened()
    press(qtbot, [key, key])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2] and not on_screen.job_runner.busy)
    assert [row.id for row in on_screen.summaries] == [ids[2]]


def test_the_last_two_cards_go_at_two_keys_in_a_narrow_window(open_window, qtbot, tmp_path):
    """The first key left the commands without a card to work on, though the list had one."""
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(reopen_article=False, size=(560, 800))
    on_screen = screen(window)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3)
    window.activateWindow()
    on_screen.cards.setFocus()
    for left, keys in ((2, 1), (0, 2)):
        press(qtbot, [Qt.Key.Key_Delete] * keys)
        qtbot.settle(window)
        assert len(on_screen.summaries) == left
    assert all(card.trashed for card in on_screen.articles.by_ids(ids))


def test_the_list_is_gone_back_to_when_the_reader_set_it_so(opened, qtbot):
    _, on_screen, ids = opened(after_triage="list")
    press(qtbot, [Qt.Key.Key_R])
    qtbot.waitUntil(lambda: on_screen.reading_mode.active)
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.cards.hasFocus())
    assert not on_screen.reading_mode.active and on_screen.list_pane.current_id() == ids[1]


def test_no_article_is_skipped_after_one_that_left(opened, qtbot):
    _, on_screen, ids = opened()
    on_screen.cards.setFocus()
    on_screen.list_pane.remove(ids[0])  # it left, and nothing has opened the next one yet
    assert on_screen.list_pane.current_id() == ids[1]
    press(qtbot, [Qt.Key.Key_J])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    press(qtbot, [Qt.Key.Key_J])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2])


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_Delete], ids=["archived", "deleted"])
@pytest.mark.parametrize("reading_mode", [False, True], ids=["beside the list", "reading mode"])
def test_undoing_opens_the_article_again_that_was_left(opened, qtbot, key, reading_mode):
    _, on_screen, ids = opened()
    if reading_mode:
        press(qtbot, [Qt.Key.Key_R])
        qtbot.waitUntil(lambda: on_screen.reading_mode.active)
    press(qtbot, [key])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    press(qtbot, [key])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2])
    for undone in (1, 0):
        qtbot.keyClick(on_screen.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda undone=undone: on_screen.article_id == ids[undone])
        qtbot.waitUntil(lambda undone=undone: [row.id for row in on_screen.summaries] == ids[undone:])
        assert on_screen.list_pane.current_id() == ids[undone] and on_screen.view.hasFocus()
    assert on_screen.reading_mode.active == reading_mode


def test_undoing_a_later_change_opens_nothing_that_an_earlier_one_took_off_the_screen(opened, qtbot):
    _, on_screen, ids = opened()
    library = on_screen.context.library
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    library.change([ids[0]], "archived", False)  # by hand, from elsewhere than the list
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == ids)
    library.change([ids[0]], "archived", True)  # of the list, while another is read
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == ids[1:])
    read = []
    on_screen.reading_controller.opened.connect(read.append)
    qtbot.keyClick(on_screen.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == ids)
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert on_screen.article_id == ids[1] and read == []


def test_a_movement_key_after_a_click_in_the_sidebar_goes_on_in_the_list(opened, qtbot):
    _, on_screen, ids = opened()
    rows = on_screen.sidebar_rows
    spot = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3 and rows.hasFocus())
    press(qtbot, [Qt.Key.Key_J])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    assert on_screen.cards.hasFocus()
    press(qtbot, [Qt.Key.Key_Return])
    qtbot.waitUntil(lambda: on_screen.reading_mode.active)


def test_undoing_in_the_list_makes_the_card_current_that_came_back(opened, qtbot):
    _, on_screen, ids = opened(after_triage="list")
    on_screen.cards.setFocus()
    on_screen.list_pane.select(ids[1])
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.list_pane.current_id() == ids[2])
    qtbot.keyClick(on_screen.cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == ids)
    assert on_screen.list_pane.current_id() == ids[1] and on_screen.cards.hasFocus()


def test_what_emptied_the_list_is_undone_with_the_focus_on_its_first_card(opened, qtbot):
    window, on_screen, ids = opened()
    window.resize(1280, 420)
    press(qtbot, [Qt.Key.Key_G, Qt.Key.Key_U])
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "unread" and on_screen.cards.hasFocus())
    on_screen.list_pane.select(ids[2])
    qtbot.waitUntil(lambda: on_screen.cards.verticalScrollBar().value() > 0)
    qtbot.keyClick(on_screen.cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.empty_button.hasFocus() and not on_screen.job_runner.busy)
    qtbot.keyClick(on_screen.empty_button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3 and on_screen.cards.hasFocus())
    assert on_screen.list_pane.current_id() == ids[0]
    cards = on_screen.cards
    qtbot.waitUntil(lambda: cards.viewport().rect().contains(cards.visualRect(cards.currentIndex())))


def test_going_to_a_view_puts_the_focus_on_a_card_and_opens_nothing(opened, qtbot):
    _, on_screen, ids = opened()
    on_screen.context.library.change([ids[1], ids[2]], "favourite", True)
    press(qtbot, [Qt.Key.Key_G, Qt.Key.Key_F])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2 and on_screen.cards.hasFocus())
    qtbot.waitUntil(lambda: on_screen.list_pane.current_id() == ids[1])
    press(qtbot, [Qt.Key.Key_G, Qt.Key.Key_A])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3 and on_screen.list_pane.current_id() == ids[0])
    press(qtbot, [Qt.Key.Key_J])
    qtbot.waitUntil(lambda: on_screen.list_pane.current_id() == ids[1])
    press(qtbot, [Qt.Key.Key_G, Qt.Key.Key_X])
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "trash" and not on_screen.summaries)
    qtbot.waitUntil(lambda: on_screen.empty_button.hasFocus())


def test_a_sentence_is_corrected_from_the_end_of_the_article(opened, qtbot):
    _, on_screen, _ = opened()
    whole = translated_rich("en")
    last = whole.blocks[-1].id
    on_screen.pane_translation.done("en", dataclasses.replace(whole, blocks=whole.blocks[:-1]))
    on_screen.reading_pane.show_language("en")
    qtbot.waitUntil(lambda: bool(on_screen.presenter.state().blocks))
    on_screen.cursor.to_end()
    assert on_screen.sentence_stop.unit == last, "as a credit or a link: it is not translated"
    press(qtbot, [Qt.Key.Key_F4])
    panel = QApplication.activeModalWidget()
    assert panel is not None and panel.field.toPlainText()
    panel.close()


def test_the_first_saved_article_has_the_focus(open_window, qtbot, tmp_path, article_url):
    make_empty(tmp_path / "library")
    window = open_window(welcomed=False)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.welcoming)
    window.activateWindow()
    on_screen.give_links([article_url])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1 and on_screen.cards.hasFocus())
    assert on_screen.list_pane.current_id() == on_screen.summaries[0].id


def test_a_list_that_was_read_before_a_change_does_not_bring_back_what_went(opened, qtbot):
    window, on_screen, ids = opened()
    library = on_screen.library
    library.refresh()
    has_read = threading.Event()
    library.work(lambda _session, _progress: has_read.set())
    wait_for(lambda: has_read.is_set() or None)  # outside the event loop: the list waits to be shown
    shown: list[list[int]] = []
    library.rows.connect(lambda _view, listing, _counts: shown.append(list(listing.ids)))
    press(qtbot, [Qt.Key.Key_Delete])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    qtbot.settle(window)
    assert shown and all(ids[0] not in listing for listing in shown)
    assert [row.id for row in on_screen.summaries] == ids[1:]


def test_several_changes_that_are_refused_leave_the_article_on_screen_as_it_is_stored(
    opened, qtbot, tmp_path
):
    _, on_screen, ids = opened(after_triage="list")
    told, gate = [], threading.Event()
    on_screen.library.failed.connect(lambda error: told.append(error.kind))
    on_screen.library.work(lambda *_: gate.wait(LIMIT))
    with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 9999")
    for field, value in (("favourite", True), ("unread", False)):
        on_screen.library.change([ids[0]], field, value)
    assert on_screen.shown_summary().favourite
    gate.set()
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert set(told) == {"library-newer"}
    shown = on_screen.shown_summary()
    assert (shown.favourite, shown.unread) == (False, True)
    assert not on_screen.favourite_button.isChecked(), "nor does the bar say so"


def test_an_undo_that_is_refused_can_be_asked_for_again(opened, qtbot, tmp_path):
    _, on_screen, ids = opened(after_triage="list")
    told = []
    on_screen.library.failed.connect(lambda error: told.append(error.kind))
    on_screen.library.change([ids[0]], "favourite", True)
    qtbot.waitUntil(lambda: on_screen.articles.ids(view="favourites") == [ids[0]])
    database = tmp_path / "library" / "library.db"
    with contextlib.closing(sqlite3.connect(database)) as newer:
        newer.execute("PRAGMA user_version = 9999")
    assert on_screen.library.undo()
    qtbot.waitUntil(lambda: told == ["library-newer"])
    assert on_screen.shown_summary().favourite
    with contextlib.closing(sqlite3.connect(database)) as newer:
        newer.execute(f"PRAGMA user_version = {len(REVISIONS)}")
    assert on_screen.library.undo()
    qtbot.waitUntil(lambda: on_screen.articles.ids(view="favourites") == [])
    assert on_screen.library.redo()
    qtbot.waitUntil(lambda: on_screen.articles.ids(view="favourites") == [ids[0]])


def test_a_change_that_is_refused_is_not_said_to_be_done(opened, qtbot, tmp_path):
    _, on_screen, ids = opened(after_triage="list")
    told = []
    on_screen.library.failed.connect(lambda error: told.append(error.kind))
    with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 9999")  # as a newer version leaves it, which writes differently
    for key in (Qt.Key.Key_S, Qt.Key.Key_E):
        told.clear()
        on_screen.open_article(ids[0], with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id == ids[0] and on_screen.view.hasFocus())
        press(qtbot, [key])
        qtbot.waitUntil(lambda: told == ["library-newer"])
        qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == ids)
        assert not on_screen.summaries[0].favourite and not on_screen.summaries[0].archived
        assert not on_screen.shown_summary() or not on_screen.shown_summary().favourite
        assert not on_screen.save_tray.findChildren(UndoItem) or not on_screen.save_tray.isVisible()
    assert not on_screen.library.undo()
    with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.db")) as newer:
        newer.execute(f"PRAGMA user_version = {len(REVISIONS)}")


@pytest.mark.parametrize(
    ("scan", "held"),
    [
        (12, Qt.KeyboardModifier.ShiftModifier),  # a US keyboard: Shift+3
        (12, Qt.KeyboardModifier.NoModifier),  # AZERTY: AltGr+3, which X11 and Wayland do not tell
        (
            0,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
        ),  # AltGr, as Windows tells it
        (51, Qt.KeyboardModifier.NoModifier),  # a British or German one: a key of its own
    ],
    ids=["us", "azerty", "azerty-windows", "own-key"],
)
@pytest.mark.parametrize("locale", ["en_US", "fr_FR"])
def test_the_number_sign_moves_to_trash_on_every_layout(opened, qtbot, scan, held, locale):
    _, on_screen, ids = opened()
    on_screen.resolver.locale = locale
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_NumberSign, held, scan, 0, 0, "#")
        QApplication.sendEvent(QApplication.focusWidget(), event)
    qtbot.waitUntil(lambda: on_screen.articles.summary(ids[0]).trashed and on_screen.article_id == ids[1])


def test_undoing_what_emptied_the_list_opens_the_article_again(opened, qtbot):
    _, on_screen, ids = opened()
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2])
    press(qtbot, [Qt.Key.Key_E])
    qtbot.waitUntil(lambda: on_screen.article_id == 0 and not on_screen.job_runner.busy)
    for undone in (2, 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda undone=undone: on_screen.article_id == ids[undone])
        qtbot.waitUntil(lambda undone=undone: on_screen.list_pane.current_id() == ids[undone])


@pytest.mark.parametrize("height", [420, 440, 460, 480, 500])
def test_what_comes_below_the_list_leaves_the_current_card_whole(opened, qtbot, height):
    window, on_screen, ids = opened()
    window.resize(1280, height)
    cards = on_screen.cards
    cards.setFocus()
    on_screen.list_pane.select(ids[2])
    qtbot.settle(window)
    on_screen.navigator.offer_undo("Tags changed", "tag")
    qtbot.waitUntil(lambda: on_screen.save_tray.isVisible())
    qtbot.settle(window)
    assert cards.viewport().rect().contains(cards.visualRect(cards.currentIndex()))


def read_to_the_end(on_screen, qtbot, article):
    bar = on_screen.view.verticalScrollBar()
    qtbot.waitUntil(lambda: on_screen.view.whole and bar.maximum() > 0)
    bar.setValue(bar.maximum())
    on_screen.read_through.timer.timeout.emit()  # its reading time is over
    qtbot.waitUntil(lambda: not on_screen.article_model.known(article).unread)


def test_a_selected_article_that_was_finished_stays_selected_until_the_selection_ends(opened, qtbot):
    window, on_screen, ids = opened()
    read_to_the_end(on_screen, qtbot, ids[0])
    on_screen.cards.setFocus()
    press(qtbot, [Qt.Key.Key_X])
    on_screen.open_article(ids[1])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    qtbot.settle(window)
    assert list(on_screen.article_model.ids) == ids, "it is selected, and so it stays where it is"
    on_screen.list_pane.select(ids[1])
    press(qtbot, [Qt.Key.Key_X])
    assert on_screen.picked_articles.ids == ids[:2]
    press(qtbot, [Qt.Key.Key_Escape])
    qtbot.waitUntil(lambda: list(on_screen.article_model.ids) == ids[1:])


def test_selected_articles_that_are_marked_as_read_stay_selected_where_they_are(opened, qtbot):
    window, on_screen, ids = opened()
    on_screen.cards.setFocus()
    press(qtbot, [Qt.Key.Key_End, Qt.Key.Key_X])
    on_screen.actions.run("card.pick-previous")
    assert set(on_screen.picked_articles.ids) == {ids[1], ids[2]}
    on_screen.actions.run("article.unread")
    qtbot.settle(window)
    assert not on_screen.article_model.known(ids[2]).unread
    assert list(on_screen.article_model.ids) == ids and len(on_screen.picked_articles) == 2
    press(qtbot, [Qt.Key.Key_Escape])
    qtbot.waitUntil(lambda: list(on_screen.article_model.ids) == ids[:1])


@pytest.mark.parametrize("view", ["unread", "favourites", "archive", "trash"])
def test_undoing_shows_the_marks_of_the_article_as_they_are_again(opened, qtbot, view):
    window, on_screen, ids = opened()
    field, command, value = {
        "unread": ("archived", "article.archive", False),
        "favourites": ("favourite", "article.favourite", True),
        "archive": ("archived", "article.archive", True),
        "trash": ("trashed", "article.restore", True),
    }[view]
    if value:
        on_screen.library.change(ids, field, True)
        on_screen.show_view(view)
        qtbot.waitUntil(lambda: on_screen.list_pane.view_name == view and len(on_screen.summaries) == 3)
        on_screen.open_article(ids[0], with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    on_screen.actions.run(command)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    press_undo(qtbot)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    qtbot.settle(window)
    shown, bar = on_screen.shown_summary(), on_screen.toolbar
    assert getattr(shown, field) is value, "the article stands in this view again"
    assert (bar.archive.isChecked(), bar.favourite.isChecked()) == (shown.archived, shown.favourite)


def press_undo(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_selection_given_up_in_the_list_leaves_no_other_article_on_screen_than_that_of_the_card(
    opened, qtbot, by
):
    """`E` took the card's article then, while another one stayed on screen."""
    _, on_screen, ids = opened()
    on_screen.cards.setFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(on_screen.list_pane.picked) == 3
    if by == "key":
        press(qtbot, [Qt.Key.Key_Escape])
    else:
        qtbot.mouseClick(on_screen.clear_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[2])
    assert len(on_screen.list_pane.picked) == 0 and on_screen.cards.hasFocus()
    assert on_screen.list_pane.current_id() == ids[2]


@pytest.mark.parametrize("size", [(1280, 800), (560, 800)])
def test_a_card_in_trash_is_restored_from_its_menu_and_by_the_button_over_the_list(opened, qtbot, size):
    window, on_screen, ids = opened()
    assert not on_screen.restore_button.isVisible()
    on_screen.library.change(ids, "trashed", True)
    window.resize(*size)
    on_screen.show_view("trash")
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "trash" and len(on_screen.summaries) == 3)
    on_screen.cards.setFocus()
    on_screen.actions.run("article.menu")
    menu = QApplication.activePopupWidget()
    assert menu.actions()[0].data() == "article.restore"
    menu.close()
    on_screen.list_pane.select(ids[1])
    button = on_screen.restore_button
    assert on_screen.list_header.rect().contains(button.geometry())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == [ids[0], ids[2]])


def test_going_to_the_tags_says_that_there_are_none(opened, qtbot):
    _, on_screen, _ = opened()
    for _ in range(2):
        press(qtbot, [Qt.Key.Key_G, Qt.Key.Key_T])
    (notice,) = on_screen.error_notices
    assert "There are no tags yet" in shown_words(notice)


def shown_words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_another_library_knows_nothing_of_what_was_read_in_the_one_before(open_window, qtbot, tmp_path):
    """Its articles have the same numbers."""
    fill_library(LibraryPaths(tmp_path / "library"))
    other = LibraryPaths(tmp_path / "other")
    fill_library(other)
    window = open_window()
    on_screen = screen(window)
    updates, article = on_screen.list_updates, on_screen.summaries[0].id
    on_screen.library.change([article], "unread", False)
    assert updates._read_here == {article}
    with qtbot.waitSignal(on_screen.library.reopened):
        on_screen.library.replace(lambda _progress: other, lambda _made: None, lambda *_step: None)
    assert not updates._read_here


@pytest.mark.parametrize("reverse", [False, True], ids=["newest first", "oldest first"])
@pytest.mark.parametrize("read", [0, 1, 2])
def test_what_was_read_keeps_its_neighbours_when_something_newer_comes(opened, qtbot, read, reverse):
    """It kept its number of the row, and so came to stand before a newer one."""
    _, on_screen, ids = opened(list_reverse=reverse)
    listed = ids[::-1] if reverse else ids
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == listed)
    on_screen.open_article(ids[read], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[read] and on_screen.view.hasFocus())
    press(qtbot, [Qt.Key.Key_U])
    qtbot.waitUntil(lambda: not on_screen.shown_summary().unread and not on_screen.job_runner.busy)
    assert [row.id for row in on_screen.summaries] == listed, "it stays while it is read"
    document = dataclasses.replace(rich_document(), url="https://news.example/new")
    newer = on_screen.articles.add(document, document.url, "new", "2026-02-01T10:00:00+00:00")
    on_screen.library.refresh()
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 4)
    assert [row.id for row in on_screen.summaries] == ([*listed, newer] if reverse else [newer, *listed])
    on_screen.open_article(newer)
    others = [row for row in listed if row != ids[read]]
    left = [*others, newer] if reverse else [newer, *others]
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == left)


def test_several_that_stay_keep_their_order_and_new_ones_stand_above():
    assert among([9, 1, 4], [1, 2, 3, 4], {2, 3}) == [9, 1, 2, 3, 4]
    assert among([9, 8, 3], [1, 2, 3], {1, 2}) == [9, 8, 1, 2, 3]
    assert among([9], [1, 2], {1, 2}) == [9, 1, 2] and among([9], [1, 2], {1, 2}, True) == [1, 2, 9]
    assert among([], [1, 2], {2}) == [2] and among([4, 1], [1, 2, 3], set()) == [4, 1]


@pytest.mark.parametrize(
    ("view", "key", "words"),
    [
        ("unread", Qt.Key.Key_U, "Marked as read"),
        ("favourites", Qt.Key.Key_S, "Removed from favourites"),
    ],
)
def test_a_card_that_a_mark_takes_out_of_the_list_is_told_with_undo(opened, qtbot, view, key, words):
    _, on_screen, ids = opened()
    on_screen.articles.set_favourite(ids, True)
    on_screen.library.refresh()
    on_screen.actions.run(f"view.{view}")
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == view and len(on_screen.summaries) == 3)
    on_screen.list_pane.select(ids[1])
    on_screen.cards.setFocus()
    press(qtbot, [key])
    qtbot.waitUntil(lambda: ids[1] not in [row.id for row in on_screen.summaries])
    offered = on_screen.save_tray.findChild(UndoItem)
    assert offered is not None and offered.isVisible() and words in offered.accessibleName()
    press_undo(qtbot)
    qtbot.waitUntil(lambda: ids[1] in [row.id for row in on_screen.summaries])


def _click_card(qtbot, on_screen, article):
    index = on_screen.article_model.index_of(article)
    spot = on_screen.cards.visualRect(index).center()
    qtbot.mouseClick(on_screen.cards.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    return spot


@pytest.mark.parametrize("ends", ["pointer", "key"])
def test_no_row_moves_under_the_pointer_that_clicks(opened, qtbot, ends):
    """The card read before left Unread at the click on a lower one, and the next click hit another."""
    window, on_screen, ids = opened(size=(1280, 800))
    press(qtbot, [Qt.Key.Key_U])
    qtbot.waitUntil(lambda: not on_screen.shown_summary().unread)
    spot = _click_card(qtbot, on_screen, ids[1])
    qtbot.settle(window)
    assert on_screen.cards.indexAt(spot) == on_screen.article_model.index_of(ids[1])
    press(qtbot, [Qt.Key.Key_Control])
    qtbot.settle(window)
    assert len(on_screen.summaries) == 3
    if ends == "key":
        press(qtbot, [Qt.Key.Key_J])
    else:
        QApplication.sendEvent(on_screen.cards.viewport(), QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: ids[0] not in [row.id for row in on_screen.summaries])


@pytest.mark.parametrize("in_text", [False, True])
@pytest.mark.parametrize("after", ["next", "list"])
@pytest.mark.parametrize("picked", [(0, 1), (1, 2), (0, 2)])
@pytest.mark.parametrize("read", range(3))
def test_the_current_card_is_that_of_the_article_shown_after_undo_and_redo(
    opened, qtbot, picked, read, after, in_text
):
    window, on_screen, ids = opened(size=(1280, 800), after_triage=after)
    on_screen.open_article(ids[read], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[read])
    on_screen.cards.setFocus()
    on_screen.picked_articles.replace([ids[n] for n in picked])
    press(qtbot, [Qt.Key.Key_Delete])
    left = [article for n, article in enumerate(ids) if n not in picked]
    qtbot.waitUntil(lambda: [row.id for row in on_screen.summaries] == left)
    held = Qt.KeyboardModifier.ControlModifier
    for modifiers, listed in ((held, ids), (held | Qt.KeyboardModifier.ShiftModifier, left), (held, ids)):
        qtbot.settle(window)
        if in_text and on_screen.article_id:
            on_screen.view.setFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, modifiers)
        qtbot.waitUntil(lambda listed=listed: [row.id for row in on_screen.summaries] == listed)
        qtbot.settle(window)
        if on_screen.article_id:
            assert on_screen.list_pane.current_id() == on_screen.article_id


@pytest.mark.parametrize("pick", [Qt.Key.Key_A, Qt.Key.Key_X])
def test_a_step_from_a_selected_card_that_came_by_itself_goes_on(opened, qtbot, pick):
    window, on_screen, ids = opened(size=(1280, 800), after_triage="list")
    press(qtbot, [Qt.Key.Key_Delete])
    qtbot.waitUntil(lambda: on_screen.article_id == 0 and on_screen.cards.hasFocus())
    qtbot.settle(window)
    assert on_screen.list_pane.current_id() == ids[1]
    held = Qt.KeyboardModifier.ControlModifier if pick == Qt.Key.Key_A else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(on_screen.cards, pick, held)
    assert ids[1] in on_screen.picked_articles
    press(qtbot, [Qt.Key.Key_J])
    assert on_screen.list_pane.current_id() == ids[2]
