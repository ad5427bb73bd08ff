"""An article becomes boxes for its pages: title, text, lists, tables and pictures, in one column or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from PySide6.QtCore import QDate, QLocale

from reader.core.block_html import rows_of
from reader.core.languages import direction_of
from reader.core.messages import isolate
from reader.core.model import Block, BlockKind, Direction, Part
from reader.gui.article_view.inline_runs import Run, runs_of, safe_link
from reader.gui.export.boxes import (
    SIGN_GAP,
    Box,
    FigureBox,
    RowBox,
    RuleBox,
    TextBox,
    picture_size,
    side_by_side,
    stacked,
)
from reader.gui.export.page_marks import Element
from reader.gui.export.page_style import DIGIT, GUTTER, INDENT, PageStyle, PrintRole
from reader.gui.export.pagination import Item
from reader.gui.export.typeset_text import Setting, TextSetter, pieces_of
from reader.reading.article_export import shown_address
from reader.reading.printed_article import PrintedArticle, PrintedRow

BULLET = "•"
LONGEST_CAPTION = 8
"""Lines of a caption that stay with their picture; a longer one flows on as text."""
HIGHEST = 0.52
"""Of a page's text, what a picture takes at most."""
_CELL_PADDING, _CELL_GAP = 35, 120


class Typesetter:
    """For one article and one page style; `document` has what its parts are, in reading order."""

    def __init__(self, article: PrintedArticle, files: Mapping[str, Path], style: PageStyle) -> None:
        self.document = Element("Document", article.languages[0])
        self._article = article
        self._files = files
        self._style = style
        self._text = TextSetter(style)

    def items(self) -> Iterator[Item]:
        """The article's boxes in their order."""
        yield from self._head()
        for row in self._article.rows:
            yield from self._row(row)

    # The head of the first page

    def _head(self) -> Iterator[Item]:
        article, language = self._article, self._article.languages[0]
        if article.section:
            yield from self._whole(PrintRole.SECTION, article.section, language, keep=True)
        yield from self._facing(
            tuple(
                Block(
                    "title",
                    BlockKind.HEADING,
                    (Part(escape(title, quote=False), title),),
                    level=1,
                    direction=direction_of(code),
                )
                for title, code in zip(article.titles, article.languages, strict=True)
            ),
            article.languages,
        )
        date = _long_date(article.date, language)
        about = " · ".join(isolate(part) for part in (article.author, article.site, date) if part)
        if about:
            yield from self._whole(PrintRole.META, about, language, keep=True)
        if article.address:
            link = Run(isolate(shown_address(article.address)), href=safe_link(article.address))
            yield from self._whole(
                PrintRole.META, shown_address(article.address), language, keep=True, runs=(link,)
            )
        if article.remark:
            yield from self._whole(PrintRole.META, isolate(article.remark), language, keep=True)
        yield Item(RuleBox(self._style.measure), gap=80, keep=True)

    def _whole(
        self, role: PrintRole, text: str, language: str, keep: bool = False, runs: Sequence[Run] = ()
    ) -> Iterator[Item]:
        """A line of the head, over the page's whole width."""
        rtl = direction_of(language) is Direction.RTL
        setting = Setting(role, language, rtl, self._style.measure)
        box = self._text.set(runs or (Run(text),), setting, self.document.inside("P", language))
        yield Item(box, self._style.gap(role), keep)

    # The rows of the text

    def _row(self, row: PrintedRow) -> Iterator[Item]:
        kind = row.blocks[0].kind
        if kind is BlockKind.FIGURE and row.blocks[0].picture is not None:
            yield from self._figure(row)
        elif kind is BlockKind.TABLE:
            for block, code in zip(row.blocks, row.languages, strict=True):
                yield from self._table(block, code)
        elif len(row.blocks) > 1:
            yield from self._facing(row.blocks, row.languages)
        else:
            yield from self._stacked(row.blocks[0], row.languages[0], self._style.measure)

    def _facing(self, blocks: Sequence[Block], languages: Sequence[str]) -> Iterator[Item]:
        """The versions of one block side by side, one that is read from the right on the right."""
        if len(blocks) == 1:
            yield from self._stacked(blocks[0], languages[0], self._style.measure)
            return
        pairs = [
            list(self._stacked(block, code, self._style.column))
            for block, code in zip(blocks, languages, strict=True)
        ]
        if _turned(languages):
            pairs.reverse()
        places = (0, self._style.column + GUTTER)
        for number in range(max(map(len, pairs))):
            here = [side[number] if number < len(side) else None for side in pairs]
            first = next(item for item in here if item)
            row = side_by_side([item.box if item else None for item in here], places)
            yield Item(row, first.gap, first.keep)

    def _stacked(self, block: Block, language: str, width: float) -> Iterator[Item]:
        """A block of text in a column of a width."""
        rtl = block.direction is Direction.RTL
        match block.kind:
            case BlockKind.LIST:
                yield from self._list(block, language, width)
            case BlockKind.QUOTE:
                holder = self.document.inside("BlockQuote", language)
                setting = Setting(PrintRole.QUOTE, language, rtl, width, INDENT * 0.8)
                for part in block.parts:
                    yield from self._texts(runs_of(part.html), setting, holder.inside("P"), bar=True)
            case BlockKind.HEADING:
                role = _heading_role(block.level)
                tag = f"H{min(max(block.level or 2, 1), 6)}"
                element = self.document.inside(tag, language, title=" ".join(block.text.split()))
                setting = Setting(role, language, rtl, width)
                yield from self._texts(_joined(block.parts), setting, element, keep=True)
            case _:
                role = PrintRole.CODE if block.kind is BlockKind.CODE else PrintRole.BODY
                tag = "Code" if block.kind is BlockKind.CODE else "P"
                setting = Setting(role, language, rtl, width)
                runs = _joined(block.parts)
                link = safe_link(block.url)
                if link and not any(run.href for run in runs):
                    runs = tuple(Run(run.text, run.styles, link) for run in runs)
                yield from self._texts(runs, setting, self.document.inside(tag, language))

    def _texts(
        self, runs: Sequence[Run], setting: Setting, element: Element, keep: bool = False, bar: bool = False
    ) -> Iterator[Item]:
        gap = self._style.gap(setting.role)
        for piece in pieces_of(runs):
            yield Item(self._text.set(piece, setting, element, bar), gap, keep)
            gap = 0

    def _one(self, runs: Sequence[Run], setting: Setting, element: Element) -> Box:
        """All of a text as one box."""
        pieces = [self._text.set(piece, setting, element) for piece in pieces_of(runs)]
        return stacked(pieces) or self._text.set([], setting, element)

    def _list(self, block: Block, language: str, width: float) -> Iterator[Item]:
        rtl = block.direction is Direction.RTL
        holder = self.document.inside("L", language)
        counts: dict[int, int] = {}
        digits = len(str(len(block.parts))) if any(part.ordered for part in block.parts) else 0
        first = INDENT + DIGIT * digits
        for number, part in enumerate(block.parts):
            counts = {level: count for level, count in counts.items() if level <= part.level}
            counts[part.level] = counts.get(part.level, 0) + 1
            item = holder.inside("LI")
            indent = INDENT * min(part.level, 4) + first
            sign = f"{counts[part.level]}." if part.ordered else BULLET
            setting = Setting(PrintRole.LIST, language, rtl, first - SIGN_GAP)
            marker: TextBox | None = self._text.set((Run(sign),), setting, item.inside("Lbl"))
            body = Setting(PrintRole.LIST, language, rtl, width, indent)
            gap = self._style.gap(PrintRole.LIST if number else PrintRole.BODY)
            for piece in pieces_of(runs_of(part.html)):
                box = self._text.set(piece, body, item.inside("LBody"))
                yield Item(_with_marker(box, marker, indent), gap)
                marker, gap = None, 0

    # Tables and pictures

    def _table(self, block: Block, language: str) -> Iterator[Item]:
        rows = list(rows_of(block))
        columns = max(block.columns, 1)
        widths = _column_widths(rows, columns, self._style.measure - _CELL_GAP * (columns - 1))
        rtl = block.direction is Direction.RTL
        places = [sum(widths[:number]) + _CELL_GAP * number for number in range(columns)]
        if rtl:
            places = [
                self._style.measure - place - width for place, width in zip(places, widths, strict=True)
            ]
        table = self.document.inside("Table", language)
        head: Box | None = None
        for number, row in enumerate(rows):
            box = self._table_row(row, language, rtl, (widths, places), table.inside("TR"))
            heads = number == 0 and any(cell.header for cell in row)
            yield Item(box, 0 if number else self._style.gap(PrintRole.BODY), heads, head)
            if heads:
                head = box
        yield Item(RuleBox(self._style.measure, 0), gap=40)

    def _table_row(
        self,
        row: Sequence[Part],
        language: str,
        rtl: bool,
        columns: tuple[Sequence[float], Sequence[float]],
        element: Element,
    ) -> RowBox:
        cells: list[Box] = []
        for part, width in zip(row, columns[0], strict=False):
            role = PrintRole.HEADER_CELL if part.header else PrintRole.CELL
            inside = element.inside("TH" if part.header else "TD")
            setting = Setting(role, language, rtl, width)
            cells.append(self._one(runs_of(part.html), setting, inside))
        places = tuple(columns[1][: len(cells)])
        return RowBox(tuple(cells), places, self._style.measure, rule=True, padding=_CELL_PADDING)

    def _figure(self, row: PrintedRow) -> Iterator[Item]:
        """A picture once, with its captions in each language below."""
        picture = row.blocks[0].picture
        file = self._files.get(picture.src) if picture is not None else None
        size = picture_size(file) if file is not None else None
        element = self.document.inside("Figure", row.languages[0], alt=_description(row.blocks[0]))
        below = self._captions([block for block in row.blocks if block.parts], row.languages)
        if file is None or size is None:
            if below is not None:
                yield Item(below, self._style.gap(PrintRole.BODY))
            return
        widest = self._style.measure
        factor = min(1.0, widest / size[0], self._style.room * HIGHEST / size[1])
        drawn = (size[0] * factor, size[1] * factor)
        gap = self._style.gap(PrintRole.BODY) + 40
        highest = LONGEST_CAPTION * self._style.line(PrintRole.CAPTION, True)
        if below is None or below.height <= highest:
            yield Item(FigureBox(file, element, drawn, widest, below), gap)
        else:
            yield Item(FigureBox(file, element, drawn, widest), gap, keep=True)
            yield Item(below, self._style.gap(PrintRole.CAPTION))
        yield Item(RuleBox(widest, 0), gap=30)

    def _captions(self, captions: Sequence[Block], languages: Sequence[str]) -> Box | None:
        boxes: list[Box] = []
        width = self._style.column if len(captions) > 1 else self._style.measure
        for block, code in zip(captions, languages, strict=False):
            rtl = block.direction is Direction.RTL
            setting = Setting(PrintRole.CAPTION, code, rtl, width)
            boxes.append(self._one(_joined(block.parts), setting, self.document.inside("Caption", code)))
        if len(boxes) > 1:
            if (
                direction_of(languages[0]) is Direction.RTL
                and direction_of(languages[1]) is not Direction.RTL
            ):
                boxes.reverse()
            return side_by_side(boxes, (0, self._style.column + GUTTER))
        return boxes[0] if boxes else None


