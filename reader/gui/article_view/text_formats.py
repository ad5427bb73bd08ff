"""Character and block formats of the reading text: one place where sizes, fonts and colours meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextImageFormat,
    QTextListFormat,
)

from reader.core.model import Direction, Picture
from reader.gui.article_view.display_text import Piece
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.fonts import mono_families, ui_font
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.gui.theme.theme import Theme
from reader.gui.theme.typography import TextStep

FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


class Property(IntEnum):
    """Our own properties on block formats."""

    UNIT = QTextFormat.Property.UserProperty.value + 1
    SIDE = QTextFormat.Property.UserProperty.value + 2
    QUOTE = QTextFormat.Property.UserProperty.value + 3
    LANGUAGE = QTextFormat.Property.UserProperty.value + 4
    JOINT = QTextFormat.Property.UserProperty.value + 5
    """Of a piece of a long paragraph: what stands between it and the piece before."""
    ABOUT = QTextFormat.Property.UserProperty.value + 6
    """Of a line of the program's own words about the article, which is no text of it."""


def joint_before(block: QTextBlock) -> str | None:
    """What stands between a block and the one before it, of whose paragraph it is a further piece.

    `None` for a block that begins a paragraph, and where the other language stands between the pieces.
    """
    made, before = block.blockFormat(), block.previous().blockFormat()
    if not made.hasProperty(Property.JOINT):
        return None
    of_both = (Property.UNIT, Property.SIDE)
    same = all(made.property(name) == before.property(name) for name in of_both)
    return made.stringProperty(Property.JOINT) if same else None


class Role(StrEnum):
    """What a stretch of text is; it decides font, size and spacing."""

    SECTION = "section"
    TITLE = "title"
    META = "meta"
    CAPTION = "caption"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    QUOTE = "quote"
    LIST = "list"
    CELL = "cell"
    HEADER_CELL = "header-cell"
    CODE = "code"
    NOTE = "note"


RUNNING = (Role.BODY, Role.QUOTE, Role.LIST)
"""Running text: what can be justified and hyphenated."""

HEADINGS = (Role.TITLE, Role.HEADING, Role.SUBHEADING)
"""Text that is large: a word of it may not fit on a line."""

_SANS = (Role.SECTION, Role.META, Role.CAPTION, Role.NOTE)
_STRONG = (*HEADINGS, Role.HEADER_CELL)


