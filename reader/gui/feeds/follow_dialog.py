"""The dialog in which a source is followed: by its address, its site's, or out of a list of some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reader.core.feeds import Feed, FoundFeed
from reader.core.messages import isolate
from reader.gui.feeds.feed_jobs import follow_found
from reader.gui.feeds.feed_text import state_text
from reader.gui.library_dialog import LibraryDialog
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import label, push_button
from reader.services.feeds.suggested import suggested_sources

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext

_SIZE = (640, 600)


class FollowDialog(LibraryDialog):
    """Asks for an address and offers what is found there. `followed(id)`: the feed that is followed.

    Args:
        context: of the window.
        given: an address to look at at once, "" for none.
        found: feeds that were found already.
    """

    followed = Signal(int)

    def __init__(self, context: WindowContext, given: str = "", found: Sequence[FoundFeed] = ()) -> None:
        title = QCoreApplication.translate("FollowDialog", "Follow a source")
        about = QCoreApplication.translate(
            "FollowDialog", "Give the address of a feed, or of a site whose feed is to be found."
        )
        super().__init__(context, title, about, _SIZE)
        self._made = False
        self.field = QLineEdit(given)
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setPlaceholderText("https://")
        self.field.setAccessibleName(self.tr("Address of a feed or of a site"))
        self.field.returnPressed.connect(self.look)
        self.look_button = push_button("primary")
        self.look_button.setText(self.tr("Look for feeds"))
        self.look_button.setDefault(False)
        self.look_button.setAutoDefault(False)
        self.look_button.clicked.connect(self.look)
        self.close_button.setAutoDefault(False)
        self._show_start()
        if found:
            self.show_found(found)
        elif given:
            self.look()
        self.field.setFocus()

    def look(self) -> None:
        """Look at the address for feeds."""
        from reader.services.feeds.follow_feed import find_feeds

        session, text = self.context.library.session, self.field.text().strip()
        if session is None or not text:
            return
        self.work(
            "network",
            lambda progress: find_feeds(session, text, progress),
            self.show_found,
            self.tr("Looking for feeds…"),
        )

    def show_found(self, found: Sequence[FoundFeed]) -> None:
        """Offer feeds; a single one that was asked for by its own address is followed at once."""
        if len(found) == 1 and not found[0].page:
            self.follow(found[0])
            return
        self._begin()
        self.add(_heading(self.tr("Feeds that were found")))
        for each in found:
            button = self._button(partial(self.follow, each))
            self.add_row(each.title or each.url, each.url, ("rss", "muted"), button)
        self.say(fill(self.tr("Feeds that were found: {count}"), count=len(found)))

    def follow(self, found: FoundFeed) -> None:
        """Follow a feed."""
        session = self.context.library.session
        if session is not None:
            self._follow(lambda progress: follow_found(session, [found], progress))

    def follow_site(self, site: str) -> None:
        """Follow the first feed of a site that is offered."""
        from reader.services.feeds.follow_feed import find_feeds

        session = self.context.library.session
        if session is not None:
            self._follow(
                lambda progress: follow_found(session, find_feeds(session, site, progress)[:1], progress)
            )

    def _follow(self, work: Callable[[Progress], list[Feed]]) -> None:
        self.work("network", work, self._on_followed, self.tr("Reading the feed…"))

    def _on_followed(self, feeds: list[Feed]) -> None:
        feed = feeds[0]
        self.followed.emit(feed.id)
        if feed.error:
            self.say(state_text(feed), failed=True)
            return
        self.context.notices.announce(fill(self.tr("Followed: {name}"), name=feed.name))
        self.accept()

    def _show_start(self) -> None:
        """The field, and sources to choose from."""
        self._begin()
        self.add(_heading(self.tr("Or choose one of these")))
        for source in suggested_sources():
            button = self._button(partial(self.follow_site, source.site))
            self.add_row(source.name, isolate(source.site), ("newspaper", "muted"), button)

    def _begin(self) -> None:
        """Take the rows out, all but the field."""
        kept = self.rows.takeAt(0) if self._made else None
        self.clear()
        if kept is not None:
            self.rows.insertItem(0, kept)
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(5, 5, 5, 10)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.look_button)
        self.add(line, line=False)
        self._made = True

    def _button(self, action: Callable[[], object]) -> QPushButton:
        button = push_button()
        button.setText(self.tr("Follow"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: action())
        return button


def _heading(text: str) -> QWidget:
    made = label("meta")
    made.setText(text)
    made.setContentsMargins(0, 8, 0, 8)
    return made
