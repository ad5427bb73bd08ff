"""Puts the end of the article below the text, and does what its buttons say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from reader.core.languages import direction_of
from reader.core.model import BlockKind, Direction, Document
from reader.gui.article_end.end_block import EndBlock
from reader.gui.article_end.shelf_view import Shelf
from reader.gui.article_view.block_writer import READ_ALSO
from reader.gui.article_view.document_builder import BOTTOM_MARGIN
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.feature import Feature
from reader.services.library.browse_library import MORNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.library_session import LibrarySession

LATEST = {"fr": "Derniers articles", "en": "Latest articles", "ar": "أحدث المقالات"}
MOST_READ = {"fr": "Les articles les plus lus", "en": "Most read", "ar": "الأكثر قراءة"}
"""These follow the language of the article on screen, not the interface's."""

_CLEAR, _LINES = 60, 3
"""Px between a control that Tab goes to and the edges of the view; lines that are seen again after a page."""

GAP = 40
"""Px between the text's end and the block."""


def shelves_of(document: Document, language: str) -> tuple[Shelf, ...]:
    """The lists of links at the end; related ones that stand in the text already are left out."""
    in_text = {block.url for block in document.blocks if block.kind is BlockKind.RELATED}
    related = tuple(link for link in document.related if link.url not in in_text)

    def name(words: dict[str, str]) -> str:
        return words.get(language, words["en"])

    found = (
        Shelf(name(LATEST), document.latest),
        Shelf(name(MOST_READ), document.most_read),
        Shelf(name(READ_ALSO).rstrip(" :\u00a0\u202f"), related),
    )
    return tuple(shelf for shelf in found if shelf.links)


