"""The page of all notes and highlights of the library; it stands in place of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from reader.gui.article_list.pages import stops_in
from reader.gui.notes.note_rows import NoteTexts, library_rows
from reader.gui.notes.notes_filter import NotesFilter
from reader.gui.notes.notes_list import NotesList, notes_head
from reader.gui.theme.tab_order import tab_before
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, hairline, label, surface
from reader.gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.services.library.annotate_article import LibraryNote

_TYPING = 120
"""ms after the last letter until the list is narrowed."""


class NotesPage(ThemedWidget, QFrame):
    """Lies over the list pane while it is open, and takes the focus that is meant for its cards.

    Signals: `export_wanted`, `drawer_wanted`, `articles_wanted` (there is no note yet).
    """

    export_wanted = Signal()
    drawer_wanted = Signal()
    articles_wanted = Signal()

    def __init__(self, over: ListPane) -> None:
        super().__init__(over)
        self._over, self._behind = over, (over.header, over.pages)
        self._notes: list[LibraryNote] = []
        self._read = False
        surface(self, "list")
        self._title, self._count = label("pane-title"), label("muted")
        self.drawer_button, self.export_button = IconButton("panel-left"), IconButton("upload")
        self.drawer_button.clicked.connect(self.drawer_wanted)
        self.export_button.clicked.connect(self.export_wanted)
        self.filter = NotesFilter()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._narrow)
        self.filter.changed.connect(self._typing.start)
        self.filter.left.connect(self._into_list)
        self.list = NotesList()
        self._empty = EmptyState("notebook-pen")
        self._empty.wanted.connect(self._on_empty)
        self._empty.setFocusProxy(self._empty.button)
        self._unread = QWidget()
        self._unread.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._body = QStackedWidget()
        for page in (self._unread, self.list, self._empty):
            self._body.addWidget(page)
        self._lay_out()
        tab_before(over.cards, *stops_in(self._column))
        for part in self._behind:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        over.installEventFilter(self)
        over.footer.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        head, row = notes_head(self._title, 12)
        row.addWidget(self.drawer_button)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.export_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, hairline(), self.filter, hairline()):
            column.addWidget(part)
        column.addWidget(self._body, 1)

    @property
    def open(self) -> bool:
        """Whether it is shown."""
        return not self.isHidden()

    def open_page(self) -> None:
        """Lie over the list; what goes to its cards comes here."""
        self._place()
        self.show()
        self.raise_()
        for covered in (self._over.cards, self._over.results.view):
            covered.setFocusProxy(self.list)
        self._show_behind(False)

    def take_focus(self) -> None:
        """Focus the list, or what stands in its place: the list behind it can have none."""
        shown = self._body.currentWidget() or self.list
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_page(self) -> None:
        """Give the list back."""
        if not self.open:
            return
        self._show_behind(True)
        for covered in (self._over.cards, self._over.results.view):
            covered.setFocusProxy(None)  # type: ignore[arg-type] # no proxy any more
        if self.isAncestorOf(self.window().focusWidget() or self._over):
            self._over.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _show_behind(self, shown: bool) -> None:
        """Show what lies behind, or keep its room alone: Tab would go round there, unseen."""
        for part in self._behind:
            part.setVisible(shown)

    def show_notes(self, notes: Sequence[LibraryNote]) -> None:
        """Show the notes of the library."""
        self._notes, self._read = list(notes), True
        self._narrow()

    def retranslate(self) -> None:
        self._title.setText(QCoreApplication.translate("notes", "Notes"))
        self.setAccessibleName(self._title.text())
        self.list.setAccessibleName(self.tr("All notes and highlights"))
        self.drawer_button.set_name(self.tr("Views"), self.tr("Views") + " (F9)")
        self.export_button.set_name(self.tr("Export all notes"))
        self._narrow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of what it lies over; the tray of saves stays in sight."""
        kinds = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move)
        if event.type() in kinds and self.open:
            QTimer.singleShot(0, self, self._place)
        return False

    def _place(self) -> None:
        tray = self._over.footer
        below = tray.height() if tray.isVisible() and self._over.isAncestorOf(tray) else 0
        self.setGeometry(0, 0, self._over.width(), self._over.height() - below)
        self.drawer_button.setHidden(self._over.drawer_button.isHidden())

    def _into_list(self) -> None:
        self._narrow()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.current() is None:
            self.list.go_to(0)

    def _narrow(self) -> None:
        from reader.services.library.annotate_article import matching_notes

        self._typing.stop()
        found = matching_notes(self._notes, self.filter.query, self.filter.chosen)
        self.list.show_rows(library_rows(found))
        self._count.setText(NoteTexts().notes(len(found)) if found else "")
        self.export_button.setEnabled(bool(self._notes))
        self._show_empty_words()
        shown = self.list if found else self._empty if self._read else self._unread
        focused = self._body.isAncestorOf(self.window().focusWidget() or self)
        self._body.setCurrentWidget(shown)
        if focused:
            self.take_focus()

    def _show_empty_words(self) -> None:
        if self._notes:
            words = self.tr("No notes found"), self.tr("No note fits the filter."), self.tr("Show all notes")
        else:
            words = (
                self.tr("No notes yet"),
                self.tr("What you highlight and note in any article is listed here."),
                self.tr("See all articles"),
            )
        self._empty.show_text(*words)

    def _on_empty(self) -> None:
        if self._notes:
            self.filter.clear()
            self._narrow()
        else:
            self.articles_wanted.emit()
