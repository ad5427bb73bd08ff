"""What the views do with raw hostile HTML, not cleaned before: `python -m tests.faults.tools.view_probe`.

A red picture lies in a folder. Every way to name it (7) in every place that can show a picture (6) is given
to the reading view and to the printed page; none of the 42 may show it. Prints JSON.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from reader.core.model import Block, BlockKind, Part, Picture
from reader.gui.article_view.article_view import ArticleView
from reader.gui.background.picture_loader import run_at_once
from reader.gui.export.print_document import pdf_of
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.reading.printed_article import PrintedArticle, PrintedRow


def names(path: str) -> list[str]:
    """The ways to name a local file."""
    climbing = "../" * 30 + path.lstrip("/")
    urls = [f"file://{path}", f"FILE://{path}", f"file:{path}", f"file://localhost{path}"]
    return [*urls, path, os.path.relpath(path), climbing]


def places(src: str) -> list[str]:
    """The places in which Qt shows a picture."""
    return [
        f'<img src="{src}">',
        f'<body background="{src}"><p>x<br>x<br>x</p>',
        f'<p style="background-image:url({src})">xxxx<br>xxxx</p>',
        f'<table width=200 background="{src}"><tr><td>x<br>x</td></tr></table>',
        f'<table width=200><tr><td style="background-image:url({src})">x<br>x</td></tr></table>',
        f"<style>p{{background-image:url({src})}}</style><p>xxxx<br>xxxx</p>",
    ]


def is_red(image: QImage) -> bool:
    """Whether the picture is to be seen."""
    colours = (
        image.pixelColor(x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3)
    )
    return sum(c.red() > 200 and c.green() < 50 and c.blue() < 50 for c in colours) > 5


def main(plain: bool = False) -> dict[str, object]:
    """Try every case; `plain` with Qt's own browser, to see that the probe sees anything."""
    app = QApplication.instance() or QApplication([])
    shown: list[str] = []
    cases = 0
    with tempfile.TemporaryDirectory() as folder:
        picture = str(Path(folder) / "secret.png")
        red = QImage(90, 90, QImage.Format.Format_RGB32)
        red.fill(QColor(255, 0, 0))
        red.save(picture)
        view = _browser() if plain else ArticleView(run_at_once)
        view.resize(400, 300)
        view.show()
        for src in names(picture):
            for html in places(src):
                cases += 1
                view.setHtml(html)
                app.processEvents()
                if is_red(view.grab().toImage()):
                    shown.append(f"view: {html[:60]}")
                if not plain and _printed(html, src):
                    shown.append(f"print: {html[:60]}")
        view.deleteLater()
    return {"cases": cases, "shown": shown}


def _browser():  # type: ignore[no-untyped-def]
    from PySide6.QtWidgets import QTextBrowser

    return QTextBrowser()


def _printed(html: str, src: str) -> bool:
    """Whether a printed page shows any picture of a name that is none of the article's own."""
    blocks = (
        Block("p", BlockKind.PARAGRAPH, (Part(html, html),)),
        Block("f", BlockKind.FIGURE, picture=Picture(src, digest="x")),
    )
    rows = tuple(PrintedRow((block,), ("fr",)) for block in blocks)
    pdf = pdf_of(PrintedArticle(("x",), ("fr",), rows), {}, ReadingFonts())
    return any(page.images for page in PdfReader(io.BytesIO(pdf)).pages)


if __name__ == "__main__":
    print(json.dumps(main("--plain" in sys.argv)))
