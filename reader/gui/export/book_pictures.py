"""Pictures of an electronic book: those of its articles at the size of an e-reader, and its cover.

`workers.registry` starts this module in a process of its own, as it does with the one that draws pages:
a picture that Qt cannot bear takes nothing else with it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPainter,
    QTextOption,
)

from reader.gui.background.picture_loader import picture_reader
from reader.gui.theme.fonts import load_fonts
from reader.gui.theme.reading_fonts import ReadingFonts

LARGEST = QSize(1404, 1872)
"""px of the sharpest usual e-reader's screen; more is only weight."""
HEAVIEST = 600_000
"""Bytes up to which a picture that fits goes along as it is."""
COVER = QSize(1200, 1600)
"""px; three to four, as e-readers' screens."""
QUALITY = 85

_KEPT = {b"jpeg": "image/jpeg", b"png": "image/png", b"gif": "image/gif"}
_PAPER, _INK, _QUIET, _LINE = "#faf7f0", "#1f1d1a", "#6b655c", "#b5533c"
_MARGIN = 96
_SIZES = (92, 84, 76, 68, 60, 54, 48)
"""px of the title's letters, the first at which it fits."""
_LONGEST = 260
"""Characters of a title that stand on a cover."""


def handle(message: dict[str, Any], _blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer with one picture: `{"picture": FILE}`, or `{"cover": {…}}` as `cover` takes it.

    The answer says `mime`, which is empty for a file that is no picture.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication(["liseuse"])
    assert application is not None
    if "picture" in message:
        mime, data = for_book(Path(message["picture"]))
        return {"mime": mime}, data
    load_fonts()
    wanted = message["cover"]
    fonts = ReadingFonts(message["latin"], message["arabic"])
    file = Path(wanted["picture"]) if wanted["picture"] else None
    drawn = cover(wanted["title"], wanted["above"], wanted["below"], file, wanted["rtl"], fonts)
    return {"mime": "image/jpeg"}, _saved(drawn, b"jpeg")


def for_book(file: Path) -> tuple[str, bytes]:
    """A stored picture for a book: its kind (empty when it is none) and its bytes."""
    reader = picture_reader(file)
    kind, size = bytes(reader.format().data()), reader.size()
    fits = size.isValid() and size.boundedTo(LARGEST) == size
    if fits and kind in _KEPT and file.stat().st_size <= HEAVIEST and _upright(reader.transformation()):
        return (_KEPT[kind], file.read_bytes()) if not reader.read().isNull() else ("", b"")
    if size.isValid() and not fits:
        reader.setScaledSize(size.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return "", b""
    if image.hasAlphaChannel():
        return "image/png", _saved(image, b"png")
    return "image/jpeg", _saved(image, b"jpeg")


def cover(title: str, above: str, below: str, picture: Path | None, rtl: bool, fonts: ReadingFonts) -> QImage:
    """Draw a cover.

    Args:
        title: the book's. above: a short line over it, such as the source. below: one under it.
        picture: a file that fills the upper part, if it is one. rtl: whether the title is.
    """
    image = QImage(COVER, QImage.Format.Format_RGB32)
    image.fill(QColor(_PAPER))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    top = _draw_picture(painter, picture)
    option = QTextOption(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    if rtl:  # else Qt sets each line in by the space at which it is broken
        option.setFlags(QTextOption.Flag.IncludeTrailingSpaces)
    width = COVER.width() - 2 * _MARGIN
    painter.setPen(QColor(_LINE))
    painter.setFont(_font(fonts, rtl, 38, bold=True))
    painter.drawText(QRectF(_MARGIN, top, width, 64), _one_line(painter, above, width), option)
    area = QRectF(_MARGIN, top + 90, width, COVER.height() - top - 90 - 190)
    painter.setPen(QColor(_INK))
    _draw_title(painter, title, area, option, fonts, rtl)
    painter.setPen(QColor(_QUIET))
    painter.setFont(_font(fonts, rtl, 36))
    low = COVER.height() - 140
    painter.fillRect(QRectF(_MARGIN, low - 24, width, 2), QColor(_QUIET))
    painter.drawText(QRectF(_MARGIN, low, width, 70), _one_line(painter, below, width), option)
    painter.end()
    return image


def _draw_picture(painter: QPainter, file: Path | None) -> float:
    """Fill the upper part with the middle of a picture; gives the px at which text begins."""
    image = picture_reader(file).read() if file is not None else QImage()
    if image.isNull():
        painter.fillRect(0, 0, COVER.width(), 28, QColor(_LINE))
        return 260
    height = COVER.height() * 0.46
    scale = max(COVER.width() / image.width(), height / image.height())
    width, tall = COVER.width() / scale, height / scale
    part = QRectF((image.width() - width) / 2, (image.height() - tall) / 2, width, tall)
    painter.drawImage(QRectF(0, 0, COVER.width(), height), image, part)
    return height + 70


def _draw_title(
    painter: QPainter, title: str, area: QRectF, option: QTextOption, fonts: ReadingFonts, rtl: bool
) -> None:
    text = " ".join(title.split())
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
    for size in _SIZES:
        painter.setFont(_font(fonts, rtl, size, bold=True))
        needed = painter.boundingRect(area, text, option)
        if needed.height() <= area.height() and needed.width() <= area.width():
            break
    else:
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    painter.save()
    painter.setClipRect(area)
    painter.drawText(area, text, option)
    painter.restore()


def _one_line(painter: QPainter, text: str, width: float) -> str:
    plain = " ".join(text.split())[:_LONGEST]
    return QFontMetricsF(painter.font()).elidedText(plain, Qt.TextElideMode.ElideRight, width)


def _font(fonts: ReadingFonts, rtl: bool, size: int, bold: bool = False) -> QFont:
    return fonts.for_arabic(size, bold) if rtl else fonts.for_latin(size, bold)


def _upright(transformation: Any) -> bool:
    return bool(transformation.value == 0)


def _saved(image: QImage, form: bytes) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    if form == b"jpeg":
        writer.setQuality(QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
