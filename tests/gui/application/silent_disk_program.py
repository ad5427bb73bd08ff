"""The program whose library's disk answers nothing as it starts: `python -m … FOLDER WHERE [WORD…]`.

`WHERE` is what hangs: `paths` (where the library is), `options` (its options); the words are the command's,
as `open`. Line by line it says what is on screen; at the line `answer` on standard input the disk answers, at
`quit` the reader presses the button.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton

import reader.app
import reader.settings.paths
from reader.cli.main import run
from reader.gui.application.silent_disk import SilentDiskDialog
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow

answers = threading.Event()


class Orders(QObject):
    """What comes on standard input, as the window's own thread hears it."""

    given = Signal(str)

    def listen(self) -> None:
        """Pass every line on, from a thread of its own."""
        while given := os.read(0, 100):  # without a buffer, whose lock the end of the program would want
            for word in given.decode().split():
                self.given.emit(word)


def late(call: Any) -> Any:
    """The same call, once the disk answers."""

    def wait_and_call(*given: Any, **named: Any) -> Any:
        answers.wait()
        return call(*given, **named)

    return wait_and_call


class Opening(MainWindow):
    """Says that it is on screen with its library, and closes."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.library_opened.connect(self._tell)

    def _tell(self) -> None:
        print(f"open {self.paths.root}", flush=True)
        self.close()


class Seen(SilentDiskDialog):
    """Says what it says."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        QTimer.singleShot(0, self, lambda: print(f"silent {self.folder.text()}", flush=True))


def obey(order: str) -> None:
    """Let the disk answer, or press the button."""
    if order == "answer":
        answers.set()
        return
    for dialog in QApplication.topLevelWidgets():
        for button in dialog.findChildren(QPushButton):
            button.click()


def main(root: str, where: str, *words: str) -> int:
    """Start as from the command line."""
    import reader.gui.application.silent_disk as silent_disk

    silent_disk.SilentDiskDialog = Seen  # type: ignore[misc]
    construction.MainWindow = Opening  # type: ignore[misc]
    if where == "paths":
        reader.settings.paths.moved_to = late(reader.settings.paths.moved_to)
    else:
        reader.app.Settings = late(reader.app.Settings)  # type: ignore[misc]
    orders = Orders()
    orders.given.connect(obey)
    threading.Thread(target=orders.listen, daemon=True).start()
    return run(["--library", root, *words])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
