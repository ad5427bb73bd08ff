"""Private notes and highlights in one window: marking, the panel, the page of all, export."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.commands import IN_MARKS, IN_NOTES, IN_NOTES_LIST, IN_NOTES_PAGE, IN_STRIP, OVER_LIST
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.written_file import tell_written
from reader.gui.feature import Feature
from reader.gui.notes.highlighting import Highlighting
from reader.gui.notes.keyboard_selection import SENTENCE, WORD, right_is_forward
from reader.gui.notes.note_navigation import NoteNavigation
from reader.gui.notes.note_rows import article_rows, paragraph_numbers
from reader.gui.notes.notes_at_end import NotesAtEnd
from reader.gui.notes.notes_dock import NotesDock
from reader.gui.notes.notes_store import NotesStore

if TYPE_CHECKING:
    from reader.core.search import Hit
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.notes.notes_page import NotesPage
    from reader.gui.notes.notes_panel import NotesPanel
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.services.library.annotate_article import LibraryNote
    from reader.services.library_session import LibrarySession
    from reader.services.sync.sync_state import SyncState

PAGE_VIEW = "notes"
"""The sidebar's name for the page of all notes."""
FILE_KINDS = [
    "Markdown (*.md)",
    "HTML (*.html)",
    "Readwise (*.csv)",
    "Zotero, RIS (*.ris)",
    "Zotero, CSL JSON (*.json)",
    "Anki (*.apkg)",
]
"""What notes can be written as; names of programs and formats, the same in every language."""


