"""The choice of what is written of articles: the original, a translation, or both."""

from __future__ import annotations

from collections.abc import Sequence

from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.widgets.form_editors import DropDown

BOTH = "+"
"""Before a language: original and translation together."""


class TextChoice(DropDown):
    """Its values are `""` for the original, `en` and `+en`.

    Args:
        language: that of the original, empty when there are several. targets: the translations there are.
        now: what is chosen at first.
    """

    def __init__(self, language: str, targets: Sequence[str], now: str) -> None:
        self._language, self._targets = language, targets
        super().__init__([])
        self.name_all()
        self.show_value(now)

    def name_all(self) -> None:
        """Offer everything, in the language of the window."""
        original = self.tr("Original")
        if self._language:
            original = fill(self.tr("Original, {language}"), language=language_name(self._language))
        rows = [("", original)]
        for code in self._targets:
            name = language_name(code)
            rows.append((code, fill(self.tr("Translation, {language}"), language=name)))
            rows.append((BOTH + code, fill(self.tr("Both, with {language}"), language=name)))
        self.name_rows(rows)

    def set_targets(self, targets: Sequence[str]) -> None:
        """Offer other translations; what is chosen stays."""
        self._targets = targets
        self.name_all()

    def name_translations(self) -> None:
        """Offer the translations alone."""
        chosen = str(self.currentData() or "")
        self.name_rows([(code, language_name(code)) for code in self._targets])
        self.show_value(chosen.removeprefix(BOTH) or self._targets[0])
