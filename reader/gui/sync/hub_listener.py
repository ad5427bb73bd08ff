"""The program beside the window that hears at once what other computers write into a hub."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

_ENDING = 3000
"""ms for the program to be gone once it was ended."""
_FIRST_WAIT = 1000
"""ms, about, from a cut line to the next look at the hub; each look in vain doubles it."""
_LONGEST_WAIT = 5 * 60 * 1000
_STEADY = 60_000
"""ms after which a line is no longer one that breaks at once."""


class HubListener(QObject):
    """One program at most. It ends with the window, or when the hub cannot be heard any more."""

    heard = Signal()
    """It listens from now on, or another computer wrote: in either case there may be something new."""
    wanted = Signal()
    """Some time has passed since the hub was there last: look whether it is there again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._in_vain = 0
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.wanted)
        self._steady = QTimer(self, singleShot=True, interval=_STEADY)
        self._steady.timeout.connect(self._begin_anew)

    @property
    def running(self) -> bool:
        """Whether it listens, or is about to."""
        return self._process is not None

    def start(self, command: Sequence[str], password: str | None) -> None:
        """Listen, unless it does already.

        Args:
            command: the command that runs Liseuse on the library, as far as its global options.
            password: of the hub's user, `None` where the keyring has it.
        """
        if self._process is not None:
            return
        self._wait.stop()
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._forget)
        process.errorOccurred.connect(self._forget)
        process.start(command[0], [*command[1:], "--quiet", "sync", "status", "--listen"])
        process.write(f"{password or ''}\n".encode())

    def look_later(self) -> None:
        """Want a look at the hub some time from now, after each one in vain a longer time.

        By chance a little sooner or later: a hub that was away is not asked by everybody at once.
        """
        if not self._wait.isActive():
            about = min(_FIRST_WAIT * 2**self._in_vain, _LONGEST_WAIT)
            self._in_vain = min(self._in_vain + 1, _LONGEST_WAIT.bit_length())
            self._wait.start(round(about * random.uniform(0.5, 1.5)))

    def stop(self) -> None:
        """Listen no more; the program is gone a moment later."""
        self._wait.stop()
        self._begin_anew()
        process, self._process = self._process, None
        if process is None:
            return
        for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
            signal.disconnect()
        process.finished.connect(process.deleteLater)
        process.kill()
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()

    def shut_down(self) -> None:
        """The window closes: listen no more, and wait a moment for what was ended to be gone."""
        self.stop()
        for process in self.findChildren(QProcess):
            process.waitForFinished(_ENDING)

    def _read(self) -> None:
        if self._process is not None and self._process.readAllStandardOutput().data():
            if self._in_vain and not self._steady.isActive():
                self._steady.start()
            self.heard.emit()

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self._steady.stop()
            self.look_later()

    def _begin_anew(self) -> None:
        self._steady.stop()
        self._in_vain = 0