class NotesFeature(Feature):
    """For one window."""

    page_opens = Signal()
    """The page of all notes takes the place of the list, also of a search's results."""
    room_changed = Signal()
    """The panel takes room from bar and text, or gives it back."""

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        reading: ReadingController,
        cards: ListPane,
        sidebar: Sidebar,
        hint: KeyHint,
    ) -> None:
        super().__init__(context)
        self._pane, self._cards, self._sidebar = pane, cards, sidebar
        library, bar = context.library, pane.bar
        self.store = NotesStore(library, self)
        self.marking = Highlighting(pane, self.store)
        self.dock = NotesDock(context, pane, self.store)
        self.dock.made.connect(self._take_panel)
        self._page: NotesPage | None = None
        self._reach: SyncState | None = None
        self._reading = reading
        self._at_end = NotesAtEnd(context, self.store, self._flush)
        self.guide = NoteNavigation(context, pane, reading, self.store, self.marking, self.dock)
        self._article = 0
        self.store.changed.connect(self._on_changed)
        LANGUAGE_SOURCE.changed.connect(self._on_language)
        self.store.stored.connect(self._read_page)
        library.rows.connect(lambda *_: self._read_page())
        marking = self.marking
        marking.note_wanted.connect(self.guide.note_on)
        marking.said.connect(context.notices.announce)
        marking.refused.connect(context.notices.announce)
        marking.refused.connect(hint.show_briefly)
        marking.removed.connect(lambda _count: self.guide.offer_undo(self.tr("Highlight removed")))
        self.dock.dropped.connect(self.close_panel)
        self.dock.room_changed.connect(self.room_changed)
        bar.notes_toggled.connect(lambda _on: self.toggle_panel())

    @property
    def panel(self) -> NotesPanel:
        """The notes of the article, beside it; made when it is first needed."""
        return self.dock.panel

    def _take_panel(self, panel: NotesPanel) -> None:
        editor = panel.editor
        panel.close_wanted.connect(self.close_panel)
        panel.export_wanted.connect(self.export_article)
        editor.left.connect(self._leave_panel)
        editor.article_wanted.connect(self.guide.edit_article)
        editor.set_reach(self._reach)
        self.guide.serve(panel.list)
        self._show_rows()
        self.guide.fill(panel)

    @property
    def page(self) -> NotesPage:
        """The notes of the library, in place of the list; made when it is first needed."""
        if self._page is None:
            from reader.gui.notes.notes_page import NotesPage

            page = self._page = NotesPage(self._cards)
            page.export_wanted.connect(self.export_all)
            page.drawer_wanted.connect(self.context.panes.open_drawer)
            page.articles_wanted.connect(self._go_to_articles)
            self.guide.serve(page.list)
        return self._page

    @property
    def _page_open(self) -> bool:
        return self._page is not None and self._page.open

    @property
    def shown_panel(self) -> NotesPanel | None:
        """The panel while it is open."""
        return self.dock.panel_made if self.dock.open else None

    def set_reach(self, state: SyncState | None) -> None:
        """How far notes go; see `NoteEditor.set_reach`."""
        self._reach = state
        panel = self.dock.panel_made
        if panel is not None:
            panel.editor.set_reach(state)

    def _flush(self) -> None:
        """Give the library what is being typed."""
        panel = self.dock.panel_made
        if panel is not None:
            panel.editor.flush()

    def handlers(self) -> dict[str, Callable[[], object]]:
        marking = self.marking
        return {
            "note.highlight": self._highlight,
            "note.add": self.guide.add_note,
            "notes.panel": self.toggle_panel,
            "view.notes": self._go_to_page,
            "notes.export": self.export_article,
            "notes.export-all": self.export_all,
            "selection.word-right": partial(self._extend, WORD, True),
            "selection.word-left": partial(self._extend, WORD, False),
            "selection.sentence-next": partial(marking.extend, SENTENCE, True),
            "selection.sentence-previous": partial(marking.extend, SENTENCE, False),
            **{f"highlight.{n}": partial(marking.choose_number, n) for n in range(1, 5)},
            "highlight.remove": marking.remove,
            "notes.next": lambda: self.panel.list.step(1),
            "notes.previous": lambda: self.panel.list.step(-1),
            "notes.page-next": lambda: self.page.list.step(1),
            "notes.page-previous": lambda: self.page.list.step(-1),
        }

    def key_scopes(self) -> Collection[str]:
        panel, page = self.dock.panel_made, self._page
        holds = {
            IN_STRIP: self.marking.open,
            IN_MARKS: self.marking.target is not None and bool(self.marking.target.marks),
            IN_NOTES: self._has_focus(panel),
            IN_NOTES_LIST: panel is not None and panel.list.hasFocus(),
            IN_NOTES_PAGE: self._has_focus(page),
            OVER_LIST: self._page_open,
        }
        return [scope for scope, now in holds.items() if now]

    def _has_focus(self, part: QWidget | None) -> bool:
        focus = self.context.window.focusWidget()
        return focus is not None and part is not None and part.isAncestorOf(focus)

    # The turns of the window

    def article_opened(self, article_id: int) -> None:
        self.guide.leave_article()
        if self.context.panes.narrow and article_id != self._article:
            self.close_panel()  # it would come up again over a text the reader has not seen
        self._article = article_id
        if self._reading.summary is not None:
            self._at_end.know(article_id, self._reading.summary.title)
        self.store.load(article_id)
        self.dock.refresh()

    def article_closed(self) -> None:
        self.guide.leave_article()
        self._article = 0
        self.store.clear()
        self.dock.refresh()

    def _on_language(self) -> None:
        self._show_rows()
        self.dock.refresh()

    def holds_close(self, go_on: Callable[[], object], may_ask: bool) -> bool:
        return self._at_end.holds(go_on, may_ask)

    def session_ends(self) -> None:
        self._at_end.session_ends()

    def shut_down(self) -> None:
        """What is being typed is stored; the runner finishes it."""
        panel = self.dock.panel_made
        if panel is not None:
            panel.editor.finish()

    def escape(self) -> bool:
        """Take the strip away, leave the panel; says whether there was something to leave."""
        if self.marking.close():
            return True
        if self._has_focus(self.dock.panel_made):
            self._leave_panel()
            return True
        return False

    def uncover(self) -> bool:
        """Put the panel away when it lies over the text, wherever the focus is; says whether it did."""
        covers = self.dock.covers
        if covers:
            self.close_panel()
        return covers

    def show_view(self, view: str) -> bool:
        """Open the page of all notes when it is asked for, close it for any other view; says whether open."""
        if view != PAGE_VIEW:
            if self._page is not None:
                self._page.close_page()
            return False
        panes = self.context.panes
        self.context.navigator.leave_welcome()
        self.page_opens.emit()
        panes.close_drawer()
        panes.show_list()
        self._cards.cards.clearSelection()
        self._cards.cards.setCurrentIndex(QModelIndex())
        self._sidebar.set_view(PAGE_VIEW)
        self.page.open_page()
        self._read_page()
        self._sidebar.hand_focus(self.page.take_focus)
        return True

    def _go_to_page(self) -> None:
        self.context.navigator.show_view(PAGE_VIEW)
        self.page.take_focus()

    def _go_to_articles(self) -> None:
        self.context.navigator.show_view("all")
        self._cards.on_screen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_hit(self, article_id: int, hit: Hit) -> None:
        """Open the panel at the note that a search has found."""
        self.guide.show_hit(article_id, hit)

    def note_on_article(self) -> None:
        """Write a note on the article on screen."""
        self.guide.note_on_article()

    # The panel

    def toggle_panel(self) -> None:
        """Open the panel beside the text, or close it."""
        if self.dock.open:
            self.close_panel()
        else:
            self.guide.open_panel()
            self.panel.focus_list()

    def _leave_panel(self) -> None:
        """Back to the text, which must not be covered then."""
        if self.dock.overlaid:
            self.close_panel()
        else:
            self.guide.focus_text()

    def _highlight(self) -> None:
        """The strip opens in the text, where a panel that lies over it would hide its colours."""
        self.uncover()
        self.marking.highlight()

    def close_panel(self) -> None:
        """Put the panel away; the focus returns to the text."""
        panel = self.dock.panel_made
        if panel is None:
            self.dock.hide()
            return
        panel.editor.finish()
        if self._has_focus(panel):
            self.guide.focus_text()  # first: hiding would hand it on
        self.dock.hide()
        subject = panel.editor.subject
        if subject is not None and subject.quote:
            self.guide.edit_article(focus=False)

    # Export

    def export_article(self) -> None:
        """Ask for a file and write the notes of the article on screen into it."""
        if self.store.article_id:
            self._flush()
            self._ask_file(self.tr("Export the notes of this article"), [self.store.article_id])

    def export_all(self) -> None:
        """Ask for a file and write every note of the library into it."""
        self._flush()
        self._ask_file(self.tr("Export all notes"), None)

    def write(self, path: Path, ids: list[int] | None) -> None:
        """Write notes into a file."""
        self.context.library.work(
            lambda session, _progress: _export(session, path, ids),
            done=partial(self._exported, path),
            keep=True,
        )

    def _exported(self, path: Path, count: int) -> None:
        if count:
            tell_written(
                self.context.notices, self.context.jobs, self.tr("Notes exported"), "", path.parent, path
            )
        else:
            self.context.notices.tell(self.tr("Nothing to export in this form"))

    def _ask_file(self, title: str, ids: list[int] | None) -> None:
        dialog = FileDialog(self.context.window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(FILE_KINDS)
        dialog.setDefaultSuffix("md")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(self.tr("Notes") + ".md")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name), ids))
        dialog.open()

    # What the keys do here

    def _extend(self, unit: str, rightwards: bool) -> None:
        self.marking.extend(unit, rightwards == right_is_forward(self._pane.sentence_cursor))

    # What is in the lists

    def _on_changed(self) -> None:
        self._show_rows()
        self.guide.take_article()

    def _show_rows(self) -> None:
        content, panel = self._pane.content, self.dock.panel_made
        if panel is None:
            return
        if content is None or self.store.article_id != self._pane.article_id:
            panel.show_rows([])
            return
        numbers = paragraph_numbers(content.units)
        panel.show_rows(article_rows(self.store.marks, numbers, content.language))

    def _read_page(self) -> None:
        if self._page_open:
            self.context.library.work(
                lambda session, _progress: _all_notes(session), done=self.page.show_notes, newest="notes-page"
            )


def _all_notes(session: LibrarySession) -> list[LibraryNote]:
    from reader.services.library.annotate_article import library_notes

    return library_notes(session)


def _export(session: LibrarySession, path: Path, ids: list[int] | None) -> int:
    from reader.services.library.export_articles import export_notes

    return export_notes(session, path, ids, QCoreApplication.translate)
