"""What is done with the pieces that are listed: opened, marked as read, shown in their own language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader.core.errors import ReaderError
from reader.gui.background.undo_stack import Step
from reader.gui.reading.reading_controller import open_in_browser
from reader.gui.text.messages import fill
from reader.services.unstored_acts.feed_acts import OlderRead, PiecesMarked

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.feeds.feed_list import FeedList
    from reader.services.saving.store_page import SaveOutcome


class FeedPieces(QObject):
    """For one window.

    Signals: `changed()`: so many marks are others that all is read anew; `counts_changed()`: a mark is
    another, and the rows stay where they are.

    Args:
        context: of the window.
        shown: the list they are in.
        listed: gives the feed whose pieces are listed, 0 for those of all, `None` while none are.
    """

    changed = Signal()
    counts_changed = Signal()

    def __init__(self, context: WindowContext, shown: FeedList, listed: Callable[[], int | None]) -> None:
        super().__init__(context.window)
        self._context, self._list, self._listed = context, shown, listed
        self._handed_over = 0
        """The piece that was left to the browser just now."""
        self._double_click = QTimer(self, singleShot=True)
        self._double_click.timeout.connect(self._on_double_click_over)
        shown.open_wanted.connect(self.open)
        shown.model.rows_wanted.connect(self.read_rows)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of pieces do."""
        return {
            "feeds.toggle-read": self.toggle_read,
            "feeds.mark-older": self.mark_older,
            "feeds.mark-older-here": self.mark_older,
            "feeds.original": self.flip_titles,
        }

    def read_rows(self, ids: Sequence[int]) -> None:
        """Read the rows of pieces anew, of those that are listed."""
        from reader.services.feeds.read_items import item_rows

        ids = [number for number in ids if self._list.model.row_of(number) >= 0]
        self._context.library.work(
            lambda session, _progress: item_rows(session, ids), done=self._list.model.put
        )

    def open(self, item_id: int, with_focus: bool = False) -> None:
        """Save a piece and show it; what is to be heard or seen is left to the browser."""
        item, session = self._list.model.item(item_id), self._context.library.session
        if item is None or session is None:
            return
        if item.media and not item.article_id:
            if item_id != self._handed_over:  # a double click is two clicks
                open_in_browser(item.url or item.media_url)
                self._mark([item_id], read=True)
            self._handed_over = item_id
            self._double_click.start(QApplication.doubleClickInterval())
            return
        from reader.services.feeds.open_item import open_item

        self._list.model.note_opening(item_id)
        focus = with_focus or self._context.panes.narrow
        self._context.jobs.submit(
            "network",
            lambda progress: open_item(session, item_id, progress),
            done=lambda outcome: self._on_opened(item_id, outcome, focus),
            failed=self._on_not_opened,
            cancelled=lambda: self._list.model.note_opening(0),
            newest="feed-item",
        )

    def _on_double_click_over(self) -> None:
        self._handed_over = 0

    def _on_opened(self, item_id: int, outcome: SaveOutcome, with_focus: bool) -> None:
        self._list.model.note_opening(0)
        self._context.library.refresh()
        self.read_rows([item_id])
        self._context.navigator.open_article(outcome.id, with_focus)
        self.counts_changed.emit()

    def _on_not_opened(self, error: ReaderError) -> None:
        self._list.model.note_opening(0)
        self._context.notices.error(error)

    def flip_titles(self) -> None:
        """Show the titles as their sources have them, or in the reader's language again."""
        if self._context.navigator.in_text():
            self._context.commands.run("translation.flip")
            return
        model = self._list.model
        model.show_originals(not model.originals)
        said = (
            self.tr("Titles as their sources have them") if model.originals else self.tr("Translated titles")
        )
        self._context.notices.announce(said)

    def toggle_read(self) -> None:
        """Mark the current piece as read, or as new again."""
        item = self._list.model.item(self._list.current_id)
        if item is not None:
            self._mark([item.id], read=item.new)

    def mark_older(self) -> None:
        """Mark the current piece and all that are older as read; it can be undone."""
        from reader.services.feeds.read_items import mark_older_read

        current, feed_id = self._list.current_id, self._listed()
        if feed_id is None or not current:
            self._context.notices.announce(self.tr("Choose a piece in the list first"))
            return
        self._context.library.work(
            lambda session, _progress: mark_older_read(session, current, feed_id),
            done=self._on_marked_older,
            keep=True,
        ).acts = (OlderRead(current, feed_id),)

    def _on_marked_older(self, ids: Sequence[int]) -> None:
        self.changed.emit()
        if not ids:
            self._context.notices.announce(self.tr("Nothing older is new"))
            return
        self._context.library.remember(
            Step(lambda: self._mark(ids, read=False), lambda: self._mark(ids, read=True))
        )
        text = fill(self.tr("Marked as read: {count}"), count=len(ids))
        self._context.navigator.offer_undo(text, "check")

    def _mark(self, ids: Sequence[int], read: bool) -> None:
        from reader.services.feeds.read_items import mark_new, mark_read

        mark = mark_read if read else mark_new
        job = self._context.library.work(
            lambda session, _progress: mark(session, ids), done=lambda _ids: self._on_marked(ids), keep=True
        )
        job.acts = (PiecesMarked(tuple(ids), read),)

    def _on_marked(self, ids: Sequence[int]) -> None:
        """A mark changed: the rows stay where they are until the list is read for another reason."""
        if len(ids) == 1:
            self.read_rows(ids)
            self.counts_changed.emit()
        else:
            self.changed.emit()
