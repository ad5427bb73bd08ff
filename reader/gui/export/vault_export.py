"""Keeps a folder of Markdown notes, which the reader chooses, in step with the library."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reader.core.messages import isolate
from reader.gui.dialogs.written_file import tell_written
from reader.gui.export.folder_choice import choose_folder
from reader.gui.export.left_out import MOST_NAMED
from reader.gui.export.waiting import take_time
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.library.export_vault import KeptVault
    from reader.services.library_session import LibrarySession


class VaultExport(QObject):
    """For one window. The notes are in the language that the reader reads in, beside the original."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask(self) -> None:
        """Ask for the folder."""
        choose_folder(self._context.window, self.tr("Choose the folder of notes"), self.write)

    def write(self, folder: Path) -> None:
        """Bring the folder into step off the GUI thread."""
        context, language = self._context, self._context.options.text("reading_language")
        text = self.tr("Writing notes into {folder}…").replace("{folder}", isolate(folder.name))
        take_time(
            context,
            (text, self.tr("Cancel")),
            lambda session, progress: _write(session, folder, language, progress),
            partial(self._tell, folder),
            counted=True,
        )

    def _tell(self, folder: Path, kept: KeptVault) -> None:
        names = "\n".join(isolate(path.stem) for path in kept.edited[:MOST_NAMED])
        tell_written(self._context.notices, self._context.jobs, self.said(kept), names, folder)

    def said(self, kept: KeptVault) -> str:
        """What came of it, in one line."""
        parts: list[tuple[Callable[[], str], int]] = [
            (lambda: self.tr("Notes written: {count}"), len(kept.written)),
            (lambda: self.tr("unchanged: {count}"), kept.unchanged),
            (lambda: self.tr("left as you changed them: {count}"), len(kept.edited)),
            (lambda: self.tr("failed: {count}"), len(kept.failed)),
        ]
        shown = [
            fill(text(), count=count) for number, (text, count) in enumerate(parts) if count or not number
        ]
        return " · ".join(shown)


def _write(session: LibrarySession, folder: Path, language: str, progress: Progress) -> KeptVault:
    from reader.services.library.browse_library import Order, listing
    from reader.services.library.export_article import ExportChoice, target_of
    from reader.services.library.export_vault import export_vault

    target = target_of(language)
    choice = ExportChoice(target, both=bool(target), notes=True)
    ids = listing(session, "all", Order()).ids
    return export_vault(session, ids, folder, choice, progress, QCoreApplication.translate)
