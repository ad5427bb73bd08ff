"""The dialog in which a source is followed: by its address, its site's, or out of a list of some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FoundFeed
from reader.core.messages import isolate
from reader.core.origin import TYPED, Origin
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
_MOST_ROWS = 20
"""Addresses shown at once of those that another program or a file named; the next follow."""
_LONGEST = 200  # characters of an address in a question


class FollowDialog(LibraryDialog):
    """Asks for an address and offers what is found there. `followed(id)`: the feed that is followed.

    Args:
        context: of the window.
        given: an address to look at at once, "" for none.
        found: feeds that were found already.
        offered: addresses that wait for the reader to have them looked at; one alone stands in the field.
        origin: who named `given` and `offered`; what the reader writes over them is his own.
    """

    followed = Signal(int)

    def __init__(
        self,
        context: WindowContext,
        given: str = "",
        found: Sequence[FoundFeed] = (),
        offered: Sequence[str] = (),
        origin: Origin = TYPED,
    ) -> None:
        title = QCoreApplication.translate("FollowDialog", "Follow a source")
        about = QCoreApplication.translate(
            "FollowDialog", "Give the address of a feed, or of a site whose feed is to be found."
        )
        super().__init__(context, title, about, _SIZE)
        self._made = False
        self._origin = self._origin_of_field = origin
        self._offered = list(offered)
        self._again: Callable[[str], object] | None = None
        """What is done once the reader lets a local link be asked."""
        self._taken = ""
        """Which of the offered addresses is about to be followed."""
        self._whole: dict[str, str] = {}
        """What was given, by what is shown of it: no password is."""
        self.field = QLineEdit(self._shown(given))
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setPlaceholderText("https://")
        self.field.setAccessibleName(self.tr("Address of a feed or of a site"))
        self.field.returnPressed.connect(self.look)
        self.field.textEdited.connect(self._on_edited)
        self.look_button = push_button("primary")
        self.look_button.setText(self.tr("Look for feeds"))
        self.look_button.setDefault(False)
        self.look_button.setAutoDefault(False)
        self.look_button.clicked.connect(self.look)
        self.close_button.setAutoDefault(False)
        if len(self._offered) > 1:
            self._show_offered()
        else:
            self._show_start()
        if found:
            self.show_found(found)
        elif given:
            self.look()
        elif len(self._offered) == 1:
            self.field.setText(self._shown(self._offered.pop()))
            self.field.setCursorPosition(0)
        self.field.setFocus()

    def look(self) -> None:
        """Look at the address for feeds."""
        if text := self.field.text().strip():
            self._look_at(self._whole.get(text, text), self._origin_of_field)

    def _look_at(self, text: str, origin: Origin) -> None:
        from reader.services.feeds.follow_feed import find_feeds

        session = self.context.library.session
        if session is None:
            return
        self._again = lambda link: self._look_at(text, origin.agreeing(link))
        self.work(
            "network",
            lambda progress: find_feeds(session, text, progress, origin),
            self.show_found,
            self.tr("Looking for feeds…"),
        )

    def fail(self, error: ReaderError) -> None:
        """Say what went wrong; a local address that the reader did not name is asked about."""
        super().fail(error)
        link, again = str(error.values.get("link", "")), self._again
        if error.kind == "local-address" and link and again is not None:
            about = self.tr("{address} is on this computer or in its network. Follow only what you know.")
            self.context.notices.ask(
                self.tr("Look for feeds at a local address?"),
                fill(about, address=self._shown(link)[:_LONGEST]),
                self.tr("Look for feeds"),
                lambda: again(link) if shiboken6.isValid(self) else None,
            )

    def _shown(self, address: str) -> str:
        """An address without its password; it is looked at with it."""
        from reader.services.feeds.feed_secrets import shown_address

        shown = shown_address(address)
        self._whole[shown] = address
        return shown

    def _on_edited(self, _text: str) -> None:
        self._origin_of_field = TYPED

    def show_found(self, found: Sequence[FoundFeed]) -> None:
        """Offer feeds; a single one that was asked for by its own address is followed at once."""
        if len(found) == 1 and not found[0].page:
            self.follow(found[0])
            return
        self._begin()
        self.add(_heading(self.tr("Feeds that were found")))
        for each in found:
            button = self._button(partial(self.follow, each))
            address = self._shown(each.url)
            self.add_row(each.title or address, address, ("rss", "muted"), button)
        self.say(fill(self.tr("Feeds that were found: {count}"), count=len(found)))

    def follow(self, found: FoundFeed) -> None:
        """Follow a feed."""
        session = self.context.library.session
        if session is not None:
            self._follow(lambda progress: follow_found(session, [found], progress))

    def follow_site(self, site: str, origin: Origin = TYPED) -> None:
        """Follow the first feed of a site that is offered; `origin`: who named the site."""
        from reader.services.feeds.follow_feed import find_feeds

        session = self.context.library.session
        if session is not None:
            self._again = lambda link: self.follow_site(site, origin.agreeing(link))
            self._follow(
                lambda progress: follow_found(
                    session, find_feeds(session, site, progress, origin)[:1], progress
                )
            )

    def _follow_offered(self, address: str) -> None:
        """Follow one of several addresses; the others stay."""
        self._taken = address
        self.follow_site(address, self._origin)

    def _follow(self, work: Callable[[Progress], list[Feed]]) -> None:
        self.work("network", work, self._on_followed, self.tr("Reading the feed…"))

    def _on_followed(self, feeds: list[Feed]) -> None:
        feed = feeds[0]
        self.followed.emit(feed.id)
        if feed.error:
            self.say(state_text(feed), failed=True)
            return
        told = fill(self.tr("Followed: {name}"), name=feed.name)
        if feed.secret:
            kept = self.tr("Its password is in the keyring of your system, and nowhere else.")
            self.context.notices.tell(told, kept)
        else:
            self.context.notices.announce(told)
        if self._taken in self._offered:
            self._offered.remove(self._taken)
        if self._offered:
            self._show_offered()
        else:
            self.accept()

    def _show_offered(self) -> None:
        """The addresses that were named and are not followed yet."""
        self._begin()
        self.add(_heading(self.tr("Feeds that were found")))
        for address in self._offered[:_MOST_ROWS]:
            button = self._button(partial(self._follow_offered, address))
            shown = self._shown(address)
            self.add_row(urlsplit(address).hostname or shown, shown, ("rss", "muted"), button)
        self.say(fill(self.tr("Feeds that were found: {count}"), count=len(self._offered)))

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
