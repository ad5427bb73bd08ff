"""An article on paper: a document of its own, black on white, that knows nothing but its own pictures.

`workers.registry` starts this module in a process of its own, which has no display: whatever an article's
text is, neither window nor its thread wait for the PDF.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QImageReader,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from reader.gui.article_view.display_text import BREAK, LONGEST_PART, LONGEST_WORD
from reader.gui.background.picture_loader import ALLOCATION_LIMIT, picture_reader
from reader.gui.theme.fonts import load_fonts
from reader.gui.theme.reading_fonts import ReadingFonts

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

_STYLE = (
    "h1 { font-size: 20pt; } h2 { font-size: 14pt; } h3 { font-size: 12pt; }"
    "p { margin-top: 0; margin-bottom: 8pt; } .about, figcaption, .caption { font-size: 9pt; }"
    "a { color: #000; }"
)
_MARGINS = QMarginsF(20, 18, 20, 18)
"""mm left, top, right, bottom."""
_POINTS = 11
_TEXT = re.compile(r"(?:^|(?<=>))[^<>]+")
_LONG_WORD = re.compile(rf"(?>&#?\w{{1,31}};|\S){{{LONGEST_WORD}}}(?=\S)")
_LONG_PART = re.compile(rf".{{{LONGEST_PART}}}[^\s{BREAK}]*[\s{BREAK}](?=.)", re.DOTALL)


def with_breaks(html: str) -> str:
    """HTML in which a word that is longer than any may break, and a paragraph that is goes on in another.

    Qt needs minutes for a word of a megabyte, and for a paragraph the square of its length.
    """

    def broken(text: re.Match[str]) -> str:
        words = _LONG_WORD.sub(rf"\g<0>{BREAK}", text[0])
        return _LONG_PART.sub(r"\g<0></p><p>", words) if len(words) > LONGEST_PART else words

    return _TEXT.sub(broken, html)


def _blank() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


class PrintedArticle(QTextDocument):
    """Made of `services.export_article.article_page`; any other resource is refused."""

    def __init__(self, title: str, html: str, files: Mapping[str, Path], fonts: ReadingFonts) -> None:
        super().__init__()
        self._files = dict(files)
        self._widest = 480
        font = fonts.for_latin(16)
        font.setPointSize(_POINTS)
        self.setDefaultFont(font)
        self.setDefaultStyleSheet(_STYLE)
        self.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
        self._html = with_breaks(html)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A stored picture in the page's width; for any other name a blank one.

        Given nothing, Qt would open the name as a local file by itself.
        """
        file = self._files.get(name.toString() if isinstance(name, QUrl) else str(name))
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        if file is None:
            return _blank()
        image: QImage = picture_reader(file).read()
        if image.isNull():
            return _blank()
        if image.width() > self._widest:
            image = image.scaledToWidth(self._widest, Qt.TransformationMode.SmoothTransformation)
        return image

    def print_to(self, device: QPagedPaintDevice) -> None:
        """Lay it out for a device's page and draw it there, with page numbers."""
        device.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
        room = device.pageLayout().paintRect(QPageLayout.Unit.Point)
        self._widest = int(room.width()) - 8
        self.setPageSize(QSizeF(room.width(), room.height()))
        self.setHtml(self._html)
        self.print_(device)


def draw_pdf(article: PrintedArticle, device: QIODevice, title: str) -> None:
    """Draw a printed article as PDF on A4."""
    writer = QPdfWriter(device)
    writer.setTitle(title)
    writer.setCreator("Liseuse")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    article.print_to(writer)


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Draw one article: its HTML is the blob, the PDF is the answer's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication(["liseuse"])
    load_fonts()
    QImageReader.setAllocationLimit(ALLOCATION_LIMIT)
    files = {name: Path(file) for name, file in message["files"].items()}
    fonts = ReadingFonts(message["latin"], message["arabic"])
    article = PrintedArticle(message["title"], blob.decode("utf-8"), files, fonts)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw_pdf(article, buffer, message["title"])
    del article
    assert application is not None
    return {}, bytes(buffer.data().data())
