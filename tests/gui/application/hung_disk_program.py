"""The program with a window whose library's disk hangs as it closes: `python -m … FOLDER ARTICLE WHERE`.

What the reader did is written before; then the disk answers neither how much room it has nor whatever is the
last to touch it: the database that is closed, or the file for crashes (`WHERE`).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

import reader.app
from reader.core.log.crash_log import CrashLog
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.library.database import Database
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen

CODE = 0


def main(root: Path, article: int, where: str) -> int:
    """Open the window as the program does, and close it while the disk hangs."""
    never, _ = os.pipe()

    def hang(*_given: Any) -> None:
        os.read(never, 1)

    class Closing(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.library_opened.connect(lambda: QTimer.singleShot(300, self._go))

        def _go(self) -> None:
            library = screen(self).library
            library.change([article], "favourite", True)
            library.work(lambda _session, _progress: None, done=lambda _none: self._hang())

        def _hang(self) -> None:
            print("closing", flush=True)
            setattr(*((Database, "close") if where == "database" else (CrashLog, "close")), hang)
            shutil.disk_usage = hang
            self.close()

    construction.MainWindow = Closing  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
