"""What a link in an article does: the saved copy opens; for another page one may save it or look at it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.gui.background.save_entry import SaveEntry, SaveState, heading
from reader.gui.feature import Feature
from reader.gui.reading.reading_controller import open_in_browser
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.library_session import LibrarySession


class LinksFeature(Feature):
    """Follows links of one window; nothing is opened or fetched but by the reader's own choice."""

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        reading: ReadingController,
        queue: SaveQueue,
    ) -> None:
        super().__init__(context)
        self._queue = queue
        self._pane = pane
        self._reading = reading

    def follow(self, url: str) -> None:
        """A link was activated: show the saved copy, else do as the reader wishes."""
        if url.lower().startswith("mailto:"):
            QDesktopServices.openUrl(QUrl(url))
            return
        if not url.lower().startswith(("http://", "https://")):
            return
        article = self._reading.article_id
        self.context.library.work(
            lambda session, _progress: _find(session, url),
            done=lambda found: (
                self.context.navigator.open_article(found, True) if found else self._not_saved(article, url)
            ),
            newest="follow",
        )

    def _not_saved(self, article: int, url: str) -> None:
        wish = self.context.options.text("links_open")
        if wish == "save":
            self._save(article, url)
        elif wish == "browser":
            open_in_browser(url)
        else:
            self.offer(article, url)

    def offer(self, article: int, url: str) -> QMenu:
        """Ask what to do with a page that an article names and the library lacks; Esc does nothing."""
        menu = QMenu(self.context.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        host = QUrl(url).host().removeprefix("www.")
        entry = self._entry_of(url)
        about = self._state_text(entry) or fill(self.tr("Not saved yet: {site}"), site=host)
        title = menu.addAction(about)
        title.setEnabled(False)
        again = entry is not None and entry.state is SaveState.FAILED
        words = self.tr("Try to save it again") if again else self.tr("Save for offline reading")
        save = menu.addAction(words)
        save.setEnabled(entry is None or not entry.active)
        save.triggered.connect(partial(self._save, article, url))
        look = menu.addAction(self.tr("Open in the browser"))
        look.triggered.connect(partial(open_in_browser, url))
        copy = menu.addAction(self.tr("Copy link"))
        copy.triggered.connect(partial(QGuiApplication.clipboard().setText, url))
        menu.setAccessibleName(title.text())
        menu.setActiveAction(save)
        menu.popup(self._spot())
        self.context.notices.announce(title.text())
        return menu

    def _save(self, article: int, url: str) -> None:
        self.context.navigator.save_from(article, [url])

    def _entry_of(self, url: str) -> SaveEntry | None:
        return next((entry for entry in self._queue.entries if entry.url == url), None)

    def _state_text(self, entry: SaveEntry | None) -> str:
        """What is under way with a link, or why it could not be saved."""
        if entry is None or not (entry.active or entry.state is SaveState.FAILED):
            return ""
        return heading(entry) if entry.state is SaveState.FAILED else self.tr("Saving…")

    def _spot(self) -> QPoint:
        """Under the link that has the keyboard, or the pointer on the text, else under the cursor's line."""
        view = self._pane.view
        viewport = view.viewport()
        if (link := view.focused_link) is not None:
            first, last = (self._caret(place) for place in link)
            return viewport.mapToGlobal(QPoint(first.left(), last.bottom()))
        if viewport.underMouse():
            return QCursor.pos()
        top = round(self._pane.sentence_cursor.line_top() or 0) + self._pane.presenter.line_height
        return viewport.mapToGlobal(QPoint(viewport.width() // 4, max(0, min(top, viewport.height() - 40))))

    def _caret(self, place: int) -> QRect:
        """Where a caret at a place of the text would stand in the view."""
        caret = self._pane.view.textCursor()
        caret.setPosition(place)
        return self._pane.view.cursorRect(caret)


def _find(session: LibrarySession, url: str) -> int:
    from reader.services.library.browse_library import find_saved

    return find_saved(session, url)
