"""What the window does about a library whose disk is away, once the reader has chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reader.core.messages import isolate
from reader.core.progress import Progress
from reader.settings.paths import LibraryPaths, library_paths

if TYPE_CHECKING:
    from reader.gui.context import WindowContext

Replace = Callable[[Callable[[Progress], LibraryPaths | None], str, str], object]
"""Does something with the library's files while it is closed: the work, what is said meanwhile and after."""


class LostDiskWays:
    """For one library.

    Args:
        context: of the window.
        replace: does the work.
    """

    def __init__(self, context: WindowContext, replace: Replace) -> None:
        self._context, self._replace = context, replace
        self._paths = context.library.paths

    def look_again(self) -> None:
        """Open the library where it is by now."""
        asked = self._paths.moved_from or self._paths.root
        self._replace(lambda _progress: library_paths(str(asked)), _opening(), _opened())

    def find_again(self, folder: Path) -> None:
        """Go on with the library in a folder, and be led there from now on."""
        paths = self._paths

        def work(_progress: Progress) -> LibraryPaths:
            from reader.services.backup.lost_disk import find_again

            return find_again(paths, folder)

        self._replace(work, _opening(), _opened())

    def restore(self, source: Path) -> None:
        """Put a backup where the library was before it was moved."""
        paths, translate = self._paths, QCoreApplication.translate

        def work(progress: Progress) -> LibraryPaths:
            from reader.services.backup.lost_disk import restore_in_former

            return restore_in_former(paths, source, progress)[0]

        self._replace(
            work, translate("keeping", "Restoring the backup…"), translate("keeping", "Backup restored")
        )

    def ask_begin(self) -> None:
        """Ask once more before an empty library is begun."""
        translate = QCoreApplication.translate
        folder = isolate(str(self._paths.moved_from or self._paths.root))
        question = translate("keeping", "Begin an empty library in {folder}?").replace("{folder}", folder)
        if self._paths.moved_from is None:
            text = translate(
                "keeping",
                "The articles on the disk that is away are not in it. When the disk is here again, its "
                "library opens from this folder, and the new one is hidden behind it.",
            )
        else:
            text = translate(
                "keeping",
                "The articles on the disk that is away are not in it. They stay on that disk, and Liseuse "
                "says so when it is here again.",
            )
        self._context.notices.ask(question, text, translate("keeping", "Begin"), self.begin)

    def begin(self) -> None:
        """Begin an empty library where it was before, or go on with what a killed move left there."""
        paths = self._paths

        def work(_progress: Progress) -> LibraryPaths:
            from reader.services.backup.lost_disk import begin_in_former

            return begin_in_former(paths)

        self._replace(work, _opening(), _opened())


def _opening() -> str:
    return QCoreApplication.translate("keeping", "Opening the library…")


def _opened() -> str:
    return QCoreApplication.translate("keeping", "Library opened")
