"""Feeds in one window: their rows in the sidebar, their pieces in the list, and the looks for new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal

from reader.commands import IN_FEEDS
from reader.core.feeds import OK, Feed
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.feature import Feature
from reader.gui.feeds import feed_jobs
from reader.gui.feeds.feed_jobs import FeedListing
from reader.gui.feeds.feed_list import FeedList
from reader.gui.feeds.pieces import FeedPieces
from reader.gui.feeds.sources import MENU_OF_ALL, MENU_OF_ONE, FeedSources
from reader.gui.feeds.updates import FeedUpdates
from reader.gui.sidebar.feed_entry import FeedEntry
from reader.services.library.browse_library import MORNING

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.sidebar.sidebar import Sidebar

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
        self._are_read = False
        self._wanted: Callable[[], object] | None = None  # once they are
        self._shown = ""
        self.list = FeedList()
        self.list.setParent(list_pane)  # it goes with the window, shown or not
        self.list.hide()
        self.list.new_chosen.connect(self._choose_new)
        self.list.look_wanted.connect(self._refresh)
        self.list.view.selectionModel().currentChanged.connect(lambda *_: list_pane.tell_current())
        self.list.menu_wanted.connect(self.show_menu)
        list_pane.refresh_wanted.connect(self._refresh)
        sidebar.feed_menu_wanted.connect(self._show_row_menu)
        self.pieces = FeedPieces(context, self.list, lambda: self.feed_id if self.shown else None)
        self.pieces.changed.connect(self.read)
        self.pieces.counts_changed.connect(self._count_again)
        self.sources = FeedSources(context, queue)
        self.list.follow_wanted.connect(self.sources.ask)
        self.sources.changed.connect(self.read)
        self.sources.followed.connect(self._on_followed)
        self.sources.import_wanted.connect(self.import_wanted)
        self.updates = FeedUpdates(context, self.list, lambda: self._feeds)
        self.updates.changed.connect(self.read)
        self.updates.translated.connect(self.pieces.read_rows)
        self.updates.none_followed.connect(self.sources.ask)
        context.library.reopened.connect(lambda _pending: self.library_ready())
        LANGUAGE_SOURCE.changed.connect(self.read)

    # Commands

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of feeds do."""
        return {
            "view.feeds": self._go_to_all,
            "feeds.follow": self.sources.ask,
            "feeds.follow-source": self.sources.follow_source,
            "feeds.update": self._when_read(lambda: self.updates.update(0)),
            "feeds.update-here": self._when_read(lambda: self.updates.update(self.feed_id)),
            **self.pieces.handlers(),
            "feeds.rules": self._when_read(lambda: self.sources.show_rules(self.feed_id, self._feeds)),
            "feeds.log": self._when_read(lambda: self.sources.show_log(self.feed_id, self._feeds)),
            "feeds.menu": self.show_menu,
            "in-morning.on": self.turn_morning,
            "feeds.rename": lambda: self.sources.rename(self._feeds.get(self.feed_id)),
            "feeds.unfollow": lambda: self.sources.unfollow(self._feeds.get(self.feed_id)),
            "feeds.export": self._when_read(lambda: self.sources.export(list(self._feeds.values()))),
        }

    def _when_read(self, command: Callable[[], object]) -> Callable[[], object]:
        """A command about the feeds; the last one that is given before they are read waits for them."""

        def run() -> None:
            if self._are_read and self.context.library.session is not None:
                command()
            else:
                self._wanted = command

        return run

    def key_scopes(self) -> Collection[str]:
        """Keys are about pieces while these are listed."""
        return (IN_FEEDS,) if self.shown and not self._list_pane.searching else ()

    def library_ready(self) -> None:
        """The feeds get their rows; those that are due are looked at."""
        self.read()
        self.sources.library_ready()

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
        return int(number) if number.isdecimal() else 0

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
            lambda session, progress: feed_jobs.read_feeds(session, progress, feed_id, only_new, pieces),
            done=self._on_read,
            newest="feeds",
        )

    def _on_read(self, listing: FeedListing) -> None:
        if {feed.id for feed in listing.feeds} != self._feeds.keys():
            self.sources.look_up(self.sources.article_id)
        self._feeds = {feed.id: feed for feed in listing.feeds}
        self._are_read = True
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
        self.list.show_followed(bool(self._feeds))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()
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

    def _count_again(self) -> None:
        """Read the numbers in the sidebar anew, and leave the list as it is."""
        self.context.library.work(
            lambda session, progress: feed_jobs.read_feeds(session, progress, 0, True, False),
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
        """Sources are followed: their pieces are listed, and have the focus."""
        self.read()
        self.context.navigator.show_view(f"{ONE_FEED}{feed_id}" if feed_id else ALL_FEEDS)
        self.list.take_focus()
