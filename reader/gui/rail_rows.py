"""The rows of the rail: the library's views and its tags, painted, with Trash held at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.commands import COMMANDS
from reader.core.messages import isolate
from reader.gui.fonts import ui_font
from reader.gui.icons import pixmap
from reader.gui.widgets import KeyboardFocus, focus_visible
from reader.services.browse_library import TAG_VIEW

if TYPE_CHECKING:
    from reader.gui.rail import Rail

COMPACT = 56
"""Width in px of the rail as icons only."""

Index = QModelIndex | QPersistentModelIndex
Place = Callable[[int, int], QRect]

_ROW, _HEADING = 34, 38
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
    """The name of a view in the interface's language; of a tag's list, the tag."""
    if name.startswith(TAG_VIEW):
        return name.removeprefix(TAG_VIEW)
    return QCoreApplication.translate("commands", COMMANDS[f"view.{name}"].text)


class RailRow(QStyledItemDelegate):
    """Paints a row: icon, label, count; the chosen one filled, semibold, with a 3 px bar at its start."""

    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._rail = rail

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(COMPACT - 16, index.data(Qt.ItemDataRole.SizeHintRole).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(_NAME):
            self._heading(painter, option, index)
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

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The word over the tags; icons alone need none."""
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text and not self._rail.compact:
            painter.save()
            painter.setFont(ui_font(12, 500))
            painter.setPen(self._rail.theme.color("muted"))
            side = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
            area = option.rect.adjusted(12, 0, -12, -6)
            painter.drawText(area, QStyle.visualAlignment(option.direction, side), text)
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


class RailViews(KeyboardFocus, QListWidget):
    """The views and tags; a row without content takes the room left, so that Trash is at the bottom."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self._tags: list[str] = []
        for entry in _VIEWS:
            if entry.name == "trash":
                self._heading = self._dead_row()
                self._heading.setSizeHint(QSize(COMPACT - 16, _HEADING))
                self._heading.setHidden(True)
                self._space = self._dead_row()
            self.addItem(_row(entry.name, entry.icon))
        self._fit()

    def choose(self, name: str) -> None:
        """Show a row as the chosen one, none for a name that is not here, without telling anybody."""
        blocked = self.blockSignals(True)
        found = [item for item in self.named() if item.data(_NAME) == name]
        if found:
            self.setCurrentItem(found[0])
        else:
            self.setCurrentRow(-1)
        self.blockSignals(blocked)

    def name_rows(self, counts: Mapping[str, int], tags_word: str, compact: bool) -> None:
        """Name and count every row; the tags are the counts whose key begins with `TAG_VIEW`."""
        self._take_tags([name for name in counts if name.startswith(TAG_VIEW)])
        self._heading.setText(tags_word)
        counted = {entry.name for entry in _VIEWS if entry.counted}
        for item in self.named():
            name = item.data(_NAME)
            title = view_title(name)
            count = counts.get(name, 0) if name in counted or name in self._tags else 0
            item.setText(title)
            item.setData(_COUNT, QLocale().toString(count) if count else "")
            spoken = f"{tags_word}: {isolate(title)}" if name in self._tags else title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{spoken}, {count}" if count else spoken)
            item.setToolTip(title if compact else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take_tags(self, tags: list[str]) -> None:
        """Show these tags below the views; the chosen row stays the chosen one."""
        if tags == self._tags:
            return
        current = self.currentItem()
        chosen = current.data(_NAME) if current is not None else ""
        blocked = self.blockSignals(True)
        first = self.row(self._heading) + 1
        for _ in self._tags:
            self.takeItem(first)
        for number, name in enumerate(tags):
            self.insertItem(first + number, _row(name, "tag"))
        self._tags = tags
        self._heading.setHidden(not tags)
        self.blockSignals(blocked)
        self.choose(chosen)
        self._fit()

    def _dead_row(self) -> QListWidgetItem:
        item = QListWidgetItem(self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, "")
        return item

    def named(self) -> list[QListWidgetItem]:
        """The rows that can be chosen."""
        return [item for row in range(self.count()) if (item := self.item(row)).data(_NAME)]

    def _fit(self) -> None:
        rows = len(_VIEWS) + len(self._tags)
        room = self.viewport().height() - rows * _ROW - (_HEADING if self._tags else 0)
        self._space.setSizeHint(QSize(COMPACT - 16, max(8, room)))


def _row(name: str, icon_name: str) -> QListWidgetItem:
    item = QListWidgetItem()
    item.setData(_NAME, name)
    item.setData(_ICON, icon_name)
    item.setSizeHint(QSize(COMPACT - 16, _ROW))
    return item


def name_of(item: QListWidgetItem | None) -> str:
    """The view or tag of a row, empty for none."""
    return str(item.data(_NAME) or "") if item is not None else ""
