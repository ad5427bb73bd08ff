"""Keeps the list true to the library: rows as they are read, marks as they are set, welcome or list."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reader.core.model import ArticleSummary
from reader.gui.article_view.scroll_anchor import FINISHED
from reader.gui.background.library_jobs import Shelves
from reader.gui.background.library_watch import LibraryWatch
from reader.gui.background.undo_stack import Change
from reader.gui.organize.pointed_rows import PointedRows
from reader.services.library.browse_library import MORNING, SOURCE_VIEWS, Listing

if TYPE_CHECKING:
    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.sidebar.sidebar import Sidebar


_OF_UNREAD = ("unread", MORNING)
"""Views that hold what is unread: what is on screen or selected stays in them until the reader moves on."""


_FOLLOWED = 50
"""Changes of the article on screen whose end may still come."""


def leaves_view(view: str, field: str, value: bool) -> bool:
    """Whether an article leaves a view at once when a mark is set.

    Reading to the end does not: it leaves Unread only when the reader moves on.
    """
    return {
        "trashed": value != (view == "trash"),
        "archived": (view in _OF_UNREAD and value) or (view == "archive" and not value),
        "favourite": view == "favourites" and not value,
    }.get(field, False)


def among(ids: Sequence[int], before: Sequence[int], staying: Set[int], reverse: bool = False) -> list[int]:
    """A list with articles that it no longer names, beside the same neighbours as before.

    What is new stands above them, as where they had no neighbour: it was saved later.

    Args:
        ids: what is listed now. before: what was. staying: those of them that are to stay.
        reverse: whether the list begins with what was saved first.
    """
    listed, behind = set(ids), dict[int, list[int]]()
    at_top, first, above = list[int](), 0, 0
    for article_id in before:
        if article_id in listed:
            above, first = article_id, first or article_id
        elif article_id in staying:
            (behind.setdefault(above, []) if above else at_top).append(article_id)
    merged = list[int]()
    for article_id in ids:
        merged += [*at_top, article_id] if article_id == first else [article_id]
        merged += behind.get(article_id, ())
    if first:
        return merged
    return [*at_top, *merged] if reverse else [*merged, *at_top]


def following(ids: Sequence[int], gone: Sequence[int]) -> int:
    """The article after the first of those that go, else the one before it; 0 for none."""
    first = next((place for place, one in enumerate(ids) if one in gone), len(ids))
    stay = [one for one in ids[first:] if one not in gone] or ids[:first][-1:]
    return stay[0] if stay and first < len(ids) else 0


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

    counted = Signal(object, object)
    """The first card of the view, `None` for none, and how many articles each view holds."""
    listed = Signal()
    """The library is open, and a view of it is in the list."""

    links_listed = Signal(object, object, object)
    """The links of a source's list: the sources, the chosen one, its links."""

    def __init__(
        self,
        context: WindowContext,
        sidebar: Sidebar,
        cards: ListPane,
        model: ArticleModel,
        pane: ReadingPane,
        reading: ReadingController,
    ) -> None:
        super().__init__(context.window)
        self._context, self._sidebar, self._cards, self._model = context, sidebar, cards, model
        self._pane, self._reading = pane, reading
        self.shown: ArticleSummary | None = None
        """The article on screen, kept also while it is not in the list."""
        self._before: list[tuple[Change, int, bool]] = []
        """Changes, the article that was on screen, and how its mark was before."""
        self._held_by_picks: set[int] = set()  # in the list for no other reason than that they are selected
        self._held_by_pointer: set[int] = set()  # read and moved on from, by clicks
        self._pointed = PointedRows(cards.cards)
        self._pointed.ended.connect(self._let_rows_go)
        self._read_here: set[int] = set()
        self._moved_on_from: set[int] = set()  # a change took them off the screen, so undoing it brings them
        library = context.library
        self.watch = LibraryWatch(library, context.jobs)
        self.watch.changed_elsewhere.connect(library.refresh)
        self.watch.written.connect(context.options.look_elsewhere)
        # What was kept aside, and the window did not know of, is in the file once the library is open.
        library.ready.connect(lambda _pending: context.options.look_elsewhere())
        library.shelves.connect(self._on_shelves)
        library.rows.connect(self.show)
        library.cards.connect(model.put)
        model.cards_wanted.connect(library.read_cards)
        model.picked.changed.connect(self._on_picked)
        library.changed.connect(self._on_changed)
        library.refused.connect(self._on_refused)
        library.tagged.connect(self._on_tagged)
        library.reopened.connect(lambda _pending: self._forget())
        reading.opened.connect(self._on_opened)
        reading.closed.connect(self._on_closed)
        reading.progressed.connect(self._on_progressed)

    def _forget(self) -> None:
        """It may be another library: the same numbers are other articles there."""
        self._before = []
        for known in (self._held_by_picks, self._held_by_pointer, self._read_here, self._moved_on_from):
            known.clear()

    def show(self, view: str, listing: Listing | None, counts: Mapping[str, int]) -> None:
        """Show the rows of a view (`None`: they are still to come) and the counts of all."""
        self._sidebar.set_counts(counts)
        if listing is None:
            self._cards.expect_rows(view)
        elif view in SOURCE_VIEWS:
            self._cards.show_links(view)
        else:
            ids, rows = self._with_staying(view, listing)
            self._cards.show_rows(view, rows, counts.get(view, len(ids)), ids)
        first = next(iter(listing.rows), None) if listing is not None else None
        self.counted.emit(first, counts)
        if self._context.library.session is not None:
            self.listed.emit()

    def _on_shelves(self, view: str, shelves: Shelves) -> None:
        source = shelves.source.name if shelves.source is not None else ""
        self._sidebar.set_shelves(source, shelves.searches)
        if view in SOURCE_VIEWS:
            self.links_listed.emit(shelves.sources, shelves.source, shelves.links)

    def _with_staying(self, view: str, listing: Listing) -> tuple[list[int], list[ArticleSummary]]:
        """Keep among what is unread the article on screen until the reader moves on, by clicks until the
        pointer has left the list, and those that are selected until the selection ends; as they show."""
        ids, rows = list(listing.ids), list(listing.rows)
        picked, shown = set(self._model.picked.ids), self.shown
        held = {*picked, *self._held_by_pointer, *(() if shown is None else (shown.id,))}
        self._held_by_picks = set()
        if not held or view not in _OF_UNREAD or view != self._cards.view_name:
            return ids, rows
        listed, before = set(ids), list(self._model.ids)
        staying = {one for one in before if one in held and one not in listed and self._stays(one)}
        self._held_by_picks = staying & picked
        return among(ids, before, staying, self._context.library.reverse), rows

    def _stays(self, article_id: int) -> bool:
        """Whether an article is no longer listed for nothing but that it was read."""
        card = self._model.known(article_id)
        if card is None:  # never looked at: what is known of it is what was done here
            return article_id in self._read_here
        return not (card.archived or card.trashed or card.unread)

    def _on_picked(self) -> None:
        """What the selection alone held in the list leaves it with the selection."""
        if not self._held_by_picks <= set(self._model.picked.ids):
            self._held_by_picks = set()
            self._context.library.refresh()

    def _let_rows_go(self) -> None:
        """What was read and moved on from leaves the list, now that no click can go astray."""
        if self._held_by_pointer:
            self._held_by_pointer = set()
            self._context.library.refresh()

    def _on_changed(self, change: Change, undoing: bool) -> None:
        self._model.update_many(change.ids, **{change.field: change.value})
        if change.field == "unread":
            (self._read_here.difference_update if change.value else self._read_here.update)(change.ids)
        shown = self.shown is not None and self.shown.id in change.ids
        if self.shown is not None and shown:
            before = change, self.shown.id, bool(getattr(self.shown, change.field))
            self._before = [*self._before, before][-_FOLLOWED:]
        wanted = self._reading.wanted_id or self._reading.remembered_id  # shown ahead, nobody wanted it yet
        moves_on = wanted in change.ids
        in_text = self._context.navigator.in_text()
        if shown:
            self._mark_shown(change)
        view = self._cards.view_name
        if undoing and leaves_view(view, change.field, not change.value):
            self._come_back(change, in_text)
        leaves = leaves_view(view, change.field, change.value)
        if leaves:
            self._cards.remove(*change.ids)
            self._moved_on_from.difference_update(change.ids)  # of an earlier change, which this one follows
        if leaves and moves_on and not self._cards.searching:
            self._moved_on_from.add(wanted)
            self._move_on(self._cards.current_id(), in_text)
        elif shown and change.field == "trashed" and change.value:
            if not in_text:
                self._reading.clear()
            else:  # a result of a search, or no card at all
                self._moved_on_from.add(wanted)
                self._move_on(following(self._cards.shown_model.ids, change.ids), in_text)
        if not undoing:
            read = change.field == "unread" and not change.value and view in _OF_UNREAD and not shown
            self._offer_undo(change, leaves or read)

    def _on_refused(self, change: Change) -> None:
        """What was told as done was not: the list is read anew, and nothing on screen says that it was."""
        place = next((n for n, one in enumerate(self._before) if one[0] is change), -1)
        if place >= 0:
            self._take_back(place)
        self._moved_on_from.difference_update(change.ids)
        self._context.navigator.withdraw_undo()

    def _take_back(self, place: int) -> None:
        """The article that was on screen is as before, unless a later change set the same mark of it."""
        change, article_id, before = self._before[place]
        self._before = self._before[place + 1 :]  # those up to here have ended
        for number, (later, shown_id, _) in enumerate(self._before):
            if (later.field, shown_id) == (change.field, article_id):
                self._before[number] = later, article_id, before
                return
        self._model.update(article_id, **{change.field: before})
        if self.shown is not None and self.shown.id == article_id:
            self._mark_shown(Change((article_id,), change.field, before))

    def _move_on(self, to: int, in_text: bool) -> None:
        """The article on screen has left the list: the next one, or the list with its card current."""
        context = self._context
        if to and context.options.text("after_triage") == "next":
            context.navigator.open_article(to, with_focus=in_text)
            return
        context.commands.run("reading.leave")
        self._reading.clear()
        context.panes.show_list()
        self._cards.focus.take()

    def _come_back(self, change: Change, in_text: bool) -> None:
        """Articles are listed again: the one that was on screen is opened, else its card is current."""
        read = next((number for number in change.ids if number in self._moved_on_from), 0)
        self._moved_on_from.difference_update(change.ids)
        if self._cards.searching and leaves_view("all", change.field, change.value):
            return  # into Trash, which lies below the results: those have lost them
        beside = bool(self._reading.wanted_id or self._reading.article_id)
        goes_on = beside or self._context.options.text("after_triage") == "next"  # the list was emptied
        if read and goes_on:
            self._context.navigator.open_article(read, with_focus=in_text)
        if not in_text and not (read and beside):  # the card of an open text stays the current one
            self._cards.focus.wish(read or change.ids[0], shows=True)

    def _mark_shown(self, change: Change) -> None:
        assert self.shown is not None
        marks: dict[str, Any] = {change.field: change.value}
        self.shown = dataclasses.replace(self.shown, **marks)
        self._pane.show_flags(self.shown.favourite, self.shown.archived)

    def _offer_undo(self, change: Change, leaves: bool) -> None:
        words, count = ChangeTexts(), len(change.ids)
        text, icon_name = {
            ("trashed", True): (words.trashed(count), "trash-2"),
            ("trashed", False): (words.restored(count), "undo-2"),
            ("archived", True): (words.archived(count), "archive"),
            ("archived", False): (words.unarchived(count), "inbox"),
        }.get((change.field, change.value), ("", ""))
        if not text and count > 1:
            text, icon_name = words.changed(count), "check"
        elif not text and leaves:  # its mark cannot be seen on a card any more
            text, icon_name = words.marked(change.field, change.value), "check"
        elif not text:
            self._context.notices.announce(words.marked(change.field, change.value))
        if text:
            self._context.navigator.offer_undo(text, icon_name)
            self._context.notices.announce(text)

    def _on_tagged(self, undoing: bool) -> None:
        if not undoing:
            text = QCoreApplication.translate("window", "Tags changed")
            self._context.navigator.offer_undo(text, "tag")
            self._context.notices.announce(text)

    def _on_opened(self, article_id: int) -> None:
        before = self.shown
        moved_on = before is not None and before.id != article_id and not before.unread
        if moved_on and before is not None and self._pointed.hold:
            self._held_by_pointer.add(before.id)
        self._model.update(article_id, opened=True)
        listed = self._model.row_of(article_id) >= 0
        card = self._model.known(article_id) if listed else None
        self.shown = card or self._reading.summary
        if self.shown is not None:
            self._pane.show_flags(self.shown.favourite, self.shown.archived)
        if moved_on:
            self._context.library.refresh()

    def _on_closed(self) -> None:
        self.shown = None

    def _on_progressed(self, article_id: int, progress: float) -> None:
        changes: dict[str, Any] = {"progress": progress}
        if progress >= FINISHED:
            changes["unread"] = False
        self._model.update(article_id, **changes)
        if self.shown is not None and self.shown.id == article_id:
            self.shown = dataclasses.replace(self.shown, **changes)
