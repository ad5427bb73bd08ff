"""In a translation: the original of the sentence under the pointer, or at the cursor while Alt is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from reader.core.languages import direction_of
from reader.core.model import Direction, TextView
from reader.gui.fonts import arabic_font, reading_font
from reader.gui.reading_anchor import line_top
from reader.gui.reading_pane import ReadingPane
from reader.gui.reading_stops import sentence_ranges, sides_of, stop_at

HOVER = 600
"""ms the pointer must rest on a sentence."""
WIDEST = 520


class OriginalPopup(QObject):
    """Listens to one pane's view."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._view = pane.view
        self.frame = QFrame(pane.view)
        self.frame.setProperty("surface", "raised")
        self.frame.setObjectName("original-popup")
        self.frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.words)
        self.frame.hide()
        self._spot = QPoint()
        self._shown = (-1, -1)
        self._rest = QTimer(self, singleShot=True, interval=HOVER)
        self._rest.timeout.connect(self._on_rest)
        pane.view.viewport().setMouseTracking(True)
        pane.view.viewport().installEventFilter(self)
        pane.view.installEventFilter(self)
        pane.view.verticalScrollBar().valueChanged.connect(lambda _value: self.hide())
        pane.choice_changed.connect(self.hide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
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
        place = self._pane.place
        if place.stop is not None:
            self._show(place.stops.index(place.stop), place.sentence)
        elif self._view.viewport().underMouse():
            self._on_rest()

    def hide(self) -> None:
        """Take it away."""
        self._rest.stop()
        self._shown = (-1, -1)
        self.frame.hide()

    def _on_rest(self) -> None:
        found = self._at(self._spot)
        if found != (-1, -1):
            self._show(*found)

    def _at(self, spot: QPoint) -> tuple[int, int]:
        """Paragraph and sentence under a point of the viewport."""
        rendered = self._view.rendered
        if rendered is None or self._pane.text_view is not TextView.TRANSLATION:
            return -1, -1
        cursor = self._view.cursorForPosition(spot)
        box = rendered.document.documentLayout().blockBoundingRect(cursor.block())
        if not box.top() <= spot.y() + self._view.verticalScrollBar().value() <= box.bottom():
            return -1, -1
        return stop_at(rendered, self._pane.place.stops, cursor.position()) or (-1, -1)

    def _show(self, index: int, sentence: int) -> None:
        rendered, content = self._view.rendered, self._pane.content
        if rendered is None or content is None or self._pane.text_view is not TextView.TRANSLATION:
            return
        stop = self._pane.place.stops[index]
        unit = content.unit(stop.unit)
        if unit is None or not 0 <= sentence < len(unit.sentences):
            return
        self._shown = (index, sentence)
        self._dress()
        rtl = direction_of(content.language) is Direction.RTL
        self.words.setText(unit.sentences[sentence].text)
        self.words.setFont(arabic_font(18) if rtl else reading_font(16))
        self.words.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
        )
        ranges = sentence_ranges(rendered, stop, sentence, sides_of(rendered)[0])
        self._place(line_top(rendered.document, ranges[0][0]), line_top(rendered.document, ranges[-1][1]))
        self._pane.announcement.emit(self.words.text())

    def _dress(self) -> None:
        """Take the theme's colours; before the font, which a new style sheet would undo."""
        theme = self._view.theme.colors
        sheet = (
            f"#original-popup {{ background: {theme['raised']}; border: 1px solid {theme['control']};"
            "border-radius: 10px; }"
        )
        if self.frame.styleSheet() != sheet:
            self.frame.setStyleSheet(sheet)
            self.words.ensurePolished()

    def _place(self, first: float, last: float) -> None:
        """Under the sentence's last line, or above its first one at the bottom of the view."""
        view, area = self._view, self._view.viewport().geometry()
        offset = view.verticalScrollBar().value()
        self.frame.setFixedWidth(min(WIDEST, area.width() - 16))
        column = self.frame.layout()
        height = column.totalHeightForWidth(self.frame.width()) if column is not None else 0
        line = self._pane.sheet.line_height
        below = area.top() + round(last - offset) + line + 6
        above = area.top() + round(first - offset) - height - 6
        y = below if below + height < view.height() or above < 0 else above
        self.frame.setGeometry(
            area.left() + (area.width() - self.frame.width()) // 2, y, self.frame.width(), height
        )
        self.frame.show()
        self.frame.raise_()
