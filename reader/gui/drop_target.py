"""Makes the whole window take links: the overlay while dragging, the links at the drop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from reader.gui.drop_overlay import DropOverlay
from reader.gui.dropped_links import link_files_in, links_in, may_hold_links

if TYPE_CHECKING:
    from reader.gui.main_window import MainWindow

_LEAVE = 60
"""ms between leaving and hiding: passing from one widget to the next is a leave and an enter."""


class DropTarget(QObject):
    """Watches the window's drag events. Every drop is answered with `CopyAction`, whatever is held."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.overlay = DropOverlay(window.theme, window)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_LEAVE)
        self._leaving.timeout.connect(self.overlay.hide)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif event.type() == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            self._answer(event)
        elif event.type() == QEvent.Type.DragLeave:
            self._leaving.start()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._drop(event)
        else:
            if event.type() == QEvent.Type.Resize and self.overlay.isVisible():
                self.overlay.setGeometry(self._window.rect())
            return False
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        self._leaving.stop()
        mime = event.mimeData()
        files = bool(link_files_in(mime))
        self.overlay.show_links([] if files else links_in(mime), files or may_hold_links(mime))
        self._answer(event)

    def _answer(self, event: QDragMoveEvent) -> None:
        """Accept also what cannot be saved, with no action: ignored, Qt would not tell when it leaves."""
        action = Qt.DropAction.CopyAction if self.overlay.usable else Qt.DropAction.IgnoreAction
        event.setDropAction(action)
        event.accept()

    def _drop(self, event: QDropEvent) -> None:
        self._leaving.stop()
        self.overlay.hide()
        mime = event.mimeData()
        open_it = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        taken = self._window.desk.take(mime, open_it)
        event.setDropAction(Qt.DropAction.CopyAction if taken else Qt.DropAction.IgnoreAction)
        event.accept()
        if not taken:
            self._window.desk.refuse()
