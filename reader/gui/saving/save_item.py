"""One save in the tray: its words, its four named steps, and what can be done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from reader.core.messages import isolate, plain
from reader.gui.background.save_entry import (
    SaveEntry,
    SaveState,
    explanation,
    heading,
    short_address,
    spoken_step,
    step_names,
    step_number,
)
from reader.gui.saving.save_actions import DEAD, actions_of
from reader.gui.saving.save_rows import STATE_ICONS, sign_of
from reader.gui.widgets.action_item import ActionItem
from reader.gui.widgets.basics import IconButton, ProgressBar, in_direction, label

_LONGEST_NAME = 60


class SaveItem(ActionItem):
    """A link being saved, with its four named steps."""

    wanted = Signal(str, object)
    """The name of an action and the entry."""

    def __init__(self, entry: SaveEntry, tray: QWidget) -> None:
        super().__init__(tray)
        self.entry = entry
        self._shown_state: SaveState | None = None
        self._steps: QWidget | None = None
        self._bars: list[ProgressBar] = []
        self._names: list[QLabel] = []
        self._emphasised = -1

    def _make_steps(self) -> QWidget:
        """The bars and their names, made when the save begins: of two hundred links most only wait."""
        steps = QWidget()
        self._bars = [ProgressBar() for _ in range(4)]
        self._names = [label("meta") for _ in range(4)]
        columns = QGridLayout(steps)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setHorizontalSpacing(6)
        columns.setVerticalSpacing(4)
        for column, (bar, name) in enumerate(zip(self._bars, self._names, strict=True)):
            bar.setTextVisible(False)
            bar.setRange(0, 100)
            bar.setProperty("scale", "header")
            bar.setMinimumWidth(8)
            name.setMinimumWidth(8)
            bar.setAccessibleName(name.text())
            columns.addWidget(bar, 0, column)
            columns.addWidget(name, 1, column)
            columns.setColumnStretch(column, 1)
        self._grid.addWidget(steps, 1, 0, 1, 3)
        return steps

    @property
    def entry_state(self) -> SaveState | None:
        """The state that is shown."""
        return self._shown_state

    def refresh(self) -> None:
        """Show the entry as it is now."""
        entry = self.entry
        if entry.state is SaveState.PARTIAL:  # its pictures are asked for again without a word
            saved = QCoreApplication.translate("save", "Saved for offline reading")
            self.show_words(saved, self._isolated(entry.title), *STATE_ICONS[SaveState.SAVED])
        else:
            self.show_words(self._isolated(heading(entry)), self._second_line(), *sign_of(entry))
        if self._steps is None and entry.state is SaveState.RUNNING:
            self._steps = self._make_steps()
        if self._steps is not None:
            self._steps.setVisible(entry.state is SaveState.RUNNING)
        if entry.active:
            self._show_steps()
        else:
            self.setAccessibleDescription("")
        if entry.state is not self._shown_state:
            self._shown_state = entry.state
            self._offer()
            self.leave_later(not entry.active)

    def _isolated(self, text: str) -> str:
        """A line that is a title alone: a mark at its start or end stays on the title's own side."""
        return isolate(text) if text and text == self.entry.title else text

    def _second_line(self) -> str:
        """What to do next; of a link that failed first which one it is, for several may fail at once."""
        entry, text = self.entry, explanation(self.entry)
        if entry.state is not SaveState.FAILED or entry.offline:
            return self._isolated(text)
        name = entry.title or plain(short_address(entry.url))
        if len(name) > _LONGEST_NAME:
            name = name[: _LONGEST_NAME - 1] + "…"
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return in_direction(" · ".join(part for part in (isolate(name), text) if part), rtl)

    def retranslate(self) -> None:
        first, leaving = self._shown_state is None, self._timer.isActive()
        self._shown_state = None
        self.refresh()
        if not first and not leaving:
            self.leave_later(False)

    def _show_steps(self) -> None:
        current, texts = step_number(self.entry), step_names(self.entry)
        for number, (bar, name) in enumerate(zip(self._bars, self._names, strict=True)):
            name.setText(texts[number])
            bar.setAccessibleName(texts[number])
            bar.setValue(self._percent(number, current))
        if self._names and current != self._emphasised:
            for number in {self._emphasised, current} - {-1}:  # a style given is worked out, even the same
                emphasis = "font-weight: 600; color: palette(text);" if number == current else ""
                self._names[number].setStyleSheet(emphasis)
            self._emphasised = current
        self.setAccessibleDescription(spoken_step(self.entry))

    def _percent(self, number: int, current: int) -> int:
        if number < current or self.entry.step == "saved":
            return 100
        if number > current:
            return 0
        share = self.entry.done / self.entry.total if self.entry.total else 0
        return max(8, round(100 * share))  # the step under way never looks empty

    def _offer(self) -> None:
        entry, offered = self.entry, actions_of(self.entry)
        if entry.active:
            self.set_actions([])
            cancel = IconButton("x")
            cancel.set_name(offered[0].text)
            cancel.clicked.connect(lambda: self.wanted.emit("cancel", entry))
            self.set_side(cancel)
            return
        if entry.state is SaveState.FAILED:
            again = [one for one in offered[1:-1] if one.name == "retry" and _is_dead(entry)]
            offered = [offered[0], *again, offered[-1]]
        elif entry.state is not SaveState.DUPLICATE:
            offered = offered[:1]
        self.set_actions([(one.text, partial(self.wanted.emit, one.name, entry)) for one in offered])


def _is_dead(entry: SaveEntry) -> bool:
    """Whether the page seems to be lost: its site may still be only out of order."""
    return entry.error is not None and entry.error.kind in DEAD
