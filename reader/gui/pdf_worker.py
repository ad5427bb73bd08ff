"""The worker that draws an article as PDF: whatever its text is, neither window nor its thread wait for it.

Started by `workers.registry` in a process of its own, which has no display.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Draw one article: its HTML is the blob, the PDF is the answer's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImageReader

    from reader.gui.fonts import load_fonts
    from reader.gui.picture_loader import ALLOCATION_LIMIT
    from reader.gui.print_page import PrintedArticle, draw_pdf
    from reader.gui.reading_fonts import ReadingFonts

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
