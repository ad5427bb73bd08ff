"""Where a window opens: where it was, on a screen that is there; it fits on the one it is moved to."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow

from reader.gui.widgets.pane_layout import FRAME

SIZE = (1440, 900)
_REACHABLE = (120, 40)
"""px of the window's top that must lie on a screen, so that it can be taken hold of."""


def restore_place(window: QMainWindow, geometry: str) -> None:
    """Put a window where it was, or in its first size.

    Args:
        geometry: what `QMainWindow.saveGeometry` gave, as base 64; anything else counts as none.
    """
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
    return QSize(*SIZE).boundedTo(room - QSize(*FRAME))


class ScreenFit(QObject):
    """Keeps a window no larger than the screen that it is moved to; back on a larger one it is as before.

    One that is moved maximized fits once it is maximized no more.

    Args:
        window: is on screen.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before = self._made = window.size()
        self._fitted = window.screen().name()
        window.windowHandle().screenChanged.connect(self._fit)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self._window
        if event.type() is QEvent.Type.Resize and window.screen().name() != self._fitted:
            QTimer.singleShot(0, self, lambda: self._fit(window.screen()))
        return False

    def _fit(self, screen: QScreen) -> None:
        window = self._window
        if window.isMaximized() or window.isFullScreen():
            return
        self._fitted = screen.name()
        if window.size() != self._made:  # the reader's own size since
            self._before = window.size()
        self._made = self._before.boundedTo(screen.availableSize() - QSize(*FRAME))
        window.resize(self._made)


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
