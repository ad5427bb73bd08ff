"""Starts the program on a library whose disk is away, changes an option, and ends it; run by a test."""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from reader import app
from reader.core.errors import ReaderError
from reader.gui.main_window.main_window import MainWindow
from reader.services.desktop.open_request import Opening
from reader.settings.paths import library_paths
from tests.gui.support.screen import screen


def main(folder: str) -> None:
    """Prints the kind of the error that the library did not open with, and the exit code."""
    application = app.make_application()
    timer = QTimer(interval=0)  # a window is built in several events: it is seen before it is whole

    def look() -> None:
        for window in application.topLevelWidgets():
            if isinstance(window, MainWindow):
                timer.stop()
                window.built.connect(partial(listen, window))

    def listen(window: MainWindow) -> None:
        screen(window).library_open_failed.connect(partial(end, window))

    def end(window: MainWindow, error: ReaderError) -> None:
        print("FAILED", error.kind, flush=True)
        screen(window).options.remember("text_size", 4)
        QTimer.singleShot(0, window.close)

    timer.timeout.connect(look)
    timer.start()
    print("CODE", app.open_window(library_paths(folder), False, Opening()), flush=True)


if __name__ == "__main__":
    assert QApplication.instance() is None
    main(sys.argv[1])
