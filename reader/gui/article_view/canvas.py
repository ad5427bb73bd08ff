"""What is drawn on and written into while an article is read, as whoever draws and writes there knows it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, SignalInstance
from PySide6.QtGui import QPainter, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QScrollBar, QWidget

from reader.core.model import ReadingPosition
from reader.gui.article_view.document_builder import Rendered
from reader.gui.article_view.held_page import HeldPage
from reader.gui.theme.theme import Theme


class PaintedOver(Protocol):
    """Something that is painted over the text."""

    def paint(self, painter: QPainter, view: Canvas) -> None: ...


class Canvas(Protocol):
    """The view of an article; what each of these is, the view itself says."""

    marks: dict[str, str]
    bars: list[list[QTextBlock]]
    outlined: tuple[int, int] | None
    held_page: HeldPage
    end_room: int
    rooms: tuple[int, int]

    @property
    def rendered(self) -> Rendered | None: ...
    @property
    def theme(self) -> Theme: ...
    @property
    def shapes(self) -> PaintedOver: ...
    @property
    def bottom_room(self) -> int: ...
    @property
    def shows_focus(self) -> bool: ...
    @property
    def focused_link(self) -> tuple[int, int] | None: ...
    @property
    def share_read(self) -> float: ...
    @property
    def laid_out(self) -> SignalInstance: ...
    @property
    def scrolled(self) -> SignalInstance: ...
    def position(self) -> ReadingPosition | None: ...
    def restore(self, position: ReadingPosition | None) -> None: ...
    def apply_rooms(self, document: QTextDocument) -> None: ...

    def viewport(self) -> QWidget: ...
    def verticalScrollBar(self) -> QScrollBar: ...
    def cursorForPosition(self, pos: QPoint, /) -> QTextCursor: ...
    def devicePixelRatioF(self) -> float: ...
