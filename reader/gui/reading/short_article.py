"""An article that fits on the page: opening it is not reading it, though its end is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.gui.reading.article_content import FINISHED

if TYPE_CHECKING:
    from reader.gui.article_view.article_view import ArticleView
    from reader.gui.article_view.sentence_cursor import SentenceCursor
    from reader.gui.reading.article_presenter import ArticlePresenter


class ShortArticle(QObject):
    """Says when the article of a view was read: when its reading time is over, or the reader is at its end.

    Args:
        view: shows the article. cursor: goes along with the reader. presenter: knows how long it takes.
    """

    read = Signal()
    """It counts as read from now on."""

    def __init__(self, view: ArticleView, cursor: SentenceCursor, presenter: ArticlePresenter) -> None:
        super().__init__(view)
        self._view, self._cursor, self._presenter = view, cursor, presenter
        self._article = 0
        self.timer = QTimer(self, singleShot=True)
        """Runs for the article's reading time."""
        self.timer.timeout.connect(self._read)
        cursor.moved.connect(self._on_moved)

    def follow(self) -> None:
        """Another article may be on screen, or none."""
        content = self._presenter.content
        now = content.id if content is not None else 0
        if now == self._article:
            return
        self._article = now
        self._view.seen = content is not None and content.progress >= FINISHED
        self.timer.stop()
        if content is not None and not self._view.seen:
            self.timer.start(round(self._presenter.seconds() * 1000))

    def _on_moved(self) -> None:
        stops = self._cursor.stops
        if stops and self._cursor.stop == stops[-1]:
            self._read()

    def _read(self) -> None:
        if self._article and not self._view.seen:
            self._view.seen = True
            self.read.emit()
