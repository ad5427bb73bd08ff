"""The window of waiting translations: what runs, what follows, what failed; pause, cancel one or all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.translation_queue.queue_text import QueueTexts
from reader.gui.translation_queue.state import BATTERY, PAUSED, QueueLead
from reader.gui.widgets.basics import (
    ProgressBar,
    column_beside_bar,
    hairline,
    in_direction,
    label,
    push_button,
    surface,
)
from reader.gui.widgets.whole_dialog import size_over

if TYPE_CHECKING:
    from reader.services.translation.queue_overview import QueueRow

SIZE = (600, 520)
MOST_ROWS = 100
"""Rows drawn; of more, the number is said."""


class QueueDialog(QDialog):
    """Shows the queue while it is open."""

    def __init__(self, lead: QueueLead, parent: QWidget) -> None:
        super().__init__(parent)
        self._lead = lead
        self.words = QueueTexts(self)
        self._drawn: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Waiting translations"))
        self.resize(size_over(parent, SIZE))
        surface(self, "page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(8)
        title = label("dialog-title")
        title.setText(self.windowTitle())
        self.now, self.how_far = label(wrap=True), label("meta", wrap=True)
        self.bar = ProgressBar()
        self.bar.setProperty("scale", "header")
        self.bar.setTextVisible(False)
        for part in (title, self.now, self.how_far, self.bar):
            outer.addWidget(part)
        outer.addWidget(self._list(), 1)
        outer.addLayout(self._foot())
        lead.changed.connect(self.refresh)
        self.refresh()

    def _list(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        surface(self._content, "page")
        self._rows = column_beside_bar(self._content)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(8)
        area.setWidget(self._content)
        return area

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.pause, self.all, self.anyway, self.close_button = (push_button() for _ in range(4))
        self.pause.clicked.connect(self._lead.toggle_pause)
        self.all.setText(self.tr("Cancel all"))
        self.all.clicked.connect(self._lead.remove_all)
        self.anyway.setText(self.tr("Translate now, on battery"))
        self.anyway.clicked.connect(lambda: self._lead.start(on_battery=True))
        self.close_button.setText(self.tr("Close"))
        self.close_button.clicked.connect(self.reject)
        for button in (self.pause, self.all, self.anyway):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    def refresh(self) -> None:
        """Show the queue as it is now."""
        state = self._lead.state
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.now.setText(in_direction(self.words.now(state), rtl))
        self.how_far.setText(in_direction(self.words.progress(state), rtl))
        running = state.current is not None
        self.bar.setVisible(running)
        self.bar.setRange(0, max(1, state.total))
        self.bar.setValue(state.done)
        self.bar.setAccessibleName(self.how_far.text())
        paused = state.doing == PAUSED
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setEnabled(bool(state.waiting) or paused)
        self.all.setEnabled(bool(state.rows))
        self.anyway.setVisible(state.doing == BATTERY)
        current = state.current.id if state.current is not None else 0
        drawn = (current, *((row.job.id, row.job.error) for row in state.rows))
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(state.rows, current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; the work goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        super().keyPressEvent(event)

    def _draw(self, rows: list[QueueRow], current: int) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows[:MOST_ROWS]:
            self._rows.addWidget(self._row(row, row.job.id == current))
            self._rows.addWidget(hairline())
        if len(rows) > MOST_ROWS:
            more = label("meta")
            more.setText(self.tr("and %n more", "", len(rows) - MOST_ROWS))
            self._rows.addWidget(more)
        self._rows.addStretch(1)

    def _row(self, row: QueueRow, current: bool) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(2)
        title, about = label(wrap=True), label("meta", wrap=True)
        title.setText(row.title)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        about.setText(in_direction(self.words.about(row, current), rtl))
        column.addWidget(title)
        column.addWidget(about)
        line.addLayout(column, 1)
        if row.error is not None:
            again = push_button("", "row")
            again.setText(self.tr("Retry"))
            again.setAccessibleName(f"{again.text()} {isolate(row.title)}")
            again.clicked.connect(partial(self._lead.retry, row))
            line.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        cancel = push_button("flat", "row")
        cancel.setText(self.tr("Remove") if row.error is not None else self.tr("Cancel"))
        cancel.setAccessibleName(f"{cancel.text()} {isolate(row.title)}")
        cancel.clicked.connect(partial(self._lead.remove, [row.job.id]))
        line.addWidget(cancel, 0, Qt.AlignmentFlag.AlignTop)
        return widget
