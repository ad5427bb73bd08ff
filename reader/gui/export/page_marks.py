"""What the parts of a printed page are: headings, paragraphs, pictures. A PDF says it to screen readers.

Qt writes no such structure. While a page is drawn, each stretch that belongs to one element stands between
two rectangles far outside the sheet, which `pdf_structure` then replaces by the marks of the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

OUTSIDE = -9_000_000
"""Where the rectangles stand, in units."""
OPEN, CLOSE = 7, 8
"""How wide they are."""

UNSEEN_SIZE = 1
"""The size of signs that only order the text: they are not drawn, and a PDF's viewer would copy them."""


@dataclass(eq=False, slots=True)
class Element:
    """One part of the article. `tag` is PDF's name for it (`H1`, `P`, `Figure`); `kids` are in reading order.

    Args:
        kids: elements inside, and the numbers of the marks that were drawn for it.
        alt: what a picture shows. title: the words of a heading, for the outline.
    """

    tag: str
    language: str = ""
    alt: str = ""
    title: str = ""
    kids: list[Element | int] = field(default_factory=list)

    def inside(self, tag: str, language: str = "", alt: str = "", title: str = "") -> Element:
        """A new element within this one, after those that are there."""
        made = Element(tag, language, alt, title)
        self.kids.append(made)
        return made


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch of a page; `element` is `None` for what a screen reader passes over.

    `text` is the line as it was laid out; `top` is in units from the sheet's top.
    """

    page: int
    element: Element | None
    text: str
    top: float


@dataclass(slots=True)
class Canvas:
    """Where pages are drawn; `marking` is for a PDF of our own, a printer gets no marks.

    `page` is the number of the one that is drawn, from 0.
    """

    painter: QPainter
    marking: bool
    page: int = 0
    marks: list[Mark] = field(default_factory=list)

    @contextmanager
    def marked(self, element: Element | None, text: str = "", top: float = 0) -> Iterator[None]:
        """Draw inside this what belongs to `element`."""
        if not self.marking:
            yield
            return
        number = len(self.marks)
        self.marks.append(Mark(self.page, element, text, top))
        if element is not None:
            element.kids.append(number)
        self._sign(number, OPEN)
        yield
        self._sign(number, CLOSE)

    def _sign(self, number: int, width: int) -> None:
        self.painter.fillRect(QRectF(OUTSIDE, -number - 1, width, 3), Qt.GlobalColor.black)
