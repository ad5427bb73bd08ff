"""Where the notes panel stands: beside the text, or over it in a window that has no room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsDropShadowEffect

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.notes.notes_panel import NotesPanel
    from reader.gui.notes.notes_store import NotesStore
    from reader.gui.reading.reading_pane import ReadingPane

WIDTH = 340
"""Width in px of the panel."""
OVERLAID_BELOW = 1000
"""Width in px of the window below which the panel lies over the text."""


class NotesDock(QObject):
    """Shows the panel at the end side of the reading pane, as high as the pane; makes it when it is needed.

    Signals: `made(panel)` once there is one;
    `dropped` when the panel was left open with an article and must not cover the text that comes;
    `room_changed` when bar and text have got another width.
    """

    made = Signal(object)
    dropped = Signal()
    room_changed = Signal()

    def __init__(self, context: WindowContext, pane: ReadingPane, store: NotesStore) -> None:
        super().__init__(context.window)
        self._window = context.window
        self._panes = context.panes
        self._pane = pane
        self._store = store
        self.panel_made: NotesPanel | None = None
        """The panel, if there is one already."""
        self._wanted = False
        self._away = pane.isHidden()
        pane.installEventFilter(self)
        self._panes.reading_shown.connect(self._on_panes)

    @property
    def panel(self) -> NotesPanel:
        """The panel."""
        if self.panel_made is None:
            from reader.gui.notes.notes_panel import NotesPanel

            self.panel_made = NotesPanel(self._store, self._pane)
            self.made.emit(self.panel_made)
        return self.panel_made

    @property
    def open(self) -> bool:
        """Whether the panel is shown."""
        return self.panel_made is not None and not self.panel_made.isHidden()

    @property
    def overlaid(self) -> bool:
        """Whether it lies over the text."""
        return self._window.width() < OVERLAID_BELOW

    @property
    def covers(self) -> bool:
        """Whether the reader sees it instead of the text."""
        return self.overlaid and self.panel_made is not None and self.panel_made.isVisible()

    def show(self) -> None:
        """Show the panel; in a narrow window the article comes first."""
        if self._panes.narrow:
            self._panes.show_reading()
        self._wanted = True
        self.refresh()

    def hide(self) -> None:
        """Put it away."""
        self._wanted = False
        self.refresh()

    def refresh(self) -> None:
        """Show or hide it by what is wanted and whether there is an article."""
        pane = self._pane
        shown = self._wanted and pane.content is not None
        pane.bar.show_notes(shown)
        self._panes.set_beside(shown and not self.overlaid)
        room = WIDTH if shown and not self.overlaid else 0
        rtl = pane.layoutDirection() == Qt.LayoutDirection.RightToLeft
        moved, pane.beside = pane.beside != room, room
        column = pane.layout()
        if column is not None:
            column.setContentsMargins(room if rtl else 0, 0, 0 if rtl else room, 0)
        if shown:
            panel, width = self.panel, min(WIDTH, pane.width())
            panel.setGeometry(0 if rtl else pane.width() - width, 0, width, pane.height())
            _shade(panel, room == 0)
            panel.show()
            panel.raise_()
        elif self.panel_made is not None:
            self.panel_made.hide()
        if moved:
            self.room_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane's size and direction."""
        kinds = (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange)
        if event.type() in kinds and self.open:
            QTimer.singleShot(0, self, self.refresh)
        return False

    def _on_panes(self, _reading: bool) -> None:
        """In a narrow window an article that comes in the list's place comes without the panel."""
        away = self._pane.isHidden()
        back, self._away = self._away and not away, away
        if back and self._panes.narrow and self._wanted:
            self.dropped.emit()


def _shade(panel: NotesPanel, on: bool) -> None:
    """A shadow while the panel lies over the text."""
    if not on:
        panel.setGraphicsEffect(None)  # type: ignore[arg-type] # none any more
    elif panel.graphicsEffect() is None:
        shadow = QGraphicsDropShadowEffect(panel)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 0)
        shadow.setColor(QColor(0, 0, 0, 90))
        panel.setGraphicsEffect(shadow)
