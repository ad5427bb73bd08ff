"""What is offered for notes that the library refuses, before the window closes and they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from reader.core.messages import isolate
from reader.gui.application.clipboard import put_on_clipboard
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.library_dialog import LibraryDialog
from reader.gui.text.messages import words
from reader.gui.widgets.basics import breakable, push_button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from reader.core.errors import ReaderError
    from reader.gui.context import WindowContext

Note = tuple[str, str, str]
"""The title of its article, the passage it is about (empty: the article), and the note."""

_SHOWN = 300
"""Letters of a note that are shown; copied and saved it is whole."""


class UnstoredDialog(LibraryDialog):
    """Shows the notes, why they are not stored, and the ways to keep them.

    Signals: `again_wanted` (try to store them once more), `close_wanted` (close without storing them).

    Args:
        notes: what would be lost.
        reason: why; `None` when the disk has not answered yet.
    """

    again_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, context: WindowContext, notes: Sequence[Note], reason: ReaderError | None) -> None:
        intro = self.tr("Keep them before Liseuse closes: they are nowhere but in this window.")
        if reason is not None:
            intro = f"{words(reason.title)} {intro}"
        super().__init__(context, self.tr("Notes that could not be stored"), intro, (600, 580))
        self.close_button.setText(self.tr("Cancel"))
        self.buttons: dict[str, QPushButton] = {}
        self._text = as_markdown(notes)
        for title, _, text in notes:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
            self.add_row(isolate(breakable(title)), breakable(shown), ("pencil", "muted"))
        self._offer(
            "again", self.tr("Try again"), self.tr("Stores them, if it can be done now."), "rotate-ccw"
        )
        self._offer("copy", self.tr("Copy the notes"), "", "copy")
        self._offer("save", self.tr("Save the notes as a file"), "", "file-text")
        self._offer("close", self.tr("Close anyway"), self.tr("Notes that you did not keep are lost."), "x")
        self.buttons["again"].setFocus()

    def _offer(self, name: str, title: str, detail: str, icon: str) -> None:
        action, verb = {
            "again": (self._again, self.tr("Try")),
            "copy": (self._copy, self.tr("Copy")),
            "save": (self._choose_file, self.tr("Save…")),
            "close": (self._close, self.tr("Close")),
        }[name]
        button = push_button("primary" if name == "again" else "", "row")
        button.setText(verb)
        button.setAccessibleName(title)
        button.clicked.connect(lambda: action())
        self.buttons[name] = button
        self.add_row(title, detail, (icon, "muted"), button)

    def _again(self) -> None:
        self.accept()
        self.again_wanted.emit()

    def _close(self) -> None:
        self.accept()
        self.close_wanted.emit()

    def _copy(self) -> None:
        put_on_clipboard(self._text)
        self.say(self.tr("The notes are on the clipboard."))

    def _choose_file(self) -> None:
        dialog = FileDialog(self, self.tr("Save the notes as a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Markdown (*.md)"])
        dialog.setDefaultSuffix("md")
        dialog.selectFile(self.tr("Notes") + ".md")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write the notes into a file; what goes wrong is said, and the notes stay."""
        data = self._text.encode("utf-8", "replace")

        def write(_progress: object) -> None:
            from reader.services.whole_file import write_whole

            write_whole(file, data)

        told = self.tr("The notes are in {file}.").replace("{file}", isolate(str(file)))
        self.work("files", write, lambda _: self.say(told), self.tr("Writing the file…"))


def as_markdown(notes: Sequence[Note]) -> str:
    """The notes as a text that can be read anywhere."""
    parts = []
    for title, quote, text in notes:
        parts.append(f"## {title}\n")
        if quote:
            parts.append("\n".join(f"> {line}" for line in quote.splitlines()) + "\n")
        parts.append(f"{text.strip()}\n")
    return "\n".join(parts)
