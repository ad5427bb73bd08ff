"""The program beside the window that serves the catalogue: it ends with the window, however that ends."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QObject, QProcess, QProcessEnvironment, Signal

from reader.core.messages import isolate

_ENDING = 3000
"""ms for the program to end by itself."""


class ServedCatalogue(QObject):
    """One program at most. Its input stays open while it is wanted; the program ends when that is closed.

    Args:
        command: the command that runs Liseuse on the library, as far as its global options.
    """

    started = Signal(str, str)
    """It serves: the address of the first feed, and the code."""
    ended = Signal(str)
    """It serves no longer; why, or nothing where it was asked to."""

    def __init__(self, command: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._command = [*command, "--json", "--quiet", "serve", "--opds", "--while-input"]
        self._process: QProcess | None = None
        self._said = b""
        self._wanted = False
        self.address = self.code = ""

    @property
    def running(self) -> bool:
        """Whether it serves, or is about to."""
        return self._process is not None

    def start(self) -> None:
        """Serve; `started` or `ended` follows."""
        if self._process is not None:
            return
        process = self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LANGUAGE", QLocale().name()[:2])  # of the names of its shelves, and of failures
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._said, self._wanted = b"", True
        process.start(self._command[0], self._command[1:])

    def stop(self) -> None:
        """Serve no longer; `ended` follows."""
        self._wanted = False
        if self._process is not None:
            self._process.closeWriteChannel()
            self._process.terminate()

    def shut_down(self) -> None:
        """The window closes: wait for the program's end a moment, then end it."""
        process = self._process
        if process is None:
            return
        process.blockSignals(True)
        self.stop()
        if not process.waitForFinished(_ENDING):
            process.kill()
            process.waitForFinished(_ENDING)
        self._process = None

    def _read(self) -> None:
        process = self._process
        if process is None or self.address:
            return
        self._said += bytes(process.readAllStandardOutput().data())
        try:
            told = json.loads(self._said)
            self.address, self.code = told["address"], told["code"]
        except (ValueError, KeyError, TypeError):  # not whole yet, or a failure, which is told in words
            return
        self.started.emit(self.address, self.code)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(self._process.errorString())

    def _finished(self) -> None:
        process = self._process
        if process is None:
            return
        lines = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        self._end(isolate(lines[-1]) if lines and self._wanted else "")

    def _end(self, why: str) -> None:
        process, self._process = self._process, None
        self.address = self.code = ""
        if process is not None:
            process.deleteLater()
        self.ended.emit(why)
