"""A list of notes for keyboard and mouse: goes to a note, edits, recolours, copies and removes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QStackedWidget,
    QWidget,
)

from reader.gui.article_view.highlight_style import COLOURS, colour_name, shape_icon
from reader.gui.cards.card_view import CardView
from reader.gui.notes.note_delegate import ROW_ROLE, NoteDelegate
from reader.gui.notes.note_rows import NoteRow, NoteTexts
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label

Index = QModelIndex | QPersistentModelIndex

PAGE = 60
"""Rows that are laid out at a time."""


def notes_head(title: QLabel, spacing: int) -> tuple[QWidget, QHBoxLayout]:
    """The bar over a list of notes, and its row, which is to be filled: the title in it, too."""
    head = QWidget()
    head.setFixedHeight(51)
    row = QHBoxLayout(head)
    row.setContentsMargins(8, 0, 8, 0)
    row.setSpacing(spacing)
    title.setIndent(8)
    return head, row


def list_or_words(shown: QWidget) -> tuple[QStackedWidget, QLabel]:
    """A list, and the words that stand in its place, their page's only part, while it has no row."""
    empty = label("muted", wrap=True)
    empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
    empty.setContentsMargins(16, 16, 16, 16)
    page, body = QWidget(), QStackedWidget()
    around = QHBoxLayout(page)
    around.setContentsMargins(8, 8, 8, 8)  # room for the focus ring, which the window's edge would cut
    around.addWidget(empty)
    body.addWidget(shown)
    body.addWidget(page)
    return body, empty


class NotesModel(QAbstractListModel):
    """Rows in order; a long list is given out page by page as it is scrolled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[NoteRow] = []
        self._given = 0

    @property
    def rows(self) -> Sequence[NoteRow]:
        """All of them."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._given

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._given < len(self._rows)

    def fetchMore(self, parent: Index) -> None:
        self.give(self._given + PAGE)

    def give(self, count: int) -> None:
        """Give out at least so many rows."""
        count = min(count, len(self._rows))
        if count > self._given:
            self.beginInsertRows(QModelIndex(), self._given, count - 1)
            self._given = count
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._given:
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.quote or row.note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return NoteTexts().spoken(row)
        return None

    def show(self, rows: Sequence[NoteRow]) -> None:
        """Show other rows."""
        given = max(PAGE, self._given)
        self.beginResetModel()
        self._rows = list(rows)
        self._given = min(given, len(self._rows))
        self.endResetModel()

    def row_of(self, article_id: int, mark_id: int) -> int:
        """The place of a mark, or with 0 of the article's own note; -1 for none."""
        for number, row in enumerate(self._rows):
            if row.article_id == article_id and (row.mark.id if row.mark is not None else 0) == mark_id:
                return number
        return -1


class NotesList(ThemedWidget, CardView):
    """The view. Its signals carry the row.

    `opened(row, with_focus)`, `edit_wanted(row)`, `remove_wanted(row)`, `recolour_wanted(row, colour)`,
    `copy_wanted(row)`.
    """

    opened = Signal(object, bool)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    recolour_wanted = Signal(object, object)
    copy_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.notes = NotesModel(self)
        self.setModel(self.notes)
        self.setProperty("ownKeys", ["Del", "Menu", "Shift+F10", "F2"])  # see `KeyRouter`
        self.setItemDelegate(NoteDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(36)
        self.clicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE), False))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE), True))
        self.enter_pressed.connect(lambda index: self.opened.emit(index.data(ROW_ROLE), True))

    def show_rows(self, rows: Sequence[NoteRow]) -> None:
        """Show rows; the current one stays, or the one that took its place."""
        before, place = self.current(), self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.notes.show(rows)
        if before is not None:
            number = self.notes.row_of(before.article_id, before.mark.id if before.mark is not None else 0)
            self.go_to(number if number >= 0 else min(place, len(rows) - 1), scroll=False)
        self.verticalScrollBar().setValue(scrolled)

    def current(self) -> NoteRow | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, NoteRow) else None

    def go_to(self, number: int, scroll: bool = True) -> None:
        """Make a row the current one."""
        if not 0 <= number < len(self.notes.rows):
            return
        self.notes.give(number + 1)
        index = self.notes.index(number, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll:
            self.scrollTo(index)

    def go_to_mark(self, article_id: int, mark_id: int) -> None:
        """Make the row of a mark the current one."""
        self.go_to(self.notes.row_of(article_id, mark_id))

    def step(self, by: int) -> None:
        """Go on or back."""
        self.setProperty("byKey", True)
        here = self.currentIndex().row()
        self.go_to(max(0, min(here + by, len(self.notes.rows) - 1)) if here >= 0 else 0)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that act on a note from the commands on the article."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Menu)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit(row)
        elif event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._menu_at(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.indexAt(event.pos()).isValid():
            self.setCurrentIndex(self.indexAt(event.pos()))
            self._menu_at(event.pos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def _menu_at(self, point: QPoint) -> None:
        row = self.current()
        if row is not None:
            self.menu_of(row).popup(self.viewport().mapToGlobal(point))

    def menu_of(self, row: NoteRow) -> QMenu:
        """The actions of a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Go to the passage"), lambda: self.opened.emit(row, True))
        menu.addAction(self.tr("Edit the note…"), lambda: self.edit_wanted.emit(row))
        if row.mark is not None:
            menu.addSeparator()
            ink, ratio = self.theme.color("text"), self.devicePixelRatioF()
            for colour in COLOURS:
                action = menu.addAction(shape_icon(colour, ink, ratio), colour_name(colour))
                action.setCheckable(True)
                action.setChecked(row.mark.colour is colour)
                action.triggered.connect(partial(self._recolour, row, colour))
            menu.addSeparator()
        menu.addAction(self.tr("Copy"), lambda: self.copy_wanted.emit(row))
        remove = self.tr("Remove the highlight") if row.mark is not None else self.tr("Delete the note")
        menu.addAction(remove, lambda: self.remove_wanted.emit(row))
        return menu

    def _recolour(self, row: NoteRow, colour: object, _checked: bool = False) -> None:
        self.recolour_wanted.emit(row, colour)
