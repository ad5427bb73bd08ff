"""Draws the pages of an article on a device: a PDF or a printer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter

from reader.core.languages import direction_of
from reader.core.model import Direction
from reader.core.progress import Progress
from reader.gui.article_view.inline_runs import Run
from reader.gui.export.boxes import RuleBox
from reader.gui.export.page_marks import Canvas, Element
from reader.gui.export.page_style import TOP, UNITS_AN_INCH, PageStyle, PrintRole
from reader.gui.export.pagination import paginate
from reader.gui.export.typeset_text import Setting, TextSetter
from reader.gui.export.typesetter import Typesetter
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.reading.printed_article import PrintedArticle

_HEADER, _FOOTER = 320, 430
"""How far the lines above and below the text stand from the sheet's edges."""
_LONGEST_LINE = 300
"""Characters of a title that may fit on one."""


class PagePainter:
    """One article on one device's pages."""

    def __init__(
        self,
        article: PrintedArticle,
        files: Mapping[str, Path],
        fonts: ReadingFonts,
        device: QPagedPaintDevice,
        progress: Progress | None = None,
    ) -> None:
        device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        sheet = device.pageLayout().fullRect(QPageLayout.Unit.Point)
        scale = UNITS_AN_INCH / 72
        self.style = PageStyle(sheet.width() * scale, sheet.height() * scale, article.facing, fonts)
        self._article, self._device = article, device
        self._progress = progress or Progress()
        self._typesetter = Typesetter(article, files, self.style)
        self._text = TextSetter(self.style)

    @property
    def document(self) -> Element:
        """What the parts of the drawn article are."""
        return self._typesetter.document

    def draw_with(self, painter: QPainter, behind: Canvas | None = None) -> Canvas:
        """Lay the article out and draw every page, the first where the painter of the device stands.

        Args:
            painter: the device's.
            behind: where an article was drawn before this one in the same file; its marks are gone on with.

        Raises:
            Cancelled: by the progress.
        """
        items = []
        for item in self._typesetter.items():
            self._progress.check()
            items.append(item)
        pages = paginate(items, self.style.room)
        units = self._device.logicalDpiX() / UNITS_AN_INCH
        painter.resetTransform()
        painter.scale(units, units)
        canvas = behind or Canvas(painter, marking=isinstance(self._device, QPdfWriter))
        for number, page in enumerate(pages):
            self._progress.check()
            if number:
                self._device.newPage()
            for placed in page:
                placed.box.draw(canvas, self.style.left, TOP + placed.top)
            self._edges(canvas, number, len(pages))
            canvas.page += 1
        return canvas

    def _edges(self, canvas: Canvas, page: int, count: int) -> None:
        """The title above every page but the first; the site and the page's number below."""
        rtl = direction_of(self._article.languages[0]) is Direction.RTL
        below = self.style.height - _FOOTER
        if page:
            self._line(canvas, self._article.titles[0], rtl, rtl, _HEADER)
            RuleBox(self.style.measure, 3).draw(canvas, self.style.left, _HEADER + 180)
        self._line(canvas, self._article.site, rtl, rtl, below)
        self._line(canvas, f"{page + 1} / {count}", False, not rtl, below)

    def _line(self, canvas: Canvas, text: str, rtl: bool, right: bool, y: float) -> None:
        """One line at a side of the page; what does not fit on it is left out."""
        if not text:
            return
        width, whole = self.style.measure, text[:_LONGEST_LINE]
        setting = Setting(PrintRole.META, "", rtl, width)
        box = self._text.set((Run(whole),), setting, None)
        while box.last > 1 and len(whole) > 8:
            whole = whole[: int(len(whole) * 0.9)].rstrip()
            box = self._text.set((Run(f"{whole}…"),), setting, None)
        shift = width - box.layout.lineAt(0).naturalTextWidth()
        move = 0.0 if right == rtl else (shift if right else -shift)
        box.draw(canvas, self.style.left + move, y)
