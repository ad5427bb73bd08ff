"""A click on a doubtful sentence, or on the sign beside its paragraph, shows its card; a second closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent

from reader.gui.article_view.document_builder import TARGET
from reader.gui.article_view.margin_painter import sign_at
from reader.gui.article_view.sentence_stops import sentence_ranges
from reader.gui.article_view.text_formats import Property
from reader.gui.reading.doubtful_sentences import suspects
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.translation.original_popup import OriginalPopup

Place = tuple[str, int]
"""A unit and the number of its sentence."""


class ClickedDoubts(QObject):
    """Listens to one pane's view."""

    def __init__(self, pane: ReadingPane, card: OriginalPopup) -> None:
        super().__init__(pane)
        self._pane, self._card = pane, card
        self._view, self._cursor = pane.view, pane.sentence_cursor
        self._before: Place | None = None
        """Where the card stood when the mouse was pressed."""
        pane.view.text_clicked.connect(self._on_click)
        pane.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sign is a button; what is pressed in the text is told when it is released."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonPress:
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._before = self._here() if self._card.staying else None
        first = self._first_doubt(event.position().toPoint())
        if first is None:
            return False
        unit, number = first
        if self._before is not None and self._before in self._doubts(unit):
            self._card.hide()
        else:
            self._go_to(unit, number)
            self._card.open_here(by_click=True)
        return True

    def _on_click(self, position: int) -> None:
        """The cursor is there already."""
        here = self._here()
        block = self._view.document().findBlock(position)
        in_translation = block.blockFormat().property(Property.SIDE) == TARGET
        if here is not None and in_translation and here in self._doubts(here[0]):
            if here == self._before:
                self._card.hide()
            else:
                self._card.open_here(by_click=True)
        elif self._card.by_click:
            self._card.hide()

    def _here(self) -> Place | None:
        stop = self._cursor.stop
        return (stop.unit, self._cursor.sentence) if stop is not None else None

    def _doubts(self, unit: str) -> list[Place]:
        state = self._pane.presenter.state()
        return suspects(state, [unit]) if state is not None else []

    def _first_doubt(self, spot: QPoint) -> Place | None:
        """The first doubtful sentence of the paragraph whose sign is at a point of the viewport."""
        rendered = self._view.rendered
        unit = sign_at(self._view, rendered, spot) if rendered is not None else ""
        return next(iter(self._doubts(unit)), None) if unit else None

    def _go_to(self, unit: str, number: int) -> None:
        rendered = self._view.rendered
        for stop in self._cursor.stops:
            if rendered is not None and stop.unit == unit and number in stop.sentences:
                start, _ = sentence_ranges(rendered, stop, number, TARGET)[0]
                self._cursor.go_to_position(start + 1)
                return
