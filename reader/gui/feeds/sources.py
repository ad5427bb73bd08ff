"""Sources come and go: followed by address, site, article or list; renamed, left, exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FoundFeed
from reader.core.messages import isolate
from reader.core.origin import TYPED, NamedBy, Origin
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.background.undo_stack import Step
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.name_dialog import NameDialog
from reader.gui.feeds import feed_jobs
from reader.gui.feeds.feed_jobs import KnownSource, TakenLists
from reader.gui.text.messages import fill
from reader.services.unstored_acts.feed_acts import FollowedAgain, SourceNamed, Unfollowed

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import Job
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.feeds.follow_dialog import FollowDialog
    from reader.gui.feeds.log_dialog import LogDialog
    from reader.gui.feeds.rules_dialog import RulesDialog
    from reader.services.library_session import LibrarySession

_LISTS = (".opml", ".xml", ".rss", ".atom", ".rdf", ".json")
"""Endings of files that may be lists of feeds or feeds; what they are is judged by what is in them."""
_NAMED = 5
_LONGEST_NAME = 120  # characters of a feed's chosen name
"""So many sources are named in a question."""

MENU_OF_ALL = (
    ("feeds.update", "feeds.mark-older"),
    ("feeds.rules", "feeds.log"),
    ("feeds.follow", "feeds.export"),
)
"""The commands about the pieces of all sources; a line is between two groups."""

MENU_OF_ONE = (
    ("feeds.update-here", "feeds.mark-older"),
    ("in-morning.on",),
    ("feeds.rules", "feeds.log"),
    ("feeds.rename", "feeds.unfollow"),
)
"""The same of one source."""


class FeedSources(QObject):
    """What becomes of the sources of one window.

    Signals: `changed()`: feeds came or went; `followed(id)`: one is followed, 0 for several;
    `import_wanted(files)`: files that are no lists of feeds; `source_known(name, followed)`: the source of
    the article on screen, "" for none that can be followed.
    """

    changed = Signal()
    source_known = Signal(str, bool)
    followed = Signal(int)
    import_wanted = Signal(list)

    def __init__(self, context: WindowContext, queue: SaveQueue) -> None:
        super().__init__(context.window)
        self._context = context
        self._queue = queue
        self._wanted: Callable[[], object] | None = None
        self.article_id = 0
        """The article on screen, 0 for none."""
        queue.failed.connect(self._on_not_saved)

    def ask(
        self,
        given: str = "",
        found: Sequence[FoundFeed] = (),
        offered: Sequence[str] = (),
        origin: Origin = TYPED,
    ) -> FollowDialog | None:
        """Open the dialog in which sources are followed, while the library is being opened once it is open.

        Args:
            given: an address to look at. found: feeds that were found already.
            offered: addresses to look at once the reader wants it. origin: who named the addresses.
        """
        from reader.gui.feeds.follow_dialog import FollowDialog

        if self._context.library.session is None:
            self._wanted = lambda: self.ask(given, found, offered, origin)
            return None
        dialog = FollowDialog(self._context, given, found, offered, origin)
        dialog.followed.connect(self.followed)
        dialog.open()
        return dialog

    def library_ready(self) -> None:
        """The library is open: the dialog that was wanted before opens."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def offer(self, addresses: Sequence[str], origin: Origin) -> None:
        """Open the dialog with addresses that another program or a file named, for the reader."""
        if addresses:
            self.ask(offered=list(dict.fromkeys(addresses)), origin=origin)

    def look_up(self, article_id: int) -> None:
        """Find out whether the source of an article (0: of none) is followed, and tell it."""
        if article_id != self.article_id:  # what was said of the last one is not true of this one
            self.source_known.emit("", False)
        self.article_id = article_id
        if not article_id:
            return
        self._context.library.work(
            lambda session, _progress: feed_jobs.source_of(session, article_id),
            done=lambda known: self._on_source(article_id, known),
            newest="feed-source",
        )

    def _on_source(self, article_id: int, known: KnownSource) -> None:
        if article_id == self.article_id:
            self.source_known.emit(known.name, known.feed_id > 0)

    def follow_shown(self) -> None:
        """Follow the source of the article on screen."""
        if self.article_id:
            self._follow_source(self.article_id)

    def follow_source(self) -> None:
        """Follow the source of the article at hand."""
        article = self._context.navigator.target()
        if article is not None:
            self._follow_source(article.id)

    def _follow_source(self, article_id: int) -> None:
        """Show the pieces of the source where it is followed; else find its feeds and offer them."""
        self._context.library.work(
            lambda session, _progress: feed_jobs.source_of(session, article_id),
            done=lambda known: self._show_or_find(article_id, known),
        )

    def _show_or_find(self, article_id: int, known: KnownSource) -> None:
        from reader.services.feeds.follow_feed import feeds_of_article

        session = self._context.library.session
        if session is None:
            return
        if known.feed_id:
            self._context.notices.announce(fill(self.tr("You follow {source} already"), source=known.name))
            self.followed.emit(known.feed_id)
            return
        self._context.notices.announce(self.tr("Looking for feeds…"))
        self._context.jobs.submit(
            "network",
            lambda progress: feeds_of_article(session, article_id, progress),
            done=self._offer,
            failed=self._context.notices.error,
            newest="feeds-of-article",
        )

    def _offer(self, found: Sequence[FoundFeed]) -> None:
        self.ask("", found)

    def take_lists(self, files: Sequence[Path]) -> None:
        """Follow the feeds of lists among files; the others are handed on, all at once."""
        lists = [file for file in files if file.suffix.lower() in _LISTS]
        others = [file for file in files if file not in lists]

        def taken(found: TakenLists) -> None:
            self._on_taken(found)  # before the import's dialog lies over the window, where failures are told
            self._hand_on([*others, *found.others])

        def failed(error: ReaderError) -> None:
            self._hand_on(others)
            self._context.notices.error(error)

        if not lists:
            self._hand_on(others)
        else:
            library = self._context.library
            # The documents are read by a worker process, for which the lane of the lists does not wait.
            self._context.jobs.submit(
                "network",
                lambda progress: feed_jobs.follow_lists(library.open_session(), lists, progress),
                done=taken,
                failed=failed,
            )

    def _hand_on(self, files: list[Path]) -> None:
        if files:
            self.import_wanted.emit(files)

    def _on_taken(self, taken: TakenLists) -> None:
        if taken.followed:
            self._context.notices.announce(fill(self.tr("Sources followed: {count}"), count=taken.followed))
            self.followed.emit(0)
        if taken.errors:
            self._context.notices.error(taken.errors[0])
        if taken.named:
            self.offer(taken.named, Origin(NamedBy.FILE))
        if taken.local:
            self._ask_for_local(taken.local)

    def _ask_for_local(self, found: Sequence[FoundFeed]) -> None:
        """Ask whether sources of this computer's network, which a file named, may be asked."""
        names = ", ".join(isolate(each.title or each.url) for each in found[:_NAMED])
        self._context.notices.ask(
            self.tr("%n source(s) of the list are on this computer or in its network", "", len(found)),
            names + ("…" if len(found) > _NAMED else "") + "\n" + self.tr("Follow only what you know."),
            self.tr("Follow"),
            lambda: self._context.library.work(
                lambda session, _progress: feed_jobs.follow_local(session, found), done=self._on_taken
            ),
        )

    def rename(self, feed: Feed | None) -> None:
        """Ask for another name of a feed."""
        if feed is None:
            self.choose_first()
            return
        title = QCoreApplication.translate("RenameDialog", "Rename source")
        dialog = NameDialog(
            self._context.window, title, isolate(feed.url), feed.name, _LONGEST_NAME, own=feed.title
        )
        dialog.named.connect(lambda name: self._rename(feed, name))
        dialog.open()

    def _rename(self, feed: Feed, name: str) -> None:
        from reader.services.feeds.read_items import rename

        self._context.library.work(
            lambda session, _progress: rename(session, feed.id, name),
            done=lambda _none: self.changed.emit(),
            keep=True,
        ).acts = (SourceNamed(feed.url, name),)

    def show_rules(self, feed_id: int, feeds: Mapping[int, Feed]) -> RulesDialog | None:
        """Open the rules of a source, or of all (0)."""
        from reader.gui.feeds.rules_dialog import RulesDialog

        if self._context.library.session is None:
            return None
        dialog = RulesDialog(self._context, feeds.get(feed_id), list(feeds.values()))
        dialog.open()
        return dialog

    def show_log(self, feed_id: int, feeds: Mapping[int, Feed]) -> LogDialog | None:
        """Open the log of requests for a source, or for all (0)."""
        from reader.gui.feeds.log_dialog import LogDialog

        if self._context.library.session is None:
            return None
        dialog = LogDialog(self._context, feeds.get(feed_id), list(feeds.values()))
        dialog.open()
        return dialog

    def unfollow(self, feed: Feed | None) -> None:
        """Follow a feed no longer; it can be undone."""
        from reader.services.feeds.follow_feed import Unfollowed as Left
        from reader.services.feeds.follow_feed import follow_again, unfollow

        if feed is None:
            self.choose_first()
            return
        library = self._context.library
        leaving: list[Job] = []
        ids, left = [feed.id], list[Left]()  # handed from job to job, which run one after the other

        def unfollow_it(session: LibrarySession, _progress: Progress) -> None:
            left.append(unfollow(session, ids))

        def follow_it(session: LibrarySession, _progress: Progress) -> None:
            if left:  # it may not have worked
                ids[:] = [each.id for each in follow_again(session, left.pop())]

        def leave() -> None:
            leaving[:] = [library.work(unfollow_it, done=lambda _none: self.changed.emit(), keep=True)]
            leaving[0].acts = (Unfollowed(feed.url),)

        def back() -> None:
            known = list(left)  # `follow_it` takes it away
            removed = tuple(replace(each, texts=()) for each in known[-1].removed) if known else ()
            job = library.work(follow_it, done=lambda _none: self.changed.emit(), keep=True)
            job.acts = (FollowedAgain(feed.url, feed.name, removed),)
            if not known:  # what went with it is not known yet: it does not go at all
                leaving[0].acts = job.acts

        leave()
        library.remember(Step(back, leave))
        text = fill(self.tr("No longer followed: {name}"), name=feed.name)
        self._context.navigator.offer_undo(text, "rss")

    def export(self, feeds: Sequence[Feed]) -> None:
        """Ask where the list of feeds is to be written, and write it."""
        dialog = FileDialog(self._context.window, self.tr("Export the list of feeds"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("OPML (*.opml)")
        dialog.setDefaultSuffix("opml")
        dialog.selectFile("liseuse.opml")
        dialog.fileSelected.connect(lambda name: self.write_list(feeds, Path(name)))
        dialog.open()

    def write_list(self, feeds: Sequence[Feed], file: Path) -> None:
        """Write a list of feeds."""
        from reader.services.feeds.feed_lists import export_feeds

        told = fill(self.tr("Written: {file}"), file=file.name)
        self._context.library.work(
            lambda _session, _progress: export_feeds(feeds, file),
            done=lambda _none: self._context.notices.announce(told),
            keep=True,
        )

    def choose_first(self) -> None:
        """Say that the command is about one source."""
        self._context.notices.announce(self.tr("Choose a source in the sidebar first"))

    def _on_not_saved(self, entry: SaveEntry) -> None:
        """A link that was given to be saved is a feed: it is offered to be followed."""
        if entry.state is SaveState.FAILED and _is_feed(entry.error) and not entry.url.startswith("file:"):
            self._queue.remove(entry)
            self.ask(entry.url, origin=entry.origin)


def _is_feed(error: ReaderError | None) -> bool:
    return error is not None and error.kind == "not-a-page" and error.values.get("type") == "feed"
