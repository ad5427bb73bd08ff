"""What a search understands, in examples under the empty search field: a click or Enter tries one."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from reader.core.messages import isolate
from reader.core.search import STATES
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label
from reader.gui.widgets.chips import Chip

WIDEST = 440
_EDGE = 8
"""Px to the window's edges and below the field."""
_WINDOW = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Example(NamedTuple):
    """A search to try: `word` is what the reader puts another in place of."""

    before: str
    word: str
    after: str
    meaning: str

    @property
    def text(self) -> str:
        """The whole of it, as it is typed."""
        return f"{self.before}{self.word}{self.after}"


class SearchTips(ThemedWidget, QFrame):
    """Lies under the search field while that has the focus and nothing is typed.

    Args:
        field: the search field, wherever in the window it stands.
        window: what the panel lies over.
    """

    chosen = Signal()
    """An example stands in the field."""

    def __init__(self, field: QLineEdit, window: QWidget) -> None:
        super().__init__(window)
        self._field, self._window = field, window
        self.examples: list[Example] = []
        self.chips: list[Chip] = []
        self._meanings: list[QLabel] = []
        self.setObjectName("search-tips")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = label("meta", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 12, 12, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._head.setContentsMargins(0, 0, 0, 4)
        self._grid.addWidget(self._head, 0, 0, 1, 2)
        self.hide()
        field.installEventFilter(self)
        field.textChanged.connect(lambda text: self.hide() if text else self._offer())

    def enter(self) -> bool:
        """Go from the field to the first example; says whether there is one."""
        if not self.isVisible() or not self.chips:
            return False
        self.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.setStyleSheet(
            f"#search-tips {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            "border-radius: 10px; }"
        )

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What a search understands"))
        self._head.setText(self.tr("Words are looked for everywhere. More precise searches:"))
        if self.chips:
            self._fill()
        if self.isVisible():
            self._place()

    def _fill(self) -> None:
        """Show every example; their rows are made the first time."""
        self.examples = self._named()
        while len(self.chips) < len(self.examples):
            self._add_row()
        for example, chip, meaning in zip(self.examples, self.chips, self._meanings, strict=True):
            chip.set_text(example.text)
            chip.setAccessibleDescription(example.meaning)
            meaning.setText(example.meaning)

    def _named(self) -> list[Example]:
        year = QDate.currentDate().year()
        since = self.tr("from this month on; {filter} until it").replace("{filter}", isolate("before:"))
        states = self.tr("also {states}").replace("{states}", isolate(", ".join(STATES[1:])))
        return [
            Example('"', self.tr("drinking water"), '"', self.tr("exactly these words")),
            Example(f"{self.tr('water')} OR ", self.tr("rain"), "", self.tr("one or the other")),
            Example("-", self.tr("sports"), "", self.tr("without this word")),
            Example("title:", self.tr("water"), "", self.tr("in the title")),
            Example("author:", self.tr("smith"), "", self.tr("by this author")),
            Example("site:", "wikipedia.org", "", self.tr("from this site")),
            Example("tag:", self.tr("travel"), "", self.tr("with this tag")),
            Example("lang:", "fr", "", self.tr("in this language")),
            Example("after:", f"{year}-01", "", since),
            Example("is:", "unread", "", states),
            Example("time:", "<10", "", self.tr("fewer minutes to read")),
        ]

    def _add_row(self) -> None:
        row = len(self.chips)
        chip, meaning = Chip(parent=self), label("muted", wrap=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field is the Tab stop, arrows lead on
        chip.installEventFilter(self)
        chip.clicked.connect(partial(self._choose, row))
        self._grid.addWidget(chip, row + 1, 0)
        self._grid.addWidget(meaning, row + 1, 1)
        self.chips.append(chip)
        self._meanings.append(meaning)

    def _choose(self, row: int) -> None:
        example = self.examples[row]
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.setText(example.text)
        self._field.setSelection(len(example.before), len(example.word))
        self.chosen.emit()

    def _offer(self) -> None:
        if self._field.hasFocus() and self._field.isVisible() and not self._field.text():
            if not self.chips:
                self._fill()
            self._place()
            self.show()
            self.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._window.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._window.removeEventFilter(self)

    def _place(self) -> None:
        """Under the field, from its start side on, as many rows as there is room for."""
        field, window = self._field, self._window
        width = min(WIDEST, window.width() - 2 * _EDGE)
        corner = field.mapTo(window, QPoint(0, field.height() + _EDGE))
        start = corner.x() + (
            field.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        )
        room = window.height() - corner.y() - _EDGE
        rows = list(zip(self.chips, self._meanings, strict=True))
        for shown in range(len(rows), 0, -1):
            for index, row in enumerate(rows):
                for part in row:
                    part.setVisible(index < shown)
            self._grid.invalidate()
            if (height := self._grid.totalHeightForWidth(width)) <= room:
                break
        self.setGeometry(max(_EDGE, min(start, window.width() - width - _EDGE)), corner.y(), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window:
            if kind == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QFocusEvent) and event.reason() not in _WINDOW:
            if kind == QEvent.Type.FocusIn:
                self._offer()
            elif self._window.focusWidget() not in (self._field, *self.chips):
                self.hide()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, Chip):
            return self._on_key(watched, event.key())
        return False

    def _on_key(self, chip: Chip, key: int) -> bool:
        here = self.chips.index(chip)
        steps = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}
        if key in steps:
            shown = [one for one in (self._field, *self.chips) if one.isVisible()]
            following = shown[min(here + 1 + steps[key], len(shown) - 1)]
            following.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value):
            chip.click()
        elif key in (Qt.Key.Key_Escape.value, Qt.Key.Key_Tab.value, Qt.Key.Key_Backtab.value):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True
