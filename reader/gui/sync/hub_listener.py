"""The program beside the window that hears at once what other computers write into a hub."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

_ENDING = 3000
"""ms for the program to be gone once it was ended."""


class HubListener(QObject):
    """One program at most. It ends with the window, or when the hub cannot be heard any more."""

    heard = Signal()
    """It listens from now on, or another computer wrote: in either case there may be something new."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

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
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._forget)
        process.errorOccurred.connect(self._forget)
        process.start(command[0], [*command[1:], "--quiet", "sync", "status", "--listen"])
        process.write(f"{password or ''}\n".encode())

    def stop(self) -> None:
        """Listen no more; the program is gone a moment later."""
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
            self.heard.emit()

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
