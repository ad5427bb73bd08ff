"""The command palette: one field that finds commands, articles, tags and settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.gui.command_palette.palette_delegate import HEADING, HEIGHT, ROW, TITLE, PaletteDelegate
from reader.gui.command_palette.palette_entries import (
    ARTICLES,
    COMMANDS,
    RECENT,
    SETTINGS,
    TAGS,
    Entry,
    Row,
    find,
)
from reader.gui.keyboard.key_caps import KeyCap
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import IconLabel, hairline, label
from reader.gui.widgets.overlay import Overlay

WIDTH, TOP = 640, 84
ROWS = 10
SEARCH = "search"
FIELD = 52


class Palette(Overlay):
    """Opened anew each time with what can be found; more entries may be added while it is open.

    Args:
        window: what it covers. entries: gives what has names in the interface's language.
        recent: the ids of the commands used lately.
    """

    used = Signal(str)
    """The id of the command that was run."""
    search_wanted = Signal(str)
    """Nothing is called so: the texts are to be searched."""

    def __init__(
        self, window: QWidget, entries: Callable[[], Sequence[Entry]], recent: Sequence[str] = ()
    ) -> None:
        super().__init__(window, (WIDTH, 400), TOP)
        self._named = entries
        self._entries: list[Entry] = []
        self._added: list[Entry] = []
        self._recent = recent
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setStyleSheet("border: none; background: transparent; font-size: 15px;")
        self.field.setProperty("focusRing", False)
        self.field.textChanged.connect(lambda _text: self._refresh())
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._run)
        self.nothing = label("muted", wrap=True)
        self.nothing.setContentsMargins(18, 12, 18, 6)
        self._lay_out()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Command palette"))
        self.field.setPlaceholderText(self.tr("Find a command, an article or a setting"))
        self.field.setAccessibleName(self.tr("Find a command, an article or a setting"))
        self.list.setAccessibleName(self.tr("Results"))
        self._entries = [*self._named(), *self._added]
        self._refresh()

    def start(self) -> None:
        """Show it."""
        self.open(self.field)

    def add(self, entries: Sequence[Entry]) -> None:
        """Find in these too."""
        self._added += entries
        self._entries += entries
        self._refresh()

    def rows(self) -> list[Row]:
        """The rows shown, headings included."""
        return [self.list.item(n).data(ROW) for n in range(self.list.count())]

    def current(self) -> Entry | None:
        """The entry that Enter runs."""
        item = self.list.currentItem()
        row = item.data(ROW) if item is not None else None
        return row.entry if isinstance(row, Row) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in steps:
                self._step(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel("search", "muted", 18))
        row.addWidget(self.field, 1)
        row.addWidget(KeyCap("Esc"))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QWidget()
        head.setLayout(row)
        head.setFixedHeight(FIELD)
        column.addWidget(head)
        column.addWidget(hairline())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def _refresh(self) -> None:
        query = self.field.text().strip()
        rows = find(query, self._entries, self._recent)
        found = bool(rows)
        if not found:
            text = fill(self.tr("Search the text for “{query}”"), query=query)
            rows = [Row(SEARCH, Entry(SEARCH, text, lambda: self.search_wanted.emit(query), icon="search"))]
        titles = {
            RECENT: self.tr("Recent"),
            COMMANDS: self.tr("Commands"),
            ARTICLES: self.tr("Articles"),
            TAGS: self.tr("Tags"),
            SEARCH: "",
            SETTINGS: self.tr("Settings"),
        }
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self.list)
            item.setData(ROW, row)
            item.setData(TITLE, titles[row.group])
            item.setSizeHint(QSize(100, HEADING if row.entry is None else HEIGHT))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(row, titles[row.group]))
            if row.entry is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._step(1)
        self.nothing.setText(fill(self.tr("No command or article named “{query}”"), query=query))
        self.nothing.setVisible(not found)
        height = sum(HEADING if row.entry is None else HEIGHT for row in rows)
        height += 0 if found else self.nothing.sizeHint().height()
        self.want_height(FIELD + 3 + min(height, ROWS * HEIGHT) + 6)

    def _step(self, by: int) -> None:
        """Go to the next entry, over headings."""
        places = [n for n, row in enumerate(self.rows()) if row.entry is not None]
        if not places:
            return
        here = self.list.currentRow()
        index = places.index(here) + by if here in places else 0
        index = index % len(places) if abs(by) == 1 else max(0, min(index, len(places) - 1))
        self.list.setCurrentRow(places[index])
        if index == 0:
            self.list.scrollToTop()

    def _run(self, item: QListWidgetItem) -> None:
        row = item.data(ROW)
        entry = row.entry if isinstance(row, Row) else None
        if entry is None or entry.reason:
            return
        self.close_overlay()
        if entry.id:
            self.used.emit(entry.id)
        entry.run()


def _spoken(row: Row, title: str) -> str:
    entry = row.entry
    if entry is None:
        return title
    return ". ".join(part for part in (entry.name, entry.reason) if part)
