"""Opens the repair of an article, and shows what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.core.edits import Repair
from reader.core.model import ArticleSummary
from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController


class RepairFeature(Feature):
    """For one window."""

    pictures_wanted = Signal(object)
    """The summary of an article in which pictures came back that were never fetched."""

    def __init__(self, context: WindowContext, reading: ReadingController) -> None:
        super().__init__(context)
        self._reading = reading

    def open(self, summary: ArticleSummary) -> None:
        """Open the dialog that repairs an article by hand."""
        from reader.gui.repair.repair_dialog import RepairDialog

        context, session = self.context, self.context.library.session
        if session is not None:
            dialog = RepairDialog(session, summary.id, context.jobs, context.window)
            dialog.repaired.connect(lambda _id, repair: self._on_repaired(summary, repair))
            dialog.open()

    def _on_repaired(self, summary: ArticleSummary, repair: Repair) -> None:
        """Show the article as it is now, and have the pictures fetched that came back with it."""
        self.context.library.refresh()
        self._reading.reload(summary.id)
        back = {edit.id for edit in repair.edits.restored}
        if any(b.id in back and b.picture is not None and not b.picture.digest for b in repair.shown.blocks):
            self.pictures_wanted.emit(summary)
