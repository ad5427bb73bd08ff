"""The program with a window whose library's disk hangs as it closes: `python -m … FOLDER ARTICLE WHERE`.

What the reader did is written before; then the disk answers neither how much room it has nor whatever is the
last to touch it: the database that is closed, or the file for crashes (`WHERE`). With `link` only the disk
that the library's file lies on is silent. With `asleep` a note is being typed, and the disk wakes later; with
`ended` it never does, and the program is told to end.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

import reader.app
from reader.core.log.crash_log import CrashLog
from reader.gui.application import disk_guard
from reader.gui.application.disk_guard import SILENT_SECONDS
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.library.database import Database
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

CODE = 0
NOTE = "Le puits est à sec."


def fall_asleep(for_good: bool) -> None:
    """Let the disk take no write and say nothing for longer than what is waited for when all is written."""
    awake = threading.Event()
    room, write = shutil.disk_usage, Database.write

    def late(call: Any) -> Any:
        def wait_and_call(*given: Any, **named: Any) -> Any:
            awake.wait()
            return call(*given, **named)

        return wait_and_call

    setattr(Database, "write", late(write))  # noqa: B010 - a method is no variable
    shutil.disk_usage = late(room)
    if for_good:
        disk_guard.UNWRITTEN_SECONDS = LIMIT
    else:
        threading.Timer(2 * SILENT_SECONDS, awake.set).start()


def main(root: Path, article: int, where: str) -> int:
    """Open the window as the program does, and close it while the disk hangs."""
    never, _ = os.pipe()
    room = shutil.disk_usage

    def hang(*_given: Any) -> None:
        os.read(never, 1)

    def hang_behind_link(folder: Path) -> object:
        if folder.name == "library.db":
            hang()
        return room(folder)

    class Closing(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            begin = self._type if where in ("asleep", "ended") else self._go
            self.library_opened.connect(lambda: QTimer.singleShot(300, begin))

        def _type(self) -> None:
            on_screen = screen(self)
            on_screen.open_article(article)
            if on_screen.note_subject is None:
                QTimer.singleShot(20, self._type)
                return
            on_screen.note_editor.edit()
            on_screen.note_field.insertPlainText(NOTE)
            print("closing", flush=True)
            fall_asleep(where == "ended")
            if where == "ended":
                os.kill(os.getpid(), signal.SIGTERM)
            else:
                self.close()

        def _go(self) -> None:
            library = screen(self).library
            library.change([article], "favourite", True)
            library.work(lambda _session, _progress: None, done=lambda _none: self._hang())

        def _hang(self) -> None:
            print("closing", flush=True)
            setattr(*((CrashLog, "close") if where == "crashes" else (Database, "close")), hang)
            shutil.disk_usage = hang_behind_link if where == "link" else hang  # type: ignore[assignment]
            self.close()

    if where == "ended":  # where notes are written that the library does not take
        os.environ["HOME"] = str(root.parent)
    construction.MainWindow = Closing  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
