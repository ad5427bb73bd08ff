"""Goes to notes and begins new ones: from the text, the lists, the end of the article, a search."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from reader.core.model import ReadingPosition, TextView
from reader.gui.application.clipboard import put_on_clipboard
from reader.gui.notes.highlighting import Highlighting, Target
from reader.gui.notes.note_rows import NoteRow
from reader.gui.notes.note_subject import Subject
from reader.gui.notes.notes_dock import NotesDock
from reader.gui.notes.notes_store import NotesStore

if TYPE_CHECKING:
    from reader.core.marks import Annotation, Colour
    from reader.core.search import Hit
    from reader.gui.context import WindowContext
    from reader.gui.notes.notes_list import NotesList
    from reader.gui.notes.notes_panel import NotesPanel
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane

_MARK_TOP = 160.0
"""px from the top of the view to a mark that was gone to."""


class NoteNavigation(QObject):
    """For one window; works on the parts it is given."""

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        reading: ReadingController,
        store: NotesStore,
        marking: Highlighting,
        dock: NotesDock,
    ) -> None:
        super().__init__(context.window)
        self._context, self._pane, self._reading = context, pane, reading
        self.store, self.marking, self.dock = store, marking, dock
        self._goal: tuple[int, Callable[[], object]] | None = None
        self._read_for = 0

    @property
    def panel(self) -> NotesPanel:
        """The panel of the article's notes."""
        return self.dock.panel

    def fill(self, panel: NotesPanel) -> None:
        """The panel is made: its field is about the article whose notes are here."""
        if self._read_for:
            panel.editor.set_subject(Subject(self._read_for), self.store.note)

    def serve(self, view: NotesList) -> None:
        """Do what the rows of a list ask for."""
        view.opened.connect(self._open_row)
        view.edit_wanted.connect(self._edit_row)
        view.remove_wanted.connect(self._remove_row)
        view.recolour_wanted.connect(self._recolour_row)
        view.copy_wanted.connect(self._copy_row)

    def leave_article(self) -> None:
        """Another article comes, or none: what is typed is stored."""
        panel = self.dock.panel_made
        if panel is not None:
            panel.editor.set_subject(None, "")
        self._read_for = 0

    def take_article(self) -> None:
        """The notes of the article on screen are here, or changed: renew the field, go where was asked."""
        store, panel = self.store, self.dock.panel_made
        if not store.article_id:
            return
        if self._read_for != store.article_id:
            self._read_for = store.article_id
            if panel is not None:
                self.fill(panel)
        elif panel is not None and panel.editor.subject is not None:
            self._renew(panel.editor.subject)
        if self._goal is not None and self._goal[0] == store.article_id:
            goal, self._goal = self._goal[1], None
            goal()

    def open_panel(self) -> None:
        """Show the panel."""
        self.marking.close()
        self.dock.show()

    def focus_text(self) -> None:
        """Go back to the text."""
        self._pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_undo(self, text: str) -> None:
        """Say what was removed, with Undo where it can be seen."""
        navigator = self._context.navigator
        if self.dock.open:
            self.panel.offer_undo(text, navigator.undo)
        else:
            navigator.offer_undo(text, "trash-2")
        self.say(text)

    def say(self, text: str) -> None:
        """Have it said by a screen reader."""
        self._context.notices.announce(text)

    def add_note(self) -> None:
        """Write a note on the passage of the strip, the selection, the current sentence, or the article."""
        marking, place, view = self.marking, self._pane.sentence_cursor, self._pane.view
        target = marking.target
        reading = self._context.navigator.in_text()
        if target is None and (view.textCursor().hasSelection() or (reading and place.stop is not None)):
            target = marking.find_target()
        if target is None:
            self.note_on_article()
        else:
            marking.close()
            self.note_on(target)

    def show_note(self, article_id: int, mark_id: int, with_focus: bool = False) -> None:
        """Open an article with the panel at one of its notes (0: the note on the article)."""
        self._after_load(article_id, partial(self._reveal, mark_id, with_focus))

    def show_hit(self, article_id: int, hit: Hit) -> None:
        """Open the panel at the note that a search has found."""
        self._after_load(article_id, partial(self._reveal_hit, hit))

    def _renew(self, subject: Subject) -> None:
        """The note in the field as it is stored now; back to the article's when its mark is gone."""
        number = subject.mark_id
        mark = self.store.mark(number) if number else None
        if mark is not None:
            self.panel.editor.show_text(mark.note)
        elif number:
            if not self.panel.editor.busy:
                self.panel.editor.set_subject(Subject(self.store.article_id), self.store.note)
        elif not subject.passages:
            self.panel.editor.show_text(self.store.note)

    # What a row does

    def _open_row(self, row: NoteRow, with_focus: bool) -> None:
        panes = self._context.panes
        if row.article_id != self._reading.article_id:
            panes.close_drawer()
            self._context.navigator.open_article(row.article_id, with_focus or panes.narrow)
        elif panes.narrow:
            panes.show_reading()
        if row.mark is None:
            self.show_note(row.article_id, 0)
        else:
            self._after_load(row.article_id, partial(self._go_to, row.mark.id, with_focus))

    def _edit_row(self, row: NoteRow) -> None:
        if row.article_id != self._reading.article_id:
            self._context.navigator.open_article(row.article_id, True)
        self.show_note(row.article_id, row.mark.id if row.mark is not None else 0, with_focus=True)

    def _remove_row(self, row: NoteRow) -> None:
        if row.mark is not None:
            self.store.remove([row.mark])
            self.offer_undo(self.tr("Highlight removed"))
        else:
            self.store.set_article_note(row.article_id, "", row.note)
            self.offer_undo(self.tr("Note deleted"))

    def _recolour_row(self, row: NoteRow, colour: Colour) -> None:
        if row.mark is not None:
            self.store.recolour([row.mark], colour)

    def _copy_row(self, row: NoteRow) -> None:
        put_on_clipboard("\n\n".join(text for text in (row.quote, row.note) if text))
        self.say(self.tr("Copied"))

    # Going to a note

    def _after_load(self, article_id: int, action: Callable[[], object]) -> None:
        """Do something once the notes of an article are here."""
        if self._read_for == article_id == self.store.article_id:
            self._goal = None
            action()
        else:
            self._goal = (article_id, action)

    def _go_to(self, mark_id: int, with_focus: bool) -> None:
        """Show a mark in the view of its language, its sentence at the cursor."""
        mark, pane = self.store.mark(mark_id), self._pane
        if mark is None:
            return
        if not mark.found:
            self._reveal(mark_id, False)
            self.say(self.tr("This passage is not in the new version"))
            return
        self._show_language(mark)
        pane.view.restore(ReadingPosition(mark.block, mark.sentence, _MARK_TOP))
        self.marking.draw()
        target = self.marking.on_marks([mark])
        if target is not None:
            pane.sentence_cursor.go_to_position(target.start)
        if with_focus:
            self.focus_text()

    def _show_language(self, mark: Annotation) -> None:
        pane = self._pane
        content = pane.content
        if content is None:
            return
        known = mark.language == content.language or not content.needs_translation(mark.language)
        if mark.language == content.language or not known:
            if pane.text_view is TextView.TRANSLATION:
                pane.set_view(TextView.ORIGINAL)
        elif pane.target != mark.language or pane.text_view is TextView.ORIGINAL:
            pane.show_language(mark.language)

    def _reveal(self, mark_id: int, with_focus: bool) -> None:
        """Open the panel at a note; with the focus in its field, or else on its row."""
        self.open_panel()
        mark = self.store.mark(mark_id) if mark_id else None
        if mark is not None:
            self.panel.list.go_to_mark(mark.article_id, mark.id)
            self._edit(Subject(mark.article_id, mark), mark.note, with_focus)
        else:
            self.edit_article(focus=with_focus)

    def _reveal_hit(self, hit: Hit) -> None:
        fitting = [
            m for m in self.store.marks if m.block == hit.block and m.sentence == hit.sentence and m.note
        ]
        words = [hit.snippet[start:end] for start, end in hit.bold]
        best = next((m for m in fitting if all(word in m.note for word in words)), None)
        mark = best or next(iter(fitting), None)
        if hit.block and mark is not None:
            self._go_to(mark.id, False)
            self._reveal(mark.id, False)
        else:
            self._reveal(0, False)

    # Writing

    def note_on(self, target: Target) -> None:
        """Write a note on marks that are there, or on passages that are marked with the first letter."""
        if target.marks:
            mark = target.marks[0]
            subject = Subject(mark.article_id, mark)
            text = mark.note
        else:
            subject = Subject(self.store.article_id, passages=target.passages, colour=self.marking.last)
            text = ""
        self.open_panel()
        if target.marks:
            self.panel.list.go_to_mark(mark.article_id, mark.id)
        self._edit(subject, text, True)

    def note_on_article(self) -> None:
        self.open_panel()
        self.edit_article()

    def edit_article(self, focus: bool = True) -> None:
        if self.store.article_id:
            self._edit(Subject(self.store.article_id), self.store.note, focus)

    def _edit(self, subject: Subject, text: str, focus: bool) -> None:
        editor = self.panel.editor
        same = editor.subject is not None and editor.subject.mark_id == subject.mark_id != 0
        if not same or subject.passages:
            editor.set_subject(subject, text)
        if focus:
            editor.edit()
