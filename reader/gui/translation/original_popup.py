"""About the sentence under the pointer, or at the cursor while Alt is held: its original, its faults.

By key, or by a click on a doubtful sentence, the card stays: the sentence in every language it is known in,
following the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel

from reader.core.model import TextView, TranslatedSentence
from reader.gui.article_view.scroll_anchor import line_top
from reader.gui.article_view.sentence_stops import sentence_ranges, sides_of, stop_at
from reader.gui.reading.doubtful_sentences import SURE, certainty, level
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.text.messages import fill
from reader.gui.theme.theme import THEME_SOURCE
from reader.gui.translation.fault_text import state_words
from reader.gui.translation.sentence_card import WIDEST, CardRow, SentenceCard

HOVER = 600
"""ms the pointer must rest on a sentence."""


class OriginalPopup(QObject):
    """Listens to one pane's view."""

    languages_wanted = Signal(str, str)
    """The card stays and the cursor is at another sentence: it is wanted in every language."""

    correct_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._view = pane.view
        self._cursor = pane.sentence_cursor
        self.frame = SentenceCard(pane.view)
        self.frame.correct_wanted.connect(self.correct_wanted)
        self.frame.retry_wanted.connect(self.retry_wanted)
        self.staying = False
        """Whether the card was opened by key or click and follows the cursor."""
        self.by_click = False
        """Whether a click opened it to stay, so a click elsewhere takes it away."""
        self.shading = False
        """Whether to say how sure the model was."""
        self._spot = QPoint()
        self._shown = (-1, -1)
        self._rest = QTimer(self, singleShot=True, interval=HOVER)
        self._rest.timeout.connect(self._on_rest)
        pane.view.viewport().setMouseTracking(True)
        pane.view.viewport().installEventFilter(self)
        pane.view.installEventFilter(self)
        pane.view.verticalScrollBar().valueChanged.connect(lambda _value: self._on_scrolled())
        pane.choice_changed.connect(self._on_choice)
        THEME_SOURCE.changed.connect(self._on_choice)  # its rows have fonts that a new style sheet undoes
        self._cursor.moved.connect(self._on_moved)

    @property
    def words(self) -> QLabel:
        """The first text on the card."""
        return self.frame.words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.staying:
            return False
        if kind == QEvent.Type.MouseMove and watched is not self._view.viewport():
            self.hide()  # the pointer is in the margin
        elif kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._spot = event.position().toPoint()
            if self._at(self._spot) != self._shown:
                self.hide()
            if not event.buttons():
                self._rest.start()
        elif kind in (QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress):
            self.hide()
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt and kind == QEvent.Type.KeyPress:
                self.show_at_cursor()
            else:
                self.hide()
        return False

    def show_at_cursor(self) -> None:
        """Show the original of the current sentence, else of the one under the pointer."""
        place = self._cursor
        if place.stop is not None:
            self._show(place.stops.index(place.stop), place.sentence)
        elif self._view.viewport().underMouse():
            self._on_rest()

    def toggle(self) -> None:
        """Open the card on the current sentence in every language, to stay; or close it."""
        if self.staying:
            self.hide()
            return
        place = self._cursor
        if place.stop is None:
            place.next_sentence(1)
        if place.stop is not None:
            self.open_here()

    def open_here(self, by_click: bool = False) -> None:
        """Open the card on the current sentence in every language, to stay."""
        self.hide()
        self.staying, self.by_click = True, by_click
        self._ask()

    def show_languages(self, rows: Sequence[CardRow], translated: bool) -> None:
        """Fill the card that stays."""
        place = self._cursor
        if not self.staying or place.stop is None:
            return
        self._shown = (place.stops.index(place.stop), place.sentence)
        self.frame.dress(self._view.theme)
        self.frame.show_rows(rows, staying=True, translated=translated)
        self._put(*self._shown)
        self._pane.announce(". ".join(self.frame.texts()))

    def hide(self) -> bool:
        """Take it away; says whether it was there to stay."""
        stayed, self.staying, self.by_click = self.staying, False, False
        self._rest.stop()
        self._shown = (-1, -1)
        self.frame.hide()
        return stayed

    def _on_scrolled(self) -> None:
        if not self.staying:
            self.hide()
        elif self._shown != (-1, -1):  # else it is still asked for while the view glides to the sentence
            self._put(*self._shown)

    def _on_choice(self) -> None:
        if self.staying and self._view.rendered is not None:
            self._ask()
        else:
            self.hide()

    def _on_moved(self) -> None:
        if self.staying:
            self._ask()

    def _ask(self) -> None:
        place, content = self._cursor, self._pane.content
        unit = content.unit(place.stop.unit) if content is not None and place.stop is not None else None
        if unit is None or not 0 <= place.sentence < len(unit.sentences):
            self.hide()
            return
        self.languages_wanted.emit(unit.id, unit.sentences[place.sentence].text)

    def _on_rest(self) -> None:
        found = self._at(self._spot)
        if found != (-1, -1):
            self._show(*found)

    def _at(self, spot: QPoint) -> tuple[int, int]:
        """Paragraph and sentence whose words are under a point of the viewport."""
        rendered = self._view.rendered
        if rendered is None or self._pane.text_view is TextView.ORIGINAL:
            return -1, -1
        there = QPointF(spot.x(), spot.y() + self._view.verticalScrollBar().value())
        position = rendered.document.documentLayout().hitTest(there, Qt.HitTestAccuracy.ExactHit)
        found = stop_at(rendered, self._cursor.stops, position) if position >= 0 else None
        return found or (-1, -1)

    def _show(self, index: int, sentence: int) -> None:
        content = self._pane.content
        if self._view.rendered is None or content is None or self._pane.text_view is TextView.ORIGINAL:
            return
        unit = content.unit(self._cursor.stops[index].unit)
        if unit is None or not 0 <= sentence < len(unit.sentences):
            return
        alone = self._pane.text_view is TextView.TRANSLATION
        remark = self.remark_of(unit.id, sentence)
        text = unit.sentences[sentence].text if alone else ""
        if not text and not remark:
            return
        self._shown = (index, sentence)
        self.frame.dress(self._view.theme)
        self.frame.show_rows([CardRow(content.language, text, remark=remark)], staying=False)
        self._put(index, sentence)
        self._pane.announce(". ".join(self.frame.texts()))

    def remark_of(self, unit: str, sentence: int) -> str:
        """What the reader should know of a translated sentence on screen."""
        state = self._pane.presenter.state()
        block = state.blocks.get(unit) if state is not None else None
        if block is None or sentence >= len(block.sentences):
            return ""
        pair = block.sentences[sentence]
        return " ".join(filter(None, (state_words(pair.state, pair.faults), self._sureness(pair))))

    def _sureness(self, pair: TranslatedSentence) -> str:
        share = certainty(pair)
        if not self.shading or share is None or level(pair) == SURE:
            return ""
        text = self.tr("The model was {share} sure of its words; this does not say whether they are right.")
        return fill(text, share=f"{round(share * 100)} %")

    def _put(self, index: int, sentence: int) -> None:
        """Under the sentence's last line, or above its first one at the bottom of the view."""
        rendered = self._view.rendered
        stops = self._cursor.stops
        if rendered is None or not 0 <= index < len(stops):
            return
        ranges = sentence_ranges(rendered, stops[index], sentence, sides_of(rendered)[0])
        if not ranges:
            return
        first, last = (line_top(rendered.document, spot) for spot in (ranges[0][0], ranges[-1][1]))
        view, area = self._view, self._view.viewport().geometry()
        offset = view.verticalScrollBar().value()
        self.frame.setFixedWidth(min(WIDEST, area.width() - 16))
        column = self.frame.layout()
        height = column.totalHeightForWidth(self.frame.width()) if column is not None else 0
        line = self._pane.presenter.line_height
        below = area.top() + round(last - offset) + line + 6
        above = area.top() + round(first - offset) - height - 6
        y = below if below + height < view.height() or above < 0 else above
        x = area.left() + (area.width() - self.frame.width()) // 2
        self.frame.setGeometry(x, y, self.frame.width(), height)
        self.frame.show()
        self.frame.raise_()
