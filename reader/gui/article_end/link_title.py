"""The title of another article: a link for mouse, keyboard and screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reader.gui.theme.fonts import arabic_font, reading_font

LEAST_WIDTH = 80
TALLEST = 10_000
_EDGE = 4
"""Px above and below the letters that can be pressed too: one line alone is hard to hit."""


class LinkTitle(QAbstractButton):
    """A wrapped title that is pressed; Qt has no such button, and a label tells nobody what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.side = Qt.AlignmentFlag.AlignLeft
        """Where its lines begin."""
        self._color = QColor()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_title(self, title: str, color: QColor, rtl: bool) -> None:
        """Take a title.

        Args:
            title: shown as it is; `&` marks no key.
            color: of the letters.
            rtl: whether it stands at the right.
        """
        self.title, self._color = title, color
        self.side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.setAccessibleName(title)
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in title)
        self.setFont(arabic_font(17, True) if arabic else reading_font(15, True))
        self.updateGeometry()
        self.update()

    @property
    def _flags(self) -> int:
        side = self.side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
        return side.value | Qt.TextFlag.TextWordWrap.value

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width), TALLEST)
        return QFontMetrics(self.font()).boundingRect(room, self._flags, self.title).height() + 2 * _EDGE

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.title)
        return QSize(min(width, 400), self.heightForWidth(min(width + 1, 400)))

    def minimumSizeHint(self) -> QSize:
        words = self.title.split() or [""]
        metrics = QFontMetrics(self.font())
        width = min(LEAST_WIDTH, max(metrics.horizontalAdvance(word) for word in words))
        return QSize(width, metrics.height() + 2 * _EDGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self._color)
        painter.drawText(self.rect().adjusted(0, _EDGE, 0, -_EDGE), self._flags, self.title)
        painter.end()
