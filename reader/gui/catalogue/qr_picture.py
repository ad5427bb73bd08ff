"""An address as a QR code: its modules from segno, painted in black on white in every theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

QUIET = 4
"""Modules of white around it, which cameras need."""


def qr_modules(text: str) -> tuple[bytes, ...]:
    """The rows of the code, a byte a module, 1 for black. Loads a library: not on the GUI thread."""
    import segno

    return tuple(bytes(row) for row in segno.make_qr(text, error="m").matrix)


def qr_pixmap(modules: tuple[bytes, ...], side: int, ratio: float) -> QPixmap:
    """The code `side` px wide at most, in whole pixels a module. `ratio` is that of the screen."""
    count = len(modules) + 2 * QUIET
    image = QImage(count, count, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(modules):
        for x, black in enumerate(row):
            if black:
                image.setPixel(x + QUIET, y + QUIET, 0xFF000000)
    pixels = max(1, int(side * ratio) // count) * count
    scaled = image.scaled(
        pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
    )
    picture = QPixmap.fromImage(scaled)
    picture.setDevicePixelRatio(ratio)
    return picture
