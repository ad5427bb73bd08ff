"""Keeps the text where it is on the screen while the line above it comes, goes or takes another height."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from reader.gui.article_view.article_view import ArticleView


class SteadyText(QObject):
    """Scrolls a view as far as its upper edge moves.

    Args:
        view: has the text.
        line: stands above it, and changes its height by itself, too: in a narrow window, by another
            language of the interface.
        floating: whether it is reading mode, where the page has no line above it.
    """

    def __init__(self, view: ArticleView, line: QWidget, floating: Callable[[], bool]) -> None:
        super().__init__(view)
        self._view, self._line, self._floating = view, line, floating
        self._noted = 0
        line.installEventFilter(self)

    def settle(self) -> None:
        """Have the line take its height now, not with the next events."""
        around = self._line.parentWidget()
        layout = around.layout() if around is not None else None
        if layout is not None:
            layout.activate()
        self._keep()

    def _keep(self) -> None:
        """Scroll by what the line takes more or less than the last time; what nobody sees does not move."""
        before, self._noted = self._noted, self._line.height() * (not self._line.isHidden())
        if self._view.isVisible() and not self._floating():
            self._view.nudge(self._noted - before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._keep()
        return False
