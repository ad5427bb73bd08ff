"""The program with a window that closes while a job hangs: `python -m … FOLDER ARTICLE`.

One job hangs in a system call on the network lane, another one on the library lane; what the reader did last
waits behind that one. Then the program ends with the code 7. Prints when it began to close.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

import reader.app
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen

CODE = 7


def main(root: Path, article: int) -> int:
    """Open the window as the program does, and close it."""

    class Closing(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.library_opened.connect(lambda: QTimer.singleShot(300, self._go))

        def _go(self) -> None:
            on_screen = screen(self)
            never, _ = os.pipe()
            for lane in ("network", "library"):
                on_screen.job_runner.submit(lane, lambda _progress: os.read(never, 1))
            on_screen.library.change([article], "favourite", True)
            print(time.monotonic(), flush=True)
            QCoreApplication.exit(CODE)

    construction.MainWindow = Closing  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
