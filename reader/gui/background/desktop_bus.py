"""The session bus for a part of the window: connected off the GUI thread when first wanted, and kept.

Nothing waits for the desktop: what comes is read when the socket has it. A bus that goes away (its
daemon was started anew) is joined again, at once when something is to be said, else after a while.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from reader.services.desktop.session_bus import ANSWER, CALL, FAILURE, SIGNAL, SessionBus, can_reach

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.gui.background.job_runner import JobRunner
    from reader.services.desktop.desktop_calls import Call
    from reader.services.desktop.session_bus import Incoming

log = logging.getLogger(__name__)

_AGAIN = (1_000, 5_000, 30_000)
"""ms until a lost bus is tried again; the last one holds from then on."""

Answered = Callable[["tuple[object, ...] | None"], None]


class DesktopBus(QObject):
    """One connection.

    Args:
        jobs: has the lane on which it is made.
    """

    called = Signal(object)
    """Another program asks something of us, an `Incoming`; to be answered by `answer`."""
    told = Signal(object)
    """A signal came that was listened for, an `Incoming`."""
    lost = Signal()
    """The bus went away, and with it what it held for us."""
    rejoined = Signal()
    """It is there again: names, signals to listen for and all that was held must be asked for anew."""

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._bus: SessionBus | None = None
        self._notifier: QSocketNotifier | None = None
        self._connecting = False
        self._waiting: list[tuple[Call, Answered | None]] = []
        self._asked: dict[int, Answered] = {}
        self._was_lost = False
        self._tries = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._connect)

    @staticmethod
    def there() -> bool:
        """Whether this system has a session bus."""
        return can_reach()

    @property
    def connected(self) -> bool:
        """Whether the connection is made."""
        return self._bus is not None

    def call(self, call: Call, done: Answered | None = None) -> None:
        """Send a call; `done` is given the answer's values, `None` when it failed or there is no bus."""
        if self._bus is None:
            self._waiting.append((call, done))
            self._connect()
            return
        try:
            number = self._bus.call(call.to, call.member, call.signature, call.body)
        except OSError:
            self._lose()
            self._fail(done)
            return
        if done is not None:
            self._asked[number] = done

    def answer(self, incoming: Incoming, found: tuple[str, tuple[object, ...]] | None) -> None:
        """Answer a call: signature and values, `None` for one that is not understood."""
        self._send(lambda bus: bus.refuse(incoming) if found is None else bus.answer(incoming, *found))

    def signal(self, path: str, interface: str, member: str, told: tuple[str, tuple[object, ...]]) -> None:
        """Tell everybody, when the connection is there."""
        self._send(lambda bus: bus.signal(path, interface, member, *told))

    def close(self) -> None:
        """Leave the bus: what was shown stays, what was held back goes on."""
        self._waiting.clear()
        self._asked.clear()
        self._disconnect()
        self._again.stop()
        self._was_lost = False

    def _send(self, send: Callable[[SessionBus], None]) -> None:
        if self._bus is not None:
            try:
                send(self._bus)
            except OSError:
                self._lose()

    def _connect(self) -> None:
        if self._connecting:
            return
        if not can_reach():
            self._give_up()
            return
        self._connecting = True
        self._jobs.submit("pictures", lambda _progress: _open(), done=self._on_open, failed=self._on_failed)

    def _on_failed(self, _error: ReaderError) -> None:
        self._on_open(None)

    def _on_open(self, bus: SessionBus | None) -> None:
        self._connecting = False
        if bus is None:
            self._give_up()
            return
        self._bus = bus
        self._again.stop()
        self._tries = 0
        self._notifier = QSocketNotifier(bus.socket, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        waiting, self._waiting = self._waiting, []
        for call, done in waiting:
            self.call(call, done)
        if self._was_lost and self._bus is not None:  # else it was lost again by what waited
            self._was_lost = False
            self.rejoined.emit()
        self._read()

    def _give_up(self) -> None:
        if self._was_lost:
            self._again.start(_AGAIN[min(self._tries, len(_AGAIN) - 1)])
            self._tries += 1
        waiting, self._waiting = self._waiting, []
        for _, done in waiting:
            self._fail(done)

    def _fail(self, done: Answered | None) -> None:
        if done is not None:
            done(None)

    def _read(self) -> None:
        if self._bus is None:
            return
        try:
            came = self._bus.read()
        except OSError:
            self._lose()
            return
        handlers = {CALL: self.called.emit, SIGNAL: self.told.emit, ANSWER: self._on_answer}
        handlers[FAILURE] = partial(self._on_answer, failed=True)
        for incoming in came:
            handlers[incoming.kind](incoming)

    def _on_answer(self, incoming: Incoming, failed: bool = False) -> None:
        done = self._asked.pop(incoming.answers, None)
        if done is not None:
            done(None if failed else incoming.body)

    def _lose(self) -> None:
        """The bus is gone: whoever waits for an answer gets none, and the bus is tried again."""
        if self._bus is None:
            return
        self._disconnect()
        self._was_lost = True
        self._again.start(_AGAIN[0])
        self.lost.emit()
        asked, self._asked = self._asked, {}
        for done in asked.values():
            done(None)

    def _disconnect(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
        if self._bus is not None:
            self._bus.close()
        self._bus = self._notifier = None


def _open() -> SessionBus | None:
    try:
        return SessionBus()
    except OSError as error:
        log.info("no session bus: %s", type(error).__name__)
        return None
