"""The parts of an article and of what was left out of its page, with a box to tick for each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.core.edits import FORMER_LEAD, Repair, words_of
from reader.core.messages import isolate
from reader.core.model import Block, BlockKind
from reader.gui.theme.icons import icon, pixmap
from reader.gui.theme.theme import THEME_SOURCE, Theme
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import KeyboardFocus, focus_visible

_ICONS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "text",
    BlockKind.FIGURE: "image",
    BlockKind.QUOTE: "message-square-text",
    BlockKind.LIST: "rows-2",
    BlockKind.TABLE: "columns-2",
    BlockKind.CODE: "keyboard",
    BlockKind.RELATED: "link",
    BlockKind.EMBED: "play",
}
_ID = Qt.ItemDataRole.UserRole
_OUTSIDE = _ID + 1
_STATE = _ID + 2
_BOX = 16  # px


class BlockChooser(ThemedWidget, KeyboardFocus, QListWidget):
    """The parts in the order of the page: ticked is shown, not ticked is removed or was left out."""

    toggled = Signal(str, bool)
    """The reader ticked (`True`) or unticked the part with this id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repair: Repair | None = None
        self._left_out_shown = False
        self.setIconSize(QSize(18, 18))
        self.setSpacing(1)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Parts of the article"))
        self.setItemDelegate(_PartDelegate(self))
        self.itemChanged.connect(self._on_changed)

    def show_repair(self, repair: Repair) -> None:
        """Show the parts as they are now; the current one stays current."""
        self._repair = repair
        current = self.currentItem().data(_ID) if self.currentItem() is not None else ""
        shown = {block.id for block in repair.shown.blocks}
        rows = list(_in_order(repair))
        self.blockSignals(True)
        if [self.item(n).data(_ID) for n in range(self.count())] != [block.id for block, _ in rows]:
            self.clear()
            for block, left_out in rows:
                self._add(block, left_out)
        for number, (block, left_out) in enumerate(rows):
            self._dress(self.item(number), block, left_out, block.id in shown)
            if block.id == current:
                self.setCurrentRow(number)
        self.blockSignals(False)
        self.show_left_out(self._left_out_shown)

    def apply_theme(self) -> None:
        if self._repair is not None:
            self.show_repair(self._repair)

    def show_left_out(self, on: bool) -> None:
        """Show what was left out of the page among the rest; what was brought back always shows."""
        self._left_out_shown = on
        for number in range(self.count()):
            item = self.item(number)
            outside = bool(item.data(_OUTSIDE)) and item.checkState() is Qt.CheckState.Unchecked
            item.setHidden(outside and not on)

    def _add(self, block: Block, left_out: bool) -> None:
        item = QListWidgetItem()
        item.setData(_ID, block.id)
        item.setData(_OUTSIDE, left_out)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setSizeHint(QSize(0, 30))
        self.addItem(item)

    def _dress(self, item: QListWidgetItem, block: Block, left_out: bool, on: bool) -> None:
        words = words_of(block)
        token = "text" if on else "muted"
        state = self.tr("shown") if on else self.tr("left out") if left_out else self.tr("removed")
        kind = self._kind(block.kind)
        item.setText(words)
        item.setData(_STATE, "" if on else state)
        item.setIcon(icon(_ICONS[block.kind], self.theme.color("muted"), 18))
        item.setForeground(self.theme.color(token))
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setToolTip(f"{kind}, {state}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind}, {state}: {words}")

    def _kind(self, kind: BlockKind) -> str:
        return {
            BlockKind.HEADING: self.tr("Heading"),
            BlockKind.PARAGRAPH: self.tr("Paragraph"),
            BlockKind.FIGURE: self.tr("Picture"),
            BlockKind.QUOTE: self.tr("Quotation"),
            BlockKind.LIST: self.tr("List"),
            BlockKind.TABLE: self.tr("Table"),
            BlockKind.CODE: self.tr("Program text"),
            BlockKind.RELATED: self.tr("Related link"),
            BlockKind.EMBED: self.tr("Embedded video or post"),
        }[kind]

    def _on_changed(self, item: QListWidgetItem) -> None:
        self.toggled.emit(item.data(_ID), item.checkState() is Qt.CheckState.Checked)


class _PartDelegate(QStyledItemDelegate):
    """Paints a row: box, icon, first words in their own direction, state."""

    @property
    def _theme(self) -> Theme:
        return THEME_SOURCE.current

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = ""
        if option.state & QStyle.StateFlag.State_Selected:
            option.backgroundBrush = QBrush(self._theme.color("tint"))
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ringed, selected = focus_visible(option), bool(option.state & QStyle.StateFlag.State_Selected)
        super().paint(painter, option, index)
        full = QStyleOptionViewItem(option)
        super().initStyleOption(full, index)
        style, theme = option.widget.style(), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, full, option.widget)
        painter.fillRect(box.adjusted(-1, -1, 1, 1), theme.color("tint" if selected else "page"))
        square = QRectF(0, 0, _BOX, _BOX)
        square.moveCenter(QRectF(box).center())
        on = full.checkState is Qt.CheckState.Checked
        painter.setPen(QPen(theme.color("accent" if on else "control"), 1.5))
        painter.setBrush(theme.color("accent" if on else "page"))
        painter.drawRoundedRect(square, 4, 4)
        if on:
            ratio = option.widget.devicePixelRatioF()
            painter.drawPixmap(
                square.topLeft().toPoint(), pixmap("check", theme.color("onaccent"), _BOX, ratio)
            )
        self._paint_words(painter, full, index)
        if ringed:
            painter.setPen(QPen(theme.color("accent"), theme.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = option.widget.style().subElementRect(
            QStyle.SubElement.SE_ItemViewItemText, option, option.widget
        )
        rect = rect.adjusted(4, 0, -4, 0)
        state = index.data(_STATE)
        tail = f" · {state}" if state else ""
        room = rect.width() - option.fontMetrics.horizontalAdvance(tail)
        words = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        mark = "\u200f" if option.direction is Qt.LayoutDirection.RightToLeft else "\u200e"
        painter.setFont(option.font)
        painter.setPen(self._theme.color("muted" if state else "text"))
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the sides below are absolute
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, f"{mark}{isolate(words)}{tail}")


def _in_order(repair: Repair) -> Iterator[tuple[Block, bool]]:
    """The parts as fetched with what was left out among them, and whether each was left out.

    The picture that leads now keeps the place that it has without the choice.
    """
    fetched = [block for block in repair.fetched.blocks if block.id != FORMER_LEAD]
    known = {block.id for block in fetched}
    after: dict[str, list[Block]] = {}
    for found in repair.left_out:
        if found.block.id not in known:
            after.setdefault(found.after if found.after in known else "", []).append(found.block)
    yield from ((block, True) for block in after.get("", ()))
    for block in fetched:
        yield block, False
        yield from ((more, True) for more in after.get(block.id, ()))
