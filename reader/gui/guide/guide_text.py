"""A page of the guide as a text document: Markdown read by Qt, then set in the theme's type and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from reader.gui.theme.fonts import arabic_families, latin_families, mono_families
from reader.gui.theme.theme import Theme

COLUMN = 680
"""The widest that the text may be, in px."""

_HEADINGS = {1: 26, 2: 19, 3: 16}  # px
_BODY = {False: (16, 25), True: (18, 33)}
"""Size and height of a line in px, of Latin and of Arabic text."""
_TYPED = 22  # px, the height of a line to type
_INDENT = 24  # px, of a list
_CODE = re.compile(r"`([^`\n]+)`")
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"


def prepared(text: str, rtl: bool) -> str:
    """Markdown as Qt shows it rightly: in Arabic, keys and addresses isolated and tables mirrored."""
    if not rtl:
        return text
    fenced = text.split("```")
    for number in range(0, len(fenced), 2):
        lines = _CODE.sub(rf"`{_LEFT_TO_RIGHT}\1{_END}`", fenced[number]).split("\n")
        fenced[number] = "\n".join(_mirrored(line) if line.startswith("|") else line for line in lines)
    return "```".join(fenced)


def _mirrored(row: str) -> str:
    """A row of a table with its cells in reverse: Qt lays columns out from the left in every direction."""
    return "| " + " | ".join(reversed([cell.strip() for cell in row.strip().strip("|").split("|")])) + " |"


def fill(document: QTextDocument, text: str, theme: Theme, rtl: bool) -> None:
    """Put a page into a document."""
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(prepared(text, rtl), features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    document.setIndentWidth(_INDENT)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, theme)
    for block in _blocks(document):
        _set_block(QTextCursor(block), block, theme, rtl)
    cursor.endEditBlock()


def fit_pictures(document: QTextDocument, widths: dict[str, int], room: int) -> None:
    """Make pictures as wide as they are, and no wider than the room there is, in px."""
    for block in _blocks(document):
        for start, length, style in _runs(block):
            if style.isImageFormat() and (width := widths.get(style.toImageFormat().name(), 0)):
                image = style.toImageFormat()
                image.setWidth(min(width, room))
                _over(document, start, length).setCharFormat(image)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _runs(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Beginning, length and format of each stretch of a block that is set alike."""
    runs = []
    place = block.begin()
    while not place.atEnd():
        part = place.fragment()
        runs.append((part.position(), part.length(), part.charFormat()))
        place += 1
    return runs


def _over(document: QTextDocument, start: int, length: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _set_block(cursor: QTextCursor, block: QTextBlock, theme: Theme, rtl: bool) -> None:
    size, height = _BODY[rtl]
    shape = QTextBlockFormat(block.blockFormat())
    level = shape.headingLevel()
    is_code = _is_code(block)
    towards_right = rtl and not is_code
    directions, sides = Qt.LayoutDirection, Qt.AlignmentFlag
    shape.setLayoutDirection(directions.RightToLeft if towards_right else directions.LeftToRight)
    shape.setAlignment((sides.AlignRight if towards_right else sides.AlignLeft) | sides.AlignAbsolute)
    if level:
        size = _HEADINGS.get(level, size) + (2 if rtl else 0)
        shape.setTopMargin(8 if level == 1 else 22)
        shape.setBottomMargin(8)
    elif cursor.currentTable() is None:
        shape.setTopMargin(0)
        inner = cursor.currentList() is not None and block.next().textList() is cursor.currentList()
        shape.setBottomMargin(4 if inner else 12)
    else:
        height -= 4
    if is_code:
        height = _TYPED
        shape.setNonBreakableLines(False)  # else one long line makes the whole page wider
        shape.setBackground(theme.color("list"))
        shape.setBottomMargin(0 if _is_code(block.next()) else 12)
    runs = _runs(block)
    if not level and not any(style.isImageFormat() for _, _, style in runs):
        shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(shape)
    for start, length, style in runs:
        if not style.isImageFormat():
            if is_code:
                style.setFontFixedPitch(True)
            _over(block.document(), start, length).setCharFormat(_type(style, theme, rtl, size, level))


def _is_code(block: QTextBlock) -> bool:
    """Whether a block is a line to type."""
    properties = QTextFormat.Property
    return block.blockFormat().hasProperty(properties.BlockCodeFence) or block.blockFormat().hasProperty(
        properties.BlockCodeLanguage
    )


def _type(style: QTextCharFormat, theme: Theme, rtl: bool, size: int, level: int) -> QTextCharFormat:
    """What a stretch of text is set in."""
    made = QTextCharFormat(style)
    made.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # it outweighs a size
    bold = bool(level) or style.fontWeight() > 400
    if style.fontFixedPitch():
        made.setFontFamilies(mono_families())
        made.setBackground(theme.color("list"))
        size -= 3
    elif rtl:
        made.setFontFamilies(arabic_families())
        made.setFontWeight(700 if bold else 400)
    else:
        made.setFontFamilies(latin_families(semibold=bold))
        made.setFontWeight(600 if bold else 400)
    made.setProperty(QTextFormat.Property.FontPixelSize, size)
    made.setForeground(theme.color("accent" if style.isAnchor() else "text"))
    return made


def _set_table(table: QTextTable, theme: Theme) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(theme.color("border"))
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(6)
    shape.setBottomMargin(12)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