class ArticleEndFeature(Feature):
    """For one window."""

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        reading: ReadingController,
        list_pane: ListPane,
        model: ArticleModel,
        queue: SaveQueue,
    ) -> None:
        super().__init__(context)
        self._pane = pane
        self._reading = reading
        self._list_pane = list_pane
        self._model = model
        self._queue = queue
        self._view = pane.view
        self.block = EndBlock(self._view)
        block, view = self.block, self._view
        self._pane.presenter.preparing.connect(self._prepare)
        view.laid_out.connect(self._place)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        view.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._place())
        view.width_changed.connect(self._fit)
        block.resized.connect(self._fit)
        block.archive_next.connect(self.archive_next)
        pane.bar.archive_shown.connect(block.show_archived)
        block.original_page.connect(lambda: context.commands.run("article.browser"))
        block.open_wanted.connect(lambda url: view.click_link(url))
        block.save_wanted.connect(lambda url: context.navigator.save_from(reading.article_id, [url]))
        reading.opened.connect(lambda _id: self.look_up())
        queue.changed.connect(self._on_save)
        queue.saved.connect(lambda _entry: self.look_up())
        queue.gone.connect(lambda entry: self.block.note(entry.url, None))
        self._passes_by = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_save(self, entry: SaveEntry) -> None:
        """A save goes on or failed: its row says so where the reader asked for it."""
        shown = entry.active or entry.state is SaveState.FAILED
        self.block.note(entry.url, entry.state if shown else None)

    def look_up(self) -> None:
        """Ask the library which of the links it has."""
        urls = self.block.urls
        if urls and self.context.library.session is not None:
            self.context.library.work(
                lambda session, _progress: _saved(session, urls),
                done=self.block.set_saved,
                newest="end-links",
            )

    def archive_next(self) -> None:
        """Archive the article and show the next one of the list; take one that is archived out again."""
        article = self._reading.article_id
        if not article:
            return
        if self.block.archived:
            self.context.library.change([article], "archived", False)
            return
        row, ids = self._model.row_of(article), self._model.ids
        following = ids[row + 1] if 0 <= row < len(ids) - 1 else 0
        if not following and row > 0 and self._list_pane.view_name in ("unread", MORNING):
            following = ids[row - 1]
        if following:
            self.context.navigator.open_article(following, with_focus=True)
        else:
            self.context.navigator.back()
        self.context.library.change([article], "archived", True)

    def _prepare(self) -> None:
        content = self._pane.content
        if content is None:
            return
        language = self._pane.presenter.read_language
        shelves = shelves_of(content.document, language)
        rtl = direction_of(language) is Direction.RTL
        blocked = self.block.blockSignals(True)
        self.block.show_end(self._view.theme, shelves, language, rtl)
        self.block.blockSignals(blocked)
        self._view.end_room = self._end_room()

    def _fit(self) -> None:
        """The block's height changed on its own: the document keeps more or less room."""
        room = self._end_room()
        rendered = self._view.rendered
        if rendered is not None and room != self._view.end_room:
            if not self._view.holds_width:  # else it is taken when the document is built anew
                self._view.end_room = room
            self._view.take_rooms()
        self._place()

    def _place(self) -> None:
        view, bar = self._view, self._view.verticalScrollBar()
        if view.rendered is None or not view.whole:
            self.block.hide()
            return
        height = bar.maximum() + view.viewport().height()
        y = height - view.bottom_room + GAP - bar.value()
        if y > view.viewport().height() + 200:
            self.block.move(self.block.x(), y)
        else:
            self.block.text_width = view.column
            self.block.place(y, *self._room())
        if self.block.isHidden():
            self.block.show()

    def _end_room(self) -> int:
        """The px that the document keeps for the block."""
        self.block.text_width = self._view.column
        return GAP + self.block.height_for(self._room()[1]) - BOTTOM_MARGIN // 2

    def _room(self) -> tuple[int, int]:
        """The middle of the text and the width around it, px, beside the scroll bar that is always there.

        An Arabic window has the bar on the left.
        """
        view = self._view
        thick = view.verticalScrollBar().sizeHint().width()
        rtl = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (thick, view.width()) if rtl else (0, view.width() - thick)
        middle = view.viewport().geometry().center().x()
        return middle, 2 * min(middle - left, right - middle)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight what Tab has reached, from the text or inside the block.

        From a text whose end is out of sight it goes on past the block: nobody has come to it yet. Where all
        that is left of the text has room above the block's first button, that comes into sight with it.
        From elsewhere, as from the window's first button back to its last, the text has it instead: nobody
        wants to lose the place where they read, nor a focus that is out of sight. Where a part of the block
        is in sight, the reader is there, and it is gone through from its one end to the other. What is
        pressed with the mouse stays under it, and a state that changes moves nothing.
        """
        if not shiboken6.isValid(self.block):  # a dying window gives its focus away last of all
            return
        pointed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if pointed or self.block.changing:
            return
        if self._passes_by or now is None or old is None or not self.block.isAncestorOf(now):
            return
        if not self.block.isAncestorOf(old) and not self._in_sight():
            if old is not self._view:
                self._view.setFocus(Qt.FocusReason.BacktabFocusReason)
            elif not self._come_to(now):
                self._pass_by()
            return
        top = now.mapTo(self._view, now.rect().topLeft()).y()
        height, bar = self._view.viewport().height(), self._view.verticalScrollBar()
        if top < _CLEAR or top + now.height() > height - _CLEAR:
            bar.setValue(bar.value() + top - height // 2)

    def _come_to(self, stop: QWidget) -> bool:
        """Bring a control of the block to the foot of the view, unless lines were passed over that were never
        in sight; says whether it did."""
        view = self._view
        self.block.place(self.block.y(), *self._room())  # far below it is not laid out
        foot, (above, below) = stop.mapTo(view, stop.rect().bottomLeft()).y(), view.rooms
        by = foot + _CLEAR + below - view.viewport().height()
        near = by <= view.viewport().height() - above - below - _LINES * self._pane.presenter.line_height
        if near:
            view.scroll_by(by)
        return near

    def _in_sight(self) -> bool:
        """Whether any control of the block can be seen."""
        return any(not stop.visibleRegion().isEmpty() for stop in self.block.stops())

    def _pass_by(self) -> None:
        """Give the keyboard to what follows the block: in reading mode one of the bars."""
        # Asked for the next widget of Tab's order, PySide would take it for a part of the one before it, and
        # for gone together with that: Qt goes there itself.
        last = self.block.stops()[-1]
        self._passes_by = True
        last.setFocus(Qt.FocusReason.TabFocusReason)
        last.focusNextChild()
        self._passes_by = False
        now = QApplication.focusWidget()
        if now is None or now is last or self.block.isAncestorOf(now):
            self._view.setFocus(Qt.FocusReason.TabFocusReason)


def _saved(session: LibrarySession, urls: Sequence[str]) -> dict[str, int]:
    from reader.core.errors import ReaderError
    from reader.services.library.browse_library import find_saved

    found = {}
    for url in urls:
        try:
            found[url] = find_saved(session, url)
        except ReaderError:
            continue
    return found
