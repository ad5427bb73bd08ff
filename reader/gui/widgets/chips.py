"""Chips: small buttons in rows, chosen ones filled and marked; one Tab stop, arrows go along."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QStyle, QWidget

from reader.core.messages import isolate
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.stylesheet import mix
from reader.gui.theme.theme import Theme
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.flow_layout import FlowLayout

HEIGHT = 28
_RADIUS, _SIDE, _ICON, _GAP = 14, 10, 14, 5
_MOST = 220
"""Px of text; a longer one is elided."""


class Chip(ThemedWidget, QAbstractButton):
    """One chip. A chosen one has a check mark (or its own icon), and an x when it can be taken away.

    Args:
        text: what it says.
        icon_name: its icon; a chosen chip without one gets the check mark.
        removable: whether a click takes it away, which the x says.
    """

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        checkable: bool = False,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._removable = removable
        self.setText(text)
        self.setCheckable(checkable)
        self.setChecked(removable)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self.updateGeometry())

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def chosen(self) -> bool:
        """Whether it is filled."""
        return self.isChecked() or self._removable

    @property
    def _icons(self) -> tuple[str, str]:
        """The icons at its start and its end."""
        start = self._icon_name or ("check" if self.chosen else "")
        return start, "x" if self._removable else ""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(ui_font(12, 600 if self.chosen else 500))
        start, end = self._icons
        icons = sum(_ICON + _GAP for name in (start, end) if name)
        return QSize(2 * _SIDE + icons + min(metrics.horizontalAdvance(self.text()) + 2, _MOST), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.color("accent" if self.chosen else "control")
        painter.setPen(QPen(edge, 1))
        painter.setBrush(self._fill(theme))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        ink = theme.color("muted" if not self.isEnabled() else "accent" if self.chosen else "text")
        start, end = self._icons
        x, last = _SIDE, self.width() - _SIDE
        if start:
            self._icon(painter, start, x, ink)
            x += _ICON + _GAP
        if end:
            last -= _ICON
            self._icon(painter, end, last, ink)
            last -= _GAP
        font = ui_font(12, 600 if self.chosen else 500)
        painter.setFont(font)
        painter.setPen(ink)
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, last - x + 1)
        painter.drawText(
            self._place(x, 0, last - x + 2, self.height()), Qt.AlignmentFlag.AlignCenter, isolate(words)
        )
        painter.end()

    def _fill(self, theme: Theme) -> QColor:
        color = theme.color("tint" if self.chosen else "raised")
        if self.isDown() or self.underMouse():
            share = 0.08 if self.isDown() else 0.04
            return QColor(mix(theme.color("text").name(), color.name(), share))
        return color

    def _icon(self, painter: QPainter, name: str, x: int, color: QColor) -> None:
        picture = pixmap(name, color, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(self._place(x, (self.height() - _ICON) // 2, _ICON, _ICON), picture)

    def _place(self, x: int, y: int, width: int, height: int) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(x, y, width, height))


class ChipRow(QWidget):
    """Chips that share one Tab stop."""

    left = Signal(int)
    """Up (-1) or down (1) was pressed: the focus wants to leave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._chips: list[Chip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chips(self) -> list[Chip]:
        """The chips in order."""
        return self._chips

    def show_chips(self, chips: Iterable[Chip], kept: Collection[Chip] = ()) -> None:
        """Put these chips in the row; those that are no longer among them are deleted.

        Those that stay keep the focus. Chips in `kept` are only hidden: they come back.
        """
        new = list(chips)
        stop = next((chip for chip in self._chips if chip.hasFocus() and chip in new), None)
        for old in self._chips:
            self._flow.removeWidget(old)
            if old not in new:
                old.hide()
                if old not in kept:
                    old.deleteLater()
        self._chips = new
        for chip in new:
            if chip.parent() is not self:  # the same parent again would take the focus away
                chip.setParent(self)
                chip.installEventFilter(self)
            self._flow.addWidget(chip)
            chip.show()
        self._one_stop(stop or next(iter(new), None))
        self.updateGeometry()

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            assert isinstance(watched, Chip)
            return self._key(watched, event.key())
        return False

    def menu_spot(self, chip: Chip) -> QPoint:
        """Where the menu of a chip opens."""
        return chip.mapToGlobal(QPoint(0, chip.height() + 2))

    def _key(self, chip: Chip, key: int) -> bool:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ways = {Qt.Key.Key_Right.value: -1 if rtl else 1, Qt.Key.Key_Left.value: 1 if rtl else -1}
        if key in ways:
            here = self._chips.index(chip) + ways[key]
            if 0 <= here < len(self._chips):
                self._one_stop(self._chips[here])
                self._chips[here].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in (Qt.Key.Key_Down.value, Qt.Key.Key_Up.value):
            self.left.emit(1 if key == Qt.Key.Key_Down.value else -1)
            return True
        if key in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value):
            chip.click()
            return True
        return False

    def _one_stop(self, stop: Chip | None) -> None:
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if chip is stop else Qt.FocusPolicy.ClickFocus)


def chip_menu(parent: QWidget, names: Iterable[str]) -> QMenu:
    """A menu of names, deleted when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name in names:
        menu.addAction(name.replace("&", "&&")).setData(name)
    return menu
