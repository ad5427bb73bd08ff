"""The sidebar at the window's start: search, views, lists, saved searches, tags, menu, status."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from reader.core.marks import SavedSearch
from reader.core.messages import isolate
from reader.gui.sidebar.feed_entry import FeedEntry
from reader.gui.sidebar.search_field import SearchField
from reader.gui.sidebar.sidebar_delegate import SidebarDelegate
from reader.gui.sidebar.sidebar_rows import SEARCH_ROW, SidebarNames, SidebarRows, name_of
from reader.gui.sidebar.status_line import StatusLine
from reader.gui.theme.tab_order import tab_through
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, label, surface
from reader.gui.widgets.pane_layout import SIDEBAR_COMPACT, SIDEBAR_LEAST, SIDEBAR_MOST

_FOOT_FROM = 400
"""Height in px from which the buttons at the foot are shown."""
_FOOT_SIDE = 14
"""Px beside the foot's first button that put its icon under those of the rows."""


class Sidebar(ThemedWidget, QFrame):
    """The views of the library. `view_chosen` carries the name of the one that was chosen."""

    view_chosen = Signal(str)
    menu_wanted = Signal()
    settings_wanted = Signal()
    help_wanted = Signal()
    search_wanted = Signal()
    """The icon that stands for the search field was pressed."""
    search_chosen = Signal(int)
    """A saved search was; carries its number."""
    search_menu_wanted = Signal(int, QPoint)
    """The actions of a saved search, at a point of the screen."""
    feed_menu_wanted = Signal(str, QPoint)
    """Those of a feed, or of all of them; carries the name of the row."""

    state_told = Signal(str, str)
    """An icon and words for what holds for the library: that nothing can be changed, that nothing is fetched;
    empty where neither does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self.drop_name = ""
        """The row that a drag hovers over."""
        self._counts: dict[str, int] = {}
        self._source = ""
        self._searches: tuple[SavedSearch, ...] = ()
        self._feeds: tuple[FeedEntry, ...] = ()
        self._is_offline = self._is_private = self._is_silent = False
        self._read_only = ""
        self._lent = False
        self._just_chosen = ""
        surface(self, "rail")
        self._name = label("pane-title")
        self._name.setText("Liseuse")
        self._name.setIndent(12)  # margins of a layout do not mirror
        self.menu_button = IconButton("ellipsis")
        self.menu_button.clicked.connect(self.menu_wanted)
        self.settings_button, self.help_button = IconButton("settings"), IconButton("circle-help")
        self.settings_button.clicked.connect(self.settings_wanted)
        self.help_button.clicked.connect(self.help_wanted)
        self.search = SearchField()
        self.search_button = IconButton("search")
        self.search_button.clicked.connect(self.search_wanted)
        self.search_button.hide()
        self._views = SidebarRows(self)
        self._views.setItemDelegate(SidebarDelegate(self, self))
        self._views.currentItemChanged.connect(self._on_current)
        self._views.itemClicked.connect(self._on_click)
        self._views.customContextMenuRequested.connect(self._on_menu)
        self._status = StatusLine()
        self._lay_out()
        self.set_offline(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 9, 8, 9)
        head.addWidget(self._name, 1)
        head.addWidget(self.menu_button)
        self._head = head
        search = QVBoxLayout()
        search.setContentsMargins(8, 0, 8, 8)
        search.addWidget(self.search)
        self._search_row = search
        search.addWidget(self.search_button)
        views = QHBoxLayout()
        views.setContentsMargins(8, 0, 8, 8)
        views.addWidget(self._views)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(search)
        column.addLayout(views, 1)
        column.addWidget(self._status)
        self._foot_box = QWidget()
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._foot_box)
        self._foot.setContentsMargins(_FOOT_SIDE, 4, 8, 8)
        self._foot.setSpacing(4)
        self._foot.addWidget(self.settings_button)
        self._foot.addWidget(self.help_button)
        self._foot.addStretch(1)
        column.addWidget(self._foot_box)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, from above."""
        head = [self.menu_button, self.search, self.search_button]
        return [*head, self._views, self.settings_button, self.help_button]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is too little height for the rows, the menu alone has settings and help."""
        super().resizeEvent(event)
        room = event.size().height() >= _FOOT_FROM
        if self._foot_box.isHidden() == room:
            self._foot_box.setVisible(room)
            self._column.activate()  # now: the layout has given out this size already

    @property
    def views(self) -> SidebarRows:
        """The list that takes the focus."""
        return self._views

    def hand_focus(self, take: Callable[[], object]) -> None:
        """Let what a row shows take the focus; whoever goes through the rows by arrow keys stays there."""
        if not self.views.hasFocus():
            take()

    def set_view(self, name: str) -> None:
        """Show which view is chosen (none while it is not in the sidebar), without choosing it anew."""
        self._views.choose(name)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many articles each counted view holds, and each tag (`tag:` before its name)."""
        self._counts = dict(counts)
        self._name_rows()

    def set_shelves(self, source: str, searches: Sequence[SavedSearch]) -> None:
        """Show whose lists are offered, and the saved searches."""
        self._source, self._searches = source, tuple(searches)
        self._name_rows()

    def set_feeds(self, feeds: Sequence[FeedEntry]) -> None:
        """Show the rows of feeds, none without any."""
        self._feeds = tuple(feeds)
        self._name_rows()

    @property
    def searches(self) -> Sequence[SavedSearch]:
        """The saved searches in order."""
        return self._searches

    def show_drop(self, name: str) -> None:
        """Frame the row that a drag would drop on, none for an empty name."""
        if name != self.drop_name:
            self.drop_name = name
            self._views.viewport().update()

    def lend_search(self) -> SearchField:
        """Give the search field away, where the sidebar has no room for it."""
        self._lent = True
        return self.search

    def take_search_back(self) -> None:
        """Have the search field again."""
        if self._lent:
            self._lent = False
            self._search_row.insertWidget(0, self.search)
            tab_through(self.menu_button, self.search)
            self.search.setVisible(not self.compact)

    def set_compact(self, compact: bool) -> None:
        """Show icons only, 56 px wide, with the names as tooltips."""
        changed, self.compact = compact != self.compact, compact
        self._name.setVisible(not compact)
        self._status.set_compact(compact)
        if compact:
            self.setFixedWidth(SIDEBAR_COMPACT)
        else:
            self.setMinimumWidth(SIDEBAR_LEAST)
            self.setMaximumWidth(SIDEBAR_MOST)
        side = 11 if compact else 8
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(down if compact else across)
        self._foot.setContentsMargins(side if compact else _FOOT_SIDE, 4, side, 8)
        self._head.setContentsMargins(side, 9, side, 9)
        self._search_row.setContentsMargins(side, 0, side, 8)
        if not self._lent:
            self.search.setVisible(not compact)
        self.search_button.setVisible(compact)
        if changed:  # this is asked for with every list that is shown, and there may be a thousand rows
            self._name_rows()
            self._views.viewport().update()

    def set_offline(self, offline: bool) -> None:
        """Say once that there is no connection, which is no error."""
        self._is_offline = offline
        self._show_status()

    def set_read_only(self, because: str) -> None:
        """Say that the library is open for reading only, why, and what can be done.

        Args:
            because: `read-only`, `disk-full` or `library-damaged`; "" where it can be changed.
        """
        self._read_only = because
        self._show_status()

    @property
    def told(self) -> str:
        """What its line at the bottom says."""
        return self._status.words.text()

    def set_private(self, private: bool) -> None:
        """Say that nothing is asked of the network, as long as the reader wants it so."""
        self._is_private = private
        self._show_status()

    def set_silent(self, silent: bool) -> None:
        """Say that the disk of the library does not answer."""
        self._is_silent = silent
        self._show_status()

    def _show_status(self) -> None:
        disk = self.tr("The library’s disk does not answer · waiting for it") if self._is_silent else ""
        reading = self._why_for_reading()
        private = self.tr("Private reading · nothing is fetched") if self._is_private else ""
        offline = self.tr("Offline · all features work") if self._is_offline else ""
        told = "\n".join(filter(None, (disk, reading, private)))
        sign = "clock" if disk else "lock" if reading else "shield-check"
        self._status.say(sign if told else "wifi-off", told or offline)
        self.state_told.emit(sign, told)

    def _why_for_reading(self) -> str:
        if not self._read_only:
            return ""
        if self._read_only == "disk-full":
            return self.tr("For reading only: the disk is full. Free some space, then start again.")
        if self._read_only == "library-damaged":
            return self.tr("For reading only: the library is damaged. Start again to restore a backup.")
        return self.tr(
            "For reading only: nothing can be written to the library’s folder. Allow it, then start again."
        )

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Library"))
        self._views.setAccessibleName(self.tr("Library views"))
        self.menu_button.set_name(self.tr("Menu"), self.tr("Menu") + " (F10)")
        self.settings_button.set_name(self.tr("Settings"), self.tr("Settings") + " (Ctrl+,)")
        self.help_button.set_name(self.tr("Keys and help"), self.tr("Keys and help") + " (?)")
        self.search_button.set_name(self.tr("Search library"), self.tr("Search library") + " (/)")
        self._show_status()
        self._name_rows()

    def _name_rows(self) -> None:
        self._views.take_rows(self._counts, self._searches, self._feeds)
        source = self.tr("From {source}").replace("{source}", isolate(self._source)) if self._source else ""
        names = SidebarNames(source, self.tr("Feeds"), self.tr("Saved searches"), self.tr("Tags"))
        self._views.name_rows(self._counts, names, self.compact)

    def _items(self) -> list[QListWidgetItem]:
        return self._views.named()

    def _on_current(self, item: QListWidgetItem | None) -> None:
        name = self._just_chosen = name_of(item)
        if name.startswith(SEARCH_ROW):
            self.search_chosen.emit(int(name.removeprefix(SEARCH_ROW)))
        elif name:
            self.view_chosen.emit(name)

    def _on_click(self, item: QListWidgetItem) -> None:
        """A row that is chosen already is shown again: something else may stand in its place."""
        again = name_of(item) != self._just_chosen
        self._just_chosen = ""
        if again:
            self._on_current(item)
            self._just_chosen = ""

    def _on_menu(self, point: QPoint) -> None:
        name, spot = self._views.name_at(point), self._views.viewport().mapToGlobal(point)
        if name.startswith(SEARCH_ROW):
            self.search_menu_wanted.emit(int(name.removeprefix(SEARCH_ROW)), spot)
        elif any(entry.name == name for entry in self._feeds):
            self.feed_menu_wanted.emit(name, spot)
