"""Asks in which form, and what of one article or of several, is written into a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.gui.export.folder_exports import DEVICE, FOLDERS, SITE
from reader.gui.export.form_panel import FormPanel
from reader.gui.export.text_choice import TextChoice
from reader.gui.widgets.form_editors import DropDown, SwitchEditor
from reader.gui.widgets.form_row import SettingRow

SIZE = (520, 300)
PDF, EPUB, CARDS = "pdf", "epub", "apkg"
WITHOUT_TEXT = frozenset(("ris", "csl", "readwise"))
"""The forms that hold what is said of an article, not its text."""
TOGETHER = frozenset((EPUB, CARDS)) | FOLDERS | WITHOUT_TEXT
"""The forms that hold several articles."""


class ExportPanel(FormPanel):
    """`wanted` is sent with the form, what was chosen (`""`, `en`, `+en`), whether notes go along, and audio.

    Args:
        language: that of the original, empty when there are several. targets: the translations there are.
        now: what is chosen at first. number: how many articles.
    """

    wanted = Signal(str, str, bool, bool)

    def __init__(
        self, window: QWidget, language: str, targets: Sequence[str], now: str, number: int = 1
    ) -> None:
        from reader.services.library.voice_files import voice_program

        super().__init__(window, SIZE)
        self._targets, self._number = targets, number
        self.form = DropDown(self._forms())
        self.content = TextChoice(language, targets, now)
        self.notes = SwitchEditor()
        self.notes.show_value(False)
        self.audio = SwitchEditor()
        self.audio.show_value(False)
        self._speaks = voice_program() is not None
        self.audio.setEnabled(self._speaks)
        self._lay_out()
        self.form.currentIndexChanged.connect(self._fit)

    def start(self) -> None:
        """Show it."""
        self.open(self.form)
        self.take_height()

    def retranslate(self) -> None:
        title = self.tr("Export this article")
        if self._number > 1:
            title = self.tr("Export %n article(s)", "", self._number)
        self.name_panel(title)
        self._form_row.show_name(self.tr("Form"))
        self._content_row.show_name(self.tr("Text"))
        self._audio_row.show_name(self.tr("Have a voice read the sentences"))
        self._audio_row.show_hint("" if self._speaks else self._no_voice())
        self.form.name_rows(self._forms())
        self._fit()

    def _forms(self) -> list[tuple[str, str]]:
        forms = [
            ("html", self.tr("Web page with its pictures (HTML)")),
            ("markdown", self.tr("Markdown")),
            ("text", self.tr("Plain text")),
            (PDF, self.tr("PDF")),
            (EPUB, self.tr("Book for e-readers (EPUB)")),
            (DEVICE, self.tr("Books on an e-reader (EPUB)")),
            (SITE, self.tr("Website in a folder (HTML)")),
            ("ris", self.tr("Reference for Zotero (RIS)")),
            ("csl", self.tr("Reference (CSL JSON)")),
            ("readwise", self.tr("Highlights for Readwise (CSV)")),
            *([(CARDS, self.tr("Sentence cards for Anki"))] if self._targets else []),
        ]
        return forms if self._number == 1 else [row for row in forms if row[0] in TOGETHER]

    def _fit(self) -> None:
        """Ask only what the form has room for: cards are of a translation, references have no text."""
        form = self.form.currentData()
        cards = form == CARDS
        if cards:
            self.content.name_translations()
        else:
            self.content.name_all()
        self._content_row.setVisible(form not in WITHOUT_TEXT)
        name = self.tr("Only what I highlighted") if cards else self.tr("With my notes")
        self._notes_row.show_name(name)
        self._notes_row.setVisible(form != "readwise")
        self._audio_row.setVisible(cards)
        if self.isVisible():
            self.take_height()

    def _no_voice(self) -> str:
        """Why no voice can be had here."""
        if sys.platform == "linux":
            return self.tr("This computer has no program that does it. espeak-ng is one.")
        return self.tr("This computer has no program that does it.")

    def _lay_out(self) -> None:
        column = self.form_rows
        column.addSpacing(8)
        self._form_row = SettingRow("", "", self.form)
        self._content_row = SettingRow("", "", self.content)
        self._notes_row = SettingRow("", "", self.notes)
        self._audio_row = SettingRow("", "", self.audio)
        for row in (self._form_row, self._content_row, self._notes_row, self._audio_row):
            column.addWidget(row)
        self.add_foot()
        self.save.clicked.connect(self._accept)
        self.form.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _accept(self) -> None:
        form, content = str(self.form.currentData()), str(self.content.currentData())
        self.close_overlay()
        self.wanted.emit(form, content, self.notes.isChecked(), form == CARDS and self.audio.isChecked())
