"""An article that fits on the page: opening it is not reading it, though its end is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader.gui.article_view.scroll_anchor import END
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
        """Runs for the article's reading time, in the window the reader is in."""
        self.timer.timeout.connect(self._on_time)
        cursor.moved.connect(self._on_moved)
        view.verticalScrollBar().rangeChanged.connect(self._go_on)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._on_window)

    def follow(self) -> None:
        """Another article may be on screen, or the same with another text, or none."""
        content = self._presenter.content
        now = content.id if content is not None else 0
        if now != self._article:  # of the same one, what was just read may not be stored yet
            progress = content.progress if content is not None else 0.0
            place = content.article.position if content is not None and progress >= END else None
            self._view.read_share.begin(progress >= FINISHED, place)
        self._article = now
        self.timer.stop()
        self._go_on()

    @property
    def _open(self) -> bool:
        """Whether there is a text that is not read yet; one that is not fetched is none."""
        there = self._article and self._presenter.content is not None and not self._view.read_share.seen
        return bool(there) and self._presenter.words() > 0

    @property
    def _in_sight(self) -> bool:
        """Whether the reader has all of the article before them."""
        most = self._view.verticalScrollBar().maximum() - self._view.end_room
        return most <= 0 and self._view.isActiveWindow()

    def _go_on(self) -> None:
        """Give the article its reading time from now on, if all of it came in sight."""
        if not self.timer.isActive() and self._in_sight and self._open:
            self.timer.start(round(self._presenter.seconds() * 1000))

    def _on_window(self) -> None:
        """Time in another window is not spent on the article."""
        if not self._view.isActiveWindow():
            self.timer.stop()
        self._go_on()

    def _on_time(self) -> None:
        if self._in_sight:
            self._read()

    def _on_moved(self) -> None:
        stops = self._cursor.stops
        if stops and self._cursor.stop == stops[-1]:
            self._read()

    def _read(self) -> None:
        if self._open:
            self._view.read_share.finish()
            self.read.emit()
