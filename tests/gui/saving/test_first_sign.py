"""What is given is seen as being saved in the very next frame, whole, whatever else the program does."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reader.core.errors import ReaderError
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.saving.add_link_dialog import AddLinkDialog
from reader.gui.saving.feature import MANY
from reader.gui.widgets.action_item import ActionItem
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths
from tests.gui.saving.test_drop_and_save import drop
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.kept_port import kept_port


class Frames(QObject):
    """Counts the frames of a window from now on, and which items of the tray each shows.

    `first` is the number of the first frame with an item; `cut` are the words of items that a frame showed
    lower than they need, or not wholly inside the window; with their height and the one they need, where
    their foot is, and where the window's is.
    """

    def __init__(self, window):
        super().__init__(window)
        self._window = window
        self.number, self.first, self.cut = 0, 0, []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest and watched is self._window:
            self.number += 1
        elif event.type() == QEvent.Type.Paint and isinstance(watched, ActionItem):
            self.first = self.first or self.number
            foot = watched.mapTo(self._window, QPoint(0, watched.height()))
            needed = watched.heightForWidth(watched.width())
            if watched.height() < needed or foot.y() > self._window.height():
                sizes = (watched.height(), needed, foot.y(), self._window.height())
                self.cut.append((self.number, watched.accessibleName(), *sizes))
        return False


_TITLE = "Le barrage de la ville se remplit après les pluies"
STATES: tuple[dict[str, object], ...] = (
    {"state": SaveState.WAITING, "step": "", "error": None, "missing_pictures": 0},
    {"state": SaveState.RUNNING, "step": "fetching", "error": None, "missing_pictures": 0},
    {"state": SaveState.RUNNING, "step": "pictures", "total": 4, "error": None, "title": 2 * _TITLE},
    {"state": SaveState.SAVED, "title": _TITLE, "article_id": 3},
    {"state": SaveState.DUPLICATE, "saved_at": "2025-11-27T08:00:00+00:00", "article_id": 3},
    {"state": SaveState.PARTIAL, "missing_pictures": 2, "article_id": 4},
    {"state": SaveState.FAILED, "error": ReaderError("refused", host="lebrief.ma"), "missing_pictures": 0},
    {"state": SaveState.FAILED, "error": ReaderError("not-found", host="lebrief.ma"), "missing_pictures": 0},
)


def by_drop(window, links):
    data = QMimeData()
    data.setText("\n".join(links))
    drop(window, data)


def by_paste(window, links):
    QGuiApplication.clipboard().setText("\n".join(links))
    window.setFocus()  # in the field of an empty library it would only fill that
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def by_dialog(window, links):
    screen(window).actions.run("article.add")
    dialog = window.findChild(AddLinkDialog)
    dialog.field.edit.setText("\n".join(links))
    QTest.keyClick(dialog.field.edit, Qt.Key.Key_Return)


def by_another_start(window, links):
    screen(window).open_requests.take(Opening(links=tuple(links), quietly=True))


@pytest.fixture
def links():
    with kept_port() as port:
        yield [f"http://127.0.0.1:{port}/{number}" for number in range(MANY + 5)]


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("give", [by_drop, by_paste, by_dialog, by_another_start])
def test_a_link_is_seen_whole_in_the_next_frame(open_window, qtbot, tmp_path, hold, links, give, filled):
    if filled:
        fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window()
    qtbot.settle(window)
    qtbot.waitActive(window)
    release, frames = hold(window), Frames(window)
    give(window, links[:1])
    qtbot.waitUntil(lambda: frames.number > 0)
    release()
    qtbot.settle(window)
    assert (frames.first, frames.cut) == (1, [])


def test_many_links_are_seen_whole_in_every_frame(open_window, qtbot, hold, links):
    window = open_window()
    qtbot.settle(window)
    tray = screen(window).save_tray
    release, frames = hold(window), Frames(window)
    by_drop(window, links)
    qtbot.waitUntil(lambda: frames.number > 0)
    save = next(button for button in tray.findChildren(QPushButton) if button.text() == "Save")
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tray.items) == 3 and tray.line.isVisible())
    words = tray.line.words()
    release()
    qtbot.settle(window)
    assert (frames.first, frames.cut) == (1, [])
    assert words == f"\u2068{len(links)} under way\u2069"


def test_saves_that_go_on_are_seen_whole_in_every_frame(open_window, qtbot, links):
    window = open_window()
    qtbot.settle(window)
    frames = Frames(window)
    by_drop(window, links[:8])
    qtbot.waitUntil(lambda: not any(entry.active for entry in screen(window).save_queue.entries))
    qtbot.settle(window)
    assert (frames.first, frames.cut) == (1, [])


@pytest.mark.parametrize("size", [(1280, 640), (1440, 900), (560, 640)])
def test_states_by_chance_are_as_high_as_they_need_in_every_frame(open_window, qtbot, tmp_path, size):
    """Saves change between two frames, while one is due, and in the turn in which it comes."""
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=size)
    qtbot.settle(window)
    tray, chance = screen(window).save_tray, random.Random(1)
    entries = [SaveEntry(f"https://lebrief.ma/economie/{number}") for number in range(6)]
    frames, left = Frames(window), 400

    def change():
        nonlocal left
        entry, left = chance.choice(entries), left - 1
        for name, value in chance.choice(STATES).items():
            setattr(entry, name, value)
        tray.show_entry(entry)
        if left:
            QTimer.singleShot(chance.choice((0, 0, 1, 3, 5, 9)), window, change)

    change()
    qtbot.waitUntil(lambda: not left)
    assert frames.number > 50
    assert [one for one in frames.cut if one[2] < one[3]] == []  # in a low window it scrolls
