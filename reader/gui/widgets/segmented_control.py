"""Segmented controls: one outline, hairlines inside, one chosen; and the five A of growing size.

A segment is one Tab stop; the arrow keys move inside it, in the direction the interface runs.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reader.gui.theme.fonts import ARABIC_FAMILY, LATIN_FAMILY, SEMIBOLD_FAMILY, ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget

HEIGHT = 32
RADIUS = 6
ICON = 18
LETTER_SIZES = (12, 14, 16.5, 19, 22)
LETTER_CELL = 28


class SegmentButton(QAbstractButton):
    """One cell: an icon, a text, or both; the text may be shown only while it is chosen."""

    def __init__(self, key: str, text: str, icon: str, label_when_chosen: bool, parent: Segment) -> None:
        super().__init__(parent)
        self.key = key
        self.icon_name = icon
        self.label_when_chosen = label_when_chosen
        self._segment = parent
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a radio button to a screen reader; the group does the choosing
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def shown_text(self) -> str:
        """The text drawn now."""
        hidden = self.label_when_chosen and not (self.isChecked() and self._segment.labels)
        return "" if hidden else self.text()

    def sizeHint(self) -> QSize:
        text = self.shown_text()
        width = 24 + (ICON if self.icon_name else 0)
        if text:
            width += QFontMetrics(ui_font(13, 600)).horizontalAdvance(text) + (6 if self.icon_name else 0)
        elif self.icon_name:
            width = 34
        return QSize(width, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose the neighbour; Qt's own would go by place on screen and not tell."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._segment.step_from(self, -step if rtl else step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._segment.theme
        color = theme.color(self._token())
        text = self.shown_text()
        font = ui_font(13, 600 if self.isChecked() else 400)
        painter.setFont(font)
        painter.setPen(color)
        width = QFontMetrics(font).horizontalAdvance(text)
        total = width + (ICON + (6 if text else 0) if self.icon_name else 0)
        x = (self.width() - total) / 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.icon_name:
            picture = pixmap(self.icon_name, color, ICON, self.devicePixelRatioF())
            icon_x = x + total - ICON if rtl else x
            painter.drawPixmap(QPointF(round(icon_x), (self.height() - ICON) // 2), picture)
        if text:
            text_x = x if rtl or not self.icon_name else x + ICON + 6
            area = QRect(round(text_x), 0, width + 2, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()

    def _token(self) -> str:
        if self.isChecked():
            return "accent"
        return "muted" if self.isEnabled() else "border"


class Segment(ThemedWidget, QWidget):
    """An exclusive choice in one outline. `chosen` is sent when the reader chooses, not by `set_chosen`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels = True
        self._group = QButtonGroup(self)
        self._buttons: list[SegmentButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 0, 1, 0)
        self._row.setSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def add(self, key: str, text: str, icon: str = "", label_when_chosen: bool = False) -> SegmentButton:
        """Add a cell; `text` is its name even where only the icon shows."""
        return self._add(SegmentButton(key, text, icon, label_when_chosen, self))

    def set_name(self, key: str, text: str, tip: str = "") -> None:
        """Give a cell its text, accessible name and tooltip."""
        button = self.button(key)
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(tip or (text if button.label_when_chosen or not button.shown_text() else ""))
        button.updateGeometry()

    def button(self, key: str) -> SegmentButton:
        """The cell of a key."""
        return next(b for b in self._buttons if b.key == key)

    @property
    def keys(self) -> list[str]:
        """The keys in order."""
        return [b.key for b in self._buttons]

    def set_labels(self, on: bool) -> None:
        """Whether cells that have an icon may show their text while chosen."""
        if self.labels != on:
            self.labels = on
            self._refresh()

    def clear(self) -> None:
        """Remove every cell."""
        for button in self._buttons:
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    @property
    def current(self) -> str:
        """The chosen key, empty when none is."""
        button = self._group.checkedButton()
        return button.key if isinstance(button, SegmentButton) else ""

    def set_chosen(self, key: str) -> None:
        """Choose a cell without telling; a key that is not there chooses none."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(button.key == key)
        self._group.setExclusive(True)
        self._refresh()

    def step_from(self, button: SegmentButton, step: int) -> None:
        """Choose the neighbour of a cell, `step` cells on in reading order, if there is one."""
        enabled = [b for b in self._buttons if b.isEnabled()]
        index = enabled.index(button) + step
        if 0 <= index < len(enabled):
            enabled[index].setFocus(Qt.FocusReason.TabFocusReason)
            enabled[index].click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(outline, RADIUS, RADIUS)
        painter.fillPath(path, self.theme.color("raised"))
        painter.setClipPath(path)
        for button in self._buttons:
            area = QRectF(button.geometry())
            if button.isChecked():
                painter.fillRect(area.adjusted(-1, 0, 1, 0), self.theme.color("tint"))
            elif button.underMouse() and button.isEnabled():
                hover = self.theme.color("text")
                hover.setAlphaF(0.04)
                painter.fillRect(area, hover)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(self.theme.edge))
        for x in sorted(b.geometry().left() for b in self._buttons)[1:]:
            painter.drawLine(x - 1, 1, x - 1, self.height() - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("control"), 1))
        painter.drawPath(path)
        painter.end()

    def _add(self, button: SegmentButton) -> SegmentButton:
        self._buttons.append(button)
        self._group.addButton(button)
        self._row.addWidget(button)
        button.show()  # else it takes no room before the next event
        button.setAttribute(Qt.WidgetAttribute.WA_Hover)
        button.clicked.connect(lambda: self._clicked(button.key))
        button.setAccessibleName(button.text())
        self._refresh()
        return button

    def _clicked(self, key: str) -> None:
        self._refresh()
        self.chosen.emit(key)

    def _refresh(self) -> None:
        """One Tab stop: the chosen cell, else the first."""
        current = self._group.checkedButton() or (self._buttons[0] if self._buttons else None)
        for button in self._buttons:
            tab = Qt.FocusPolicy.StrongFocus if button is current else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(tab)
            button.updateGeometry()
            button.update()
        self.update()


class SizeButton(SegmentButton):
    """A letter at its own size; all five stand on one baseline."""

    def __init__(self, step: int, parent: SizeSegment) -> None:
        super().__init__(str(step), "A", "", False, parent)
        self._size = LETTER_SIZES[step - 1]

    def sizeHint(self) -> QSize:
        return QSize(LETTER_CELL, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        arabic = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        font = ui_font(self._size, 600 if self.isChecked() else 400)
        if arabic:
            font.setFamilies([ARABIC_FAMILY])
        else:
            font.setFamilies([SEMIBOLD_FAMILY if self.isChecked() else LATIN_FAMILY])
        font.setPixelSize(round(self._size))
        painter.setFont(font)
        painter.setPen(self._segment.theme.color(self._token()))
        letter = "ع" if arabic else "A"
        x = (self.width() - QFontMetrics(font).horizontalAdvance(letter)) / 2
        painter.drawText(QPointF(x, 19 if arabic else 22), letter)
        painter.end()


class SizeSegment(Segment):
    """The five text sizes; `chosen` carries the step as text, `"1"` to `"5"`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for step in range(1, len(LETTER_SIZES) + 1):
            self._add(SizeButton(step, self))

    def set_names(self, names: list[str]) -> None:
        """Accessible names and tooltips of the five, smallest first."""
        for button, name in zip(self._buttons, names, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
