"""An article on paper: typeset pages, black on white, that know nothing but the article's own pictures.

`workers.registry` starts this module in a process of its own, which has no display: whatever an article's
text is, neither window nor its thread wait for the PDF. A printer gets the same pages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QGuiApplication, QImageReader, QPageLayout, QPageSize, QPainter, QPdfWriter

from reader.core.progress import Progress
from reader.core.serialize import loads
from reader.gui.background.picture_loader import ALLOCATION_LIMIT
from reader.gui.export.page_marks import Element, Mark
from reader.gui.export.page_painter import PagePainter
from reader.gui.export.page_style import PAPERS, UNITS_AN_INCH, paper_of
from reader.gui.theme.fonts import load_fonts
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.reading.printed_article import PrintedArticle

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

OnPaper = tuple[PrintedArticle, Mapping[str, Path]]
"""An article, and the files of its pictures by name."""


def pdf_of(
    article: PrintedArticle, files: Mapping[str, Path], fonts: ReadingFonts, paper: str = "a4"
) -> bytes:
    """Draw an article as a tagged PDF on `a4` or `letter`; `files` are its pictures by name."""
    layout = QPageLayout(QPageSize(PAPERS[paper]), QPageLayout.Orientation.Portrait, QMarginsF())
    return pdf_of_all([(article, files)], article.titles[0], fonts, layout, Progress())


def pdf_of_all(
    pages: Sequence[OnPaper], title: str, fonts: ReadingFonts, layout: QPageLayout, progress: Progress
) -> bytes:
    """Draw articles as one tagged PDF, each from a page of its own; may run on any thread.

    Args:
        title: of the file. layout: of the paper. progress: article by article.

    Raises:
        Cancelled: by `progress`.
    """
    from reader.gui.export.pdf_structure import finished_pdf

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setAuthor(pages[0][0].author)
    writer.setCreator("Liseuse")
    writer.setResolution(UNITS_AN_INCH)
    writer.setPageLayout(layout)
    documents, marks = print_articles(pages, fonts, writer, progress)
    return finished_pdf(bytes(buffer.data().data()), documents, marks, title)


def print_articles(
    pages: Sequence[OnPaper],
    fonts: ReadingFonts,
    printer: QPagedPaintDevice,
    progress: Progress,
    stopped: Callable[[], object] = lambda: None,
) -> tuple[list[Element], list[Mark]]:
    """Print articles, each from a page of its own, with the files of its pictures; may run on any thread.

    Args:
        stopped: called before the printer is let go when not all of it was drawn.

    Returns:
        What the parts of each article are, and what was marked for them in a PDF of our own.

    Raises:
        Cancelled: by `progress`.
    """
    drawn = [PagePainter(article, files, fonts, printer, progress) for article, files in pages]
    painter = QPainter(printer)
    canvas = None
    try:
        for number, article in enumerate(drawn):
            progress.step(number, len(pages))
            if number:
                printer.newPage()
            canvas = article.draw_with(painter, canvas)
    except BaseException:
        stopped()
        raise
    finally:
        painter.end()
    return [article.document for article in drawn], canvas.marks if canvas is not None else []


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Draw one article: it is the blob as JSON, the PDF is the answer's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication(["liseuse"])
    load_fonts()
    QImageReader.setAllocationLimit(ALLOCATION_LIMIT)
    files = {name: Path(file) for name, file in message["files"].items()}
    article = loads(PrintedArticle, blob.decode("utf-8"))
    paper = paper_of(message["paper"], QLocale.system())
    data = pdf_of(article, files, ReadingFonts(message["latin"], message["arabic"]), paper)
    assert application is not None
    return {}, data
