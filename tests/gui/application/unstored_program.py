"""The program with a window that ends while its library's disk hangs: `python -m … FOLDER ARTICLE HOW`.

The reader does what is shown at once, after the disk has fallen asleep for good; then the window is closed
(`HOW` is `marked`), or the program is told to end (`told`).
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

import reader.app
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.settings.paths import LibraryPaths
from tests.gui.application.hung_disk_program import fall_asleep
from tests.gui.support.screen import screen

TAG, LINK = "sécheresse", "https://x.example/puits"


def main(root: Path, article: int, how: str) -> int:
    """Open the window as the program does, and end while the disk hangs."""

    class Ending(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.library_opened.connect(lambda: QTimer.singleShot(0, self._mark))

        def _mark(self) -> None:
            on_screen = screen(self)
            if on_screen.job_runner.busy:
                QTimer.singleShot(20, self._mark)
                return
            fall_asleep(for_good=True)
            on_screen.library.change([article], "favourite", True)
            on_screen.library.tag([article], [TAG], [])
            on_screen.save_queue.add([LINK])
            print("closing", flush=True)
            if how == "told":
                os.kill(os.getpid(), signal.SIGTERM)
            else:
                self.close()

    construction.MainWindow = Ending  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
