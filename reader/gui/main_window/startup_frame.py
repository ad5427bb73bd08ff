"""The first thing on screen: the surfaces of the panes, where the panes will stand once they are made."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame

from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.pane_layout import SIDEBAR_COMPACT, Layout, PaneState, layout_for

_TOKENS = ("rail", "border", "list", "border")
"""The colours from the start of the window on; the page has the rest."""


class StartupFrame(ThemedWidget, QFrame):
    """Sidebar, list and page as plain surfaces; needs nothing that takes time to load.

    The style sheet paints them: for a painter of its own, Python would first load Qt's whole namespace.

    Args:
        panes: what is remembered of the panes; `None` shows the page alone (the welcome page comes).
    """

    painted = Signal()
    """Once, the first time."""

    def __init__(self, panes: PaneState | None) -> None:
        super().__init__()
        self._panes = panes
        self._is_painted = False
        self._surfaces = [QFrame(self) for _token in _TOKENS]

    def apply_theme(self) -> None:
        colors = self.theme.colors
        for surface, token in zip((self, *self._surfaces), ("page", *_TOKENS), strict=True):
            surface.setStyleSheet(f"background: {colors[token]}; border: none")

    def widths(self) -> tuple[int, int, int, int]:
        """The widths in px of sidebar, line, list and line in the window as it is."""
        panes, mode = self._panes, layout_for(self.width())
        if panes is None:
            return (0, 0, 0, 0)
        if mode is Layout.NARROW:
            return (0, 0, self.width(), 0)
        sidebar = 0 if panes.sidebar_hidden else SIDEBAR_COMPACT if mode is Layout.COMPACT else panes.sidebar
        cards = 0 if panes.list_hidden else panes.list
        return (sidebar, min(sidebar, 1), cards, min(cards, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        start = 0
        for surface, width in zip(self._surfaces, self.widths(), strict=True):
            left = self.width() - start - width if self.isRightToLeft() else start
            surface.setGeometry(QRect(left, 0, width, self.height()))
            start += width

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()
