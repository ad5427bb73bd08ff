"""A note of the article beside its mark. Esc, a scroll or a move takes it away; a button leads there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reader.core.model import Direction
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import label, push_button

WIDEST = 420
HIGHEST = 260


class FootnotePopup(QFrame):
    """A card over the text."""

    go_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footnote-popup")
        self.words = label(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QWidget()
        inside.setObjectName("footnote-words")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self.go = push_button("flat", "row")
        self.go.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.go.clicked.connect(self.go_wanted)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch(1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(14, 12, 14, 8)
        frame.setSpacing(6)
        frame.addWidget(self._scroll, 1)
        frame.addLayout(row)
        self.hide()

    def show_note(
        self, text: str, direction: Direction, fonts: ReadingFonts, theme: Theme, mark: QRect, room: QRect
    ) -> None:
        """Show a text under `mark`, or above it where there is no room; both in the parent's px."""
        colors = theme.colors
        self.setStyleSheet(
            f"#footnote-popup {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            f"border-radius: 10px; }} #footnote-words, QScrollArea {{ background: {colors['raised']}; }}"
        )
        rtl = direction is Direction.RTL
        self.words.ensurePolished()
        self.words.setText(text)
        self.words.setFont(fonts.for_arabic(18) if rtl else fonts.for_latin(16))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.words.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        self.go.setText(self.tr("Go to the note"))
        self.setAccessibleName(self.tr("Footnote"))
        width = min(WIDEST, room.width() - 16)
        around = 12 + 8 + 6 + self.go.sizeHint().height() + 10
        height = min(HIGHEST, self.words.heightForWidth(width - 30) + around)
        left = max(room.left() + 8, min(mark.center().x() - width // 2, room.right() - width - 8))
        below = mark.bottom() + 8
        top = below if below + height <= room.bottom() - 8 else mark.top() - height - 8
        self.setGeometry(left, max(room.top() + 8, top), width, height)
        self.show()
        self.raise_()
