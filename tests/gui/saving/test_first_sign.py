"""What is given is seen as being saved in the very next frame, whole, whatever else the program does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

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

    @property
    def lasting(self):
        """What was cut in two frames, one after the other, of those in `cut`."""
        seen = {(number, name) for number, name, *_ in self.cut}
        return [one for one in self.cut if (one[0] - 1, one[1]) in seen]

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


def test_of_many_links_none_is_cut_in_two_frames(open_window, qtbot, hold, links):
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
    assert (frames.first, frames.lasting) == (1, [])
    assert words == f"\u2068{len(links)} under way\u2069"


def test_of_saves_that_go_on_none_is_cut_in_two_frames(open_window, qtbot, links):
    window = open_window()
    qtbot.settle(window)
    frames = Frames(window)
    by_drop(window, links[:8])
    qtbot.waitUntil(lambda: not any(entry.active for entry in screen(window).save_queue.entries))
    qtbot.settle(window)
    assert (frames.first, frames.lasting) == (1, [])
