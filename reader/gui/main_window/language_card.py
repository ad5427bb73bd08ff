"""A language of the interface, as the first page offers it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget

_ROOMY = 130  # px of a card from which the sign in its corner may be 16 px


class LanguageCard(ThemedWidget, QAbstractButton):
    """One of the three languages; the group is one Tab stop, arrows choose."""

    def __init__(self, code: str, own_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self.name = ""
        self.setText(own_name)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a radio button to a screen reader
        self.setMinimumSize(96, 64)
        self.setMaximumWidth(150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(150, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(self.theme.color("accent" if chosen else "control"), 2 if chosen else 1))
        painter.setBrush(self.theme.color("tint" if chosen else "page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(self.theme.color("text"))
        painter.setFont(ui_font(14.5, 600))
        half = self.height() // 2
        box = self.rect().adjusted(4, 6, -4, 0)
        box.setHeight(half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setPen(self.theme.color("muted"))
        painter.setFont(ui_font(12))
        painter.drawText(box.translated(0, half - 8), Qt.AlignmentFlag.AlignCenter, self.name)
        if chosen:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            size, edge = (16, 6) if self.width() >= _ROOMY else (12, 4)  # clear of the name
            x = edge if rtl else self.width() - edge - size
            sign = pixmap("circle-check", self.theme.color("accent"), size, self.devicePixelRatioF())
            painter.drawPixmap(x, edge, sign)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
