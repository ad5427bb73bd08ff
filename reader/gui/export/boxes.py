"""What a printed page is put together from: text in lines, rows of columns, pictures with their captions.

All lengths are in the units of `page_style`. A box is drawn whole, or split where a page ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout, QTextLine

from reader.gui.article_view.display_text import ADDED
from reader.gui.background.picture_loader import picture_reader
from reader.gui.export.page_marks import Canvas, Element
from reader.gui.export.page_style import UNITS_AN_INCH
from reader.reading.hyphenation import SOFT_HYPHEN

FEWEST = 2
"""Lines of a paragraph that stand on a page at least."""
SMALLEST = 0.62
"""How far a picture may be made smaller to stand on the page it belongs to."""
SIGN_GAP = 50
"""Between a list item's sign and its text."""
DOTS_AN_INCH = 220
RULE = QColor("#9a9a9a")


class Box(Protocol):
    """A part of a page; `least` is the height of the smallest piece it can be split into."""

    @property
    def height(self) -> float: ...

    @property
    def least(self) -> float: ...

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        """What fits into a height, and the rest; `None` for nothing."""

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its top left corner there."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """Lines `first` to `last` (exclusive) of a laid out text.

    Args:
        element: `None` for what a screen reader passes over.
        marker: a list item's sign, drawn beside the first line. bar: a line at the side, of a quotation.
        rtl: which side is the start. inset: how far the text stands from its start.
    """

    layout: QTextLayout
    element: Element | None
    line: float
    width: float
    first: int
    last: int
    rtl: bool = False
    inset: float = 0
    marker: TextBox | None = None
    bar: bool = False

    @property
    def height(self) -> float:
        return (self.last - self.first) * self.line

    @property
    def least(self) -> float:
        lines = self.last - self.first
        return self.line * (lines if lines < 2 * FEWEST else FEWEST)

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        lines = self.last - self.first
        fit = math.floor(room / self.line + 0.001)
        if fit >= lines:
            return self, None
        fit = min(fit, lines - FEWEST)
        if fit < FEWEST:
            return None, self
        shorter = range(fit, max(FEWEST, fit - 2) - 1, -1)
        fit = next((lines for lines in shorter if not self._parts_a_word(self.first + lines)), fit)
        cut = self.first + fit
        return replace(self, last=cut), replace(self, first=cut, marker=None)

    def _parts_a_word(self, cut: int) -> bool:
        """Whether the line before `cut` ends within a word: its other half must not stand overleaf."""
        return _words_of(self.layout.lineAt(cut - 1), self._letters()).endswith(SOFT_HYPHEN)

    def _letters(self) -> bytes:
        """The text as Qt counts it."""
        return self.layout.text().encode("utf-16-le")

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        if self.bar:
            side = x + self.width - 12 if self.rtl else x
            with canvas.marked(None):
                canvas.painter.fillRect(QRectF(side, y + 20, 12, self.height - 30), RULE)
        if self.marker is not None:
            before = self.inset - self.marker.width - SIGN_GAP
            side = x + (self.width - before - self.marker.width if self.rtl else before)
            self.marker.draw(canvas, side, y)
        origin = QPointF(x if self.rtl else x + self.inset, y - self.first * self.line)
        letters = self._letters()
        for number in range(self.first, self.last):
            line = self.layout.lineAt(number)
            text = _words_of(line, letters)
            with canvas.marked(self.element, text, y + (number - self.first) * self.line):
                line.draw(canvas.painter, origin)


def _words_of(line: QTextLine, letters: bytes) -> str:
    start = 2 * line.textStart()
    return letters[start : start + 2 * line.textLength()].decode("utf-16-le", "replace")


def said(line: str) -> str:
    """A line as it is copied and read aloud: without what only its looks need."""
    hyphen = SOFT_HYPHEN if line.endswith(SOFT_HYPHEN) else ""
    return line.translate(ADDED).replace("\u2028", "") + hyphen


@dataclass(frozen=True, slots=True)
class RowBox:
    """Boxes side by side, at `places` from the left; `rule` draws a line below, `padding` is left around."""

    cells: tuple[Box | None, ...]
    places: tuple[float, ...]
    width: float = 0
    rule: bool = False
    padding: float = 0

    @property
    def height(self) -> float:
        return max((cell.height for cell in self.cells if cell), default=0) + 2 * self.padding

    @property
    def least(self) -> float:
        return max((cell.least for cell in self.cells if cell), default=0) + 2 * self.padding

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        if self.height <= room + 0.01:
            return self, None
        heads: list[Box | None] = []
        tails: list[Box | None] = []
        for cell in self.cells:
            head, tail = cell.split(room - 2 * self.padding) if cell else (None, None)
            if cell and head is None:
                return None, self
            heads.append(head)
            tails.append(tail)
        return replace(self, cells=tuple(heads)), replace(self, cells=tuple(tails))

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        for cell, place in zip(self.cells, self.places, strict=True):
            if cell:
                cell.draw(canvas, x + place, y + self.padding)
        if self.rule:
            with canvas.marked(None):
                canvas.painter.fillRect(QRectF(x, y + self.height - 5, self.width, 5), RULE)


@dataclass(frozen=True, slots=True)
class StackBox:
    """Boxes one below the other, at least one."""

    boxes: tuple[Box, ...]

    @property
    def height(self) -> float:
        return sum(box.height for box in self.boxes)

    @property
    def least(self) -> float:
        return self.boxes[0].least

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        for number, box in enumerate(self.boxes):
            if box.height > room + 0.01:
                head, tail = box.split(room)
                before = self.boxes[:number] + ((head,) if head else ())
                after = ((tail,) if tail else ()) + self.boxes[number + 1 :]
                return stacked(before), stacked(after)
            room -= box.height
        return self, None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        for box in self.boxes:
            box.draw(canvas, x, y)
            y += box.height


@dataclass(frozen=True, slots=True)
class RuleBox:
    """A line across the page; one without height is only space."""

    width: float
    height: float = 5

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        return (self, None) if self.height <= room else (None, self)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        if self.height:
            with canvas.marked(None):
                canvas.painter.fillRect(QRectF(x, y, self.width, self.height), RULE)


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A picture, never cut and in its own proportion, and its caption below.

    Args:
        size: width and height it is drawn at. room: the width it is centred in.
    """

    file: Path
    element: Element
    size: tuple[float, float]
    room: float
    caption: Box | None = None
    gap: float = field(default=50)

    @property
    def _below(self) -> float:
        return self.caption.height + self.gap if self.caption else 0

    @property
    def height(self) -> float:
        return self.size[1] + self._below

    @property
    def least(self) -> float:
        return self.size[1] * SMALLEST + self._below

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        if self.height <= room + 0.01:
            return self, None
        if self.least > room:
            return None, self
        factor = (room - self._below) / self.size[1]
        return replace(self, size=(self.size[0] * factor, self.size[1] * factor)), None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        width, height = self.size
        place = QRectF(x + (self.room - width) / 2, y, width, height)
        with canvas.marked(self.element, top=y):
            canvas.painter.drawImage(place, printed_picture(self.file, width, height))
        if self.caption:
            self.caption.draw(canvas, x, y + height + self.gap)


