"""The card that offers better models: what there is now, one button, and how far the models are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from reader.gui.models.downloads import CHECKING, FAILED, OFFLINE, PAUSED
from reader.gui.models.model_text import ModelTexts, size_text
from reader.gui.models.offer import LOADING, NONE, OFFERED, READY, ModelsOffer
from reader.gui.text.messages import fill
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconLabel, ProgressBar, in_direction, push_button
from reader.gui.widgets.fitting_button import FittingButton
from reader.gui.widgets.flow_layout import FlowLayout
from reader.gui.widgets.message_bar import BarAction, LineLabel, OfferLine, PassingFrame

_ICONS = {
    OFFERED: ("triangle-alert", "warn"),
    LOADING: ("download", "accent"),
    CHECKING: ("download", "accent"),
    PAUSED: ("pause", "muted"),
    OFFLINE: ("wifi-off", "muted"),
    FAILED: ("circle-alert", "error"),
    READY: ("circle-check", "ok"),
}
_PARTS = 1000  # of the bar
_BESIDE = 200  # px that the words take at least where the buttons stand beside them
_GAP = 8


class OfferCard(ThemedWidget, PassingFrame):
    """Shows a `ModelsOffer`; hidden while there is none.

    Args:
        offer: what it shows and starts.
        shown: whether there is a text on screen that the words are about; else they are about what will come.
        primary: whether its button is the one filled button of its place.
    """

    put_off = Signal()
    """The reader does not want it now."""
    line_changed = Signal()
    """What `line` gives is another: more of a download has come."""
    filled = Signal(bool)
    """It has, or has no longer, a filled button: of those one is in sight at a time."""

    def __init__(self, offer: ModelsOffer, shown: bool = True, primary: bool = True) -> None:
        super().__init__()
        self._offer, self._about_text, self._primary = offer, shown, primary
        self.setObjectName("offerCard")
        self._icon = IconLabel("triangle-alert", "warn", 20)
        self._words, self._remark = LineLabel(), LineLabel()
        self._words.setProperty("role", "")
        self._bar = ProgressBar()
        self._bar.setTextVisible(False)
        self._buttons = QWidget()
        self._row = FlowLayout(self._buttons, gap=_GAP)
        self._shown: tuple[str, ...] = ()
        self._missing = self._was_filled = self._folded = False
        self.offered = False
        """Whether there is an offer: as this card, or folded into a line of the strip it belongs to."""
        self._texts = ModelTexts(self)
        self._lay_out()
        offer.progressed.connect(self._on_progress)

    @property
    def has_filled(self) -> bool:
        """Whether it has a filled button now."""
        return self._was_filled

    @property
    def text(self) -> str:
        """What the card says."""
        return "\n".join(part.text() for part in (self._words, self._remark) if not part.isHidden())

    def buttons(self) -> list[QPushButton]:
        """The actions shown, in order."""
        items = (self._row.itemAt(number) for number in range(self._row.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def show_offer(self, shown: bool, missing: bool = False) -> None:
        """Show the offer or hide it; `missing`: there is no model yet, good or bad."""
        self._missing, self.offered = missing, shown
        home = self.parentWidget()
        if shown and self.isHidden() and home is not None:
            self.resize(home.width(), self.height())  # so that it has its height at once
        if shown:
            self.refresh()
        self.setVisible(shown and not self._folded)
        self._tell_filled()

    def fold(self, folded: bool) -> None:
        """Leave what is offered to one line of the strip, or show the card."""
        if folded != self._folded:
            self._folded = folded
            self.show_offer(self.offered, self._missing)

    def line(self) -> OfferLine:
        """What a strip of one line says and does for this card."""
        state = self._offer.state
        icon, token = _ICONS[state]
        words = self._words_of(state)
        short: tuple[str, ...] = (self._machine_in_short(), self._what_in_short())
        if (error := self._offer.error) is not None:
            words, short = self._remark_of(state), (error.title.show(QCoreApplication.translate),)
        names = {self.tr("Cancel"): self.tr("Cancel the download")}
        names[self._get_text()] = self._get_text(short=True)
        actions = [
            BarAction(names.get(name, name), run, flat=number > 0)
            for number, (name, run) in enumerate(self._actions_of(state))
        ]
        size = self._offer.models.size_bytes if self._offer.models is not None else 0
        parts = round(_PARTS * self._offer.done / size) if size else 0
        under_way = state in (LOADING, CHECKING, PAUSED, OFFLINE)
        progress = (parts, _PARTS) if under_way else None
        shorter = short if state in (OFFERED, FAILED) else ()
        return OfferLine(icon, token, words, shorter, tuple(actions[::-1]), progress)

    def told(self, missing: bool) -> str:
        """What a screen reader says when the offer comes: the words, and what can be had."""
        what = "" if missing else self._what_there_is()
        return f"{what} {self._get_text()}".strip() if self._offer.models is not None else what

    def refresh(self) -> None:
        """Show the offer as it is now."""
        state = self._offer.state
        if state == NONE:
            self._tell_filled()
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        remark, words = self._remark_of(state), self._words_of(state)
        nothing_wrong = not words and not remark  # the strip above says what is missing
        self._icon.show_icon(*(("info", "muted") if nothing_wrong and state == OFFERED else _ICONS[state]))
        if nothing_wrong:
            words = self.tr("Downloaded once, it translates without a connection.")
        lines = state == OFFERED and self._about_text
        self._words.setWordWrap(not lines)
        self._remark.setWordWrap(not lines)
        self._words.shorter = () if nothing_wrong else (in_direction(self._what_in_short(), rtl),)
        self._remark.shorter = (in_direction(self.tr("Some sentences stay in English even then."), rtl),)
        self._words.setText(in_direction(words, rtl))
        self._words.setVisible(bool(words))
        self._remark.setText(in_direction(remark, rtl))
        self._remark.setVisible(bool(remark))
        self._show_bar(state)
        self._show_actions(state)
        self._fold()
        for line in (self._words, self._remark):
            line.renew_tooltip()
        self._tell_filled()

    def apply_theme(self) -> None:
        colors = self.theme.colors
        margin = "margin: 3px 12px 10px 12px;" if self._about_text else ""
        self.setStyleSheet(
            f"#offerCard {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            f" border-radius: 10px; {margin} }}"
        )

    def retranslate(self) -> None:
        self._bar.setAccessibleName(self.tr("Download of the models"))
        self._shown = ()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _on_progress(self) -> None:
        self.refresh()
        if self._folded and self.offered:
            self.line_changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        for part in (self._words, self._remark, self._bar):
            column.addWidget(part)
        column.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 12, 6)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0)
        self._grid.addLayout(column, 0, 1)
        self._grid.addWidget(self._buttons, 0, 2)
        for part in (self._words, self._remark):
            part.setMinimumWidth(1)

    def _fold(self) -> None:
        """Put the buttons beside the words or under them, in one row, with the text that has room there."""
        buttons = self.buttons()
        for part in (self, self._words, self._remark, *buttons):
            part.ensurePolished()  # it may never have been shown
        gaps = _GAP * max(0, len(buttons) - 1)
        long = gaps + sum(button.sizeHint().width() for button in buttons)
        short = gaps + sum(button.minimumSizeHint().width() for button in buttons)
        room = self.contentsRect().width() - 2 * 12 - self._icon.sizeHint().width() - 2 * 10
        lines = [line for line in (self._words, self._remark) if not line.isHidden()]
        least = max((line.least_width() for line in lines if not line.wordWrap()), default=_BESIDE)
        beside = room - short >= least
        self._grid.removeWidget(self._buttons)
        self._grid.addWidget(self._buttons, *((0, 2) if beside else (1, 1, 1, 2)))
        if beside:
            room -= max((line.natural_width() for line in lines), default=0)
        for button in buttons:
            button.setMaximumWidth((button.sizeHint() if long <= room else button.minimumSizeHint()).width())
        width = long if long <= room else short
        self._buttons.setMinimumWidth(width if beside else 1)
        self._row.invalidate()

    def _words_of(self, state: str) -> str:
        if state in (OFFERED, FAILED, PAUSED):
            return "" if self._missing else self._what_there_is()
        if state == READY:
            return self.tr("The better models are installed.")
        if state == OFFLINE:
            return self.tr("No connection: the models are downloaded as soon as there is one.")
        if state == CHECKING:
            return self.tr("Checking and installing…")
        amount = self.tr("Downloading the models: {done} of {total}")
        models, left = self._offer.models, self._offer.seconds_left
        assert models is not None
        text = fill(amount, done=size_text(self._offer.done), total=size_text(models.size_bytes))
        if left is None:
            return text
        time = self.tr("%n s", "", left) if left < 90 else self.tr("%n min", "", round(left / 60))
        rest = fill(self.tr("about {time} left"), time=time)
        return f"{text} · {rest}"

    def _what_there_is(self) -> str:
        target = self._offer.target
        if not self._about_text:
            if target == "ar":
                return self.tr("So far a small demonstration model translates, with serious mistakes.")
            return self.tr("So far a small demonstration model translates, with mistakes.")
        if target == "ar":
            return self.tr(
                "This Arabic comes from a small demonstration model and contains serious mistakes."
            )
        if target == "en":
            return self.tr("This English comes from a small demonstration model and contains mistakes.")
        return self.tr("This translation comes from a small demonstration model and contains mistakes.")

    def _what_in_short(self) -> str:
        if self._offer.target == "ar":
            return self.tr("Demonstration model: serious mistakes")
        return self.tr("Demonstration model: mistakes")

    def _machine_in_short(self) -> str:
        if self._offer.target == "ar":
            return self.tr("Machine translation, serious mistakes")
        return self.tr("Machine translation, with mistakes")

    def _remark_of(self, state: str) -> str:
        models, error = self._offer.models, self._offer.error
        if error is not None:
            translate = QCoreApplication.translate
            return f"{error.title.show(translate)} {error.hint.show(translate)}"
        if state == OFFERED and models is not None and models.leaves_sentences:
            return self.tr("The better model still leaves some sentences in English.")
        if state in (LOADING, CHECKING, OFFLINE) and self._about_text and not self._missing:
            return self.tr("The article is then translated again by itself. This text stays until then.")
        return ""

    def _show_bar(self, state: str) -> None:
        models = self._offer.models
        self._bar.setVisible(state in (LOADING, CHECKING, PAUSED, OFFLINE))
        self._bar.setEnabled(state not in (PAUSED, OFFLINE))
        self._bar.setRange(0, _PARTS)
        size = models.size_bytes if models is not None else 0
        self._bar.setValue(round(_PARTS * self._offer.done / size) if size else 0)

    def _actions_of(self, state: str) -> list[tuple[str, Callable[[], None]]]:
        later = (self.tr("Not now"), self.put_off.emit)
        cancel = (self.tr("Cancel"), self._offer.cancel)
        actions: dict[str, list[tuple[str, Callable[[], None]]]] = {
            OFFERED: [(self._get_text(), self._offer.get), later],
            LOADING: [cancel],
            CHECKING: [],
            PAUSED: [(self.tr("Resume"), self._offer.get), cancel],
            OFFLINE: [(self.tr("Try now"), self._offer.get), cancel],
            FAILED: [(self.tr("Try again"), self._offer.get), cancel],
            READY: [],
        }
        return actions[state] if self._about_text else [a for a in actions[state] if a is not later]

    def _show_actions(self, state: str) -> None:
        shown = self._actions_of(state)
        names = (state, *(name for name, _ in shown))
        if names == self._shown:
            return
        self._shown = names
        focused = any(button.hasFocus() for button in self.buttons())
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, run) in enumerate(shown):
            button = self._button(name, state != LOADING if number == 0 else None)
            button.clicked.connect(lambda _checked=False, run=run: run())
            self._row.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(shown))
        if focused and self.buttons():
            self.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_filled(self) -> None:
        buttons = [] if self.isHidden() else self.buttons()
        filled = any(button.property("kind") == "primary" for button in buttons)
        if filled != self._was_filled:
            self._was_filled = filled
            self.filled.emit(filled)

    def _button(self, name: str, filled: bool | None) -> QPushButton:
        """A button: filled where the place allows it, outlined, or (`None`) like a link."""
        kind = "flat" if filled is None else "primary" if filled and self._primary else ""
        if name == self._get_text():
            fitting = FittingButton(kind)
            fitting.set_texts(name, self._get_text(short=True))
            return fitting
        made = push_button(kind)
        made.setText(name)
        return made

    def _get_text(self, short: bool = False) -> str:
        """“Get good Arabic — 2 models, 155 MB”; where that has no room, without the number of models."""
        models = self._offer.models
        assert models is not None
        what = self._texts.better(models)
        amount = self._texts.size_of if short else self._texts.amount_of
        return f"{what} — {amount(models.missing)}"
