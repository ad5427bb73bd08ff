"""The commands that look after the program itself: About, the log folder, the browser companion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from reader.core.errors import ReaderError
from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext


class ProgramFeature(Feature):
    """Holds what the Window menu offers about Liseuse."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        context.notices.open_logs = self.open_logs

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "about.open": self.open_about,
            "logs.open": self.open_logs,
            "companion.open": self.open_companion,
        }

    def open_about(self) -> None:
        """Show the dialog of versions and licences."""
        from reader.gui.desktop.about_dialog import AboutDialog

        AboutDialog(self.context.window, self.context.jobs).open()

    def open_logs(self) -> None:
        """Show the log folder in the file manager.

        Raises:
            ReaderError: the system has nothing to show it with.
        """
        paths = self.context.library.paths
        folder = paths.logs
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            raise ReaderError("file-unreadable", "no file manager", file=str(folder))

    def open_companion(self) -> None:
        """Show the dialog that connects the browsers."""
        from reader.gui.desktop.companion_dialog import CompanionDialog

        CompanionDialog(self.context.window, self.context.jobs, self.context.library.paths).open()
