"""Rounds by themselves while the window is open: after a change, when the folder changes, now and then.

What a server keeps is not watched: there the round that comes now and then is the look at it. A hub is heard.

A round is a process of its own with the lowest priority; none begins while what it brings may be typed at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.gui.sync.hub_listener import HubListener
from reader.gui.sync.outcome import LOCKED, NOT_KEPT, OFFLINE, PRIVATE, SHUT_OUT, Outcome
from reader.gui.sync.rest import Rest, is_typing
from reader.gui.sync.sync_watch import SyncWatch
from reader.services.unstored_acts.library_acts import MachineForgotten, SyncPaused

if TYPE_CHECKING:
    from reader.gui.background.job_runner import Job
    from reader.gui.context import WindowContext
    from reader.services.library_session import LibrarySession
    from reader.services.sync.sync_process import RoundResult, SyncProcess
    from reader.services.sync.sync_state import SyncState

_EVERY = 5 * 60 * 1000  # ms between two rounds when nothing happens
_AFTER_CHANGE = 500  # ms in which several changes are one
_AFTER_ARRIVAL = 500  # ms without a further file: those that come together are one
_AT_ONCE = 50  # ms in which several changes are one with a hub, where the rest keeps rounds few


class SyncRounds(QObject):
    """The rounds of one window's library.

    Signals: `changed`: how the library stands is another; `stands(state)`: a `SyncState` or `None`, for what
    the reader writes; `progressed(done, total)`; `arrived(result)`: news; `failed(error, asked)`.
    """

    changed = Signal()
    stands = Signal(object)
    progressed = Signal(int, int)
    arrived = Signal(object)
    failed = Signal(object, bool)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._process: SyncProcess | None = None
        self._job: Job | None = None
        self._library = 0  # counts the libraries: what was begun for a former one tells nothing of this one
        self._again = False
        self._next: Callable[[], None] | None = None  # what the reader asked for while a round ran
        self.state: SyncState | None = None
        self.error: ReaderError | None = None
        self.outcome = Outcome()
        self.passphrase: str | None = None
        """As the reader typed it in this run, where no keyring has it."""
        self.password: str | None = None
        """Of the server that keeps the store, likewise."""
        self._hub = HubListener(self)
        self._hub.heard.connect(self.begin)
        self._hub.wanted.connect(self.begin)
        self._watch = SyncWatch(context, self)
        self._watch.written.connect(self._on_write)
        self._watch.came.connect(self._on_files)
        self._after_change = QTimer(self, singleShot=True, interval=_AFTER_CHANGE)
        self._after_change.timeout.connect(self._look_for_changes)
        self._after_arrival = QTimer(self, singleShot=True, interval=_AFTER_ARRIVAL)
        self._after_arrival.timeout.connect(self.begin)
        self._rest = Rest(self)
        self._rest.timeout.connect(self._go_on)
        self._every = QTimer(self, interval=_EVERY)
        self._every.timeout.connect(partial(self.begin, in_turn=True))

    @property
    def running(self) -> bool:
        """Whether a round, or what joins, is under way."""
        return self._job is not None

    @property
    def listens(self) -> bool:
        """Whether a hub is listened to."""
        return self._hub.running

    @property
    def process(self) -> SyncProcess:
        """The process of this library's rounds."""
        if self._process is None:
            from reader.services.sync.sync_process import SyncProcess

            self._process = SyncProcess(self._context.library.paths, self._context.options.require_network)
        return self._process

    def start(self) -> None:
        """The library is open, perhaps another one than before."""
        self.shut_down()
        self.state = self.error = self.passphrase = self.password = None
        self.outcome = Outcome()
        self.stands.emit(None)
        session = self._context.library.session
        if session is not None and not session.read_only:
            self.read(self.begin)

    def shut_down(self) -> None:
        """No round any more; what one that is under way will tell is not listened to."""
        self._stand_still()
        self._library += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._process is not None:
            self._process.close()
            self._process = None

    def close(self) -> None:
        """The window closes: as `shut_down`, and no program is left behind."""
        self.shut_down()
        self._hub.shut_down()

    def read(self, then: Callable[[], object] | None = None) -> None:
        """Read how the library stands."""
        self._context.library.work(
            _state_of,
            done=partial(self._on_read, then),
            newest="sync-state" if then is None else "",
        )

    def _on_read(self, then: Callable[[], object] | None, state: SyncState | None) -> None:
        self.state = state
        self.stands.emit(state)
        if state is None or state.paused:
            self._stand_still()
        elif not self._every.isActive():
            self._after_change.setInterval(_AT_ONCE if state.on_hub else _AFTER_CHANGE)
            self._rest.begin_anew(state.on_hub, state.on_server)
            self._every.start()
            self._watch.follow()
        self.changed.emit()
        if then is not None:
            then()

    def _stand_still(self) -> None:
        for timer in (self._after_change, self._after_arrival, self._rest, self._every):
            timer.stop()
        self._again, self._next = False, None
        self._hub.stop()
        self._watch.stop()

    # When

    def _follow_all(self) -> None:
        """Watch the store, and hear what comes into a hub, which has just let this computer in."""
        self._watch.follow()
        if self.state is not None and self.state.on_hub and not self.state.paused and not self._held:
            from reader.services.desktop.own_command import own_command

            self.process.keep_ready()
            self._hub.start(own_command(self._context.library.paths), self.password)

    def _on_write(self) -> None:
        if not self._after_change.isActive():
            self._after_change.start()

    def _on_files(self) -> None:
        if self.running:
            self._again = True  # the round may have looked before they came
        else:
            self._after_arrival.start()

    def _look_for_changes(self) -> None:
        from reader.services.sync.sync_state import is_urgent

        if self.running:
            self._after_change.start()  # the round writes too, so it may have been nothing else
            return
        self._context.library.work(
            lambda session, _progress: is_urgent(session),
            done=lambda urgent: self.begin() if urgent else None,
            newest="sync-urgent",
        )

    @property
    def _held(self) -> bool:
        """Whether private reading keeps the store from being asked: one on a server, not one in a folder."""
        private = self._context.options.flag("private_reading")
        return private and self.state is not None and self.state.on_server

    def private_begun(self) -> None:
        """Private reading has begun: a server is asked nothing more, a round with one ends."""
        if self._held:
            self.stop()
            self._hub.stop()
        if self._process is not None:
            self._process.leave_server()

    def private_ended(self) -> None:
        """Private reading is over: what was changed meanwhile is sent, and what came fetched."""
        if self.error is not None and self.error.kind == PRIVATE:
            self.error = None
            self.changed.emit()
        self.begin()

    def begin(self, in_turn: bool = False) -> None:
        """A round that nobody asked for, unless the reader types or one was just now: then a little later.

        None while the server lets nobody in: many shut out a whole household that tries too often. While the
        passphrase is not known only `in_turn`, every few minutes: a keyring may have been opened since.
        """
        state = self.state
        if state is None or state.paused or self._held:
            return
        if self.running:
            self._again = True
            return
        if self.error is not None and not self._may_try(self.error.kind, in_turn):
            return
        if self._rest.isActive() or is_typing(self._context.window):
            self._again = True
            if not self._rest.isActive():
                self._rest.start()
            return
        self._run(asked=False)

    def _may_try(self, failed: str, in_turn: bool) -> bool:
        """Whether a round may go well although the one before failed in some way."""
        untyped = {LOCKED: self.passphrase, NOT_KEPT: self.password}
        return failed != SHUT_OUT and (in_turn or untyped.get(failed, "") is not None)

    def _go_on(self) -> None:
        if self._again and not self.running:
            self._again = False
            self.begin()

    # What

    def now(self) -> None:
        """A round that the reader asked for; while one runs, which may have looked already, one later."""
        if self.running:
            self._again = True
        elif self.state is not None:
            self._run(asked=True)

    def stop(self) -> None:
        """End what is under way; what it did stays done."""
        self._next = None
        if self._job is not None:
            self._job.cancel()

    def _run(self, asked: bool) -> None:
        self.open(self.process.round, asked)

    def open(self, act: Callable[..., RoundResult], asked: bool = True) -> None:
        """Run an act of the process that opens the store, with what the reader typed for that.

        Args:
            act: takes a passphrase, a `Progress` and, by name, a password.
            asked: whether the reader asked for it.
        """
        self.submit(partial(act, self.passphrase, password=self.password), asked)

    def submit(
        self,
        work: Callable[[Progress], RoundResult],
        asked: bool = True,
        done: Callable[[RoundResult], object] | None = None,
    ) -> None:
        """Run a round, or an act that ends with one; nothing while no library is open.

        What the reader asks for while another is under way comes after it; what nobody asked for does not.

        Args:
            work: what is done.
            asked: whether the reader asked for it.
            done: what is called when it was done.
        """
        if self._context.library.session is None:
            return
        if self.running:
            if asked:
                self._next = partial(self.submit, work, asked, done)
            return
        if self._held:
            self._refuse(asked)
            return
        self._after_arrival.stop()
        self._rest.round_begins()
        library = self._library
        self._job = self._context.jobs.submit(
            "network",
            work,
            done=lambda result: self._on_done(done, result, asked) if library == self._library else None,
            failed=lambda error: self._on_failed(error, asked) if library == self._library else None,
            progress=lambda step, total, _text: self.progressed.emit(step, total),
            cancelled=lambda: self._on_cancelled() if library == self._library else None,
        )
        self.changed.emit()

    def _refuse(self, asked: bool) -> None:
        """Say that private reading keeps the store from being asked."""
        self.error = ReaderError(PRIVATE, "the option private_reading is on")
        self.failed.emit(self.error, asked)
        self.changed.emit()

    def _on_done(
        self, done: Callable[[RoundResult], object] | None, result: RoundResult, asked: bool
    ) -> None:
        self._ended()
        self.outcome = self.outcome.followed_by(result)
        if result.keyring:
            self.passphrase = self.password = None  # the keyring has them, and the next ones that are chosen
        if done is not None:
            done(result)
        if result.received or result.deleted or result.written_again:
            self.arrived.emit(result)
        self._take_error(result.bucket, asked)
        self.read(self._follow_all)

    def _on_failed(self, error: ReaderError, asked: bool) -> None:
        self._ended()
        if error.kind == PRIVATE and not self._held:  # its end is not written yet where the process reads it
            self._again = True
            self.changed.emit()
            return
        if error.kind == OFFLINE and self.state is not None and self.state.on_hub:
            self._hub.look_later()
        self._take_error(error, asked)
        self.read()

    def _take_error(self, error: ReaderError | None, asked: bool) -> None:
        """Show what failed, or no more; nobody is told twice of the same that did not ask."""
        known, self.error = self.error.kind if self.error is not None else "", error
        if error is not None and (asked or known != error.kind):
            self.failed.emit(error, asked)

    def _on_cancelled(self) -> None:
        self._ended()
        self.read()

    def _ended(self) -> None:
        self._job = None
        self._rest.start()
        QTimer.singleShot(0, self, self._take_next)

    def _take_next(self) -> None:
        act, self._next = self._next, None
        if act is not None:
            act()

    def pause(self, on: bool) -> None:
        """Send and take nothing from now on, or go on with it at once."""
        if on:
            self._stand_still()  # at once: the library says it only when it is written there
            self.stop()
        act = SyncPaused(on)
        self._context.library.work(
            lambda session, _progress: act.do(session),
            done=lambda _none: self._on_paused() if on else self.read(self.now),
            keep=True,
            failed=self._on_not_noted,
        ).acts = (act,)

    def _on_not_noted(self, error: ReaderError) -> None:
        self._context.notices.error(error)
        self.read()

    def _on_paused(self) -> None:
        self.stop()  # one may have begun while it was written
        if self.state is not None:
            self.state = replace(self.state, paused=True)
        self.read()

    def forget(self, machine: str) -> None:
        """Show a computer no more."""
        act = MachineForgotten(machine)
        self._context.library.work(
            lambda session, _progress: act.do(session), done=lambda _none: self.read(), keep=True
        ).acts = (act,)

    def left(self) -> None:
        """The library is shared no more."""
        self.error = self.passphrase = self.password = None
        self.read()


def _state_of(session: LibrarySession, _progress: Progress) -> SyncState | None:
    from reader.services.sync.sync_state import sync_state  # loaded off the GUI thread

    return sync_state(session)
