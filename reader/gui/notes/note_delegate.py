"""Paints one note: shape and name, place and time, the quotation on its colour, what was written."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from reader.core.languages import direction_of
from reader.core.messages import isolate
from reader.core.model import Direction
from reader.gui.article_view.highlight_style import SIZE, draw_shape, token
from reader.gui.cards.card_painter import CardDelegate
from reader.gui.notes.note_rows import NoteRow, NoteTexts
from reader.gui.theme.fonts import arabic_font, reading_font, ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.widgets.basics import focus_visible
from reader.reading.direction import direction_of_text

SIDE, TOP, BOTTOM = 16, 10, 12
QUOTE_LINES, NOTE_LINES = 4, 6
_HEAD, _HEADING = 20, 26
_NOTE_LINE = 19
ROW_ROLE = Qt.ItemDataRole.UserRole + 7

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Laid:
    """A text in lines of a height, aligned by its own direction."""

    layout: QTextLayout
    lines: int
    line: int
    rtl: bool

    @property
    def height(self) -> int:
        return self.lines * self.line


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set: lines of a height, `most` of them at most, in its own direction."""

    font: QFont
    line: int
    rtl: bool
    most: int
    ink: QColor
    background: QColor | None = None


class NoteDelegate(CardDelegate):
    """The delegate of the lists of notes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 340
        row: NoteRow = index.data(ROW_ROLE)
        quote, note = self._texts(row, width - 2 * SIDE)
        height = TOP + _HEAD + BOTTOM + (_HEADING if row.heading else 0)
        height += quote.height + 2 if quote is not None else 0
        height += note.height + 4 if note is not None else 0
        return QSize(200, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: NoteRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        self._surface(painter, option)
        top = area.top() + TOP
        inside = QRect(area.left() + SIDE, top, area.width() - 2 * SIDE, _HEAD)
        if row.heading:
            self._line(painter, option, inside, row.heading, ui_font(13, 600), "text", leading=True)
            inside.translate(0, _HEADING)
        self._head(painter, option, inside, row)
        y = inside.top() + _HEAD + 2
        quote, note = self._texts(row, area.width() - 2 * SIDE)
        if quote is not None:
            self._draw(painter, quote, inside.left(), y, inside.width())
            y += quote.height
        if note is not None:
            self._draw(painter, note, inside.left(), y + 2, inside.width())
        if focus_visible(option):
            painter.setPen(QPen(self.theme.color("focus"), self.theme.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(5, 3, -5, -4), 6, 6)
        painter.restore()

    def _surface(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        area, theme = option.rect, self.theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, theme.color("sel" if selected else "list"))
        if option.state & QStyle.StateFlag.State_MouseOver and not selected:
            veil = theme.color("text")
            veil.setAlphaF(0.04)
            painter.fillRect(area, veil)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("border"))
        if selected:
            bar = QRect(area.left(), area.top(), 3, area.height() - 1)
            painter.fillRect(QStyle.visualRect(option.direction, area, bar), theme.color("accent"))

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, row: NoteRow) -> None:
        """Shape and name at the start, place and time at the end."""
        spot = QStyle.visualRect(
            option.direction, inside, QRect(inside.left(), inside.top() + (_HEAD - SIZE) // 2, SIZE, SIZE)
        )
        if row.mark is not None:
            draw_shape(
                painter,
                QRectF(spot).center(),
                row.mark.colour,
                self.theme.color("text"),
                hollow=not row.mark.found,
            )
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                spot.adjusted(-2, -2, 2, 2),
                pixmap("message-square-text", self.theme.color("muted"), SIZE + 4, ratio),
            )
        wide = QFontMetrics(ui_font(12)).horizontalAdvance(row.about) + 4
        wide = min(wide, inside.width() * 2 // 3)
        room = inside.adjusted(SIZE + 8, 0, -wide - 8, 0)
        room = QStyle.visualRect(option.direction, inside, room)
        self._line(painter, option, room, NoteTexts().name(row), ui_font(12.5), "muted", leading=True)
        end = QRect(inside.right() - wide + 1, inside.top(), wide, inside.height())
        end = QStyle.visualRect(option.direction, inside, end)
        self._line(painter, option, end, row.about, ui_font(12), "muted", leading=False)

    def _line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        text: str,
        font: QFont,
        ink: str,
        leading: bool,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.color(ink))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl == leading else Qt.AlignmentFlag.AlignLeft
        wanted = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        wanted.setTextDirection(option.direction)
        wanted.setWrapMode(QTextOption.WrapMode.NoWrap)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRectF(room), isolate(shown), wanted)

    def _texts(self, row: NoteRow, width: int) -> tuple[_Laid | None, _Laid | None]:
        quote = note = None
        if row.mark is not None:
            mark = row.mark
            rtl = direction_of(mark.language) is Direction.RTL
            font, line = (arabic_font(17), 29) if rtl else (reading_font(15), 22)
            colour = self.theme.color(token(mark.colour))
            text = " ".join(mark.quote.split())
            quote = laid(text, Look(font, line, rtl, QUOTE_LINES, self.theme.color("text"), colour), width)
        if row.note:
            rtl = direction_of_text(row.note, Direction.LTR) is Direction.RTL
            text = row.note.strip().replace("\n", "\u2028")
            look = Look(ui_font(13), _NOTE_LINE, rtl, NOTE_LINES, self.theme.color("text"))
            note = laid(text, look, width)
        return quote, note

    def _draw(self, painter: QPainter, text: _Laid, x: int, y: int, width: int) -> None:
        for number in range(text.lines):
            line = text.layout.lineAt(number)
            shift = width - line.naturalTextWidth() if text.rtl else 0.0
            line.setPosition(QPointF(shift, line.y()))
        text.layout.draw(painter, QPointF(x, y))


def laid(text: str, look: Look, width: int) -> _Laid:
    """Lay a text out in at most so many lines; what is left out is shown by an ellipsis."""
    layout, shown = _lines(text, look, width)
    kept = shown - 2 if shown < len(text) else 0
    while kept > 0:
        cut = text[:kept].rstrip() + "…"
        layout, shown = _lines(cut, look, width)
        if shown >= len(cut):
            break
        kept = min(kept - 1, shown)  # the ellipsis made the last word too long for its line
    return _Laid(layout, layout.lineCount(), look.line, look.rtl)


def _lines(text: str, look: Look, width: int) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text, look.font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if look.rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    whole = QTextLayout.FormatRange()
    whole.start, whole.length = 0, len(text.encode("utf-16-le")) // 2
    made = QTextCharFormat()
    made.setForeground(look.ink)
    if look.background is not None:
        made.setBackground(look.background)
    whole.format = made
    layout.setFormats([whole])
    layout.beginLayout()
    end = 0
    for number in range(look.most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, number * look.line + (look.line - line.height()) / 2))
        end = line.textStart() + line.textLength()
    layout.endLayout()
    units = text.encode("utf-16-le")[: 2 * end]
    return layout, len(units.decode("utf-16-le", "ignore"))
