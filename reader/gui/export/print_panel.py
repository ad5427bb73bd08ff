"""Asks in which language the picked articles are printed, and says which of them have none to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.gui.export.form_panel import FormPanel
from reader.gui.export.text_choice import BOTH, TextChoice
from reader.gui.widgets.basics import push_button
from reader.gui.widgets.form_row import SettingRow

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary

SIZE = (520, 220)


class PrintPanel(FormPanel):
    """`wanted` is sent with what was chosen (`""`, `en`, `+en`), `translation_wanted` when that comes first.

    Args:
        window: what it covers. cards: what is to be printed. later: what the command is called that has
            articles translated.
    """

    wanted = Signal(str)
    translation_wanted = Signal()

    def __init__(self, window: QWidget, cards: Sequence[ArticleSummary], later: str) -> None:
        super().__init__(window, SIZE)
        self._cards, self._later = cards, later
        languages = {card.language for card in cards}
        self._targets = list(dict.fromkeys(code for card in cards for code in card.translations))
        self.text = TextChoice(languages.pop() if len(languages) == 1 else "", self._targets, "")
        self.translate = push_button()
        self._text_row = SettingRow("", "", self.text)
        self._lacking_row = SettingRow("", "", self.translate)
        self.form_rows.addSpacing(8)
        self.form_rows.addWidget(self._text_row)
        self.form_rows.addWidget(self._lacking_row)
        self.add_foot()
        self.save.clicked.connect(self._accept)
        self.translate.clicked.connect(self._translate)
        self.text.currentIndexChanged.connect(self._fit)

    def start(self) -> None:
        """Show it."""
        self.open(self.text)
        self.take_height()

    def retranslate(self) -> None:
        self.name_panel(self.tr("Print %n article(s)", "", len(self._cards)))
        self.save.setText(self.tr("Print…"))
        self._text_row.show_name(self.tr("Text"))
        self.translate.setText(self._later)
        self.text.name_all()
        self._fit()

    def _fit(self) -> None:
        """Say how many lack what is chosen, or that nothing is translated, and offer to do it."""
        target = str(self.text.currentData() or "").removeprefix(BOTH)
        lacking = sum(target not in card.translations for card in self._cards) if target else 0
        if lacking:
            self._lacking_row.show_name(
                self.tr("%n article(s) without that translation will be printed in the original", "", lacking)
            )
        elif not self._targets:
            self._lacking_row.show_name(
                self.tr("%n article(s) here without a translation", "", len(self._cards))
            )
        self._lacking_row.setVisible(bool(lacking) or not self._targets)
        self.translate.setAccessibleName(self._later)
        if self.isVisible():
            self.take_height()

    def _accept(self) -> None:
        chosen = str(self.text.currentData() or "")
        self.close_overlay()
        self.wanted.emit(chosen)

    def _translate(self) -> None:
        self.close_overlay()
        self.translation_wanted.emit()
