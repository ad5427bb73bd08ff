"""The tray: items with words, steps and actions; the line for the rest; the panel of all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from reader.core.errors import ReaderError
from reader.core.messages import plain
from reader.gui.background.save_entry import (
    SaveEntry,
    SaveState,
    explanation,
    heading,
    short_address,
    step_names,
)
from reader.gui.saving.save_line import SaveCounts, counts_of
from reader.gui.saving.save_rows import action_places, sign_of
from reader.gui.saving.save_tray import SaveTray
from reader.gui.theme.theme import apply, load_theme
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save

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
    """A save that was given and then came so far; the newest item is its own."""
    return show_save(tray, URL, **values), tray.items[0]


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


def test_a_step_draws_nothing_at_once(tray, qtbot):
    """Else each step of each save draws all of the window that waits to be drawn, four times."""
    entry, item = show(tray, qtbot, state=SaveState.RUNNING, step="fetching")
    qtbot.settle(tray)
    drawn = Drawn(tray)
    entry.step = "extracting"
    tray.update()
    tray.show_entry(entry)
    assert [bar.value() for bar in item._bars] == [100, 8, 0, 0]
    assert not drawn.bars
    qtbot.waitUntil(lambda: len(drawn.bars) >= 2)


class Drawn(QObject):
    """Notes each progress bar of a widget that is drawn."""

    def __init__(self, parent):
        super().__init__(parent)
        self.bars = []
        for bar in parent.findChildren(QProgressBar):
            bar.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.bars.append(watched)
        return False


@pytest.mark.parametrize(
    ("step", "emphasised"), [("fetching", 0), ("extracting", 1), ("pictures", 2), ("saved", 3)]
)
def test_the_step_under_way_is_the_only_emphasised_one(tray, qtbot, step, emphasised):
    entry, item = show(tray, qtbot, state=SaveState.RUNNING, step="fetching")
    entry.step = step
    tray.show_entry(entry)
    weights = [name.font().weight() for name in item._names]
    assert [weight > 500 for weight in weights] == [number == emphasised for number in range(4)]


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


@pytest.mark.parametrize("width", [320, 392])
@pytest.mark.parametrize("kind", ["not-found", "unknown-host"])
def test_a_page_that_is_not_there_can_be_tried_again(tray, qtbot, kind, width):
    tray.resize(width, tray.height())
    error = ReaderError(kind, host="lebrief.ma")
    entry, item = show(tray, qtbot, state=SaveState.FAILED, error=error)
    assert list(buttons(item)) == ["Web archive", "Retry", "Remove"]
    qtbot.settle(tray)
    for button in buttons(item).values():
        assert button.width() >= button.sizeHint().width()
        assert item.rect().contains(button.geometry())
    with qtbot.waitSignal(tray.retry_wanted) as told:
        buttons(item)["Retry"].click()
    assert told.args == [entry]


def test_outcomes_have_their_words(tray, qtbot):
    saved, _ = show(tray, qtbot, state=SaveState.SAVED, title="Titre", article_id=3)
    assert (heading(saved), explanation(saved)) == ("Saved for offline reading", "Titre")
    known, item = show(tray, qtbot, state=SaveState.DUPLICATE, saved_at="2025-11-27T08:00:00+00:00")
    assert heading(known) == "Already in your library"
    assert "2025" in explanation(known)
    assert list(buttons(item)) == ["Open", "Update copy", "Close"]
    partial, item = show(tray, qtbot, state=SaveState.PARTIAL, missing_pictures=2, title="Titre")
    assert heading(partial).startswith("Saved without 2 picture")
    assert shown(item.accessibleName()) == "Saved for offline reading. Titre", (
        "its pictures come by themselves"
    )


def shown(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_three_have_an_item_and_the_line_counts_the_rest(tray, qtbot):
    entries = [SaveEntry(f"{URL}/{number}") for number in range(6)]
    for entry in entries:
        tray.show_entry(entry)
    qtbot.waitUntil(lambda: shown(tray.line.words()) == "6 under way")
    assert [item.entry for item in tray.items] == entries[2::-1]
    with qtbot.waitSignal(tray.dismiss_wanted) as left:
        entries[0].state = SaveState.SAVED
        tray.show_entry(entries[0])
    assert left.args == [entries[0]], "others wait for its place"
    tray.remove_entry(entries[0])
    entries[1].state, entries[1].error = SaveState.FAILED, ReaderError("refused", host="lebrief.ma")
    tray.show_entry(entries[1])
    assert [item.entry for item in tray.items] == [entries[4], entries[3], entries[2]]
    qtbot.waitUntil(lambda: shown(tray.line.words()) == "4 under way · 1 saved · 1 failed")
    assert tray.line.isVisible() and tray.line.accessibleName() == tray.line.words()


def test_the_pictures_of_a_saved_article_are_asked_for_without_a_box(tray, qtbot):
    entry, item = show(tray, qtbot, state=SaveState.PARTIAL, missing_pictures=1, title="Titre")
    item.left.emit()
    qtbot.waitUntil(lambda: shown(tray.line.words()) == "1 saved · 1 without some pictures")
    entry.state, entry.step = SaveState.RUNNING, "pictures"
    tray.show_entry(entry)
    assert tray.items == []
    entry.state, entry.missing_pictures = SaveState.SAVED, 0
    with qtbot.waitSignal(tray.dismiss_wanted):
        tray.show_entry(entry)
    tray.remove_entry(entry)
    qtbot.waitUntil(lambda: not tray.isVisible())


def test_the_panel_has_a_row_for_each_with_its_actions(tray, qtbot):
    failed = [
        SaveEntry(f"{URL}/{n}", state=SaveState.FAILED, error=ReaderError("refused", host="lebrief.ma"))
        for n in range(800)
    ]
    for entry in failed:
        tray.show_entry(entry)
    qtbot.waitUntil(lambda: shown(tray.line.words()) == "800 failed")
    before = len(tray.findChildren(QWidget))
    qtbot.mouseClick(tray.line, Qt.MouseButton.LeftButton)
    view = tray.panel.view
    assert view.hasFocus() and view.rows.entries[0] is failed[-1]
    assert len(tray.findChildren(QWidget)) < before + 30, "no widget for a row"
    qtbot.waitUntil(lambda: 0 < tray.height() <= tray.window().height() // 2 + 60)
    first = view.rows.index(0, 0)
    places = action_places(view.visualRect(first), view.layoutDirection(), failed[-1])
    assert [action.text for action, _ in places] == ["Retry", "Open in browser", "Remove"]
    for action, spot in places:
        with qtbot.waitSignal(getattr(tray, f"{action.name}_wanted")) as told:
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.center())
        assert told.args == [failed[-1]]
    for key, wanted in ((Qt.Key.Key_Return, tray.retry_wanted), (Qt.Key.Key_Delete, tray.remove_wanted)):
        with qtbot.waitSignal(wanted):
            qtbot.keyClick(view, key)
    assert [one.text() for one in view.menu_of(first).actions()] == ["Retry", "Open in browser", "Remove"]
    tray.remove_entry(failed[-1])
    qtbot.waitUntil(lambda: view.rows.rowCount() == 799)
    assert view.currentIndex().row() == 0, "the next one is current"
    for button, wanted in (
        (tray.panel.retry_all, tray.retry_all_wanted),
        (tray.panel.remove_all, tray.remove_all_wanted),
    ):
        with qtbot.waitSignal(wanted) as told:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(told.args[0]) == 799
    assert tray.close_panel() and tray.line.hasFocus()
    assert not tray.close_panel()


def test_the_newest_is_on_top(tray, qtbot):
    first, _ = show(tray, qtbot)
    second, _ = show(tray, qtbot)
    assert [item.entry for item in tray.items] == [second, first]
    qtbot.waitUntil(lambda: tray.items[0].y() < tray.items[1].y())


def test_a_saved_item_stays_while_it_has_the_focus(tray, qtbot):
    left = []
    tray.dismiss_wanted.connect(left.append)
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
    qtbot.waitUntil(lambda: not tray.isVisible())


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


def test_to_be_offline_is_shown_as_no_fault(tray, qtbot):
    """The link is kept and saved by itself later: no red, no alarm, not among what failed."""
    entry, item = show(tray, qtbot, state=SaveState.FAILED, error=ReaderError("offline"), again_at="10:02")
    assert sign_of(entry) == ("wifi-off", "muted")
    assert heading(entry) == "Waiting for a connection"
    assert plain(explanation(entry)) == "lebrief.ma · The link is kept, and saved once there is a connection."
    assert item.accessibleName().startswith("Waiting for a connection.")
    assert counts_of([entry], 0) == SaveCounts(offline=1)
    tray.line.show_counts(counts_of([entry], 0), False)
    assert plain(tray.line.words()) == "1 waiting for a connection"
    assert tray.line._state_icon() == ("wifi-off", "muted")
    tray.line.show_counts(SaveCounts(failed=1, offline=2), False)
    assert plain(tray.line.words()) == "2 waiting for a connection · 1 failed"
    assert tray.line._state_icon() == ("circle-alert", "error")


def test_nothing_is_wider_than_the_list(tray, qtbot):
    show(tray, qtbot, state=SaveState.RUNNING, step="pictures", done=3, total=5)
    show(tray, qtbot, state=SaveState.FAILED, error=ReaderError("unknown-host", host="x" * 40 + ".ma"))
    tray.setFixedWidth(320)
    qtbot.settle(tray.window())
    assert all(item.width() <= 320 - 24 for item in tray.items)


def test_addresses_are_shown_without_what_does_not_matter():
    assert short_address(URL) == "\u2068lebrief.ma/politique/marrakech\u2069"
