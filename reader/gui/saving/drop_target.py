"""Makes the window take links, and the sidebar take cards: what is shown while dragging, what a drop does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from reader.gui.cards.picked_articles import dragged_articles
from reader.gui.feature import Feature
from reader.gui.saving.drop_overlay import DropOverlay
from reader.gui.saving.given import Given, given_in
from reader.gui.widgets.given_files import GivenFiles, parted
from reader.services.library.browse_library import TAG_VIEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from reader.gui.context import WindowContext
    from reader.gui.saving.feature import SavingFeature
    from reader.gui.sidebar.sidebar import Sidebar

_LEAVE = 60
"""ms between leaving and hiding: passing from one widget to the next is a leave and an enter."""


class DropTarget(Feature):
    """Answers what is dragged over the window. Every drop is answered with `CopyAction`, whatever is held.

    Args:
        context: of the window. sidebar: takes cards and tags. saving: takes links and files.
        takes: whether a row of the sidebar takes articles.
    """

    articles_dropped = Signal(str, list)
    """The numbers of articles that were dropped on a row of the sidebar."""

    def __init__(
        self, context: WindowContext, sidebar: Sidebar, saving: SavingFeature, takes: Callable[[str], bool]
    ) -> None:
        super().__init__(context)
        window = self._window = context.window
        self._sidebar = sidebar
        self._saving = saving
        self._takes = takes
        self.overlay = DropOverlay(window)
        self._articles: list[int] = []
        self._looking = False  # a disk was asked, and has not answered yet
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_LEAVE)
        self._leaving.timeout.connect(self.overlay.hide)
        window.setAcceptDrops(True)

    def window_event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif event.type() == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            self._answer(event)
        elif event.type() == QEvent.Type.DragLeave:
            self._sidebar.show_drop("")
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
        self._articles = dragged_articles(mime)
        if not self._articles:
            self.overlay.spare = self._sidebar_place()
            given = given_in(mime)
            self.overlay.show_given(given)
            self._look_at(given)
        self._answer(event)

    def _look_at(self, given: Given) -> None:
        """Ask the disks what a name alone does not tell: whether there is a folder. The answer is shown if
        the drag is still over the window then. While one does not answer, no other is asked: somebody may
        drag the same files over the window many times."""
        if self._looking or not (given.files.others or given.files.folders):
            return
        files, self._looking = given.every_file, True
        self.context.jobs.submit(
            "dragged",
            lambda _progress: parted(files),
            done=lambda found: self._show_found(files, found),
            failed=lambda _error: self._end_look(),
            cancelled=self._end_look,
        )

    def _end_look(self) -> None:
        self._looking = False

    def _show_found(self, files: tuple[Path, ...], found: GivenFiles) -> None:
        self._end_look()
        if not self.overlay.isVisible():
            return
        given = self.overlay.given
        if given.every_file == files:
            self.overlay.show_given(replace(given, files=found))
        else:  # other files are held over the window by now
            self._look_at(given)

    def _answer(self, event: QDragMoveEvent) -> None:
        """Accept also what cannot be saved, with no action: ignored, Qt would not tell when it leaves."""
        usable, row = self.overlay.usable, self._row_at(event.position().toPoint())
        if self._articles:
            usable = self._takes(row)
        else:
            row = row if usable and row.startswith(TAG_VIEW) else ""
            self.overlay.show_tag(row.removeprefix(TAG_VIEW))
        self._sidebar.show_drop(row if usable else "")
        event.setDropAction(Qt.DropAction.CopyAction if usable else Qt.DropAction.IgnoreAction)
        event.accept()

    def _row_at(self, point: QPoint) -> str:
        """The row of the sidebar at a point of the window, empty for none."""
        views = self._sidebar.views
        if not views.isVisible():
            return ""
        inside = views.viewport().mapFrom(self._window, point)
        return views.name_at(inside) if views.viewport().rect().contains(inside) else ""

    def _sidebar_place(self) -> QRect:
        """Where the rows of the sidebar are, which the overlay leaves to be seen."""
        views = self._sidebar.views
        if not views.isVisible() or views.first_tag() is None:
            return QRect()
        return QRect(views.mapTo(self._window, QPoint(0, 0)), views.size())

    def _drop(self, event: QDropEvent) -> None:
        self._leaving.stop()
        self.overlay.hide()
        self._sidebar.show_drop("")
        mime, row = event.mimeData(), self._row_at(event.position().toPoint())
        articles = dragged_articles(mime)
        if articles:
            self._drop_articles(event, row, articles)
            return
        open_it = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        tags = (row.removeprefix(TAG_VIEW),) if row.startswith(TAG_VIEW) else ()
        given = given_in(mime)
        if given.every_file and set(given.every_file) == set(
            self.overlay.given.every_file
        ):  # more may be known by now
            given = self.overlay.given
        event.setDropAction(Qt.DropAction.CopyAction if given.usable else Qt.DropAction.IgnoreAction)
        event.accept()
        if not self._saving.take(given, open_it, tags):
            self._saving.refuse()

    def take(self, data: QMimeData) -> None:
        """Save what was dropped on another window of the program."""
        if not self._saving.take(given_in(data)):
            self._saving.refuse()

    def _drop_articles(self, event: QDropEvent, row: str, articles: list[int]) -> None:
        taken = self._takes(row)
        event.setDropAction(Qt.DropAction.CopyAction if taken else Qt.DropAction.IgnoreAction)
        event.accept()
        if taken:
            self.articles_dropped.emit(row, articles)
