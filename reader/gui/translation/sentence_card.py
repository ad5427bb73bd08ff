"""A small card about one sentence: its text in one or more languages, what is wrong with it, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reader.core.languages import direction_of
from reader.core.model import Direction
from reader.gui.theme.fonts import arabic_font, reading_font
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import label, push_button

WIDEST = 520


@dataclass(frozen=True, slots=True)
class CardRow:
    """The sentence in one language; `caption` names it, empty for none, `remark` is said under it."""

    language: str
    text: str
    caption: str = ""
    remark: str = ""


class SentenceCard(QFrame):
    """Shows rows; with buttons when it stays open, else the pointer goes through it."""

    correct_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "raised")
        self.setObjectName("original-popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(4)
        self._parts: list[QWidget] = []
        self.words = _text_label()
        self.remark = label("meta", wrap=True)
        self._column.addWidget(self.words)
        self._column.addWidget(self.remark)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        self.correct = push_button("", "row")
        self.correct.clicked.connect(self.correct_wanted)
        self.retry = push_button("", "row")
        self.retry.clicked.connect(self.retry_wanted)
        for button in (self.correct, self.retry):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addWidget(self.buttons)
        self.hide()

    def show_rows(self, rows: Sequence[CardRow], staying: bool, translated: bool = False) -> None:
        """Fill it; `translated` says that there is a translation to correct or try again."""
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self.words.hide()
        self.remark.hide()
        first = True
        for row in rows:
            if row.caption:
                self._add(row.caption, "section")
            if row.text:
                words = self.words if first else _text_label()
                if not first:
                    self._parts.append(words)
                self._put(words)
                self._fill(words, row)  # last: a widget that gets a parent loses its font to the sheet
                first = False
            if row.remark:
                self._add(row.remark, "meta")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not staying)
        self.correct.setText(self.tr("Correct…"))
        self.retry.setText(self.tr("Try again"))
        self.buttons.setVisible(staying and translated)
        self._column.removeWidget(self.buttons)
        self._column.addWidget(self.buttons)

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours; before the fonts, which a new style sheet would undo."""
        colors = theme.colors
        sheet = (
            f"#original-popup {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            "border-radius: 10px; }"
        )
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)
            self.words.ensurePolished()

    def texts(self) -> list[str]:
        """Every text shown, in order."""
        items = (self._column.itemAt(n) for n in range(self._column.count()))
        found = (item.widget() for item in items if item is not None)
        return [part.text() for part in found if isinstance(part, QLabel) and not part.isHidden()]

    def _add(self, text: str, role: str) -> None:
        made = label(role, wrap=True)
        made.setText(text)
        self._parts.append(made)
        self._put(made)

    def _put(self, part: QWidget) -> None:
        self._column.removeWidget(part)
        self._column.addWidget(part)
        part.show()

    def _fill(self, words: QLabel, row: CardRow) -> None:
        rtl = direction_of(row.language) is Direction.RTL
        words.ensurePolished()
        words.setText(row.text)
        words.setFont(arabic_font(18) if rtl else reading_font(16))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        words.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)


def _text_label() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made