def picture_size(file: Path) -> tuple[float, float] | None:
    """The size of a stored picture at 96 dots an inch, `None` when it cannot be read."""
    reader = picture_reader(file)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return None
    turned = reader.transformation().value & reader.transformation().TransformationRotate90.value
    scale = UNITS_AN_INCH / 96
    width, height = size.width() * scale, size.height() * scale
    return (height, width) if turned else (width, height)


def printed_picture(file: Path, width: float, height: float) -> QImage:
    """A stored picture with the dots that paper shows, on white; a white one when it cannot be read."""
    reader = picture_reader(file)
    dots = QSize(*(max(1, round(length * DOTS_AN_INCH / UNITS_AN_INCH)) for length in (width, height)))
    picture: QImage = reader.read()
    if picture.isNull():
        picture = QImage(1, 1, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
    if picture.width() > dots.width():
        picture = picture.scaled(
            dots, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    if not picture.hasAlphaChannel():
        return picture.convertToFormat(QImage.Format.Format_RGB32)
    white = QImage(picture.size(), QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    painter = QPainter(white)
    painter.drawImage(0, 0, picture)
    painter.end()
    return white


def stacked(boxes: Sequence[Box]) -> Box | None:
    """Boxes one below the other as one; `None` for nothing."""
    return StackBox(tuple(boxes)) if len(boxes) > 1 else next(iter(boxes), None)


def side_by_side(cells: Sequence[Box | None], places: Sequence[float]) -> RowBox:
    """Boxes in columns without lines."""
    return RowBox(tuple(cells), tuple(places))
