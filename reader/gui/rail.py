"""The rail at the window's start: the library's views with their counts, the menu, the status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.commands import COMMANDS
from reader.gui.fonts import ui_font
from reader.gui.icons import pixmap
from reader.gui.theme import Theme
from reader.gui.widgets import IconButton, KeyboardFocus, focus_visible, hairline, label, surface

WIDTH, LEAST, MOST, COMPACT = 216, 180, 280, 56
"""Widths in px: usual, limits, and as icons only."""

Index = QModelIndex | QPersistentModelIndex
Place = Callable[[int, int], QRect]

_ROW = 34
_NAME = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    icon: str
    counted: bool


_VIEWS = (
    _Entry("unread", "inbox", True),
    _Entry("favourites", "star", True),
    _Entry("archive", "archive", False),
    _Entry("all", "library", True),
    _Entry("trash", "trash-2", False),
)


def view_title(name: str) -> str:
    """The name of a view in the interface's language."""
    return QCoreApplication.translate("commands", COMMANDS[f"view.{name}"].text)


class _Row(QStyledItemDelegate):
    """Paints a row: icon, label, count; the chosen one filled, semibold, with a 3 px bar at its start."""

    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._rail = rail

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(COMPACT - 16, index.data(Qt.ItemDataRole.SizeHintRole).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(_NAME):
            return
        theme, area = self._rail.theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

        def place(x: int, width: int, y: int = 0, height: int = _ROW) -> QRect:
            logical = QRect(area.left() + x, area.top() + y, width, height)
            return QStyle.visualRect(option.direction, area, logical)

        self._background(painter, option, chosen)
        if chosen:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(place(0, 3, 7, _ROW - 14), 1.5, 1.5)
        color = theme.color("accent" if chosen else "muted")
        compact = self._rail.compact
        spot = place((area.width() - 20) // 2 if compact else 12, 20, (_ROW - 20) // 2, 20)
        ratio = self._rail.devicePixelRatioF()
        painter.drawPixmap(spot, pixmap(index.data(_ICON), color, 20, ratio))
        if not compact:
            self._words(painter, option, index, place, chosen)
        self._focus(painter, option)
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, chosen: bool) -> None:
        theme = self._rail.theme
        painter.setPen(Qt.PenStyle.NoPen)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not chosen and not hovered:
            return
        fill = theme.color("tint" if chosen else "text")
        fill.setAlphaF(1 if chosen else 0.04)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(option.rect), 6, 6)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if focus_visible(option):
            painter.setPen(QPen(self._rail.theme.color("focus"), self._rail.theme.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, place: Place, chosen: bool
    ) -> None:
        theme = self._rail.theme
        count = index.data(_COUNT)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(ui_font(13, 600 if chosen else 400))
        painter.setPen(theme.color("text"))
        room = option.rect.width() - 44 - (44 if count else 10)
        text = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(place(44, room), QStyle.visualAlignment(option.direction, align), text)
        if count:
            painter.setFont(ui_font(12, 600 if chosen else 400))
            painter.setPen(theme.color("text" if chosen else "muted"))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            painter.drawText(
                place(option.rect.width() - 54, 44), QStyle.visualAlignment(option.direction, side), count
            )


class _Views(KeyboardFocus, QListWidget):
    """The list of views; Trash is held at the bottom by a row without content that takes the room left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        for entry in _VIEWS:
            if entry.name == "trash":
                self._space = QListWidgetItem(self)
                self._space.setFlags(Qt.ItemFlag.NoItemFlags)
                self._space.setData(Qt.ItemDataRole.AccessibleTextRole, "")
            item = QListWidgetItem(self)
            item.setData(_NAME, entry.name)
            item.setData(_ICON, entry.icon)
            item.setSizeHint(QSize(COMPACT - 16, _ROW))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().height() - len(_VIEWS) * _ROW
        self._space.setSizeHint(QSize(COMPACT - 16, max(8, room)))


class Rail(QFrame):
    """The views of the library. `view_chosen` carries the name of the one that was chosen."""

    view_chosen = Signal(str)
    menu_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.compact = False
        self._counts: dict[str, int] = {}
        surface(self, "rail")
        self._name = label("pane-title")
        self._name.setText("Liseuse")
        self._name.setIndent(12)  # margins of a layout do not mirror
        self.menu_button = IconButton("ellipsis")
        self.menu_button.clicked.connect(self.menu_wanted)
        self._views = _Views(self)
        self._views.setItemDelegate(_Row(self))
        self._views.currentItemChanged.connect(self._on_current)
        self._offline = label("meta", wrap=True)
        self._offline_icon = label()
        self._status = QWidget()
        self._lay_out()
        self.set_theme(theme)
        self.set_offline(False)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 9, 8, 9)
        head.addWidget(self._name, 1)
        head.addWidget(self.menu_button)
        self._head = head
        views = QHBoxLayout()
        views.setContentsMargins(8, 0, 8, 8)
        views.addWidget(self._views)
        line = QHBoxLayout()
        line.setContentsMargins(10, 8, 10, 8)
        line.addWidget(self._offline_icon)
        line.addWidget(self._offline, 1)
        status = QVBoxLayout(self._status)
        status.setContentsMargins(0, 0, 0, 0)
        status.setSpacing(0)
        status.addWidget(hairline())
        status.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(views, 1)
        column.addWidget(self._status)

    @property
    def views(self) -> QListWidget:
        """The list that takes the focus."""
        return self._views

    def set_view(self, name: str) -> None:
        """Show which view is chosen, without choosing it anew."""
        blocked = self._views.blockSignals(True)
        for item in self._items():
            if item.data(_NAME) == name:
                self._views.setCurrentItem(item)
        self._views.blockSignals(blocked)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many articles each counted view holds."""
        self._counts = dict(counts)
        self._name_rows()

    def set_compact(self, compact: bool) -> None:
        """Show icons only, 56 px wide, with the names as tooltips."""
        self.compact = compact
        self._name.setVisible(not compact)
        self._offline.setVisible(not compact)
        if compact:
            self.setFixedWidth(COMPACT)
        else:
            self.setMinimumWidth(LEAST)
            self.setMaximumWidth(MOST)
        side = 11 if compact else 8
        self._head.setContentsMargins(side, 9, side, 9)
        self._name_rows()
        self._views.viewport().update()

    def set_offline(self, offline: bool) -> None:
        """Say once that there is no connection, which is no error."""
        self._status.setVisible(offline)

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.theme = theme
        self.menu_button.set_theme(theme)
        self._offline_icon.setPixmap(pixmap("wifi-off", theme.color("muted"), 16, self.devicePixelRatioF()))
        self._views.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Put every text into the interface's language."""
        self._views.setAccessibleName(self.tr("Library views"))
        self.menu_button.set_name(self.tr("Menu"), self.tr("Menu") + " (F10)")
        self._offline.setText(self.tr("Offline · all features work"))
        self._status.setToolTip(self._offline.text())
        self._name_rows()

    def _name_rows(self) -> None:
        counted = {entry.name for entry in _VIEWS if entry.counted}
        for item in self._items():
            name = item.data(_NAME)
            title = view_title(name)
            count = self._counts.get(name, 0) if name in counted else 0
            item.setText(title)
            item.setData(_COUNT, QLocale().toString(count) if count else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {count}" if count else title)
            item.setToolTip(title if self.compact else "")

    def _items(self) -> list[QListWidgetItem]:
        found = (self._views.item(row) for row in range(self._views.count()))
        return [item for item in found if item.data(_NAME)]

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.view_chosen.emit(item.data(_NAME))
