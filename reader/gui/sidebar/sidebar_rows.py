"""The rows of the sidebar: views, a source's lists, saved searches, tags, with Trash held at the bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from reader.core.marks import SavedSearch
from reader.core.messages import isolate
from reader.gui.sidebar.feed_entry import FeedEntry
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.text.view_titles import view_title
from reader.gui.widgets.basics import KeyboardFocus, plain_viewport
from reader.gui.widgets.pane_layout import SIDEBAR_COMPACT
from reader.services.library.browse_library import TAG_VIEW

ROW, HEADING = 34, 38
"""Heights in px."""

NAME = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
ICON = Qt.ItemDataRole.UserRole + 2

SEARCH_ROW = "search:"
"""Begins the name of the row of a saved search; its number follows."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    icon: str
    counted: bool


_VIEWS = (
    _Entry("unread", "inbox", True),
    _Entry("favourites", "star", True),
    _Entry("archive", "archive", False),
    _Entry("all", "library", True),
    _Entry("notes", "notebook-pen", False),
    _Entry("trash", "trash-2", False),
)
_LISTS = (
    _Entry("latest", "newspaper", True),
    _Entry("most-read", "trending-up", True),
)
_GROUPS = ("source", "feeds", "searches", "tags")
"""Rows that come and go together, from the top; each name is a field of `SidebarNames`."""
_COUNTED = {entry.name for entry in (*_VIEWS, *_LISTS) if entry.counted}


@dataclass(frozen=True, slots=True)
class SidebarNames:
    """The headings of the sidebar's groups in the interface's language."""

    source: str = ""
    feeds: str = ""
    searches: str = ""
    tags: str = ""


@dataclass(slots=True)
class _Group:
    """Rows that come and go together, under a heading."""

    heading: QListWidgetItem
    names: list[str] = field(default_factory=list)


