"""The controls that change one option: drop-down list, slider, number, text, and how each is chosen.

Every editor has a signal `chosen` with the new value, sent only when the reader changes it, and
`show_value`, which shows a value without sending anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.theme.typography import NAMED_STEPS
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.segmented_control import SizeSegment
from reader.gui.widgets.switch import Switch
from reader.reading.reading_time import SLOWEST

SLIDER_MOST = 40
"""A range no longer than this gets a slider, a longer one a field for the number."""


class SwitchEditor(Switch):
    """On or off."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(lambda on: self.chosen.emit(bool(on)))

    def show_value(self, value: object) -> None:
        """Show on or off."""
        self.setChecked(bool(value))


class DropDown(ThemedWidget, QComboBox):
    """One of a few, drawn in the theme; the wheel scrolls the page and changes nothing."""

    chosen = Signal(object)

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for value, text in rows:
            self.addItem(text, value)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own draws rows as of a menu
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFixedHeight(34)
        self.setMaximumWidth(280)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def name_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Name its rows, each a value and a text; the one chosen stays."""
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for value, text in rows:
                self.addItem(text, value)
        if chosen is not None:
            self.show_value(chosen)
        self.updateGeometry()

    def show_value(self, value: object) -> None:
        """Show a choice; an unknown one shows none."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=60)
        return QSize(max(120, widest + 54), 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 34)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rtl = self.theme, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("control"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = QRect(12, 0, self.width() - 44, self.height())
        area = QStyle.visualRect(self.layoutDirection(), self.rect(), inner)
        painter.setPen(theme.color("text"))
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, area.width())
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, text)
        spot = QRect(self.width() - 28, (self.height() - 16) // 2, 16, 16)
        sign = pixmap("chevron-down", theme.color("muted"), 16, self.devicePixelRatioF())
        painter.drawPixmap(QStyle.visualRect(self.layoutDirection(), self.rect(), spot), sign)
        painter.end()


class _Slider(ThemedWidget, QSlider):
    """A thin line with a round knob."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(least, most)
        self.setPageStep(max(1, (most - least) // 5))
        self.setFixedSize(140, 28)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room, middle = self.width() - 16, self.height() / 2
        x = 8 + room * (1 - share if rtl else share)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("control"))
        painter.drawRoundedRect(QRectF(8, middle - 1.5, room, 3), 1.5, 1.5)
        painter.setBrush(theme.color("accent"))
        start = QRectF(x, middle - 2, self.width() - 8 - x, 4) if rtl else QRectF(8, middle - 2, x - 8, 4)
        painter.drawRoundedRect(start, 2, 2)
        painter.drawEllipse(QRectF(x - 8, middle - 8, 16, 16))
        painter.end()


class SliderEditor(QWidget):
    """A number of a short range, shown beside its slider."""

    chosen = Signal(object)

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.slider = _Slider(least, most)
        self._number = label("muted")
        self._number.setMinimumWidth(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._number)
        row.addWidget(self.slider)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._on_value)

    def show_value(self, value: object) -> None:
        """Show a number."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(int(str(value)))
        self._number.setText(str(value))
        self.slider.update()

    def _on_value(self, value: int) -> None:
        self._number.setText(str(value))
        self.chosen.emit(value)


class _Number(QSpinBox):
    """A field for a number; the wheel scrolls the page and changes nothing.

    A style sheet leaves the text of a field without buttons one px of room: it gets the whole field here.
    """

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        self.lineEdit().setGeometry(self.rect().adjusted(4, 1, -4, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberEditor(QWidget):
    """A number of a long range; 0 may have a word, and below `gap` there is only 0."""

    chosen = Signal(object)

    def __init__(self, least: int, most: int, step: int, zero: str, gap: int = 0) -> None:
        super().__init__()
        self._gap, self._last = gap, 0
        self.field = _Number()
        self.field.setRange(least, most)
        self.field.setSingleStep(step)
        self.field.setFixedSize(96, 34)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.field.setKeyboardTracking(False)
        if least == 0 and zero:
            self.field.setSpecialValueText(zero)
        self.field.valueChanged.connect(self._on_value)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._button("−", self.field.stepDown))
        row.addWidget(self.field)
        row.addWidget(self._button("+", self.field.stepUp))

    def show_value(self, value: object) -> None:
        """Show a number."""
        with QSignalBlocker(self.field):
            self.field.setValue(int(str(value)))
        self._last = self.field.value()

    def _button(self, sign: str, run: Callable[[], None]) -> QPushButton:
        """For the pointer: at the keyboard the arrows do the same."""
        made = push_button("", "row")
        made.setText(sign)
        made.setAccessibleName(self.tr("Less") if sign == "−" else self.tr("More"))
        made.setFixedSize(32, 32)
        made.setStyleSheet("padding: 0;")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAutoRepeat(True)
        made.clicked.connect(run)
        return made

    def _on_value(self, value: int) -> None:
        if 0 < value < self._gap:
            value = self._gap if value > self._last else 0
            with QSignalBlocker(self.field):
                self.field.setValue(value)
        self._last = value
        self.chosen.emit(value)


class TextEditor(QLineEdit):
    """A line of text (an address), taken when the field is left or Enter is pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.setFixedHeight(34)
        self.setFixedWidth(280)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # addresses never mirror
        self.editingFinished.connect(self._on_finished)

    def show_value(self, value: object) -> None:
        """Show a text."""
        self._shown = str(value)
        self.setText(self._shown)
        self.setCursorPosition(0)

    def _on_finished(self) -> None:
        text = self.text().strip()
        if text != self._shown:
            self._shown = text
            self.chosen.emit(text)


class SizeEditor(SizeSegment):
    """The five A."""

    value_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chosen.connect(lambda key: self.value_chosen.emit(int(key)))
        self.set_names([self.tr("Text size {number}").replace("{number}", str(n)) for n in range(1, 6)])

    def show_value(self, value: object) -> None:
        """Mark a size; the larger ones have no letter."""
        step = int(str(value))
        self.set_chosen(str(step) if step <= NAMED_STEPS else "")


def number_editor(key: str, least: int, most: int, zero: str) -> SliderEditor | NumberEditor:
    """The editor of a number, by its range."""
    if most - least <= SLIDER_MOST:
        return SliderEditor(least, most)
    if key.startswith("reading_speed"):
        return NumberEditor(least, most, 10, zero, SLOWEST)
    return NumberEditor(least, most, 1, zero)
