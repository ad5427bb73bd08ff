"""Writes one unit at a cursor: paragraphs, headings, lists, quotes, tables, code, figures, links."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextList,
    QTextTableFormat,
)

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.core.model import BlockKind, Direction, Picture
from reader.gui.article_view.display_text import DisplayText, Piece, display_text
from reader.gui.article_view.inline_runs import Run, flat
from reader.gui.article_view.portions import Portion
from reader.gui.article_view.text_formats import (
    HEADINGS,
    Property,
    Role,
    TextFormats,
    image_format,
    list_format,
    picture_size,
)
from reader.gui.article_view.units import (
    CAPTION,
    TITLE,
    SidePart,
    Span,
    Unit,
    column_widths,
    columns_beside,
)
from reader.gui.text.messages import fill
from reader.gui.text.plain_tooltip import plain_tip

MISSING_PICTURE = "mark:image-off"
PICTURE = "picture:"

_EDGES = 2  # px of a table's outer borders, which Qt adds to the width it is given
_SEAM = 4
"""Px that Qt leaves between two tables; without them the first line of one is the last of the other."""

READ_ALSO = {"fr": "Lire aussi : ", "en": "Read also: ", "ar": "اقرأ أيضًا: "}
"""Follows the language of the article on screen, not the interface's."""

EMBED_TEXT = QT_TRANSLATE_NOOP("reading", "Embedded content on the original page: ")


LEFT_OUT = QT_TRANSLATE_NOOP("reading", "{n} more characters are not shown here; they are kept and exported")


_NOTHING = DisplayText((), ())


@dataclass(slots=True)
class Placed:
    """A part in the document, or a piece of a long one: its text block, where its text starts in it, and its
    sentences on screen; `joint` and `origin` as those of a `SidePart`."""

    block: QTextBlock
    role: Role
    lead: int = 0
    shown: DisplayText = _NOTHING
    spans: tuple[Span, ...] = ()
    joint: str | None = None
    origin: int = 0

    def range(self, span: Span) -> tuple[int, int]:
        """Document positions of a sentence."""
        base = self.block.position() + self.lead
        return base + self.shown.start(span.start), base + self.shown.end(span.end)


@dataclass(frozen=True, slots=True)
class _Look:
    """How the text of a unit is written; `token` is a colour for all of it, empty for the usual ones."""

    direction: Direction
    language: str
    token: str


