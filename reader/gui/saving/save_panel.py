"""The panel above the tray's line: every save that is not done with, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.saving.save_actions import actions_of
from reader.gui.saving.save_rows import HEIGHT, SaveRole, SaveRowDelegate, SaveRows, action_at
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import KeyboardFocus, hairline, push_button

_OWN_KEYS = ("Del", "Enter", "Up", "Down", "Home", "End", "PgUp", "PgDn", "Menu", "Shift+F10")


class SaveRowsView(KeyboardFocus, QListView):
    """The rows. `wanted(name, entry)`: by click, Enter (the first action), Del (the last) or the menu."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = SaveRows()
        self.setModel(self.rows)
        self.setItemDelegate(SaveRowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.setProperty("ownKeys", list(_OWN_KEYS))

    def show_entries(self, entries: Iterable[SaveEntry]) -> None:
        """Show entries; the current one stays current, else the one in its place."""
        current = self.currentIndex()
        entry, row = current.data(SaveRole.ENTRY), current.row()
        place = self.verticalScrollBar().value()
        if self.rows.show(entries) and entry is not None and self.rows.rowCount():
            same = self.rows.row_of(entry.number)
            self.setCurrentIndex(
                self.rows.index(min(same if same >= 0 else row, self.rows.rowCount() - 1), 0)
            )
            self.verticalScrollBar().setValue(place)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT * max(1, self.rows.rowCount()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            entry = index.data(SaveRole.ENTRY)
            action = action_at(self.visualRect(index), self.layoutDirection(), entry, point)
            if action is not None:
                self.wanted.emit(action.name, entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.currentIndex().data(SaveRole.ENTRY)
        if entry is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(actions_of(entry)[0].name, entry)
        elif entry is not None and event.key() == Qt.Key.Key_Delete:
            self.wanted.emit(actions_of(entry)[-1].name, entry)
        elif event.text() and event.text().isprintable():
            event.ignore()  # letters are commands, not a search for a title
        else:
            super().keyPressEvent(event)

    def menu_of(self, index: QModelIndex) -> QMenu:
        """The actions of a row, by name."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entry = index.data(SaveRole.ENTRY)
        for action in actions_of(entry):
            menu.addAction(action.text).triggered.connect(partial(self.wanted.emit, action.name, entry))
        menu.setAccessibleName(str(index.data(Qt.ItemDataRole.DisplayRole)))
        return menu

    def _show_menu(self, point: QPoint) -> None:
        under = self.indexAt(point)
        index = under if under.isValid() else self.currentIndex()
        if index.isValid():
            self.menu_of(index).popup(self.viewport().mapToGlobal(point))


class SavePanel(ThemedWidget, QWidget):
    """The rows, with “Retry all” and “Remove all” for those that failed or lack pictures."""

    retry_all_wanted = Signal()
    remove_all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = SaveRowsView()
        self.retry_all, self.remove_all = push_button("", "row"), push_button("flat", "row")
        self.retry_all.clicked.connect(self.retry_all_wanted)
        self.remove_all.clicked.connect(self.remove_all_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.retry_all)
        foot.addWidget(self.remove_all)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(hairline())
        column.addLayout(foot)

    def retranslate(self) -> None:
        self.retry_all.setText(self.tr("Retry all"))
        self.remove_all.setText(self.tr("Remove all"))
        self.view.setAccessibleName(self.tr("Saves"))

    def show_entries(self, entries: list[SaveEntry]) -> None:
        """Show entries as they are now."""
        self.view.show_entries(entries)
        open_ones = any(entry.state in (SaveState.FAILED, SaveState.PARTIAL) for entry in entries)
        for button in (self.retry_all, self.remove_all):
            button.setEnabled(open_ones)

    def focus_rows(self) -> None:
        """Go to the rows, to the first when none is current."""
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.rows.index(0, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted_height(self) -> int:
        """Px that every row and the buttons would take."""
        return HEIGHT * max(1, self.view.rows.rowCount()) + 47