class SidebarRows(KeyboardFocus, QListWidget):
    """The rows; one without content takes the room left, so that Trash is at the bottom."""

    removed = Signal(int)
    """Delete was pressed on a saved search; carries its number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setViewport(plain_viewport())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._searches: dict[str, str] = {}
        self._wished = ""  # the row that is to be chosen
        self._feeds: dict[str, FeedEntry] = {}
        self._rows: dict[str, QListWidgetItem] | None = None
        self._told: dict[str, tuple[str, str, str, str, bool]] = {}
        """What each row says: of a thousand, those are written again that say something else."""
        self.currentItemChanged.connect(lambda *_: self._own_keys())
        for entry in _VIEWS:
            if entry.name == "trash":
                self._groups = {name: _Group(self._heading_row()) for name in _GROUPS}
                self._space = self._dead_row()
            self.addItem(_row(entry.name, entry.icon))
        self._fit()

    def choose(self, name: str) -> None:
        """Show a row as the chosen one, telling nobody; of a name that is not here, once it comes."""
        self._wished = name
        blocked = self.blockSignals(True)
        found = self._by_name().get(name)
        if found is not None:
            self.setCurrentItem(found)
        else:
            self.setCurrentRow(-1)
        self.blockSignals(blocked)
        self._own_keys()

    def take_rows(
        self, counts: Mapping[str, int], searches: Sequence[SavedSearch], feeds: Sequence[FeedEntry] = ()
    ) -> None:
        """Show the lists of a source, the feeds, the saved searches, and the tags (keys with `TAG_VIEW`)."""
        self._feeds = {entry.name: entry for entry in feeds}
        self._searches = {f"{SEARCH_ROW}{search.id}": search.name for search in searches}
        lists = [entry.name for entry in _LISTS if counts.get(entry.name)]
        tags = [name for name in counts if name.startswith(TAG_VIEW)]
        current = self.currentItem()
        chosen = current.data(NAME) if current is not None else ""
        icons = {entry.name: entry.icon for entry in _LISTS}
        changed = self._take("source", lists, icons)
        changed |= self._take("feeds", list(self._feeds), {e.name: e.icon for e in feeds})
        changed |= self._take("searches", list(self._searches), dict.fromkeys(self._searches, "search"))
        changed |= self._take("tags", tags, dict.fromkeys(tags, "tag"))
        if changed:
            self.choose(chosen or self._wished)
            self._fit()

    def name_rows(self, counts: Mapping[str, int], names: SidebarNames, compact: bool) -> None:
        """Name and count every row."""
        headings = {key: getattr(names, key) for key in _GROUPS}
        self._space.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("Separator"))
        counts = {**counts, **{entry.name: entry.new for entry in self._feeds.values()}}
        groups = {name: headings[key] for key, group in self._groups.items() for name in group.names}
        for key, group in self._groups.items():
            group.heading.setText(headings[key])
        locale = QLocale()
        for name, item in self._by_name().items():
            title = self.title(name)
            counted = name in _COUNTED or name in self._feeds or name.startswith(TAG_VIEW)
            count = counts.get(name, 0) if counted else 0
            icon = self._feeds[name].icon if name in self._feeds else ""
            told = (title, locale.toString(count) if count else "", groups.get(name, ""), icon, compact)
            if self._told.get(name) == told:
                continue
            self._told[name] = told
            item.setText(title)
            if icon:
                item.setData(ICON, icon)
            item.setData(COUNT, told[1])
            spoken = f"{groups[name]}: {isolate(title)}" if groups.get(name) else title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{spoken}, {count}" if count else spoken)
            item.setToolTip(plain_tip(title) if compact else "")

    def title(self, name: str) -> str:
        """What a row is called."""
        if name in self._feeds:
            return self._feeds[name].title
        return self._searches[name] if name in self._searches else view_title(name)

    def name_at(self, point: QPoint) -> str:
        """The name of the row at a point of the viewport, empty for none."""
        return name_of(self.itemAt(point))

    def first_tag(self) -> QListWidgetItem | None:
        """The row of the first tag."""
        found = self._by_name().items()
        return next((item for name, item in found if name.startswith(TAG_VIEW)), None)

    def named(self) -> list[QListWidgetItem]:
        """The rows that can be chosen."""
        return list(self._by_name().values())

    def _by_name(self) -> dict[str, QListWidgetItem]:
        """The rows that can be chosen, by their names, from the top."""
        if self._rows is None:  # of a thousand, each one asked for its name takes some µs
            every = map(self.item, range(self.count()))
            self._rows = {name: item for item in every if (name := name_of(item))}
        return self._rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = name_of(self.currentItem())
        if event.key() == Qt.Key.Key_Delete and name.startswith(SEARCH_ROW):
            self.removed.emit(int(name.removeprefix(SEARCH_ROW)))
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose nothing by coming here: Qt would choose the first row while a search has none chosen."""
        if self.currentItem() is not None:
            super().focusInEvent(event)
            return
        blocked = self.blockSignals(True)
        super().focusInEvent(event)
        self.setCurrentRow(-1)
        self.blockSignals(blocked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take(self, key: str, names: list[str], icons: Mapping[str, str]) -> bool:
        """Give a group these rows; says whether they are others than before."""
        group = self._groups[key]
        if names == group.names:
            return False
        blocked = self.blockSignals(True)
        first = self.row(group.heading) + 1
        for _ in group.names:
            self.takeItem(first)
        for number, name in enumerate(names):
            self._told.pop(name, None)
            self.insertItem(first + number, _row(name, icons[name]))
        group.names, self._rows = names, None
        group.heading.setHidden(not names)
        self.blockSignals(blocked)
        return True

    def _heading_row(self) -> QListWidgetItem:
        item = self._dead_row()
        item.setSizeHint(QSize(SIDEBAR_COMPACT - 16, HEADING))
        item.setHidden(True)
        return item

    def _dead_row(self) -> QListWidgetItem:
        item = QListWidgetItem(self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, "")
        return item

    def _own_keys(self) -> None:
        """Delete on a saved search is about that, on any other row about the article in the list."""
        searching = name_of(self.currentItem()).startswith(SEARCH_ROW)
        self.setProperty("ownKeys", ["Del"] if searching else [])

    def _fit(self) -> None:
        """Leave Trash at the bottom, whatever stands above it."""
        headings = sum(bool(group.names) for group in self._groups.values())
        room = self.viewport().height() - len(self.named()) * ROW - headings * HEADING
        self._space.setSizeHint(QSize(SIDEBAR_COMPACT - 16, max(8, room)))


def _row(name: str, icon_name: str) -> QListWidgetItem:
    item = QListWidgetItem()
    item.setData(NAME, name)
    item.setData(ICON, icon_name)
    item.setSizeHint(QSize(SIDEBAR_COMPACT - 16, ROW))
    return item


def name_of(item: QListWidgetItem | None) -> str:
    """The view or tag of a row, empty for none."""
    return str(item.data(NAME) or "") if item is not None else ""