class BlockWriter:
    """Writes into any frame of a document. `mark` are properties given to each block it makes."""

    def __init__(self, formats: TextFormats, width: int, pictures: Mapping[str, str]) -> None:
        self.formats = formats
        self.pictures = pictures
        self.mark: dict[Property, object] = {}
        self._lists: dict[object, dict[int, tuple[bool, QTextList]]] = {}
        self._widths: tuple[Unit, tuple[float, ...]] | None = None
        self.begin(width)

    def begin(self, width: int, first: bool = True) -> None:
        """Start in an empty block, `width` px wide; the `first` of a document or cell has no space above."""
        self.width = width
        self._reuse = True
        self._first = first
        self._tight: float | None = None

    @contextlib.contextmanager
    def tight(self, formats: TextFormats) -> Iterator[None]:
        """Write in other formats, close under what stands above."""
        own, self.formats, self._tight = self.formats, formats, 5.0
        yield
        self.formats, self._tight = own, None

    def unit(
        self,
        cursor: QTextCursor,
        unit: Unit,
        parts: tuple[SidePart, ...],
        direction: Direction,
        language: str,
        token: str = "",
        caption_only: bool = False,
        portion: Portion | None = None,
    ) -> list[Placed]:
        """Write a unit; `token` is a colour for all its text. Returns its parts in order.

        `parts` may be a `portion` of it: then those before it were written just now.
        """
        kind, look = unit.kind, _Look(direction, language, token)
        if kind is BlockKind.FIGURE and unit.block is not None:
            if not caption_only:
                self.picture(cursor, unit.block.picture, direction)
            return [self._part(cursor, p, Role.CAPTION, look) for p in parts]
        if kind is BlockKind.TABLE:
            return self._table(cursor, unit, parts, look, portion)
        if kind is BlockKind.LIST:
            return self._list(cursor, parts, look, portion)
        if kind is BlockKind.CODE:
            return [self._code(cursor, part, look) for part in parts]
        role = _role(unit)
        return [self._part(cursor, part, role, look, self._lead(unit, language)) for part in parts]

    def rewrite(
        self, cursor: QTextCursor, spot: Placed, part: SidePart, direction: Direction, language: str
    ) -> None:
        """Replace the text of a placed part, keeping its block, list and cell."""
        made = self.formats.block(spot.role, direction, spot.block.blockFormat().topMargin(), language)
        self._quote_margins(made, spot.role, direction)
        cursor.setPosition(spot.block.position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.mergeBlockFormat(made)  # merged, because a new format would take the block out of its list
        cursor.mergeBlockCharFormat(self._marker(spot.role, part, direction, ""))
        text_list = spot.block.textList()
        if text_list is not None:
            text_list.setFormat(list_format(part.level, part.ordered, direction))
        lead = READ_ALSO.get(language, READ_ALSO["en"]) if spot.lead else ""
        self._fill(cursor, spot, part, direction, "", lead)
        cursor.endEditBlock()

    def new_block(self, cursor: QTextCursor, made: QTextBlockFormat, char: QTextCharFormat) -> None:
        """Go to a new block, or take the empty one that stands there."""
        for name, value in self.mark.items():
            made.setProperty(name, value)
        if self._tight is not None:
            made.setTopMargin(self._tight)
        elif self._first:
            made.setTopMargin(0)
        if self._reuse:
            cursor.setBlockFormat(made)
            cursor.setBlockCharFormat(char)
        else:
            cursor.insertBlock(made, char)
        self._reuse = self._first = False

    def picture(
        self, cursor: QTextCursor, picture: Picture | None, direction: Direction, highest: int = 0
    ) -> None:
        """A picture at column width with its height kept free, or a small mark when it is not there."""
        made = QTextBlockFormat()
        made.setTopMargin(self.formats.step.gap)
        TextFormats.set_direction(made, direction)
        char = self.formats.char(Role.NOTE)
        self.new_block(cursor, made, char)
        name = self.pictures.get(picture.digest, "") if picture is not None else ""
        if picture is None or not name:
            size = self.formats.step.caption + 6
            cursor.insertImage(image_format(MISSING_PICTURE, size, size))
            if picture is not None and picture.alt and not picture.caption:
                cursor.insertText("  " + flat(picture.alt[:300]), char)
            return
        width, height = picture_size(picture, self.width, highest)
        image = image_format(name, width, height)
        image.setToolTip(plain_tip(picture.alt[:300]))
        cursor.insertImage(image)

    def _part(
        self,
        cursor: QTextCursor,
        part: SidePart,
        role: Role,
        look: _Look,
        lead: str = "",
        top: float | None = None,
    ) -> Placed:
        gap = self.formats.gap(role) if top is None else top
        if role in (Role.TITLE, Role.CAPTION):
            gap = 4
        made = self.formats.block(role, look.direction, gap, look.language)
        self._quote_margins(made, role, look.direction)
        _go_on(made, part)
        if role is Role.LIST and part.joint is not None:
            made.setIndent(part.level + 1)  # under the text of the item that it goes on
        self.new_block(cursor, made, self._marker(role, part, look.direction, look.token))
        spot = Placed(cursor.block(), role, joint=part.joint, origin=part.origin)
        self._fill(cursor, spot, part, look.direction, look.token, lead if part.joint is None else "")
        return spot

    def _marker(self, role: Role, part: SidePart, direction: Direction, token: str) -> QTextCharFormat:
        """The format of a block's own mark, if it is in a list; its numbers look better in Latin type.

        Qt leaves a space of that font between mark and text: bullets take a font whose space is wide.
        """
        if role is Role.LIST and not part.ordered:
            return self.formats.bullet(direction is Direction.RTL, token)
        return self.formats.char(role, direction is Direction.RTL and not part.ordered, token)

    def _fill(
        self, cursor: QTextCursor, spot: Placed, part: SidePart, direction: Direction, token: str, lead: str
    ) -> None:
        """Insert a part's text at the cursor and note where its sentences are."""
        language = str(spot.block.blockFormat().property(Property.LANGUAGE) or "")
        hyphens = self.formats.hyphens(spot.role, language)
        large = spot.role in HEADINGS and not self._fits(part, spot.role)
        rtl = direction is Direction.RTL
        spot.shown = display_text(part.runs, rtl, language if large else hyphens, last_word=large)
        spot.spans = part.spans
        spot.lead = len(lead)
        if lead:
            piece = Piece(lead, Run(lead, frozenset(("bold",))), not lead[0].isascii())
            cursor.insertText(lead, self.formats.piece(spot.role, piece, token or "muted"))
        for piece in spot.shown.pieces:
            if piece.text:
                cursor.insertText(piece.text, self.formats.piece(spot.role, piece, token))
        if spot.shown.left_out:
            words = QCoreApplication.translate("reading", LEFT_OUT)
            text = f" … [{fill(words, n=QLocale().toString(spot.shown.left_out))}]"
            cursor.insertText(text, self.formats.piece(spot.role, Piece(text, Run(text), rtl), "muted"))

    def _fits(self, part: SidePart, role: Role) -> bool:
        """Whether each word of a heading fits on a line: in large type one may not, and is hyphenated."""
        longest = max("".join(run.text for run in part.runs).split(), key=len, default="")
        return QFontMetricsF(self.formats.char(role).font()).horizontalAdvance(longest) <= self.width

    def _quote_margins(self, made: QTextBlockFormat, role: Role, direction: Direction) -> None:
        """Quotes stand in from their start side, where the view paints a bar."""
        if role is not Role.QUOTE:
            return
        margin = self.formats.step.body
        made.setProperty(Property.QUOTE, True)
        rtl = direction is Direction.RTL
        made.setLeftMargin(0 if rtl else margin)
        made.setRightMargin(margin if rtl else 0)

    def _lead(self, unit: Unit, language: str) -> str:
        if unit.kind is BlockKind.RELATED:
            return READ_ALSO.get(language, READ_ALSO["en"])
        return QCoreApplication.translate("reading", EMBED_TEXT) if unit.kind is BlockKind.EMBED else ""

    def _list(
        self, cursor: QTextCursor, parts: tuple[SidePart, ...], look: _Look, portion: Portion | None
    ) -> list[Placed]:
        placed = []
        starts = portion is None or portion.starts
        side = self.mark.get(Property.SIDE)
        lists = self._lists[side] = {} if starts else self._lists.get(side, {})
        for number, part in enumerate(parts):
            top = self.formats.step.gap if number == 0 and starts else self.formats.gap(Role.LIST)
            spot = self._part(cursor, part, Role.LIST, look, top=top)
            placed.append(spot)
            if part.joint is not None:
                continue
            for deeper in [level for level in lists if level > part.level]:
                del lists[deeper]
            known = lists.get(part.level)
            if known is not None and known[0] == part.ordered:
                known[1].add(spot.block)
            else:
                made = list_format(part.level, part.ordered, look.direction)
                lists[part.level] = (part.ordered, cursor.createList(made))
        return placed

    def _code(self, cursor: QTextCursor, part: SidePart, look: _Look) -> Placed:
        """Code keeps its lines and spaces and always runs left to right."""
        gap = self.formats.step.gap if part.joint is None else 0
        made = self.formats.block(Role.CODE, Direction.LTR, gap, look.language)
        _go_on(made, part)
        made.setBackground(QBrush(self.formats.theme.color("list")))
        self.new_block(cursor, made, self.formats.char(Role.CODE, token=look.token))
        spot = Placed(cursor.block(), Role.CODE, joint=part.joint, origin=part.origin)
        lines = "\u2028".join(flat(run.text.replace("\n", "\u2028")) for run in part.runs)
        self._fill(cursor, spot, SidePart((Run(lines),), part.spans), Direction.LTR, look.token, "")
        return spot

    def _table(
        self,
        cursor: QTextCursor,
        unit: Unit,
        parts: tuple[SidePart, ...],
        look: _Look,
        portion: Portion | None,
    ) -> list[Placed]:
        """A table; right-to-left ones have their columns reversed, because Qt does not mirror them.

        Columns that have no room beside the others stand in a table below.
        """
        columns, placed = max(1, unit.block.columns if unit.block else 1), dict[int, Placed]()
        most = columns_beside(self.width, self.formats.size(Role.CELL, look.direction is Direction.RTL))
        for first in range(0, columns if parts else 0, most):
            band = range(first, min(columns, first + most))
            made = self._table_format(unit, portion, band, look.direction)
            starts = first == 0 and (portion is None or portion.starts)
            self.new_block(cursor, _between_tables(starts), _tiny(self.formats.char(Role.CELL)))
            table = cursor.insertTable(-(-len(parts) // columns), len(band), made)
            for number, part in enumerate(parts):
                row, column = divmod(number, columns)
                if column not in band:
                    continue
                place = band[-1] - column if look.direction is Direction.RTL else column - first
                inside = table.cellAt(row, place).firstCursorPosition()
                self._reuse = self._first = True
                role = Role.HEADER_CELL if part.header else Role.CELL
                placed[number] = self._part(inside, part, role, look)
            cursor.setPosition(table.lastPosition() + 1)
            self._reuse, self._first = True, False
        return [placed[number] for number in range(len(placed))]

    def _table_format(
        self, unit: Unit, portion: Portion | None, band: range, direction: Direction
    ) -> QTextTableFormat:
        """The look of a table, or of a portion of one, which stands right under the one before."""
        made = QTextTableFormat()
        made.setBorder(1)
        made.setBorderCollapse(True)
        made.setBorderBrush(QBrush(self.formats.theme.color("border")))
        made.setCellPadding(6)
        made.setCellSpacing(0)
        made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        gap = self.formats.step.gap
        starts = band[0] == 0 and (portion is None or portion.starts)
        made.setTopMargin(gap if starts else -_SEAM)
        last = band[-1] + 1 >= (unit.block.columns if unit.block else 1) and (portion is None or portion.ends)
        made.setBottomMargin(gap if last else 0)  # the space above the next block is not kept
        made.setWidth(QTextLength(QTextLength.Type.FixedLength, self.width - _EDGES))
        if portion is not None and unit.block is not None and not (portion.starts and portion.ends):
            if self._widths is None or self._widths[0] is not unit:
                self._widths = unit, column_widths(unit.block)
            own = [self._widths[1][column] for column in band]
            shares = [100 * width / sum(own) for width in own]
            if direction is Direction.RTL:
                shares.reverse()
            kind = QTextLength.Type.PercentageLength
            made.setColumnWidthConstraints([QTextLength(kind, share) for share in shares])
        return made


def _go_on(made: QTextBlockFormat, part: SidePart) -> None:
    """Say of a block that it is a further piece of the part before."""
    if part.joint is not None:
        made.setProperty(Property.JOINT, part.joint)


def _role(unit: Unit) -> Role:
    if unit.id == TITLE:
        return Role.TITLE
    if unit.id == CAPTION:
        return Role.CAPTION
    if unit.kind is BlockKind.HEADING:
        return Role.HEADING if unit.block is not None and unit.block.level <= 2 else Role.SUBHEADING
    return Role.QUOTE if unit.kind is BlockKind.QUOTE else Role.BODY


def _between_tables(starts: bool) -> QTextBlockFormat:
    """The block that Qt wants before each table; before a portion that goes on it takes no room."""
    made = QTextBlockFormat()
    if not starts:
        made.setLineHeight(0.01, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made


def _tiny(char: QTextCharFormat) -> QTextCharFormat:
    char.setFontPointSize(1)
    return char
