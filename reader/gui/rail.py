"""The rail at the window's start: search, the library's views and tags with their counts, menu, status."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from reader.gui.icons import pixmap
from reader.gui.rail_rows import COMPACT, RailRow, RailViews, name_of, view_title
from reader.gui.search_field import SearchField
from reader.gui.theme import Theme
from reader.gui.widgets import IconButton, hairline, label, surface

__all__ = ["COMPACT", "LEAST", "MOST", "WIDTH", "Rail", "view_title"]

WIDTH, LEAST, MOST = 216, 180, 280
"""Widths in px: usual and limits."""


class Rail(QFrame):
    """The views of the library. `view_chosen` carries the name of the one that was chosen."""

    view_chosen = Signal(str)
    menu_wanted = Signal()
    search_wanted = Signal()
    """The icon that stands for the search field was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.compact = False
        self._counts: dict[str, int] = {}
        surface(self, "rail")
        self._name = label("pane-title")
        self._name.setText("Liseuse")
        self._name.setIndent(12)  # margins of a layout do not mirror
        self.menu_button = IconButton("ellipsis")
        self.menu_button.clicked.connect(self.menu_wanted)
        self.search = SearchField(theme)
        self.search_button = IconButton("search")
        self.search_button.clicked.connect(self.search_wanted)
        self.search_button.hide()
        self._views = RailViews(self)
        self._views.setItemDelegate(RailRow(self))
        self._views.currentItemChanged.connect(self._on_current)
        self._offline = label("meta", wrap=True)
        self._offline_icon = label()
        self._status = QWidget()
        self._lay_out()
        self.set_theme(theme)
        self.set_offline(False)
        self.retranslate()

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
        line = QHBoxLayout()
        line.setContentsMargins(10, 8, 10, 8)
        line.addWidget(self._offline_icon)
        line.addWidget(self._offline, 1)
        status = QVBoxLayout(self._status)
        status.setContentsMargins(0, 0, 0, 0)
        status.setSpacing(0)
        status.addWidget(hairline())
        status.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(search)
        column.addLayout(views, 1)
        column.addWidget(self._status)

    @property
    def views(self) -> RailViews:
        """The list that takes the focus."""
        return self._views

    def set_view(self, name: str) -> None:
        """Show which view is chosen (none while it is not in the rail), without choosing it anew."""
        self._views.choose(name)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many articles each counted view holds, and each tag (`tag:` before its name)."""
        self._counts = dict(counts)
        self._name_rows()

    def set_compact(self, compact: bool) -> None:
        """Show icons only, 56 px wide, with the names as tooltips."""
        self.compact = compact
        self._name.setVisible(not compact)
        self._offline.setVisible(not compact)
        if compact:
            self.setFixedWidth(COMPACT)
        else:
            self.setMinimumWidth(LEAST)
            self.setMaximumWidth(MOST)
        side = 11 if compact else 8
        self._head.setContentsMargins(side, 9, side, 9)
        self._search_row.setContentsMargins(side, 0, side, 8)
        self.search.setVisible(not compact)
        self.search_button.setVisible(compact)
        self._name_rows()
        self._views.viewport().update()

    def set_offline(self, offline: bool) -> None:
        """Say once that there is no connection, which is no error."""
        self._status.setVisible(offline)

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's colours."""
        self.theme = theme
        self.menu_button.set_theme(theme)
        self.search.set_theme(theme)
        self.search_button.set_theme(theme)
        self._offline_icon.setPixmap(pixmap("wifi-off", theme.color("muted"), 16, self.devicePixelRatioF()))
        self._views.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Put every text into the interface's language."""
        self._views.setAccessibleName(self.tr("Library views"))
        self.menu_button.set_name(self.tr("Menu"), self.tr("Menu") + " (F10)")
        self.search_button.set_name(self.tr("Search library"), self.tr("Search library") + " (/)")
        self._offline.setText(self.tr("Offline · all features work"))
        self._status.setToolTip(self._offline.text())
        self._name_rows()

    def _name_rows(self) -> None:
        self._views.name_rows(self._counts, self.tr("Tags"), self.compact)

    def _items(self) -> list[QListWidgetItem]:
        return self._views.named()

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if name_of(item):
            self.view_chosen.emit(name_of(item))
