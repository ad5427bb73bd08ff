"""The four themes as cards that show themselves: one exclusive choice, one Tab stop."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reader.gui.theme.fonts import arabic_font, reading_font, ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.theme import THEMES, load_theme
from reader.settings.options import OPTIONS

HEIGHT = 58


class ThemeCard(QAbstractButton):
    """One theme, drawn in its own colours."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(104, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = load_theme(self.name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(theme.color("accent" if chosen else "control"), 2 if chosen else 1))
        painter.setBrush(theme.color("page"))
        inset = 1 if chosen else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(theme.color("text"))
        x = 12.0
        for text, font in (("Aa", reading_font(15, semibold=True)), ("ع", arabic_font(16))):
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QPointF(self.width() - x - width if rtl else x, 25), text)
            x += width + 5
        painter.setFont(ui_font(12, 600 if chosen else 400))
        area = QRectF(12, 30, self.width() - 24, 22)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, flags, name)
        if chosen:
            mark = pixmap("check", theme.color("accent"), 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(10 if rtl else self.width() - 26, 9), mark)
        painter.end()


class ThemePicker(QWidget):
    """Sends the name of the theme chosen."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.cards: list[ThemeCard] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 8)
        row.setSpacing(12)
        names = dict(zip(OPTIONS["theme"].choices, OPTIONS["theme"].names, strict=True))
        for name in THEMES:
            card = ThemeCard(name)
            card.setText(QCoreApplication.translate("settings", names[name]))
            card.setAccessibleName(card.text())
            card.clicked.connect(lambda _on=False, theme=name: self._on_click(theme))
            self.group.addButton(card)
            self.cards.append(card)
            row.addWidget(card)
        self._one_stop()

    def show_value(self, value: object) -> None:
        """Mark a theme; with `system` none is."""
        self.group.setExclusive(False)
        for card in self.cards:
            card.setChecked(card.name == value)
        self.group.setExclusive(True)
        self._one_stop()

    def _on_click(self, theme: str) -> None:
        self._one_stop()
        self.chosen.emit(theme)

    def _one_stop(self) -> None:
        current = next((card for card in self.cards if card.isChecked()), self.cards[0])
        for card in self.cards:
            stop = Qt.FocusPolicy.StrongFocus if card is current else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(stop)
        self.setFocusProxy(current)
