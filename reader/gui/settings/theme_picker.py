"""The four themes as cards that show themselves: one exclusive choice, one Tab stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from reader.gui.theme.fonts import arabic_font, reading_font, ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.theme import THEMES, load_theme
from reader.settings.options import OPTIONS

HEIGHT = 58
_PAD, _GAP = 12, 12


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
        whole = QFontMetrics(ui_font(12, 600)).horizontalAdvance(self.text()) + 2 * _PAD + 1
        return QSize(max(72, whole), HEIGHT)  # its name has room, chosen or not

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
        x = float(_PAD)
        for text, font in (("Aa", reading_font(15, semibold=True)), ("ع", arabic_font(16))):
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QPointF(self.width() - x - width if rtl else x, 25), text)
            x += width + 5
        painter.setFont(ui_font(12, 600 if chosen else 400))
        area = QRectF(_PAD, 30, self.width() - 2 * _PAD, 22)
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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 8)
        self._grid.setSpacing(_GAP)
        names = dict(zip(OPTIONS["theme"].choices, OPTIONS["theme"].names, strict=True))
        for name in THEMES:
            card = ThemeCard(name)
            card.setText(QCoreApplication.translate("settings", names[name]))
            card.setAccessibleName(card.text())
            card.clicked.connect(lambda _on=False, theme=name: self._on_click(theme))
            self.group.addButton(card)
            self.cards.append(card)
        self._columns = 0
        self._lay_out(len(self.cards))
        self._one_stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self.cards)
        self._lay_out(count if self._width_of(self.cards) <= event.size().width() else count // 2)

    def minimumSizeHint(self) -> QSize:
        half = len(self.cards) // 2
        pairs = self.cards[:half], self.cards[half:]
        return QSize(max(map(self._width_of, pairs)), super().minimumSizeHint().height())

    def _width_of(self, row: Sequence[ThemeCard]) -> int:
        return sum(card.minimumSizeHint().width() for card in row) + (len(row) - 1) * _GAP

    def _lay_out(self, columns: int) -> None:
        """Put the cards into one row, or into two where their names have no room in one."""
        if columns != self._columns:
            self._columns = columns
            for number, card in enumerate(self.cards):
                self._grid.addWidget(card, number // columns, number % columns)

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
