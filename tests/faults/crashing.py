"""The real window brought to its end on purpose: `python -m tests.faults.crashing LIBRARY HOW`.

HOW: `read` (open an article, search, export, close in order), `segv`, `abort` (a fatal message of Qt),
`raise` (in a slot, then kill -9), `thread`, `job`, or `next` (the next start: prints `REPORT` and the report
that is offered, or `NOTHING`).
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, qFatal

import reader.app
from reader.gui.dialogs.notices import Notices
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen

MARKER = "zanzibarine"


class _Marked(Exception):  # noqa: N818 - stands for any exception whose words come from an article
    pass


def act(window: MainWindow, how: str) -> None:
    """Do what was asked for, a moment after the library is open."""
    on_screen = screen(window)
    if how == "read":
        session = on_screen.session
        assert session is not None
        on_screen.open_article(session.articles.ids("all")[0])
        on_screen.search.ask(f"{MARKER} title:{MARKER}")
        logging.getLogger("reader.test").info("asked for https://%s.example/%s?q=1", MARKER, MARKER)
        QTimer.singleShot(2_000, window.close)
        QTimer.singleShot(2_500, QCoreApplication.quit)
    elif how == "segv":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif how == "abort":
        qFatal("a fatal message of Qt")  # type: ignore[arg-type] # a plain text is taken
    elif how == "raise":
        QTimer.singleShot(500, lambda: os.kill(os.getpid(), signal.SIGKILL))
        raise _Marked(f"{MARKER} in /home/{MARKER}/x and https://x.example/{MARKER}")
    elif how == "thread":
        thread = threading.Thread(target=_raise)
        thread.start()
        thread.join()
        QTimer.singleShot(500, lambda: os.kill(os.getpid(), signal.SIGKILL))
    elif how == "job":
        on_screen.library.work(lambda _session, _progress: _raise(), done=lambda _found: None)
        QTimer.singleShot(1_500, lambda: os.kill(os.getpid(), signal.SIGKILL))


def _raise() -> None:
    raise _Marked(f"{MARKER}: {'text of an article ' * 20}")


def main(root: Path, how: str) -> int:
    """Open the window as the program does, and act in it."""
    paths = LibraryPaths(root)
    settings = Settings(paths.settings)
    for key in ("welcomed", "sample_added"):
        settings.set(key, True)
    settings.set("interface_language", "en")
    offered: list[str] = []
    Notices.offer_report = lambda _self, report: offered.append(report)  # type: ignore[method-assign]

    class Acting(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            end = QCoreApplication.quit if how == "next" else lambda: act(self, how)
            self.library_opened.connect(lambda: QTimer.singleShot(1_000, end))

    construction.MainWindow = Acting  # type: ignore[misc]
    code = reader.app.open_window(paths)
    assert not faulthandler.is_enabled() or how != "next"
    if how == "next":
        print(f"REPORT\n{offered[0]}" if offered else "NOTHING", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
