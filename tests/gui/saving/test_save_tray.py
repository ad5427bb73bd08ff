"""The tray's items: words, steps, actions, folding, leaving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from reader.core.errors import ReaderError
from reader.gui.background.save_entry import (
    SaveEntry,
    SaveState,
    explanation,
    heading,
    short_address,
    step_names,
)
from reader.gui.saving.save_tray import SaveTray
from reader.gui.theme.theme import apply, load_theme
from tests.gui.support.screen import screen

URL = "https://www.lebrief.ma/politique/marrakech"


@pytest.fixture
def tray(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(392, 900)
    made = SaveTray(window)
    made.resize(392, 300)
    window.show()
    yield made
    window.close()


def show(tray, qtbot, **values):
    entry = SaveEntry(URL, **values)
    tray.show_entry(entry)
    return entry, tray.items[0]


def buttons(item):
    return {b.text(): b for b in item.findChildren(QPushButton)}


def test_steps_are_named_and_counted(tray, qtbot):
    entry, item = show(tray, qtbot, state=SaveState.RUNNING, step="pictures", done=3, total=5)
    assert [bar.value() for bar in item._bars] == [100, 100, 60, 0]
    assert step_names(entry)[2].replace("\u2068", "").replace("\u2069", "") == "Images 3/5"
    assert "Step 3 of 4" in item.accessibleDescription()
    entry.step, entry.done, entry.total = "saved", 1, 1
    tray.show_entry(entry)
    assert [bar.value() for bar in item._bars] == [100] * 4


def test_cancel_names_its_entry(tray, qtbot):
    entry, item = show(tray, qtbot, state=SaveState.RUNNING, step="fetching")
    with qtbot.waitSignal(tray.cancel_wanted) as told:
        item._buttons[0].click()
    assert told.args == [entry]
    assert item._buttons[0].accessibleName() == "Cancel"


@pytest.mark.parametrize(
    ("kind", "values", "first"),
    [
        ("refused", {"host": "lebrief.ma"}, "Retry"),
        ("no-article", {}, "Save as text"),
        ("script-page", {}, "Open in browser"),
        ("too-large", {"limit": "20 MB"}, "Open in browser"),
        ("login-needed", {"host": "lebrief.ma"}, "Open in browser"),
    ],
)
def test_a_failure_says_why_and_offers_what_helps(tray, qtbot, kind, values, first):
    error = ReaderError(kind, **values)
    entry, item = show(tray, qtbot, state=SaveState.FAILED, error=error)
    assert heading(entry) == error.title.show()
    assert explanation(entry) == error.hint.show()
    assert list(buttons(item)) == [first, "Remove"]
    with qtbot.waitSignal(tray.remove_wanted):
        buttons(item)["Remove"].click()


def test_outcomes_have_their_words(tray, qtbot):
    saved, _ = show(tray, qtbot, state=SaveState.SAVED, title="Titre", article_id=3)
    assert (heading(saved), explanation(saved)) == ("Saved for offline reading", "Titre")
    known, item = show(tray, qtbot, state=SaveState.DUPLICATE, saved_at="2025-11-27T08:00:00+00:00")
    assert heading(known) == "Already in your library"
    assert "2025" in explanation(known)
    assert list(buttons(item)) == ["Open", "Update copy", "Close"]
    partial, _ = show(tray, qtbot, state=SaveState.PARTIAL, missing_pictures=2)
    assert heading(partial).startswith("Saved without 2 picture")


def test_three_are_shown_and_the_rest_is_folded(tray, qtbot):
    for _ in range(5):
        show(tray, qtbot, state=SaveState.FAILED, error=ReaderError("offline"))
    assert [item.isVisible() for item in tray.items] == [True] * 3 + [False] * 2
    assert tray._more.text() == "2 more"
    qtbot.mouseClick(tray._more, Qt.MouseButton.LeftButton)
    assert all(item.isVisible() for item in tray.items)
    qtbot.mouseClick(tray._more, Qt.MouseButton.LeftButton)
    assert not tray.items[4].isVisible()


def test_the_newest_is_on_top(tray, qtbot):
    first, _ = show(tray, qtbot)
    second, _ = show(tray, qtbot)
    assert [item.entry for item in tray.items] == [second, first]
    qtbot.waitUntil(lambda: tray.items[0].y() < tray.items[1].y())


def test_a_saved_item_stays_while_it_has_the_focus(tray, qtbot):
    left = []
    tray.dismissed.connect(left.append)
    entry, item = show(tray, qtbot, state=SaveState.SAVED)
    open_button = buttons(item)["Open"]
    qtbot.waitUntil(open_button.isVisible)
    open_button.setFocus()
    item._timer.setInterval(30)
    for _ in range(2):
        with qtbot.waitSignal(item._timer.timeout):
            pass
    assert left == []
    open_button.clearFocus()
    qtbot.waitUntil(lambda: left == [entry])


def test_an_empty_tray_takes_no_room(tray, qtbot):
    assert not tray.isVisible()
    entry, _ = show(tray, qtbot)
    assert tray.isVisible()
    tray.remove_entry(entry)
    assert not tray.isVisible()


def test_undo_is_offered_and_the_next_replaces_it(tray, qtbot):
    called = []
    tray.show_undo("Archived", "archive", lambda: called.append(1))
    tray.show_undo("Moved to Trash", "trash-2", lambda: called.append(2))
    assert tray._undo.accessibleName() == "Moved to Trash"
    buttons(tray._undo)["Undo"].click()
    assert called == [2]
    tray.hide_undo()
    assert not tray.isVisible()


def test_an_offer_after_an_empty_tray_is_whole(tray, qtbot):
    entry, _ = show(tray, qtbot)
    qtbot.settle(tray.window())
    tray.remove_entry(entry)
    qtbot.settle(tray.window())  # it is made as high as nothing, when it may
    tray.show_undo("Archived", "archive", lambda: None)
    qtbot.waitUntil(lambda: tray._inside.height() > 40)
    assert tray._scroll.height() == tray.height() >= tray._undo.geometry().bottom()


def test_the_first_offer_in_a_window_is_whole(open_window, qtbot, article_url):
    window = open_window()
    screen(window).give_links([article_url])
    qtbot.waitUntil(lambda: bool(screen(window).summaries))
    window.shut_down()
    tray = screen(open_window(size=(1000, 700))).save_tray
    tray.show_undo("Moved to Trash", "trash-2", lambda: None)
    qtbot.waitUntil(lambda: tray._undo.height() > 40)
    qtbot.waitUntil(lambda: tray._scroll.height() == tray.height() >= tray._undo.geometry().bottom())


def test_other_colours_keep_the_items(tray, qtbot, qapp):
    entry, item = show(tray, qtbot, state=SaveState.FAILED, error=ReaderError("offline"))
    apply(qapp, load_theme("dark"))
    assert load_theme("dark").colors["raised"] in item.styleSheet()
    assert list(buttons(item)) == ["Retry", "Remove"] or item.entry is entry


def test_nothing_is_wider_than_the_list(tray, qtbot):
    show(tray, qtbot, state=SaveState.RUNNING, step="pictures", done=3, total=5)
    show(tray, qtbot, state=SaveState.FAILED, error=ReaderError("unknown-host", host="x" * 40 + ".ma"))
    tray.setFixedWidth(320)
    qtbot.settle(tray.window())
    assert all(item.width() <= 320 - 24 for item in tray.items)


def test_addresses_are_shown_without_what_does_not_matter():
    assert short_address(URL) == "\u2068lebrief.ma/politique/marrakech\u2069"
