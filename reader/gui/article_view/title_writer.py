"""The head of an article: section, byline with avatar, reading time, lead picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from reader.core.languages import language
from reader.core.messages import QT_TRANSLATE_NOOP, isolate
from reader.core.model import Direction, Picture
from reader.gui.article_view.block_writer import BlockWriter
from reader.gui.article_view.inline_runs import flat
from reader.gui.article_view.text_formats import Property, Role, TextFormats

AVATAR = 36
"""Px of the avatar beside the two lines of the byline at the usual size of the text."""
_USUAL = 13
"""Px of those lines' letters then."""
ABOVE_BYLINE = 14
"""Px between the title and a byline without a face."""
DOT = " ·\u00a0"
"""Parts what stands on one line; where that breaks, it begins the next line."""
ORIGINAL = QT_TRANSLATE_NOOP("reading", "original")
MACHINE = QT_TRANSLATE_NOOP("reading", "machine translation")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around the title, worded and dated; empty fields are left out."""

    section: str = ""
    author: str = ""
    site: str = ""
    meta: tuple[str, ...] = ()
    avatar: str = ""
    lead: Picture | None = None


def avatar_side(formats: TextFormats) -> int:
    """Px of the avatar at a size of the text: as high as the two lines beside it."""
    return max(AVATAR, round(AVATAR * formats.size(Role.META, False) / _USUAL))


def write_section(
    writer: BlockWriter, cursor: QTextCursor, section: str, direction: Direction, top: int = 0
) -> None:
    """The section label above the title, in the title's language; nothing where there is none."""
    if section:
        char = writer.formats.char(Role.SECTION)
        writer.new_block(cursor, writer.formats.block(Role.SECTION, direction, top), char)
        cursor.insertText(isolate(flat(section)), char)


def write_column_name(
    writer: BlockWriter, cursor: QTextCursor, language_code: str, original: bool, direction: Direction
) -> None:
    """Above a column of the side-by-side view: its language in its own script, and what the text is."""
    formats = writer.formats
    writer.new_block(cursor, _about(formats, direction), formats.char(Role.META))
    strong = formats.char(Role.META, token="text", styles=frozenset(("bold",)))
    cursor.insertText(isolate(language(language_code).own_name), strong)
    text = QCoreApplication.translate("reading", ORIGINAL if original else MACHINE)
    cursor.insertText("  " + isolate(text), formats.char(Role.META))


def write_byline(
    writer: BlockWriter, cursor: QTextCursor, header: Header, direction: Direction
) -> list[QTextBlock]:
    """Author and source, then date and times; returns the block of the second line (for updates)."""
    if header.avatar:
        inside = _beside_avatar(writer, cursor, header, direction)
        blocks = _lines(writer, inside, header, direction, 0)
        cursor.setPosition(cursor.document().rootFrame().lastPosition())
        writer.begin(writer.width, first=False)
        return blocks
    return _lines(writer, cursor, header, direction, ABOVE_BYLINE)


def rewrite_meta(writer: BlockWriter, block: QTextBlock, meta: tuple[str, ...]) -> None:
    """Replace the line of date and times."""
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(meta_text(meta), writer.formats.char(Role.META))


def meta_text(meta: tuple[str, ...]) -> str:
    """Date and times in one line; each is isolated and kept whole, so lines break and mirror at the dots."""
    return DOT.join(isolate(item.replace(" ", "\u00a0")) for item in meta if item)


def write_lead(
    writer: BlockWriter, cursor: QTextCursor, lead: Picture, direction: Direction, highest: int
) -> None:
    """The lead picture, at the start side when it is narrow; its caption is a unit of its own."""
    writer.picture(cursor, lead, direction, highest)


def _lines(
    writer: BlockWriter, cursor: QTextCursor, header: Header, direction: Direction, top: int
) -> list[QTextBlock]:
    formats = writer.formats
    if header.author or header.site:
        writer.new_block(cursor, formats.block(Role.META, direction, top), formats.char(Role.META))
        if header.author:
            strong = formats.char(Role.META, token="text", styles=frozenset(("bold",)))
            cursor.insertText(isolate(flat(header.author)), strong)
        if header.site:
            dot = DOT if header.author else ""
            cursor.insertText(dot + isolate(flat(header.site)), formats.char(Role.META))
        top = 0
    writer.new_block(cursor, _about(formats, direction, top), formats.char(Role.META))
    cursor.insertText(meta_text(header.meta), formats.char(Role.META))
    return [cursor.block()]


def _about(formats: TextFormats, direction: Direction, top: int = 0) -> QTextBlockFormat:
    """The format of a line that the program says about the article."""
    made = formats.block(Role.META, direction, top)
    made.setProperty(Property.ABOUT, True)
    return made


def _beside_avatar(
    writer: BlockWriter, cursor: QTextCursor, header: Header, direction: Direction
) -> QTextCursor:
    made = QTextTableFormat()
    made.setBorder(0)
    made.setCellPadding(0)
    made.setCellSpacing(0)
    made.setTopMargin(12)
    step = writer.formats.step
    made.setBottomMargin(step.gap)
    side = avatar_side(writer.formats)
    fixed = QTextLength(QTextLength.Type.FixedLength, side + 10)
    rest = QTextLength(QTextLength.Type.VariableLength, 0)
    rtl = direction is Direction.RTL
    made.setColumnWidthConstraints([rest, fixed] if rtl else [fixed, rest])
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(1, 2, made)
    picture = table.cellAt(0, 1 if rtl else 0).firstCursorPosition()
    writer.begin(writer.width)
    writer.new_block(picture, _image_block(writer, direction), writer.formats.char(Role.META))
    image = QTextImageFormat()
    image.setName(header.avatar)
    image.setWidth(side)
    image.setHeight(side)
    picture.insertImage(image)
    writer.begin(writer.width)
    return table.cellAt(0, 0 if rtl else 1).firstCursorPosition()


def _image_block(writer: BlockWriter, direction: Direction) -> QTextBlockFormat:
    made = writer.formats.block(Role.META, direction)
    made.clearProperty(made.Property.LineHeight.value)
    made.clearProperty(made.Property.LineHeightType.value)
    return made