def _turned(languages: Sequence[str]) -> bool:
    """Whether the first of two languages stands on the right: it is read from there, the other is not."""
    return [direction_of(code) for code in languages] == [Direction.RTL, Direction.LTR]


def _long_date(date: str, language: str) -> str:
    """A `YYYY-MM-DD` day in an article's language; Arabic as in Morocco, whose digits everybody reads."""
    day = QDate.fromString(date[:10], "yyyy-MM-dd")
    locale = QLocale("ar_MA" if language == "ar" else language)
    return locale.toString(day, "d MMMM yyyy") if day.isValid() else date


def _heading_role(level: int) -> PrintRole:
    if level == 1:
        return PrintRole.TITLE
    return PrintRole.HEADING if level <= 2 else PrintRole.SUBHEADING


def _joined(parts: Sequence[Part]) -> tuple[Run, ...]:
    """The runs of all parts of a block, each part in a line of its own."""
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Run("\u2028"))
        runs.extend(runs_of(part.html))
    return tuple(runs)


def _with_marker(box: TextBox, marker: TextBox | None, indent: float) -> TextBox:
    """A list's text with its sign, and both sides' room: the sign stands in the indent of the start."""
    return replace(box, marker=marker, inset=indent)


def _description(block: Block) -> str:
    picture = block.picture
    return (picture.alt or picture.caption if picture is not None else "") or block.text


def _column_widths(rows: Sequence[Sequence[Part]], columns: int, room: float) -> list[float]:
    """Shares of a table's width by the length of what its columns hold, none very narrow or wide."""
    weights = [4.0] * columns
    for row in rows[:200]:
        for number, cell in enumerate(row[:columns]):
            weights[number] = max(weights[number], min(len(cell.text), 36))
    total = sum(weights)
    return [room * weight / total for weight in weights]
