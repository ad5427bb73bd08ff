"""New pieces come to one window: feeds are looked at when they are due, and what came is translated."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import ReaderError
from reader.core.feeds import GONE, Feed
from reader.gui.background.job_runner import Job
from reader.gui.feeds import feed_jobs
from reader.gui.feeds.feed_jobs import Looked
from reader.gui.feeds.feed_text import found_text
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.feeds.feed_list import FeedList

log = logging.getLogger(__name__)

_EVERY = 5 * 60 * 1000
"""ms between two looks whether a feed is due."""


class FeedUpdates(QObject):
    """For one window.

    Signals: `changed()`: what is in the feeds is another; `translated(ids)`: pieces have titles in the
    reader's language now; `none_followed()`: the reader wants new pieces and follows no source.

    Args:
        context: of the window.
        shown: the list that says when feeds are being asked.
        feeds: gives the feeds by their numbers.
    """

    changed = Signal()
    translated = Signal(list)
    none_followed = Signal()

    def __init__(
        self, context: WindowContext, shown: FeedList, feeds: Callable[[], Mapping[int, Feed]]
    ) -> None:
        super().__init__(context.window)
        self._context, self._list, self._feeds = context, shown, feeds
        self._look: Job | None = None
        self._next_look = -1
        """The feed that the reader wants looked at as soon as the look under way is over, -1 for none."""
        self._translating = False
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look_when_due)

    def start(self) -> None:
        """Feeds are followed: those that are due are looked at, now and from time to time."""
        if not self._timer.isActive():
            self._timer.start()
            QTimer.singleShot(0, self.look_when_due)

    def stop(self) -> None:
        """Nothing is fetched any more."""
        self._timer.stop()

    def update(self, feed_id: int, reason: str = "reader") -> None:
        """Look for new pieces of a feed, of all (0), or by the timer of those that are due."""
        session = self._context.library.session
        if session is None or session.read_only:
            return
        if self._look is not None:
            self._next_look = feed_id if reason == "reader" else self._next_look
            return
        if not self._feeds() and not self._list.count:  # the pieces are there before the feeds are read
            self.none_followed.emit()
            return
        self._list.set_busy(reason != "timer")
        metered = self._context.network.metered
        self._look = self._context.jobs.submit(
            "network",
            lambda progress: feed_jobs.look(session, progress, feed_id, reason, metered),
            done=lambda looked: self._on_looked(looked, reason),
            failed=lambda error: self._on_not_looked(error, reason),
            cancelled=self._on_look_ended,
        )

    def translate(self) -> None:
        """Translate titles, some at a time: each turn is behind everything that was asked for meanwhile."""
        session = self._context.library.session
        if session is None or session.read_only or self._translating:
            return
        self._translating = True
        self._context.jobs.submit(
            "translation",
            lambda progress: feed_jobs.translate(session, progress),
            done=self._on_translated,
            failed=self._on_not_translated,
            cancelled=self._on_translation_over,
        )

    def _on_translated(self, ids: Sequence[int]) -> None:
        self._translating = False
        if ids:
            self.translated.emit(list(ids))
            self.translate()

    def _on_not_translated(self, error: ReaderError) -> None:
        self._on_translation_over()
        log.warning("titles of feeds were not translated: %s", error.kind)

    def _on_translation_over(self) -> None:
        self._translating = False

    def look_when_due(self) -> None:
        """A feed may be due, and the reader lets them be looked at."""
        if self._context.options.flag("feeds_by_themselves") and any(
            feed.state != GONE for feed in self._feeds().values()
        ):
            self.update(0, "timer")
        self.translate()

    def _on_look_ended(self) -> None:
        """A look is over: one that the reader asked for meanwhile begins."""
        self._look = None
        self._list.set_busy(False)
        wanted, self._next_look = self._next_look, -1
        if wanted >= 0:
            self.update(wanted)

    def _on_looked(self, looked: Looked, reason: str) -> None:
        self._on_look_ended()
        if looked.saved:
            self._context.library.refresh()
        if reason != "timer":
            failed = fill(self.tr("Sources that failed: {count}"), count=looked.failed)
            said = found_text(looked.new)
            self._context.notices.announce(f"{said}. {failed}" if looked.failed else said)
        if reason != "timer" or looked.new or looked.failed or looked.saved:
            self.changed.emit()
        if looked.new:
            self.translate()

    def _on_not_looked(self, error: ReaderError, reason: str) -> None:
        self._on_look_ended()
        if reason != "timer":
            self._context.notices.error(error)
