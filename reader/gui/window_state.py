"""What the window remembers from one start to the next: place, panes, view, article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication

from reader.services.browse_library import is_view

if TYPE_CHECKING:
    from reader.gui.main_window import MainWindow
    from reader.settings.store import Settings

SIZE = (1440, 900)
_FRAME = (16, 48)
"""px that the desktop's frame and title bar may take, which nobody knows before the window is shown."""
_REACHABLE = (120, 40)
"""px of the window's top that must lie on a screen, so that it can be taken hold of."""


class WindowState:
    """Restores and stores what a window remembers.

    Args:
        window: the window, with its widgets made.
        settings: where it is kept.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def restore(self) -> None:
        """Take up size, view, text size and the first rows, all without the library proper."""
        window, settings = self._window, self._settings
        self._restore_place(settings.text("geometry"))
        window.panes.restore(settings.text("splitter"))
        window.pane.set_text_size(settings.number("text_size"))
        window.choices.restore()
        window.pane.bar.offer(more=True, reading_mode=True, back=window.panes.narrow)
        view = window.choices.first_view()
        window.library.view = view if is_view(view) else "unread"
        window.library.sort = settings.text("list_sort")
        window.desks.order.restore()
        window.rail.set_view(window.library.view)
        window.list_keeper.show(window.library.view, *window.library.quick_rows(window.library.view))

    def remember(self) -> None:
        """Store place, panes, view and article."""
        window = self._window
        for key, value in (
            ("geometry", bytes(window.saveGeometry().toBase64().data()).decode()),
            ("splitter", window.panes.state()),
            ("last_view", window.library.view),
            ("last_article", window.reading.article_id),
        ):
            window.choices.remember(key, value)

    def show_last_article(self) -> None:
        """Open the article of the last time beside the list, unless something was opened already."""
        window = self._window
        last = window.choices.last_article()
        if (
            last
            and not window.reading.wanted_id
            and window.model.row_of(last) >= 0
            and not window.panes.narrow
        ):
            window.list.select(last)
            window.reading.open(last)

    def _restore_place(self, geometry: str) -> None:
        window = self._window
        if not geometry or not window.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            window.resize(first_size(QGuiApplication.primaryScreen().availableSize()))
            return
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        place = within_reach(window.geometry(), screens)
        if place != window.geometry() and not window.isMaximized() and not window.isFullScreen():
            window.setGeometry(place)


def first_size(room: QSize) -> QSize:
    """The size of a window that was never placed, with its frame inside the screen.

    Args:
        room: what of the screen can be used, in px.
    """
    return QSize(*SIZE).boundedTo(QSize(room.width() - _FRAME[0], room.height() - _FRAME[1]))


def within_reach(place: QRect, screens: list[QRect]) -> QRect:
    """Where a window goes: `place`, or moved and shrunk onto the first screen when its top is on none.

    Args:
        place: where it was, in px.
        screens: what of each screen can be used; the first is the main one.
    """
    if not screens:
        return place
    for screen in screens:
        seen = screen.intersected(QRect(place.x(), place.y(), place.width(), _REACHABLE[1]))
        if seen.width() >= _REACHABLE[0] and seen.height() >= _REACHABLE[1] // 2:
            return place
    main = screens[0]
    moved = QRect(0, 0, min(place.width(), main.width()), min(place.height(), main.height()))
    moved.moveCenter(main.center())
    return moved
