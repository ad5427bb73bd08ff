"""Feeds in one window: their rows in the sidebar, their pieces in the list, and the looks for new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader.commands import IN_FEEDS
from reader.core.errors import ReaderError
from reader.core.feeds import OK, Feed
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.background.undo_stack import Step
from reader.gui.feature import Feature
from reader.gui.feeds import feed_jobs
from reader.gui.feeds.feed_jobs import FeedListing
from reader.gui.feeds.feed_list import FeedList
from reader.gui.feeds.sources import MENU_OF_ALL, MENU_OF_ONE, FeedSources
from reader.gui.feeds.updates import FeedUpdates
from reader.gui.reading.reading_controller import open_in_browser
from reader.gui.sidebar.feed_entry import FeedEntry
from reader.gui.text.messages import fill
from reader.services.library.browse_library import MORNING

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.services.saving.store_page import SaveOutcome

ALL_FEEDS, ONE_FEED = "feeds", "feed:"
"""The names of the rows of all feeds, and of one, whose number follows."""

_WITHOUT = "morning_without"


class FeedsFeature(Feature):
    """The feeds of one window.

    Signals: `opens`: its list takes the place of what is on screen; `import_wanted(files)`: files that were
    taken for lists of feeds and are none; `morning_changed()`: another source is in the morning, or out.
    """

    opens = Signal()
    morning_changed = Signal()
    import_wanted = Signal(list)

    def __init__(
        self, context: WindowContext, list_pane: ListPane, sidebar: Sidebar, queue: SaveQueue
    ) -> None:
        super().__init__(context)
        self._list_pane, self._sidebar = list_pane, sidebar
        self._feeds: dict[int, Feed] = {}
        self._shown = ""
        self._handed_over = 0
        """The piece that was left to the browser just now."""
        self._double_click = QTimer(self, singleShot=True)
        self._double_click.timeout.connect(self._on_double_click_over)
        self.list = FeedList()
        self.list.setParent(list_pane)  # it goes with the window, shown or not
        self.list.hide()
        self.list.open_wanted.connect(self.open)
        self.list.new_chosen.connect(self._choose_new)
        self.list.model.rows_wanted.connect(self._read_rows)
        self.list.view.selectionModel().currentChanged.connect(lambda *_: list_pane.tell_current())
        self.list.menu_wanted.connect(self.show_menu)
        list_pane.refresh_wanted.connect(self._refresh)
        sidebar.feed_menu_wanted.connect(self._show_row_menu)
        self.sources = FeedSources(context, queue)
        self.sources.changed.connect(self.read)
        self.sources.followed.connect(self._on_followed)
        self.sources.import_wanted.connect(self.import_wanted)
        self.updates = FeedUpdates(context, self.list, lambda: self._feeds)
        self.updates.changed.connect(self.read)
        self.updates.translated.connect(self._read_rows)
        self.updates.none_followed.connect(self.sources.ask)
        context.library.reopened.connect(lambda _pending: self.read())
        LANGUAGE_SOURCE.changed.connect(self.read)

    # Commands

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of feeds do."""
        return {
            "view.feeds": self._go_to_all,
            "feeds.follow": self.sources.ask,
            "feeds.follow-source": self.sources.follow_source,
            "feeds.update": lambda: self.updates.update(0),
            "feeds.update-here": lambda: self.updates.update(self.feed_id),
            "feeds.toggle-read": self.toggle_read,
            "feeds.mark-older": self.mark_older,
            "feeds.mark-older-here": self.mark_older,
            "feeds.rules": lambda: self.sources.show_rules(self.feed_id, self._feeds),
            "feeds.log": lambda: self.sources.show_log(self.feed_id, self._feeds),
            "feeds.menu": self.show_menu,
            "feeds.original": self.flip_titles,
            "in-morning.on": self.turn_morning,
            "feeds.rename": lambda: self.sources.rename(self._feeds.get(self.feed_id)),
            "feeds.unfollow": lambda: self.sources.unfollow(self._feeds.get(self.feed_id)),
            "feeds.export": lambda: self.sources.export(list(self._feeds.values())),
        }

    def key_scopes(self) -> Collection[str]:
        """Keys are about pieces while these are listed."""
        return (IN_FEEDS,) if self.shown and not self._list_pane.searching else ()

    def library_ready(self) -> None:
        """The feeds get their rows; those that are due are looked at."""
        self.read()

    def article_opened(self, article_id: int) -> None:
        """The end of the article offers to follow its source."""
        self.sources.look_up(article_id)

    def article_closed(self) -> None:
        """Nothing is offered."""
        self.sources.look_up(0)

    def shut_down(self) -> None:
        """Nothing is fetched any more."""
        self.updates.stop()

    # The list

    @property
    def shown(self) -> bool:
        """Whether pieces are listed."""
        return self._list_pane.cover is self.list

    @property
    def feed_id(self) -> int:
        """The feed whose pieces are listed, 0 for all of them."""
        number = self._shown.removeprefix(ONE_FEED) if self._shown.startswith(ONE_FEED) else ""
        return int(number) if number.isdigit() else 0

    def show_view(self, name: str) -> bool:
        """List pieces when they are asked for, else give the list back; says whether they are listed."""
        if name != ALL_FEEDS and not name.startswith(ONE_FEED):
            if self.shown:
                self._shown = ""
                self._list_pane.lay_over(None)
            return False
        self._shown = name
        self.context.navigator.leave_welcome()
        self.opens.emit()
        self.context.panes.close_drawer()
        self.context.panes.show_list()
        self._sidebar.set_view(name)
        self._name_list()
        self._list_pane.lay_over(self.list)
        self._sidebar.hand_focus(self.list.take_focus)
        self._read_first()
        return True

    def _go_to_all(self) -> None:
        self.context.navigator.show_view(ALL_FEEDS)
        self.list.take_focus()

    def _read_first(self) -> None:
        """Read the first pieces of the list that is to be shown, then all of it."""
        feed_id, only_new = self.feed_id, self.list.only_new
        self.context.library.work(
            lambda session, _progress: feed_jobs.read_first(session, feed_id, only_new),
            done=self._on_first,
            newest="feeds-first",
        )
        self.read()

    def _on_first(self, listing: FeedListing) -> None:
        if self._shown:
            for feed in listing.feeds:
                self._take_listed(feed)
            names = {feed.id: feed.name for feed in self._feeds.values()}
            self.list.show_items(listing, names, self._feeds.get(self.feed_id))
            self._list_pane.show_texts()

    def _take_listed(self, feed: Feed) -> None:
        """Know a source as soon as its pieces are listed: a command is then about it, and not about all."""
        if feed.id not in self._feeds:
            self._feeds[feed.id] = feed
            self.sources.look_up(self.sources.article_id)
            self._name_list()

    def read(self) -> None:
        """Read the feeds and the pieces on screen anew."""
        feed_id, only_new, pieces = self.feed_id, self.list.only_new, bool(self._shown)
        self.context.library.work(
            lambda session, _progress: feed_jobs.read_feeds(session, feed_id, only_new, pieces),
            done=self._on_read,
            newest="feeds",
        )

    def _on_read(self, listing: FeedListing) -> None:
        if {feed.id for feed in listing.feeds} != self._feeds.keys():
            self.sources.look_up(self.sources.article_id)
        self._feeds = {feed.id: feed for feed in listing.feeds}
        entries = [
            FeedEntry(f"{ONE_FEED}{f.id}", f.name, "newspaper" if f.state == OK else "triangle-alert", f.new)
            for f in listing.feeds
        ]
        if entries:
            entries.insert(0, FeedEntry(ALL_FEEDS, self.tr("All pieces"), "rss", listing.new))
            entries.insert(0, FeedEntry(MORNING, self.tr("This morning"), "sunrise", 0))
        self._sidebar.set_feeds(entries)
        if self._feeds:
            self.updates.start()
        if self._shown:
            if self.feed_id and self.feed_id not in self._feeds:
                self._shown = ALL_FEEDS  # it is not followed any more, and its pieces are no longer there
                self._read_first()
                return
            self._sidebar.set_view(self._shown)
            self._name_list()
            names = {feed.id: feed.name for feed in listing.feeds}
            self.list.show_items(listing, names, self._feeds.get(self.feed_id))
            self._list_pane.show_texts()

    def _name_list(self) -> None:
        feed = self._feeds.get(self.feed_id)
        self.list.title = feed.name if feed is not None else self.tr("Feeds")
        inside = feed is not None and feed.url not in self._out_of_morning()
        self.context.commands.choose("in-morning", "on" if inside else "")

    def _choose_new(self, only_new: bool) -> None:
        self.list.set_only_new(only_new)
        self._read_first()

    def _read_rows(self, ids: Sequence[int]) -> None:
        from reader.services.feeds.read_items import item_rows

        ids = [number for number in ids if self.list.model.row_of(number) >= 0]
        self.context.library.work(
            lambda session, _progress: item_rows(session, ids), done=self.list.model.put
        )

    def show_menu(self, where: QPoint | None = None) -> None:
        """Open the menu of the source whose pieces are listed, at the current one."""
        groups = MENU_OF_ONE if self.feed_id else MENU_OF_ALL
        menu = self.context.commands.menu_of(self.context.window, groups)
        menu.popup(where if where is not None else self.list.spot)

    def _show_row_menu(self, name: str, where: QPoint) -> None:
        """The menu of a row in the sidebar: that source is listed first."""
        if name != self._shown:
            self.context.navigator.show_view(name)
        if name != MORNING:
            self.show_menu(where)

    def turn_morning(self) -> None:
        """Take the source whose pieces are listed into the morning, or out of it."""
        feed = self._feeds.get(self.feed_id)
        if feed is None:
            self.sources.choose_first()
        else:
            out = self._out_of_morning()
            out = [url for url in out if url != feed.url] if feed.url in out else [*out, feed.url]
            self.context.options.set(_WITHOUT, "\n".join(out))
            self.morning_changed.emit()
        self._name_list()

    def _out_of_morning(self) -> list[str]:
        return [url for url in self.context.options.text(_WITHOUT).split("\n") if url]

    # Pieces

    def open(self, item_id: int, with_focus: bool = False) -> None:
        """Save a piece and show it; what is to be heard or seen is left to the browser."""
        item, session = self.list.model.item(item_id), self.context.library.session
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

        self.list.model.note_opening(item_id)
        focus = with_focus or self.context.panes.narrow
        self.context.jobs.submit(
            "network",
            lambda progress: open_item(session, item_id, progress),
            done=lambda outcome: self._on_opened(item_id, outcome, focus),
            failed=self._on_not_opened,
            cancelled=lambda: self.list.model.note_opening(0),
            newest="feed-item",
        )

    def _on_double_click_over(self) -> None:
        self._handed_over = 0

    def _on_opened(self, item_id: int, outcome: SaveOutcome, with_focus: bool) -> None:
        self.list.model.note_opening(0)
        self.context.library.refresh()
        self._read_rows([item_id])
        self.context.navigator.open_article(outcome.id, with_focus)
        self._count_again()

    def _on_not_opened(self, error: ReaderError) -> None:
        self.list.model.note_opening(0)
        self.context.notices.error(error)

    def flip_titles(self) -> None:
        """Show the titles as their sources have them, or in the reader's language again."""
        if self.context.navigator.in_text():
            self.context.commands.run("translation.flip")
            return
        model = self.list.model
        model.show_originals(not model.originals)
        said = (
            self.tr("Titles as their sources have them") if model.originals else self.tr("Translated titles")
        )
        self.context.notices.announce(said)

    def toggle_read(self) -> None:
        """Mark the current piece as read, or as new again."""
        item = self.list.model.item(self.list.current_id)
        if item is not None:
            self._mark([item.id], read=item.new)

    def mark_older(self) -> None:
        """Mark the current piece and all that are older as read; it can be undone."""
        from reader.services.feeds.read_items import mark_older_read

        current, feed_id = self.list.current_id, self.feed_id
        if not self.shown or not current:
            self.context.notices.announce(self.tr("Choose a piece in the list first"))
            return
        self.context.library.work(
            lambda session, _progress: mark_older_read(session, current, feed_id),
            done=self._on_marked_older,
            keep=True,
        )

    def _on_marked_older(self, ids: Sequence[int]) -> None:
        self.read()
        if not ids:
            self.context.notices.announce(self.tr("Nothing older is new"))
            return
        self.context.library.remember(
            Step(lambda: self._mark(ids, read=False), lambda: self._mark(ids, read=True))
        )
        text = fill(self.tr("Marked as read: {count}"), count=len(ids))
        self.context.navigator.offer_undo(text, "check")

    def _mark(self, ids: Sequence[int], read: bool) -> None:
        from reader.services.feeds.read_items import mark_new, mark_read

        mark = mark_read if read else mark_new
        self.context.library.work(
            lambda session, _progress: mark(session, ids), done=lambda _ids: self._on_marked(ids), keep=True
        )

    def _on_marked(self, ids: Sequence[int]) -> None:
        """A mark changed: the rows stay where they are until the list is read for another reason."""
        if len(ids) == 1:
            self._read_rows(ids)
            self._count_again()
        else:
            self.read()

    def _count_again(self) -> None:
        """Read the numbers in the sidebar anew, and leave the list as it is."""
        self.context.library.work(
            lambda session, _progress: feed_jobs.read_feeds(session, 0, True, False),
            done=self._on_counted,
            newest="feed-counts",
        )

    def _on_counted(self, listing: FeedListing) -> None:
        shown, self._shown = self._shown, ""
        self._on_read(listing)
        self._shown = shown
        if shown:
            self._sidebar.set_view(shown)

    # Looking for new pieces

    def _refresh(self) -> None:
        if self.shown:
            self.updates.update(self.feed_id)

    # Sources

    def take_lists(self, files: Sequence[Path]) -> None:
        """Follow the feeds of files that are lists of them; the others are handed on."""
        self.sources.take_lists(files)

    def _on_followed(self, feed_id: int) -> None:
        """Sources are followed: their pieces are listed."""
        self.read()
        self.context.navigator.show_view(f"{ONE_FEED}{feed_id}" if feed_id else ALL_FEEDS)
