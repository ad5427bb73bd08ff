"""The imports so far: what became of their rows, saved as a table, tried again, gone on with, undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.notices import Notices
from reader.gui.importing.import_text import ImportTexts
from reader.gui.library_dialog import LibraryDialog
from reader.gui.text.dates import long_date
from reader.gui.text.messages import words
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.empty_state import EmptyState
from reader.gui.widgets.flow_layout import FlowLayout
from reader.services.importing.import_choices import format_name, reason_text

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.importing.import_report import ImportedRows
    from reader.services.importing.undo_import import UndoneImport

_MOST = 200  # rows of a report that are shown; the table has all


class ReportsDialog(LibraryDialog):
    """Shows every import, or what became of the rows of one.

    Args:
        context: of the window.
        import_id: the import whose rows are shown; 0 for all imports.
        busy: one is under way, so that none can be undone or gone on with.
    """

    resume_wanted = Signal(str)
    """An import that was broken off shall go on; carries the path of its file."""
    fetch_wanted = Signal()
    import_wanted = Signal()
    """A file shall be chosen and imported."""

    def __init__(self, context: WindowContext, import_id: int = 0, busy: bool = False) -> None:
        super().__init__(
            context,
            self.tr("Imports"),
            self.tr(
                "What became of each row. An import that is undone takes back what nobody touched since."
            ),
            (720, 640),
        )
        self.texts = ImportTexts(self)
        self._import_id = import_id
        self._busy = busy
        self.buttons: dict[tuple[str, int], QPushButton] = {}
        self.reload()

    def reload(self, told: str = "") -> None:
        """Read the imports anew, and then say what was done."""
        session, chosen = self.context.library.session, self._import_id
        if session is None:
            return

        def work(_progress: Progress) -> Sequence[ImportedRows]:
            from reader.services.importing.import_report import imported_rows

            return imported_rows(session, chosen, _MOST)

        self.work("library", work, lambda found: self._show(found, told))

    def _show(self, found: Sequence[ImportedRows], told: str) -> None:
        self.clear()
        self.buttons.clear()
        self.say(told)
        if not found:
            self._show_nothing()
        for one in found:
            record, outcome = one.record, one.outcome
            state = {
                "running": self.tr("Broken off"),
                "stopped": self.tr("Broken off"),
                "done": self.tr("Done"),
                "undone": self.tr("Undone"),
            }[record.state]
            about = f"{words(format_name(record.format))} · {long_date(record.started_at[:10])} · {state}"
            buttons = self._buttons(record.id, record.state, record.path)
            self._add_import(isolate(record.file), f"{about}\n{self.texts.outcome(outcome)}", buttons)
            for row in one.failed:
                what = row.url or row.title
                reason = f"{isolate(row.line)} · {words(reason_text(row.reason))}"
                self.add_row(isolate(what or row.line), reason)

    def _show_nothing(self) -> None:
        state = EmptyState("download")
        state.show_text(
            self.tr("Nothing was imported yet."),
            self.tr("What other programs keep comes in as a file: their exports, bookmarks, lists of links."),
            self.tr("Import…"),
        )
        state.wanted.connect(self.import_wanted)
        state.wanted.connect(self.accept)
        self.show_empty(state)
        self.context.notices.announce(state.text)

    def _add_import(self, title: str, detail: str, buttons: Sequence[QPushButton]) -> None:
        """An import with its buttons below, in as many rows as a narrow window needs."""
        made = QWidget()
        made.setAccessibleName(title)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(4)
        head, about = label("card-title", wrap=True), label("meta", wrap=True)
        head.setText(title)
        about.setText(detail)
        flow = FlowLayout(gap=8)
        for button in buttons:
            flow.addWidget(button)
        column.addWidget(head)
        column.addWidget(about)
        column.addLayout(flow)
        self.add(made)

    def _buttons(self, number: int, state: str, path: str) -> list[QPushButton]:
        wanted: list[tuple[str, str, Callable[[], object]]] = []
        if state in ("running", "stopped") and not self._busy:
            wanted.append(("resume", self.tr("Go on"), lambda: self._resume(path)))
        if state != "undone":
            wanted.append(("retry", self.tr("Try again"), partial(self._retry, number)))
        if state != "undone" and not self._busy:
            wanted.append(("undo", self.tr("Undo…"), partial(self.ask_undo, number)))
        wanted.append(("save", self.tr("Save as CSV…"), partial(self._choose_file, number)))
        made = []
        for name, text, action in wanted:
            button = push_button(size="small")
            button.setText(text)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self.buttons[name, number] = button
            made.append(button)
        return made

    def ask_undo(self, number: int) -> None:
        """Ask before an import is taken back."""
        text = self.tr(
            "Its articles and all else that it brought go, but for what you opened or changed since. "
            "Merges are taken apart."
        )
        Notices(self).ask(
            self.tr("Undo this import?"), text, self.tr("Undo import"), partial(self._undo, number)
        )

    def _undo(self, number: int) -> None:
        session = self.context.library.session
        if session is None:
            return

        def work(progress: Progress) -> UndoneImport:
            from reader.services.importing.undo_import import undo_import

            return undo_import(session, number, progress)

        self.work("network", work, self._undone, self.tr("Undoing…"))

    def _undone(self, undone: UndoneImport) -> None:
        self.context.library.refresh()
        told = self.tr("%n article(s) removed.", "", undone.removed)
        if undone.kept:
            kept = self.tr("%n that you opened or changed since stay(s).", "", undone.kept)
            told = f"{told} {kept}"
        self.reload(told)

    def _retry(self, number: int) -> None:
        session = self.context.library.session
        if session is None:
            return

        def work(_progress: Progress) -> int:
            from reader.services.importing.import_report import retry_import

            return retry_import(session, number)

        self.work("library", work, self._retried)

    def _retried(self, count: int) -> None:
        self.say(self.tr("%n article(s) will be fetched.", "", count))
        self.fetch_wanted.emit()

    def _resume(self, path: str) -> None:
        self.resume_wanted.emit(path)
        self.accept()

    def _choose_file(self, number: int) -> None:
        dialog = FileDialog(self, self.tr("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilters(["CSV (*.csv)"])
        dialog.selectFile(f"liseuse-import-{number}.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save_report(number, Path(file)))
        dialog.open()

    def save_report(self, number: int, path: Path) -> None:
        """Write what became of each row into a file."""
        session = self.context.library.session
        if session is None:
            return

        def work(_progress: Progress) -> int:
            from reader.services.importing.import_report import write_report

            return write_report(session, number, path, QCoreApplication.translate)

        self.work("library", work, lambda count: self.say(self.tr("%n row(s) written.", "", count)))
