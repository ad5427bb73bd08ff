"""“This morning”: what came since yesterday, fetched, saved and translated, as one list to be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from reader.commands import IN_MORNING
from reader.core.errors import ReaderError
from reader.gui.background.job_runner import Job
from reader.gui.feature import Feature
from reader.gui.feeds import feed_jobs
from reader.gui.feeds.feed_jobs import MadeMorning, MorningAtHand
from reader.gui.feeds.morning_head import MorningHead, MorningReport, MorningState
from reader.gui.text.messages import fill
from reader.services.library.browse_library import MORNING, Listing

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext

_FRESH = 2 * 3600
"""Seconds for which a morning that was made ready is not made anew unasked."""
_ASKED_AGAIN = 600
"""Seconds after which it is asked again whether it may be fetched, or tried again, while it stays listed."""
_LISTED_AGAIN = 3000
"""ms after which a list that grows is read again, so that what is saved so far can be read."""
_GROWS = ("rules", "fetching")
"""Steps in which articles are saved."""


class MorningFeature(Feature):
    """The morning of one window.

    Signals: `made()`: feeds were looked at and pieces of them saved; `follow_wanted()`: the reader wants to
    follow a source, and follows none.
    """

    made = Signal()
    follow_wanted = Signal()

    def __init__(self, context: WindowContext, list_pane: ListPane) -> None:
        super().__init__(context)
        self._list_pane = list_pane
        self._told = MorningReport()
        self._job: Job | None = None
        # By the time of day, which goes on while the computer sleeps; 0 for never.
        self._made_at = self._tried_at = 0.0
        self._unwanted = False  # the reader broke it off
        self._was_shown = False
        self._growing = QTimer(self, singleShot=True, interval=_LISTED_AGAIN)
        self._growing.timeout.connect(self._list_more)
        self._left_open = QTimer(self, interval=_ASKED_AGAIN * 1000)
        self._left_open.timeout.connect(self._wake)
        self.head = MorningHead(list_pane)
        self.head.hide()
        list_pane.search_slot.addWidget(self.head)
        self.head.read_wanted.connect(self.read)
        self.head.make_wanted.connect(self.make)
        self.head.cancel_wanted.connect(self.cancel)
        self.head.follow_wanted.connect(self.follow_wanted)
        list_pane.refresh_wanted.connect(lambda: self.make() if self.shown else None)
        list_pane.current_changed.connect(self._place)
        context.library.rows.connect(lambda _view, listing, _counts: self._on_rows(listing))
        context.library.reopened.connect(lambda _pending: self._begin_anew())

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"view.morning": self.show, "morning.refresh": self.make}

    def key_scopes(self) -> Collection[str]:
        """F5 looks for what is new while the morning is listed."""
        return (IN_MORNING,) if self.shown else ()

    def shut_down(self) -> None:
        """Nothing is fetched any more."""
        self.cancel()

    @property
    def shown(self) -> bool:
        """Whether the morning is listed."""
        pane = self._list_pane
        return pane.view_name == MORNING and not pane.searching and pane.cover is None

    @property
    def state(self) -> MorningState:
        """How it stands."""
        return self._told.state

    def show(self) -> None:
        """List the morning, with the focus on a card of it."""
        self.context.navigator.show_view(MORNING)
        self._list_pane.focus.wish()

    def read(self) -> None:
        """Open the first article; the list's keys go on from there."""
        ids = self._list_pane.model.ids
        if ids:
            self.context.navigator.open_article(ids[0], with_focus=True)

    def make(self) -> None:
        """Look for what is new, save and translate it."""
        session = self.context.library.session
        if session is None or session.read_only or self._job is not None:
            return
        self._unwanted = False
        self._tell(replace(self._told, state=MorningState.BUSY, doing="", total=0, failed=0, error=None))
        self._job = self.context.jobs.submit(
            "network",
            lambda progress: feed_jobs.make_morning(session, progress),
            done=self._on_made,
            failed=self._on_not_made,
            progress=self._on_step,
            cancelled=self._on_cancelled,
        )

    def cancel(self) -> None:
        """Break it off; what was saved and translated by then stays."""
        if self._job is not None:
            self._unwanted = True
            self._job.cancel()

    def look_anew(self) -> None:
        """What the morning is made of, or whether it may be fetched, is another now."""
        self._made_at = self._tried_at = 0.0
        if self.shown:
            self.context.library.refresh()
            self._wake()

    def _begin_anew(self) -> None:
        """The library is open again, maybe another one: nothing is known of its morning."""
        self._made_at = self._tried_at = 0.0
        self._was_shown = False
        self._tell(MorningReport())

    def _place(self) -> None:
        self.head.setVisible(self.shown)

    def _on_rows(self, listing: Listing) -> None:
        """A list was read: the morning's says how much there is to read, and is made ready when it is due."""
        self._place()
        came, self._was_shown = self.shown and not self._was_shown, self.shown
        if not self.shown:
            self._left_open.stop()
            return
        self._tell(replace(self._told, articles=len(listing.ids), minutes=listing.minutes))
        if came:
            self._tried_at = 0.0
            self._left_open.start()
        self._wake()

    def _wake(self) -> None:
        """Make it ready unasked, where it was not just now and the reader lets it be fetched."""
        session, metered = self.context.library.session, self.context.network.metered
        if session is None or self._job is not None or not self.shown:
            return
        if _since(self._made_at) < _FRESH or _since(self._tried_at) < _ASKED_AGAIN:
            return
        self._tried_at = _now()
        self.context.jobs.submit(
            "network",
            lambda _progress: feed_jobs.morning_at_hand(session, metered),
            done=self._on_at_hand,
            newest="morning-at-hand",
        )

    def _on_at_hand(self, there: MorningAtHand) -> None:
        if self._job is not None:
            return
        if there.allowed and there.feeds:
            self.make()
            return
        state = MorningState.PRIVATE if there.private else MorningState.HELD
        state = state if there.feeds else MorningState.WITHOUT_SOURCES
        self._tell(replace(self._told, state=state, error=None))

    def _on_step(self, done: int, total: int, doing: str) -> None:
        self._tell(replace(self._told, doing=doing, step=done, total=total))
        if doing in _GROWS and self.shown and not self._growing.isActive():
            self._growing.start()

    def _list_more(self) -> None:
        if self._job is not None and self.shown:
            self.context.library.refresh()

    def _on_made(self, made: MadeMorning) -> None:
        self._end()
        if not made.offline:
            self._made_at = _now()
        state = MorningState.OFFLINE if made.offline else MorningState.READY
        self._tell(replace(self._told, state=state, failed=made.failed))
        self._over()
        if self.shown:
            ready = fill(self.tr("Ready: {minutes} min of reading"), minutes=made.minutes)
            self.context.notices.announce(ready)

    def _on_not_made(self, error: ReaderError) -> None:
        self._end()
        self._tell(replace(self._told, state=MorningState.FAILED, error=error))
        self._over()

    def _on_cancelled(self) -> None:
        self._end()
        if self._unwanted:  # the reader does not want it again at once; else the library was closed
            self._made_at = _now()
        self._tell(replace(self._told, state=MorningState.READY))
        self._over()

    def _end(self) -> None:
        self._job, self._tried_at = None, _now()
        self._growing.stop()

    def _over(self) -> None:
        self.context.library.refresh()
        self.made.emit()

    def _tell(self, told: MorningReport) -> None:
        self._told = told
        self.head.show_words(told)
        self._list_pane.empty.show_coming(told.state is MorningState.BUSY)


def _now() -> float:
    """Seconds of the time of day."""
    return time.time()


def _since(moment: float) -> float:
    """Seconds since a moment; for ever where the clock was set back behind it."""
    passed = _now() - moment
    return passed if passed >= 0 else float("inf")
