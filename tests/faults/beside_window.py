"""The real window on a library, without a display: `python -m tests.faults.beside_window DIR`.

Says OPEN when the library is open; while it waits for the end of its input it refreshes its list and
searches; at the end it says `LIST number`, or `ERROR what` for what the reader was told on the way.
"""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen


class _Told(logging.Handler):
    """Says aloud what is logged as a warning or worse."""

    def emit(self, record: logging.LogRecord) -> None:
        print(f"ERROR {record.getMessage()}", flush=True)


def main(root: Path) -> int:
    """Run until the input ends."""
    app = QApplication([])
    paths = LibraryPaths(root)
    settings = Settings(paths.settings)
    for key in ("welcomed", "sample_added"):
        settings.set(key, True)
    settings.set("interface_language", "en")
    logging.getLogger("reader").addHandler(_Told(logging.WARNING))
    window = open_window(paths, settings, InterfaceLanguage(app))
    window.library_opened.connect(lambda: print("OPEN", flush=True))
    window.show()
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    turns = QTimer(interval=100)

    def turn() -> None:
        screen(window).library.refresh()
        if ended.is_set():
            turns.stop()
            QTimer.singleShot(3_000, finish)

    def finish() -> None:
        print(f"LIST {screen(window).article_model.rowCount()}", flush=True)
        window.shut_down()
        app.quit()

    turns.timeout.connect(turn)
    turns.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
