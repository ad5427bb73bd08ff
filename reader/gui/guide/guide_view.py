"""The text of the guide's page on screen: scrolled, searched, its links followed inside the guide."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument

from reader.gui.article_view.inert_browser import InertBrowser
from reader.gui.guide.guide_text import COLUMN, fill, fit_pictures
from reader.gui.theme.themed_widget import ThemedWidget

_EDGE = 24  # px beside the text, at least


class GuideView(ThemedWidget, InertBrowser):
    """Shows one page at a time; it loads nothing but the pictures it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self._text, self._rtl = "", False
        self._pictures: dict[str, QImage] = {}

    def show_page(self, text: str, pictures: Mapping[str, QImage], rtl: bool) -> None:
        """Show a page from its beginning.

        Args:
            text: its Markdown. pictures: by the names they have in it. rtl: whether it reads from the right.
        """
        self._text, self._pictures, self._rtl = text, dict(pictures), rtl
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)

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
            return found
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(0)
        return empty

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill(self) -> None:
        fill(self.document(), self._text, self.theme, self._rtl)
        self._fit()

    def _fit(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        edge = max(_EDGE, (self.width() - bar - COLUMN) // 2)
        self.setViewportMargins(edge, 12, edge, 0)
        document = self.document()
        room = self.viewport().width() - 2 * round(document.documentMargin())
        for name, picture in self._pictures.items():
            document.addResource(
                QTextDocument.ResourceType.ImageResource, QUrl(name), self._at_width(picture, room)
            )
        fit_pictures(document, {name: p.width() for name, p in self._pictures.items()}, room)

    def _at_width(self, picture: QImage, room: int) -> QImage:
        """A picture in the pixels it is shown with; Qt would draw a larger one smaller, and jagged."""
        ratio = self.devicePixelRatioF()
        width = round(min(picture.width(), room) * ratio)
        if picture.isNull() or width >= picture.width():
            return picture
        drawn = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(ratio)
        return drawn
