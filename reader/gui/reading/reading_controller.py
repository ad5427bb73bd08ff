"""Joins the library to the reading pane: opening articles, keeping the place, following links."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary, ReadingPosition
from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.library_controller import LibraryController, SessionWork
from reader.services.unstored_acts.on_articles import Position

if TYPE_CHECKING:
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession

_BLANK = 200
"""ms of waiting before the pane says that it is loading; below, the article before stays."""


class ReadingController(QObject):
    """What the reading pane asks for, done off the GUI thread."""

    leaving = Signal(object)
    """The article on screen is about to go; carries the `OpenedArticle` that comes, or `None`."""
    opened = Signal(int)
    """An article is on screen."""
    closed = Signal()
    """No article is on screen any more."""
    progressed = Signal(int, float)
    """The reader has come to a share (0 to 1) of an article."""

    def __init__(
        self, pane: ReadingPane, library: LibraryController, runner: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._library = library
        self._runner = runner
        self._article: OpenedArticle | None = None
        self._ahead: OpenedArticle | None = None
        self._ahead_in = ""  # the language that it was shown in
        self._wanted = 0
        self._failed = False
        self._places: dict[int, tuple[ReadingPosition, float]] = {}
        self.reads_in: Callable[[], str] = lambda: ""
        """Says which language an article is translated to at once when it opens, empty for none."""
        pane.position_changed.connect(self._on_position)
        pane.retry_open.connect(self._reopen)

    @property
    def summary(self) -> ArticleSummary | None:
        """The card of the article on screen."""
        return self._article.article.summary if self._article is not None else None

    @property
    def article_id(self) -> int:
        """The article on screen, 0 for none."""
        return self.summary.id if self.summary is not None else 0

    @property
    def remembered_id(self) -> int:
        """The article to go on with the next time, 0 for none; also one shown ahead of the library."""
        ahead = self._ahead.article if self._ahead is not None else None
        return ahead.summary.id if ahead is not None else self.article_id

    @property
    def wanted_id(self) -> int:
        """The article on screen or on its way there, 0 for none."""
        return self._wanted

    def show_ahead(self, opened: OpenedArticle) -> None:
        """Show an article before the library is open; nobody is told, for nothing else works yet.

        Once `open` asks for it, it is read anew and, if it is the same, stays as it stands on screen.
        """
        self._pane.show_article(opened)
        self._ahead, self._ahead_in = opened, self._pane.language

    def open(self, article_id: int, title: str = "") -> None:
        """Show an article; the newest request wins."""
        self._wanted = article_id
        self._failed = False
        if self.article_id == article_id:
            return
        QTimer.singleShot(_BLANK, self, lambda: self._say_loading(article_id, title))
        wanted = self.reads_in()
        self._runner.submit(
            "library",
            lambda _progress: _open_in(self._library.open_session(), article_id, wanted),
            done=lambda found: self._on_opened(article_id, *found),
            failed=lambda error: self._on_open_failed(article_id, error),
            newest="open",
        )

    def reload(self, article_id: int) -> None:
        """Show the article on screen anew where the reader is, when it is this one: its text changed."""
        if self.article_id == article_id == self._wanted:
            self.keep_place()
            self._runner.submit(
                "library",
                lambda _progress: _open(self._library.open_session(), article_id),
                done=lambda opened: self._on_opened(article_id, opened),
                failed=lambda error: self._on_open_failed(article_id, error),
                newest="open",
            )

    def clear(self) -> None:
        """Show no article."""
        self._ahead = None
        self._leave(None)
        self._wanted = 0
        self._pane.show_empty()
        self.closed.emit()

    def keep_place(self) -> None:
        """Write where the reader is, and every position that is not written yet."""
        self._pane.keep_position()
        self._write_places()

    def _write_places(self) -> None:
        if self._ahead is not None and self._library.session is None:
            return  # they are kept until the library is open
        places, self._places = self._places, {}
        for article_id, (position, progress) in places.items():
            job = self._library.work(
                _place_writer(article_id, position, progress), newest=f"place-{article_id}", keep=True
            )
            job.acts = (Position(article_id, position, progress),)

    def _say_loading(self, article_id: int, title: str) -> None:
        shown = article_id in (self.article_id, self._pane.article_id)  # the pane's: ahead of the library
        if self._wanted == article_id and not shown and not self._failed:
            self._pane.show_loading(title)

    def _on_opened(self, article_id: int, opened: OpenedArticle, coming: str = "") -> None:
        if self._wanted == article_id:
            ahead, self._ahead = self._ahead, None
            stays = ahead == opened and self._pane.article_id == article_id
            self._leave(opened)
            if stays:
                self._pane.presenter.take_up()
                self._pane.tell_choice()
            else:
                self._pane.show_article(opened, coming)
            self.opened.emit(article_id)
            if stays and self._pane.language != self._ahead_in:  # the reader chose it when nobody listened
                self._pane.choose_language(self._pane.language)

    def _on_open_failed(self, article_id: int, error: ReaderError) -> None:
        if self._wanted == article_id:
            self._ahead = None
            self._leave(None)
            self._failed = True
            self._pane.show_error(error)
            self.closed.emit()

    def _reopen(self) -> None:
        if self._wanted:
            self.open(self._wanted)

    def _leave(self, article: OpenedArticle | None) -> None:
        """Another article comes: the translation goes no further, the place is written."""
        self._write_places()
        self._article = article
        self.leaving.emit(article)

    def _on_position(self, article_id: int, position: ReadingPosition, progress: float) -> None:
        shown = self._article or self._ahead
        article = shown.article if shown is not None else None
        if article is not None and not article.document.blocks:
            return  # out of an import, its text not fetched yet: its end is its beginning
        self._places[article_id] = (position, progress)
        self._write_places()
        self.progressed.emit(article_id, progress)


def open_in_browser(url: str) -> None:
    """Hand a web address to the system's browser; anything else is refused."""
    address = QUrl(url)
    if address.scheme().lower() in ("http", "https"):
        QDesktopServices.openUrl(address)


def _open(session: LibrarySession, article_id: int) -> OpenedArticle:
    from reader.services.library.open_article import open_article

    return open_article(session, article_id)


def _open_in(session: LibrarySession, article_id: int, wanted: str) -> tuple[OpenedArticle, str]:
    """The article, and the language wanted if it can be translated to that."""
    from reader.services.translation.better_models import can_translate

    opened = _open(session, article_id)
    document = opened.article.document
    source = document.language or "fr"
    comes = wanted not in ("", source) and can_translate(session, source, wanted)
    return opened, wanted if comes else ""


def _place_writer(article_id: int, position: ReadingPosition, progress: float) -> SessionWork:
    def write(session: LibrarySession, _progress: Progress) -> None:
        session.articles.set_position(article_id, position, progress)

    return write
