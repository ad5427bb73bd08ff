"""The panel beside the text: the notes and highlights of the article, and the note on the whole of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reader.gui.notes.note_editor import NoteEditor
from reader.gui.notes.note_rows import NoteRow
from reader.gui.notes.notes_filter import NotesFilter
from reader.gui.notes.notes_list import NotesList, list_or_words, notes_head
from reader.gui.text.matching import fold
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.action_item import UndoItem
from reader.gui.widgets.basics import IconButton, hairline, label, surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.notes.notes_store import NotesStore


class NotesPanel(ThemedWidget, QFrame):
    """Shows what it is given. `close_wanted` by its button, `export_wanted` by the other one."""

    close_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, store: NotesStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[NoteRow] = []
        self._undo: UndoItem | None = None
        surface(self, "list")
        self.setObjectName("notes-panel")
        self._title, self._count = label("pane-title"), label("muted")
        self.filter_button, self.export_button = IconButton("list-filter"), IconButton("upload")
        self.close_button = IconButton("x")
        self.filter_button.setCheckable(True)
        self.filter_button.toggled.connect(self._show_filter)
        self.export_button.clicked.connect(self.export_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.list = NotesList()
        self.filter = NotesFilter()
        self.filter.changed.connect(self._narrow)
        self.filter.left.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.filter.hide()
        self._body, self._empty = list_or_words(self.list)
        self._empty.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.editor = NoteEditor(store)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head, row = notes_head(self._title, 4)
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self.filter_button, self.export_button, self.close_button):
            row.addWidget(button)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (head, hairline(), self.filter):
            self._column.addWidget(part)
        self._column.addWidget(self._body, 1)
        self._column.addWidget(hairline())
        self._column.addWidget(self.editor)
        edge = QFrame()
        edge.setProperty("kind", "hairline")
        edge.setFixedWidth(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(edge)
        whole.addLayout(self._column, 1)

    def show_rows(self, rows: Sequence[NoteRow]) -> None:
        """Show the rows of the article."""
        self._rows = list(rows)
        self._narrow()

    def focus_list(self) -> None:
        """Go to the list, or to what stands in its place."""
        shown = self.list if self._body.currentWidget() is self.list else self._empty
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.current() is None:
            self.list.go_to(0)

    def apply_theme(self) -> None:
        self.hide_undo()

    def retranslate(self) -> None:
        self._title.setText(QCoreApplication.translate("notes", "Notes"))
        self.setAccessibleName(self._title.text())
        self.list.setAccessibleName(self.tr("Notes and highlights of this article"))
        self.filter_button.set_name(self.tr("Filter notes"))
        self.export_button.set_name(self.tr("Export notes"), self.tr("Export notes") + " (Ctrl+Shift+E)")
        self.close_button.set_name(self.tr("Close notes"), self.tr("Close notes") + " (Shift+N)")
        self._show_state()

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """Say what was removed, with Undo."""
        self.hide_undo()
        self._undo = UndoItem(text, "trash-2", undo, self)
        self._undo.left.connect(self.hide_undo)
        self._column.insertWidget(self._column.indexOf(self.editor), self._undo)

    def hide_undo(self) -> None:
        """Take the offer to undo away."""
        if self._undo is not None:
            self._column.removeWidget(self._undo)
            self._undo.hide()
            self._undo.deleteLater()
            self._undo = None

    def _show_filter(self, on: bool) -> None:
        self.filter.setVisible(on)
        if on:
            self.filter.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.filter.clear()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self) -> None:
        wanted = fold(self.filter.query).text.split()
        colours = self.filter.chosen if not self.filter.isHidden() else frozenset()

        def fits(row: NoteRow) -> bool:
            text = fold(f"{row.quote} {row.note}").text
            return (not colours or row.colour in colours) and all(word in text for word in wanted)

        self.list.show_rows([row for row in self._rows if fits(row)])
        self._show_state()

    def _show_state(self) -> None:
        shown = len(self.list.notes.rows)
        self._count.setText(QLocale().toString(shown) if shown else "")
        if self._rows:
            self._empty.setText(self.tr("No note fits the filter."))
        else:
            self._empty.setText(self.tr("Select a passage, or press M on a sentence, to keep it here."))
        self._body.setCurrentIndex(0 if shown else 1)
        self.filter_button.setEnabled(bool(self._rows))
        self.export_button.setEnabled(bool(self._rows) or bool(self.editor.field.toPlainText().strip()))
