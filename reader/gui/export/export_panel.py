"""Asks in which form, and what of an article, is written into a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.form_editors import DropDown, SwitchEditor
from reader.gui.widgets.form_row import SettingRow
from reader.gui.widgets.overlay import Overlay

SIZE = (520, 300)
PDF = "pdf"
BOTH = "+"
"""Before a language: original and translation together."""


class ExportPanel(Overlay):
    """`wanted` is sent with the form and what was chosen (`""`, `en`, `+en`), and whether notes go along."""

    wanted = Signal(str, str, bool)

    def __init__(self, window: QWidget, language: str, targets: Sequence[str], now: str, notes: bool) -> None:
        super().__init__(window, SIZE)
        self.setAccessibleName(self.tr("Export this article"))
        forms = [
            ("html", self.tr("Web page with its pictures (HTML)")),
            ("markdown", self.tr("Markdown")),
            ("text", self.tr("Plain text")),
            (PDF, self.tr("PDF")),
        ]
        self.form = DropDown(forms)
        self.content = DropDown(self._contents(language, targets))
        self.content.show_value(now)
        self.notes = SwitchEditor()
        self.notes.show_value(notes)
        self._lay_out()

    def start(self) -> None:
        """Show it."""
        self.open(self.form)

    def _contents(self, language: str, targets: Sequence[str]) -> list[tuple[str, str]]:
        original = fill(self.tr("Original, {language}"), language=language_name(language))
        rows = [("", original)]
        for code in targets:
            name = language_name(code)
            rows.append((code, fill(self.tr("Translation, {language}"), language=name)))
            rows.append((BOTH + code, fill(self.tr("Both, with {language}"), language=name)))
        return rows

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(0)
        title = label("dialog-title")
        title.setText(self.tr("Export this article"))
        column.addWidget(title)
        column.addSpacing(8)
        column.addWidget(SettingRow(self.tr("Form"), "", self.form))
        column.addWidget(SettingRow(self.tr("Text"), "", self.content))
        column.addWidget(SettingRow(self.tr("With my notes"), "", self.notes))
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        cancel, save = push_button(), push_button("primary")
        cancel.setText(self.tr("Cancel"))
        cancel.clicked.connect(self.close_overlay)
        save.setText(self.tr("Save…"))
        save.clicked.connect(self._accept)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column.addLayout(buttons)
        self.save = save
        self.form.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _accept(self) -> None:
        form, content = str(self.form.currentData()), str(self.content.currentData())
        self.close_overlay()
        self.wanted.emit(form, content, self.notes.isChecked())
