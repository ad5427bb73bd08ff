"""The keyboard help: three columns of what each key does, built from the live keymap."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.gui.keyboard.command_groups import GROUPS, HelpRow, filtered
from reader.gui.keyboard.key_caps import KeyCaps, caps_of, spoken
from reader.gui.widgets.basics import IconButton, hairline, label
from reader.gui.widgets.overlay import Overlay

WIDTH, HEIGHT = 1080, 640
COLUMN = 300
"""Least width of a column in px."""


class HelpOverlay(Overlay):
    """Lists the keys; typing filters them.

    Args:
        window: what it covers.
        rows: gives the rows, in order.
        context: gives the name of where the reader is.
        layout_name: says what is known of the keyboard's layout.
        arabic: whether letters get the Arabic one beside them, and on which Latin layout.
    """

    def __init__(
        self,
        window: QWidget,
        rows: Callable[[], Sequence[HelpRow]],
        context: Callable[[], str],
        layout_name: Callable[[], str],
        arabic: str = "",
    ) -> None:
        super().__init__(window, (WIDTH, HEIGHT))
        self._named, self._context, self._layout_name = rows, context, layout_name
        self._rows: list[HelpRow] = []
        self._built: tuple[object, ...] | None = None  # what the rows were built from
        self._shown: tuple[object, ...] | None = None  # which of them are on screen, in how many columns
        self._boxes: list[QVBoxLayout] = []
        self._groups: dict[str, QWidget] = {}
        self._lines: dict[HelpRow, tuple[QWidget, QWidget]] = {}
        self._arabic = arabic
        self.field = QLineEdit()
        self.field.setMaximumWidth(220)
        self.field.textChanged.connect(lambda _text: self._fill())
        self._where = label("muted")
        self.layout_label, self._nothing = label("meta"), label("muted")
        self._title, self._foot = label("dialog-title"), label("meta", wrap=True)
        self._close = IconButton("x")
        self._close.clicked.connect(self.close_overlay)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setProperty("focusRing", False)
        self._lay_out()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Keyboard help"))
        self._scroll.setAccessibleName(self.accessibleName())
        self.field.setPlaceholderText(self.tr("Filter keys"))
        self.field.setAccessibleName(self.tr("Filter keys"))
        self._title.setText(self.tr("Keyboard"))
        self._where.setText(self._context())
        self.layout_label.setText(self._layout_name())
        self._close.set_name(self.tr("Close"))
        self._foot.setText(
            self.tr(
                "On AZERTY the digit row works without Shift. "
                "On an Arabic layout the letters keep their physical place."
            )
        )
        self._rows = list(self._named())
        self._fill()

    def start(self) -> None:
        """Show it."""
        self.open(self.field)
        self._fill()  # where the size is the one it had before it was shown

    def shown_rows(self) -> list[HelpRow]:
        """The rows on screen."""
        return filtered(self._rows, self.field.text())

    def _place(self) -> None:
        super()._place()
        wide = self.panel.width() >= 640
        self._where.setVisible(wide)
        self.layout_label.setVisible(wide and bool(self.layout_label.text()))
        self._fill()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self._title, self._where):
            head.addWidget(part)
        head.addStretch(1)
        for last in (self.field, self.layout_label, self._close):
            head.addWidget(last)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)

    def _fill(self) -> None:
        """Show the rows that are wanted, in as many columns as there is room for."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        columns = max(1, min(3, (self.panel.width() - 56) // COLUMN))
        rows = self.shown_rows()
        wanted = (tuple(rows), columns, rtl)
        if not self.isVisible() or wanted == self._shown:
            return
        self._shown = wanted
        built = tuple(self._rows), columns, rtl
        if built != self._built:
            self._built = built
            self._build(columns, rtl)
        for row, (widget, line) in self._lines.items():
            widget.setVisible(row in rows)
            line.setVisible(row in rows)
        self._place_groups({name: sum(row.group == name for row in rows) for name in self._groups})
        self._nothing.setVisible(not rows)

    def _build(self, columns: int, rtl: bool) -> None:
        """Make every row; hundreds of widgets, so they are hidden and shown while the reader types."""
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(*((8, 0, 0, 0) if rtl else (0, 0, 8, 0)))
        grid.setHorizontalSpacing(36)
        self._boxes = [QVBoxLayout() for _ in range(columns)]
        for number, box in enumerate(self._boxes):
            box.setSpacing(18)
            grid.addLayout(box, 0, number)
            grid.setColumnStretch(number, 1)
        self._nothing = label("muted")
        self._nothing.setText(self.tr("No key does that"))
        self._lines = {}
        self._groups = {
            name: self._group(name, mine, content)
            for name in GROUPS
            if (mine := [row for row in self._rows if row.group == name])
        }
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)  # the panel shows through: no box inside it

    def _place_groups(self, counts: Mapping[str, int]) -> None:
        """Spread the groups that have rows over the columns; the others are hidden."""
        columns = len(self._boxes)
        for box in self._boxes:
            while box.takeAt(0) is not None:
                pass
        self._boxes[0].addWidget(self._nothing)
        heights = [0] * columns
        for number, name in enumerate(name for name, count in counts.items() if count):
            place = number % columns if number < columns else heights.index(min(heights))
            heights[place] += counts[name] + 2
            self._boxes[place].addWidget(self._groups[name])
        for box in self._boxes:
            box.addStretch(1)
        for name, group in self._groups.items():
            group.setVisible(bool(counts[name]))

    def _group(self, name: str, rows: list[HelpRow], content: QWidget) -> QWidget:
        made = QWidget(content)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = label("section")
        title.setText(QCoreApplication.translate("help", GROUPS[name]))
        title.setContentsMargins(0, 0, 0, 6)
        column.addWidget(title)
        for row in rows:
            self._lines[row] = line = self._row(row), hairline()
            for part in line:
                column.addWidget(part)
        return made

    def _row(self, row: HelpRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(6)
        words = label(wrap=True)
        words.setText(row.text)
        line.addWidget(words, 1)
        for keys in _shown(row.keys):
            arabic = bool(self._arabic)
            line.addWidget(KeyCaps(caps_of(keys, self._arabic or "qwerty", arabic)))
        every = " · ".join(spoken(keys) for keys in (*row.keys, *row.others))
        made.setToolTip(every)
        made.setAccessibleName(f"{row.text}: {every}")
        return made


def _shown(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys to show in a row: of many only the first and the last, as in “1 … 5”."""
    return keys if len(keys) < 4 else (keys[0], "…", keys[-1])
