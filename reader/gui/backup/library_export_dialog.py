"""The whole library is written into a folder that other programs can read."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from reader.core.messages import isolate
from reader.gui.library_dialog import LibraryDialog

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.library.export_library import ExportedLibrary


class LibraryExportDialog(LibraryDialog):
    """Writes the library into a new folder of the one that was chosen; closing it stops that."""

    def __init__(self, context: WindowContext, place: Path) -> None:
        super().__init__(context, self.tr("Export library"), self._intro(), (560, 340))
        self.exported: ExportedLibrary | None = None
        self._open_button = self.add_button(self.tr("Open folder"), self._open_folder)
        self._open_button.hide()
        session = context.library.session
        if session is None:
            return

        def work(progress: Progress) -> ExportedLibrary:
            from reader.services.library.export_library import export_library

            return export_library(session, free_folder(place), progress)

        self.close_button.setText(self.tr("Cancel"))
        self.work("network", work, self._show, self.tr("Exporting the library…"))

    def _intro(self) -> str:
        return self.tr(
            "Articles, pictures, translations, notes and settings, as files that any program can read. "
            "Import… takes them back, here or on another computer."
        )

    def _show(self, exported: ExportedLibrary) -> None:
        self.exported = exported
        self.close_button.setText(self.tr("Close"))
        self._open_button.show()
        count = self.tr("%n article(s)", "", exported.articles)
        self.add_row(count, isolate(str(exported.path)), ("circle-check", "ok"))
        self.context.notices.announce(self.tr("Library exported"))

    def _open_folder(self) -> None:
        if self.exported is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.exported.path)))


def free_folder(place: Path) -> Path:
    """A folder in `place` that is not there yet, named after the day. It reads the disk."""
    name = f"liseuse-{datetime.date.today().isoformat()}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(place / one for one in names if not (place / one).exists())
