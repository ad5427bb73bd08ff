"""The program with a window whose log's disk stops answering: `python -m … FOLDER PIPE`.

The log is a pipe that somebody reads at first; then it is filled and nobody reads any more. The window goes
on and is closed. Prints how long the window's thread was held, in seconds, and when it began to close.
"""

from __future__ import annotations

import contextlib
import logging.handlers
import os
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

import reader.app
from reader.core.log import log_file
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.settings.paths import LibraryPaths

CODE = 7


def main(root: Path) -> int:
    """Open the window as the program does, hang the disk of its log, and close it."""
    pipe = root / "logs" / "liseuse.log"
    disk = _Disk(pipe)
    vars(log_file)["regular"] = os.open  # of the program's own accord no pipe is logged to
    # From Python 3.13 on a log file is asked how long it is, which no pipe can say.
    vars(logging.handlers)["RotatingFileHandler"].shouldRollover = lambda _file, _line: False

    class Closing(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.library_opened.connect(lambda: QTimer.singleShot(300, self._go))

        def _go(self) -> None:
            if not disk.taken.is_set():
                sys.exit("the log is not written to the disk that is to hang")
            disk.hang()
            began = time.monotonic()
            logging.getLogger("reader").warning("something happened")
            print(time.monotonic() - began, time.monotonic(), flush=True)
            QCoreApplication.exit(CODE)

    construction.MainWindow = Closing  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


class _Disk:
    """Takes what is written to a pipe, until it hangs."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = os.open(pipe, os.O_RDWR)  # it has a reader as long as this is open
        self.taken, self._hung = threading.Event(), threading.Event()
        self._reader = threading.Thread(target=self._take, daemon=True)
        self._reader.start()

    def hang(self) -> None:
        self._hung.set()
        os.write(self._pipe, b"\n")  # wakes the reader, which ends
        self._reader.join()
        os.set_blocking(self._pipe, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(self._pipe, b"x")

    def _take(self) -> None:
        while not self._hung.is_set():
            os.read(self._pipe, 1 << 16)
            self.taken.set()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
