"""Links that lead to a place in the article itself: a footnote's mark shows the note, the note leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QTextCursor

from reader.core.languages import direction_of
from reader.gui.article_view.scroll_anchor import position_in_part, spots_of
from reader.gui.feature import Feature
from reader.gui.footnotes.footnote_map import Footnotes, Note, TextPosition
from reader.gui.footnotes.footnote_popup import FootnotePopup
from reader.gui.reading.article_content import ArticleContent
from reader.gui.theme.theme import THEME_SOURCE

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane

STILL = 4
"""px that a mark may move while the text around it is kept where it is."""


class FootnotesFeature(Feature):
    """For one window."""

    def __init__(self, context: WindowContext, pane: ReadingPane) -> None:
        super().__init__(context)
        self._pane = pane
        self._view = view = pane.view
        self.popup = FootnotePopup(view)
        self.popup.go_wanted.connect(self._go_to_note)
        self._note: Note | None = None
        self._known: tuple[ArticleContent, Footnotes] | None = None
        view.leads_inside = self.follow
        self._at = QPoint()
        self._scrolled = QTimer(self, singleShot=True, interval=0)
        self._scrolled.timeout.connect(self._follow_mark)
        # not to `start` itself, which would take the scroll bar's value for milliseconds to wait
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled.start())
        view.viewport().installEventFilter(self)
        pane.choice_changed.connect(self.escape)
        THEME_SOURCE.changed.connect(self.escape)  # it takes its colours when it is shown
        pane.sentence_cursor.moved.connect(self.escape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Resize):
            self.escape()
        return False

    def article_closed(self) -> None:
        """Take the note away."""
        self.escape()
        self._known = None

    def escape(self) -> bool:
        """Take the note away; says whether one was shown."""
        if self.popup.isHidden():
            return False
        if self.popup.isAncestorOf(self.context.window.focusWidget()):
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.popup.hide()
        return True

    def follow(self, address: str) -> bool:
        """Show the note of a mark, or go back to the mark of a note; says whether the link is such a one."""
        content = self._pane.content
        if "#" not in address or content is None:
            return False
        notes = self._footnotes(content)
        note, mark = notes.note(address), notes.mark(address)
        if note is not None:
            shown = not self.popup.isHidden() and self._note == note
            if shown:
                self._go_to_note()  # Enter once more
            else:
                self._show(content, note)
        elif mark is not None:
            self._go_to(mark)
        return note is not None or mark is not None

    def go_back(self) -> bool:
        """From the note the cursor is in to its mark; says whether it was in one."""
        content, stop = self._pane.content, self._pane.sentence_cursor.stop
        if content is None or stop is None:
            return False
        mark = self._footnotes(content).mark_of(stop.unit, stop.part)
        if mark is not None:
            self._go_to(mark)
        return mark is not None

    def _footnotes(self, content: ArticleContent) -> Footnotes:
        if self._known is None or self._known[0] is not content:
            self._known = content, Footnotes(content.blocks, content.document.url)
        return self._known[1]

    def _show(self, content: ArticleContent, note: Note) -> None:
        at = self._position(note.mark)
        if at is None:
            return
        self._note = note
        view, pane = self._view, self._pane
        spot = self._spot(at)
        self._at = spot.topLeft()
        corner = view.viewport().mapTo(view, self._at)
        mark = QRect(corner, spot.size()).adjusted(0, 0, 8, 0)
        direction = direction_of(content.language)
        self.popup.show_note(note.text, direction, pane.presenter.fonts, view.theme, mark, view.rect())
        pane.announce(note.text)

    def _follow_mark(self) -> None:
        """A scroll takes the note away; text that grows above its mark, as a translation comes, does not."""
        if self.popup.isHidden() or self._note is None:
            return
        at = self._position(self._note.mark)
        if at is None or (self._spot(at).topLeft() - self._at).manhattanLength() > STILL:
            self.escape()

    def _spot(self, at: int) -> QRect:
        """Where a position of the document is in the viewport, in px."""
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(at)
        return self._view.cursorRect(cursor)

    def _go_to_note(self) -> None:
        if self._note is not None:
            note = self._note
            self.escape()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            with self._view.leaving():
                self._go_to(note.place)

    def _go_to(self, place: TextPosition) -> None:
        at = self._position(place)
        if at is not None:
            self._pane.sentence_cursor.go_to_position(at, scroll=True)

    def _position(self, place: TextPosition) -> int | None:
        """The document position of a place in the source text, on the side being read."""
        rendered = self._view.rendered
        if rendered is None:
            return None
        self._view.builder.reach(place.unit)
        return position_in_part(spots_of(rendered, place.unit), place.part, place.offset)
