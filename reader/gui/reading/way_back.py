"""The line read before a key went far away from it, to a link or a footnote: Esc brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt

from reader.core.model import ReadingPosition
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.scroll_anchor import scroll_for
from reader.gui.article_view.sentence_cursor import SentenceCursor


class WayBack(QObject):
    """Keeps the line of one view until the reader goes on from where the key led."""

    def __init__(self, view: ArticleView, cursor: SentenceCursor) -> None:
        super().__init__(view)
        self._view = view
        self._line: ReadingPosition | None = None
        self._leaving = False
        view.leaving = self.leaving
        view.user_scrolls.connect(self._goes_on)
        cursor.moved.connect(self._goes_on)

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Meanwhile a key leads elsewhere: the line read is kept, of several the first."""
        if self._line is None:
            self._line = self._view.position()
        before, self._leaving = self._leaving, True
        try:
            yield
        finally:
            self._leaving = before

    def forget(self) -> None:
        """There is nothing to go back to: another article, or the reader reads on."""
        self._line = None

    def go(self) -> bool:
        """Put the line back where it was, and the keyboard on the text; says whether it was elsewhere."""
        line, view, self._line = self._line, self._view, None
        rendered = view.rendered
        if line is None or rendered is None:
            return False
        place = scroll_for(rendered, line)
        if place is not None and abs(round(place) - view.verticalScrollBar().value()) <= 1:
            return False
        view.scroll_by(0)  # what is still gliding there stops
        view.drop_selection()  # the link
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.restore(line)
        view.hold(line)
        return True

    def _goes_on(self) -> None:
        if not self._leaving:
            self.forget()
