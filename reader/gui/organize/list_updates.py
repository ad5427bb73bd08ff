"""Keeps the list true to the library: rows as they are read, marks as they are set, welcome or list."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from reader.core.model import ArticleSummary
from reader.gui.background.library_jobs import Shelves
from reader.gui.background.undo_stack import Change
from reader.gui.reading.reading_controller import FINISHED
from reader.services.library.browse_library import SOURCE_VIEWS, Listing

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


def leaves_view(view: str, field: str, value: bool) -> bool:
    """Whether an article leaves a view at once when a mark is set.

    Reading to the end does not: it leaves Unread only when the reader moves on.
    """
    return {
        "trashed": value != (view == "trash"),
        "archived": (view == "unread" and value) or (view == "archive" and not value),
        "favourite": view == "favourites" and not value,
    }.get(field, False)


class ChangeTexts(QObject):
    """What was done to articles; several are counted. lupdate sees plural forms only in `self.tr`."""

    def trashed(self, count: int) -> str:
        """They are in Trash."""
        one = QCoreApplication.translate("window", "Moved to Trash")
        return one if count == 1 else self.tr("%n articles moved to Trash", "", count)

    def restored(self, count: int) -> str:
        """They came back from Trash."""
        one = QCoreApplication.translate("window", "Restored")
        return one if count == 1 else self.tr("%n articles restored", "", count)

    def archived(self, count: int) -> str:
        """They are in the archive."""
        one = QCoreApplication.translate("window", "Archived")
        return one if count == 1 else self.tr("%n articles archived", "", count)

    def unarchived(self, count: int) -> str:
        """They left the archive."""
        one = QCoreApplication.translate("window", "Back in Unread")
        return one if count == 1 else self.tr("%n articles back in Unread", "", count)

    def changed(self, count: int) -> str:
        """Any other mark was set."""
        return self.tr("%n articles changed", "", count)

    def marked(self, field: str, on: bool) -> str:
        """One article has or lost a mark that its card and the bar show."""
        if field == "favourite":
            return self.tr("Added to favourites") if on else self.tr("Removed from favourites")
        if field == "unread":
            return self.tr("Marked as unread") if on else self.tr("Marked as read")
        return ""


class ListUpdates(QObject):
    """Follows the library's signals for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.shown: ArticleSummary | None = None
        """The article on screen, kept also while it is not in the list."""
        window.library.shelves.connect(self._on_shelves)
        window.library.rows.connect(self.show)
        window.library.cards.connect(window.model.put)
        window.model.cards_wanted.connect(window.library.read_cards)
        window.library.changed.connect(self._on_changed)
        window.library.tagged.connect(self._on_tagged)
        window.reading.opened.connect(self._on_opened)
        window.reading.closed.connect(self._on_closed)
        window.reading.progressed.connect(self._on_progressed)

    def show(self, view: str, listing: Listing | None, counts: Mapping[str, int]) -> None:
        """Show the rows of a view (`None`: they are still to come) and the counts of all."""
        window = self._window
        window.sidebar.set_counts(counts)
        if listing is None:
            window.list.expect_rows(view)
        elif view in SOURCE_VIEWS:
            window.list.show_links(view)
        else:
            ids, rows = self._with_shown(view, listing)
            window.list.show_rows(view, rows, counts.get(view, len(ids)), ids)
        first = next(iter(listing.rows), None) if listing is not None else None
        self._choose_page(first, counts)
        if window.library.session is not None:
            window.library_opened.emit()

    def _on_shelves(self, view: str, shelves: Shelves) -> None:
        window = self._window
        window.sidebar.set_shelves(
            shelves.source.name if shelves.source is not None else "", shelves.searches
        )
        if view in SOURCE_VIEWS:
            window.list.links.show_links(shelves.sources, shelves.source, shelves.links)

    def _with_shown(self, view: str, listing: Listing) -> tuple[list[int], list[ArticleSummary]]:
        """Keep the article on screen in Unread until the reader moves on; its card is read as it shows."""
        model, shown = self._window.model, self.shown
        ids, rows = list(listing.ids), list(listing.rows)
        place = model.row_of(shown.id) if shown is not None else -1
        if view != "unread" or view != self._window.list.view_name or place < 0:
            return ids, rows
        kept = model.summaries[place]
        if kept.archived or kept.trashed or kept.unread or kept.id in ids:
            return ids, rows
        ids.insert(place, kept.id)
        return ids, rows

    def _choose_page(self, first: ArticleSummary | None, counts: Mapping[str, int]) -> None:
        """Welcome while there is nothing but the sample the first time, or nothing at all; else the list."""
        window = self._window
        held = counts.get("all", 0) + counts.get("trash", 0)
        busy = bool(window.queue.entries) or window.reading.wanted_id > 0
        if busy or held > 1:
            window.leave_welcome()
        elif window.first_run:
            window.show_welcome(True, first)
        elif held == 0:
            window.show_welcome(False, None)
        elif window.welcoming:
            window.show_main()

    def _on_changed(self, change: Change, undoing: bool) -> None:
        window = self._window
        window.model.update_many(change.ids, **{change.field: change.value})
        if self.shown is not None and self.shown.id in change.ids:
            self._mark_shown(change)
        if leaves_view(window.list.view_name, change.field, change.value):
            window.list.remove(*change.ids)
        if not undoing:
            self._offer_undo(change)

    def _mark_shown(self, change: Change) -> None:
        window = self._window
        assert self.shown is not None
        marks: dict[str, Any] = {change.field: change.value}
        self.shown = dataclasses.replace(self.shown, **marks)
        if change.field == "trashed" and change.value:
            window.reading.clear()
        else:
            window.pane.show_flags(self.shown.favourite, self.shown.archived)

    def _offer_undo(self, change: Change) -> None:
        window, count = self._window, len(change.ids)
        words = ChangeTexts()
        text, icon_name = {
            ("trashed", True): (words.trashed(count), "trash-2"),
            ("trashed", False): (words.restored(count), "undo-2"),
            ("archived", True): (words.archived(count), "archive"),
            ("archived", False): (words.unarchived(count), "inbox"),
        }.get((change.field, change.value), ("", ""))
        if not text and count > 1:
            text, icon_name = words.changed(count), "check"
        elif not text:
            window.notices.announce(words.marked(change.field, change.value))
        if text:
            window.list.tray.show_undo(text, icon_name, window.commands.undo)
            window.notices.announce(text)

    def _on_tagged(self, undoing: bool) -> None:
        if not undoing:
            window, text = self._window, QCoreApplication.translate("window", "Tags changed")
            window.list.tray.show_undo(text, "tag", window.commands.undo)
            window.notices.announce(text)

    def _on_opened(self, article_id: int) -> None:
        window = self._window
        moved_on = self.shown is not None and self.shown.id != article_id and not self.shown.unread
        window.model.update(article_id, opened=True)
        listed = window.model.row_of(article_id) >= 0
        card = window.model.known(article_id) if listed else None
        self.shown = card or window.reading.summary
        if self.shown is not None:
            window.pane.show_flags(self.shown.favourite, self.shown.archived)
        if moved_on:
            window.library.refresh()

    def _on_closed(self) -> None:
        self.shown = None

    def _on_progressed(self, article_id: int, progress: float) -> None:
        window = self._window
        changes: dict[str, Any] = {"progress": progress}
        if progress >= FINISHED:
            changes["unread"] = False
        window.model.update(article_id, **changes)
        if self.shown is not None and self.shown.id == article_id:
            self.shown = dataclasses.replace(self.shown, **changes)