@dataclass(frozen=True, slots=True)
class TextFormats:
    """Makes formats for one theme and size; `muted` gives the second text of the interleaved view."""

    theme: Theme
    step: TextStep
    muted: bool = False
    fonts: ReadingFonts = field(default_factory=ReadingFonts)
    hyphenate: bool = False
    justify: bool = False
    _cache: dict[object, QTextCharFormat] = field(default_factory=dict, compare=False)

    def size(self, role: Role, arabic: bool) -> int:
        """Font size in px."""
        step = self.step
        if role is Role.TITLE:
            return step.arabic_title if arabic else step.title
        if role is Role.HEADING:
            return step.arabic_heading if arabic else step.heading
        if role is Role.SUBHEADING:
            return round((step.arabic_heading if arabic else step.heading) * 0.9)
        if role in _SANS:
            return step.caption
        if role in (Role.CELL, Role.HEADER_CELL, Role.CODE):
            return round((step.arabic if arabic else step.body) * 0.88)
        return step.arabic if arabic else step.body

    def line(self, role: Role, arabic: bool) -> int:
        """Line height in px."""
        step = self.step
        if role is Role.TITLE:
            return step.arabic_title_line if arabic else step.title_line
        if role in (Role.HEADING, Role.SUBHEADING):
            return step.arabic_heading_line if arabic else step.heading_line
        if role in _SANS:  # the title stands in one place, whatever language the section above it is in
            return round(step.caption * (1.7 if arabic or role is Role.SECTION else 1.42))
        if role in (Role.CELL, Role.HEADER_CELL, Role.CODE):
            return round((step.arabic_line if arabic else step.line) * 0.85)
        return step.arabic_line if arabic else step.line

    def char(
        self, role: Role, arabic: bool = False, token: str = "", styles: frozenset[str] = frozenset()
    ) -> QTextCharFormat:
        """The format of text in a role, without link; `token` overrides its colour."""
        key = (role, arabic, token, styles)
        made = self._cache.get(key)
        if made is None:
            made = self._cache[key] = self._char(role, arabic, token, styles)
        return QTextCharFormat(made)

    def bullet(self, arabic: bool, token: str = "") -> QTextCharFormat:
        """The format of a bullet, which takes its size and its distance from the text from its font."""
        made = self.char(Role.LIST, arabic, token)
        font = made.font()
        font.setFamilies(mono_families())
        font.setPixelSize(round(self.size(Role.LIST, arabic) * 0.9))
        made.setFont(font)
        return made

    def piece(self, role: Role, piece: Piece, token: str = "") -> QTextCharFormat:
        """The format of a piece of display text, its link included."""
        run = piece.run
        if not run.href:
            return self.char(role, piece.arabic, token, run.styles)
        made = self.char(role, piece.arabic, token or "accent", run.styles)
        made.setAnchor(True)
        made.setAnchorHref(run.href)
        made.setFontUnderline(True)
        made.setToolTip(plain_tip(run.href))
        return made

    def block(self, role: Role, direction: Direction, top: float = 0, language: str = "") -> QTextBlockFormat:
        """The format of a block: fixed line height by script, own direction, flush at its start."""
        rtl = direction is Direction.RTL
        made = QTextBlockFormat()
        made.setLineHeight(self.line(role, rtl), FIXED)
        made.setTopMargin(top)
        self.set_direction(made, direction)
        if self.justify and not rtl and role in RUNNING:  # Qt spreads Arabic lines unevenly
            made.setAlignment(Qt.AlignmentFlag.AlignJustify)  # its last line stands at the start by itself
        if role in (Role.TITLE, Role.HEADING, Role.SUBHEADING):
            made.setHeadingLevel({Role.TITLE: 1, Role.HEADING: 2, Role.SUBHEADING: 3}[role])
        if language:
            made.setProperty(Property.LANGUAGE, language)
        return made

    @staticmethod
    def set_direction(made: QTextBlockFormat, direction: Direction) -> None:
        """Set direction and start alignment, whatever the interface's direction."""
        rtl = direction is Direction.RTL
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)

    def hyphens(self, role: Role, language: str) -> str:
        """The language to hyphenate text of a role in, empty for not at all."""
        return language if self.hyphenate and role in RUNNING else ""

    def gap(self, role: Role) -> int:
        """Space above a block in the running text, px."""
        if role in (Role.HEADING, Role.SUBHEADING):
            return round(self.step.gap * 1.6)
        if role is Role.LIST:
            return round(self.step.gap * 0.4)
        return self.step.gap

    def _char(self, role: Role, arabic: bool, token: str, styles: frozenset[str]) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._font(role, arabic, styles))
        made.setForeground(self.theme.color(token or self._token(role)))
        if "mark" in styles:
            made.setBackground(self.theme.color("hl.yellow"))
            made.setForeground(self.theme.color("text"))
        if "sup" in styles or "sub" in styles:
            alignment = QTextCharFormat.VerticalAlignment
            made.setVerticalAlignment(
                alignment.AlignSuperScript if "sup" in styles else alignment.AlignSubScript
            )
        made.setFontStrikeOut("strike" in styles)
        made.setFontUnderline("underline" in styles)
        return made

    def _token(self, role: Role) -> str:
        if role is Role.SECTION:
            return "accent"
        return "muted" if self.muted or role in (Role.META, Role.CAPTION, Role.NOTE) else "text"

    def _font(self, role: Role, arabic: bool, styles: frozenset[str]) -> QFont:
        size = self.size(role, arabic)
        strong = role in _STRONG or "bold" in styles
        if role in _SANS:
            return ui_font(size, 600 if role is Role.SECTION or "bold" in styles else 400)
        if role is Role.CODE or "code" in styles:
            font = QFont()
            font.setFamilies(mono_families())
            font.setPixelSize(size if role is Role.CODE else round(size * 0.88))
            return font
        if arabic:
            return self.fonts.for_arabic(size, strong)
        return self.fonts.for_latin(size, strong, "italic" in styles)


def picture_size(picture: Picture, width: int, highest: int = 0) -> tuple[int, int]:
    """Size in px to show a picture at: column width, never enlarged, not higher than 1.2 columns.

    One that would be higher than `highest` px shows its middle.
    """
    if picture.width <= 0 or picture.height <= 0:
        return width, round(width * 9 / 16)
    if highest and min(1.0, width / picture.width) * picture.height > highest:
        return max(1, min(width, picture.width)), highest
    scale = min(1.0, width / picture.width, width * 1.2 / picture.height)
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def image_format(name: str, width: int, height: int) -> QTextImageFormat:
    """The format of a picture in a document; `width` and `height` in px."""
    made = QTextImageFormat()
    made.setName(name)
    made.setWidth(width)
    made.setHeight(height)
    return made


def list_format(level: int, ordered: bool, direction: Direction) -> QTextListFormat:
    """The format of a list, so many levels below the outermost."""
    made = QTextListFormat()
    style = QTextListFormat.Style
    bullets = (style.ListDisc, style.ListCircle, style.ListSquare)
    made.setStyle(style.ListDecimal if ordered else bullets[level % 3])
    made.setIndent(level + 1)
    if direction is Direction.RTL:  # Qt swaps prefix and suffix and then draws from the right
        made.setNumberPrefix(".")
        made.setNumberSuffix("")
    return made
