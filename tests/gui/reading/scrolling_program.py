"""The program whose reader scrolls and which is then killed: `python -m … FOLDER ARTICLE HOW`.

The kill comes once whatever was asked of the library with the scrolling is done: it waits for no clock.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

import reader.app
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen

STEPS = 12
"""Paragraphs that the sentence cursor goes down."""
TURNS = 5
"""Of the event loop, between the scrolling and the kill."""


def main(root: Path, article: int, how: str) -> int:
    """Open the window and the article as the program does, scroll as `how` says, and kill it."""

    class Killed(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.library_opened.connect(self._open)

        def _open(self) -> None:
            screen(self).open_article(article, with_focus=True)
            self._look = QTimer(self)
            self._look.timeout.connect(self._scroll_once_shown)
            self._look.start(20)

        def _scroll_once_shown(self) -> None:
            on_screen = screen(self)
            if on_screen.article_id != article or not on_screen.rendered.whole:
                return
            self._look.stop()
            view = on_screen.view
            view.lay_out_all()
            if how == "page":
                QTest.keyClick(view, Qt.Key.Key_PageDown)
            elif how == "cursor":
                for _ in range(STEPS):
                    QTest.keyClick(view, Qt.Key.Key_J)
            else:
                QCoreApplication.sendEvent(view.viewport(), _wheel())
            for _ in range(TURNS):
                QCoreApplication.processEvents()
            print(view.verticalScrollBar().value(), flush=True)
            on_screen.job_runner.submit("library", lambda _progress: os.kill(os.getpid(), signal.SIGKILL))

    construction.MainWindow = Killed  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


def _wheel() -> QWheelEvent:
    """Five notches down."""
    spot, turn = QPointF(200, 200), QPoint(0, -5 * 120)
    buttons, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QWheelEvent(spot, spot, QPoint(), turn, buttons, none, Qt.ScrollPhase.NoScrollPhase, False)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
