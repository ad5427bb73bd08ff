"""When an article counts as read: its end was in sight, and the reader was in it as long as reading takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader.gui.article_view.scroll_anchor import END, FINISHED

if TYPE_CHECKING:
    from reader.gui.article_view.article_view import ArticleView
    from reader.gui.article_view.sentence_cursor import SentenceCursor
    from reader.gui.reading.article_presenter import ArticlePresenter

_SHARE = 0.25
"""Share of the reading time of what was left that is spent before the end counts: who skims reads too."""
_LEAST = 4.0
"""Seconds before the end of even the shortest counts."""


class ReadThrough(QObject):
    """Says when the article of a view was read: its time is over and its end in sight.

    Going sentence by sentence to the last one is reading, however fast.

    Args:
        view: shows the article. cursor: goes along with the reader. presenter: knows how long it takes.
    """

    read = Signal()
    """It counts as read from now on."""

    def __init__(self, view: ArticleView, cursor: SentenceCursor, presenter: ArticlePresenter) -> None:
        super().__init__(view)
        self._view, self._cursor, self._presenter = view, cursor, presenter
        self._article = 0
        self._left: int | None = None
        """ms to be spent in the article yet; `None` while nobody knows how long it takes."""
        self._place = -1
        """Number of the cursor's paragraph before it moved."""
        self.timer = QTimer(self, singleShot=True)
        """Runs while the reader is in the article's window."""
        self.timer.timeout.connect(self._on_time)
        cursor.moved.connect(self._on_moved)
        view.moved.connect(self._look)
        view.verticalScrollBar().rangeChanged.connect(self._look)
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
            self.timer.stop()
            self._left, self._place = None, -1
        self._article = now
        self._go_on()

    @property
    def _open(self) -> bool:
        """Whether there is a text that is not read yet; one that is not fetched is none."""
        there = self._article and self._presenter.content is not None and not self._view.read_share.seen
        return bool(there) and self._presenter.words() > 0

    def _go_on(self) -> None:
        """Let the time run, if there is something to be read in the window that the reader is in."""
        if not self._open:
            self.timer.stop()
        elif self._left is None:
            content = self._presenter.content
            to_come = 1 - (content.progress if content is not None else 0.0)
            self._left = round(1000 * max(_LEAST, self._presenter.seconds() * to_come * _SHARE))
        if self._open and self._left and self._view.isActiveWindow() and not self.timer.isActive():
            self.timer.start(self._left)

    def _on_window(self) -> None:
        """Time in another window is not spent on the article."""
        if not self._view.isActiveWindow() and self.timer.isActive():
            self._left = max(1, self.timer.remainingTime())
            self.timer.stop()
        self._go_on()

    def _on_time(self) -> None:
        if self._view.isActiveWindow():
            self._left = 0
            self._look()

    def _look(self) -> None:
        """The end may have come in sight."""
        if self._left == 0 and self._view.read_share.end_in_sight:
            self._read()

    def _on_moved(self) -> None:
        stops, before = self._cursor.stops, self._place
        self._place = stops.index(stop) if (stop := self._cursor.stop) in stops else -1
        last = len(stops) - 1
        again = before == self._place and last <= 1  # past the last of so few that none can be jumped over
        if before >= 0 and self._place == last and (before == last - 1 or again):
            self._read()

    def _read(self) -> None:
        if self._open:
            self.timer.stop()
            self._view.read_share.finish()
            self.read.emit()
