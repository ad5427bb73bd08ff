"""The head of the models dialog: the best way to read French in Arabic, and one button that leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from reader.core.model import ModelPackage, Route
from reader.gui.models.model_text import ModelTexts, way
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import IconLabel, in_direction, label, surface
from reader.gui.widgets.fitting_button import FittingButton
from reader.services.translation.better_models import BetterModels


class BestWayBox(QFrame):
    """Says by which languages the way goes, what is there of it, and what is missing.

    Args:
        best: the way. present: the route there is now. words: of the dialog.
        waiting: what of it is neither installed nor on its way.
    """

    wanted = Signal()
    """What is missing is to be downloaded."""

    def __init__(
        self, best: BetterModels, present: Route | None, words: ModelTexts, waiting: Sequence[ModelPackage]
    ) -> None:
        super().__init__()
        surface(self, "list")
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        heading = label("card-title", wrap=True)
        heading.setText(self.tr("To read French in Arabic"))
        column.addWidget(heading)
        line = QHBoxLayout()
        line.setSpacing(8)
        done = not best.missing
        line.addWidget(IconLabel("circle-check" if done else "clock", "ok" if done else "warn", 16))
        state = label(wrap=True)
        state.setText(in_direction(self._state(best, present, words), rtl))
        line.addWidget(state, 1)
        column.addLayout(line)
        if best.leaves_sentences:
            remark = label("meta", wrap=True)
            remark.setText(self.tr("The model from English to Arabic leaves some sentences in English."))
            column.addWidget(remark)
        self.button = FittingButton("primary")
        what = words.better(best)
        self.button.set_texts(f"{what} — {words.amount_of(waiting)}", f"{what} — {words.size_of(waiting)}")
        self.button.setVisible(bool(waiting))
        self.button.clicked.connect(self.wanted)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)

    def _state(self, best: BetterModels, present: Route | None, words: ModelTexts) -> str:
        if not best.missing:
            ready = self.tr("Ready")
            return f"{ready} · {way(best.languages)}"
        better = fill(self.tr("Better: {way}"), way=way(best.languages))
        return f"{words.readiness(present)}\n{better}"
