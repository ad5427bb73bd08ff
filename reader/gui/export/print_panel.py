"""Asks in which language articles are printed, says which have none to print, and waits for what comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.gui.export.form_panel import FormPanel
from reader.gui.export.text_choice import BOTH, TextChoice
from reader.gui.widgets.basics import push_button
from reader.gui.widgets.form_row import SettingRow

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary

SIZE = (520, 220)

Coming = Callable[[], Collection[tuple[int, str]]]
"""Articles that are being translated or have their turn soon, each with the language."""


class PrintPanel(FormPanel):
    """`wanted` is sent with what was chosen (`""`, `en`, `+en`), `translation_wanted` with the articles that
    are to be translated first and the languages, `told` with what a screen reader is told.

    Args:
        window: what it covers. ids: what is to be printed. cards: those of it that were read. coming: which
            translations are on their way. now: what is chosen at first.
    """

    wanted = Signal(str)
    translation_wanted = Signal(list, list)
    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        ids: Sequence[int],
        cards: Sequence[ArticleSummary],
        coming: Coming,
        now: str = "",
    ) -> None:
        super().__init__(window, SIZE)
        self.ids = ids
        self._cards, self._coming = cards, coming
        self._known = set(coming())
        self._partial = True  # to which languages they can be translated is not known yet
        self._waits = False
        languages = {card.language for card in cards}
        found = [code for card in cards for code in card.translations]
        found += sorted(target for article, target in self._known if article in ids)
        self._found = list(dict.fromkeys(found))
        self.text = TextChoice(languages.pop() if len(languages) == 1 else "", self._found, now)
        self.translate, self.at_once = push_button(), push_button()
        self._text_row = SettingRow("", "", self.text)
        self._coming_row, self._lacking_row = (
            SettingRow("", "", button) for button in (self.at_once, self.translate)
        )
        self.form_rows.addSpacing(8)
        for row in (self._text_row, self._coming_row, self._lacking_row):
            self.form_rows.addWidget(row)
        self.add_foot()
        self.save.clicked.connect(self._accept)
        self.at_once.clicked.connect(self._print)
        self.translate.clicked.connect(self._translate)
        self.text.currentIndexChanged.connect(self._fit)

    def start(self) -> None:
        """Show it."""
        self.open(self.text)
        self.take_height()

    def is_old(self) -> bool:
        """Whether it is still to be looked, or other translations are on their way than when it was."""
        return self._partial or set(self._coming()) != self._known

    def show_cards(self, cards: Sequence[ArticleSummary], targets: Sequence[str]) -> None:
        """Take the articles as they are now, and to which languages they can be translated.

        What was waited for is printed once all of it is there.
        """
        self.text.set_targets(list(dict.fromkeys([*self._found, *targets])))
        awaited = {card.id for card in self._awaited()}
        self._cards, self._known, self._partial = cards, set(self._coming()), False
        target = self._target()
        ended = self._waits and not self._awaited()
        if ended:
            self._wait(False)
            if all(target in card.translations for card in cards if card.id in awaited):
                self._print()
                return
        self._fit()
        if ended:
            self.told.emit(self._lacking_row.title.text())

    def retranslate(self) -> None:
        self.name_panel(self.tr("Print %n article(s)", "", len(self.ids)))
        self.save.setText(self.tr("Print…"))
        self._text_row.show_name(self.tr("Text"))
        self.translate.setText(self.tr("Translate first"))
        self.at_once.setText(self.tr("Print without waiting"))
        self.text.name_all()
        self._fit()

    def _target(self) -> str:
        return str(self.text.currentData() or "").removeprefix(BOTH)

    def _lacking(self) -> list[ArticleSummary]:
        """The articles without the translation that is chosen."""
        target = self._target()
        return [card for card in self._cards if target not in card.translations] if target else []

    def _awaited(self) -> list[ArticleSummary]:
        """Those of them that get it by themselves."""
        target = self._target()
        return [card for card in self._lacking() if (card.id, target) in self._known]

    def _fit(self) -> None:
        """Say how many lack what is chosen, and offer to translate them."""
        awaited = len(self._awaited())
        lacking = len(self._lacking()) - awaited
        if awaited:
            self._coming_row.show_name(self._said(awaited))
        if lacking:
            self._lacking_row.show_name(
                self.tr("%n article(s) without that translation will be printed in the original", "", lacking)
            )
        self._coming_row.setVisible(bool(awaited))
        if not lacking and self.translate.hasFocus():
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lacking_row.setVisible(bool(lacking))
        self.translate.setAccessibleName(self.translate.text())
        self.at_once.setAccessibleName(self.at_once.text())
        if self.isVisible():
            self.take_height()

    def _said(self, awaited: int) -> str:
        if self._waits:
            return self.tr("Waiting for %n translation(s)…", "", awaited)
        return self.tr("%n article(s) being translated: printing waits for that", "", awaited)

    def _wait(self, waits: bool) -> None:
        self._waits = waits
        for part in (self.text, self.save, self.translate):
            part.setEnabled(not waits)

    def _accept(self) -> None:
        awaited = len(self._awaited())
        if not awaited:
            self._print()
            return
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)  # what is disabled would lose it
        self._wait(True)
        self._fit()
        self.told.emit(self._said(awaited))

    def _print(self) -> None:
        chosen = str(self.text.currentData() or "")
        self.close_overlay()
        self.wanted.emit(chosen)

    def _translate(self) -> None:
        """Have those translated that nobody translates yet; the panel stays, and says how it goes on."""
        awaited = {card.id for card in self._awaited()}
        wanted = [card.id for card in self._lacking() if card.id not in awaited]
        self.translation_wanted.emit(wanted, [self._target()])
