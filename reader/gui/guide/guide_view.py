"""The text of the guide's page on screen: scrolled, searched, its links followed inside the guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument

from reader.gui.article_view.inert_browser import InertBrowser
from reader.gui.guide.guide_text import COLUMN, fill, fit_pictures
from reader.gui.theme.themed_widget import ThemedWidget

_EDGE = 24  # px beside the text, at least
_MARGIN = 4  # px around the document


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was read, and as it is drawn in the room that there is."""

    whole: QImage
    drawn: QImage

    @classmethod
    def read(cls, file: Path, room: int, ratio: float) -> Picture:
        """Read a picture and draw it for a room in px; `ratio` is the screen's pixels to one of those."""
        whole = QImage(str(file))
        return cls(whole, whole).at_width(room, ratio)

    def at_width(self, room: int, ratio: float) -> Picture:
        """The picture in the pixels it is shown with; Qt would draw a larger one smaller, and jagged."""
        width = round(min(self.whole.width(), room) * ratio)
        if self.whole.isNull() or width in (self.drawn.width(), 0):
            return self
        if width >= self.whole.width():
            return Picture(self.whole, self.whole)
        drawn = self.whole.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(ratio)
        return Picture(self.whole, drawn)


class GuideView(ThemedWidget, InertBrowser):
    """Shows one page at a time; it loads nothing but the pictures it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self._text, self._rtl = "", False
        self._pictures: dict[str, Picture] = {}
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the room stays what it is
        self._edge = self._fitted = 0

    def show_page(self, text: str, pictures: Mapping[str, Picture], rtl: bool) -> None:
        """Show a page from its beginning.

        Args:
            text: its Markdown. pictures: by the names they have in it. rtl: whether it reads from the right.
        """
        self._text, self._pictures, self._rtl = text, dict(pictures), rtl
        self._fill()

    def apply_theme(self) -> None:
        if self._text:
            bar = self.verticalScrollBar()
            place = bar.value()
            self._fill()
            bar.setValue(place)

    def find_on(self, words: str, backward: bool = False) -> bool:
        """Go to the next place of some words on this page, and mark it."""
        flag = QTextDocument.FindFlag
        return self.find(words, flag.FindBackward if backward else flag(0))

    def go_to_end(self, at_start: bool) -> None:
        """Begin the next search at the start, or at the end."""
        moves = QTextCursor.MoveOperation
        self.moveCursor(moves.Start if at_start else moves.End)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of this page; anything else is one empty point, so that Qt looks for no file."""
        given = name.toString() if isinstance(name, QUrl) else name
        found = self._pictures.get(given)
        if found is not None:
            return found.drawn
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(0)
        return empty

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.verticalScrollBar().sizeHint().width()
        edge = max(_EDGE, (self.width() - bar - COLUMN) // 2)
        if edge != self._edge:
            self._edge = edge
            self.setViewportMargins(edge, 12, edge, 0)
        if self.room != self._fitted:
            self._fitted = self.room
            self._fit(self.document())

    @property
    def room(self) -> int:
        """The width that there is for pictures, in px."""
        return self.viewport().width() - 2 * _MARGIN

    def _fill(self) -> None:
        """Make the page's document anew, apart from the view, which would lay it out at every step."""
        document = QTextDocument(self)
        document.setDocumentMargin(_MARGIN)
        fill(document, self._text, self.theme, self._rtl)
        self._fit(document)
        self.setDocument(document)  # Qt deletes the one before

    def _fit(self, document: QTextDocument) -> None:
        """Give the pictures the width that there is."""
        ratio = self.devicePixelRatioF()
        for name, picture in self._pictures.items():
            fitting = picture.at_width(self.room, ratio)
            self._pictures[name] = fitting
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), fitting.drawn)
        fit_pictures(document, {name: p.whole.width() for name, p in self._pictures.items()}, self.room)
