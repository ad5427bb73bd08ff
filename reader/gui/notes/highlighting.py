"""Marking in the reading view: draws the marks, opens the strip on a passage, and does what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from reader.core.marks import Annotation, Colour
from reader.core.messages import isolate
from reader.gui.application.clipboard import put_on_clipboard
from reader.gui.article_view.article_view import CLICK
from reader.gui.article_view.document_builder import Rendered
from reader.gui.article_view.highlight_ranges import (
    Shown,
    passages_in,
    plain_text,
    sentence_passage,
    shown_marks,
)
from reader.gui.article_view.highlight_style import COLOURS, colour_name
from reader.gui.article_view.margin_marks import extras_of
from reader.gui.article_view.scroll_anchor import line_top
from reader.gui.article_view.sentence_stops import WHOLE, sentence_ranges, sides_of
from reader.gui.notes.highlight_bar import HighlightBar
from reader.gui.notes.keyboard_selection import extend_selection
from reader.gui.text.plain_tooltip import plain_tip
from reader.services.library.annotate_article import Passage

if TYPE_CHECKING:
    from reader.gui.notes.notes_store import NotesStore
    from reader.gui.reading.reading_pane import ReadingPane


@dataclass(frozen=True, slots=True)
class Target:
    """What the strip is about: passages to mark, or marks that are there, and where they stand."""

    passages: tuple[Passage, ...] = ()
    marks: tuple[Annotation, ...] = ()
    start: int = 0
    end: int = 0
    text: str = field(default="", compare=False)


class Highlighting(QObject):
    """The marks of the article on screen, in the text.

    Signals: `note_wanted(Target)`; `said(text)` for screen readers; `removed(count)`;
    `refused(text)` where nothing can be highlighted.
    """

    note_wanted = Signal(object)
    said = Signal(str)
    refused = Signal(str)
    removed = Signal(int)

    def __init__(self, pane: ReadingPane, store: NotesStore) -> None:
        super().__init__(pane)
        self._pane = pane
        self._view = pane.view
        self._store = store
        self.last = Colour.YELLOW
        """The colour used last."""
        self.shown: list[Shown] = []
        self.target: Target | None = None
        self._text: Rendered | None = None
        """The text on screen that the target is a passage of."""
        self._shows = (0, "")
        """The article of that text, and the language it is read in."""
        self._pressed_at = QPoint()
        self.strip = HighlightBar(self._view)
        """Made at once: after the program was replaced under the window, its icons may be gone."""
        self.strip.chosen.connect(self.choose)
        self.strip.note_wanted.connect(self._ask_note)
        self.strip.copy_wanted.connect(self.copy)
        self.strip.remove_wanted.connect(self.remove)
        view, builder, cursor = pane.view, pane.view.builder, pane.sentence_cursor
        view.laid_out.connect(self.draw)
        builder.grown.connect(self._on_grown)
        view.text_clicked.connect(self._on_click)
        view.verticalScrollBar().valueChanged.connect(self._follow)
        cursor.moved.connect(self._on_moved)
        store.changed.connect(self._on_changed)
        view.viewport().installEventFilter(self)

    # What is drawn

    def draw(self) -> None:
        """Draw every mark where it is now."""
        rendered = self._view.rendered
        marks = self._store.marks if self._store.article_id == self._pane.article_id else ()
        self.shown = shown_marks(rendered, marks, self.translated()) if rendered is not None else []
        self._view.shapes.show(self.shown)
        extras = extras_of(self._view.theme, rendered, self.shown) if rendered is not None else []
        self._view.set_layer("highlights", extras)
        if not self._view.builder.reaching and not self._stands_in(rendered):
            self.close()

    def translated(self) -> frozenset[str]:
        """The units whose translation is on screen."""
        state = self._pane.presenter.state()
        return frozenset(state.blocks) if state is not None else frozenset()

    # The strip

    @property
    def open(self) -> bool:
        """Whether the strip is shown."""
        return not self.strip.isHidden()

    def highlight(self) -> None:
        """Open the strip on the selection or the current sentence; a second time, the last colour."""
        if self.open:
            self.choose(self.last)
            return
        target = self.find_target()
        if target is None:
            self.refused.emit(self.tr("There is nothing to highlight here"))
            return
        self._open(target, with_focus=True)

    def find_target(self) -> Target | None:
        """The selection; else the current sentence and its marks; `None` where nothing can be marked."""
        rendered = self._view.rendered
        if rendered is None:
            return None
        cursor = self._view.textCursor()
        if cursor.hasSelection():
            return self._selected(cursor.selectionStart(), cursor.selectionEnd())
        place = self._pane.sentence_cursor
        if place.stop is None:
            place.next_sentence()
        if place.stop is None or place.sentence == WHOLE:
            return None
        side = sides_of(rendered)[0]
        passage = sentence_passage(rendered, place.stop.unit, place.sentence, side, self.translated())
        ranges = sentence_ranges(rendered, place.stop, place.sentence, side)
        if passage is None or not ranges:
            return None
        start, end = ranges[0]
        inside = [
            one.mark for one in self.shown if one.exact and any(a < end and start < b for a, b in one.ranges)
        ]
        return Target((passage,), tuple(inside), start, end, passage.quote)

    def on_marks(self, marks: Sequence[Annotation]) -> Target | None:
        """Marks that are on screen, as a target."""
        ids = {mark.id for mark in marks}
        ranges = [found for one in self.shown if one.mark.id in ids for found in one.ranges]
        if not ranges:
            return None
        start, end = min(ranges)
        return Target((), tuple(marks), start, end, " ".join(mark.quote for mark in marks))

    def choose(self, colour: Colour) -> None:
        """Give the target a colour: new marks, or those that are there."""
        target, self.last = self.target, colour
        self.close()
        if target is None:
            return
        if target.marks:
            self._store.recolour(target.marks, colour)
        else:
            self._store.add(target.passages, colour)
        self._view.drop_selection()
        text = self.tr("Highlighted: {colour}").replace("{colour}", isolate(colour_name(colour)))
        self.said.emit(text)

    def choose_number(self, number: int) -> None:
        """Take a colour by its number, from 1."""
        self.choose(COLOURS[number - 1])

    def copy(self) -> None:
        """Copy the passage."""
        if self.target is not None:
            put_on_clipboard(self.target.text)
            self.said.emit(self.tr("Copied"))
        self.close()

    def remove(self) -> None:
        """Take the marks of the target away."""
        target = self.target
        self.close()
        if target is not None and target.marks:
            self._store.remove(target.marks)
            self.removed.emit(len(target.marks))

    def close(self) -> bool:
        """Take the strip away; the focus returns to the text. Says whether it was there."""
        self.target, self._text = None, None
        if not self.open:
            return False
        if self.strip.holds_focus():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)  # first: hiding would hand it on
        self.strip.hide()
        return True

    def extend(self, unit: str, forward: bool) -> None:
        """Select more or less of the text by word or sentence, from the current sentence on."""
        rendered, place = self._view.rendered, self._pane.sentence_cursor
        if rendered is None:
            return
        if place.stop is None:
            place.next_sentence()
        self.close()
        extend_selection(self._view, place, unit, forward)

    # Inside

    def _open(self, target: Target, with_focus: bool) -> None:
        self.target, self._text = target, self._view.rendered
        self._shows = (self._pane.article_id, self._pane.target)
        self._place_strip()
        if with_focus:
            chosen = target.marks[0].colour if target.marks else self.last
            self.strip.focus_on(chosen)

    def _stands_in(self, rendered: Rendered | None) -> bool:
        """Whether a text holds the target; laid out anew, as in another size, it is the same."""
        if (
            self.target is None
            or rendered is None
            or self._shows != (self._pane.article_id, self._pane.target)
        ):
            return False
        if self.target.end >= rendered.document.characterCount():
            return False
        if rendered is not self._text:
            self._text = rendered
            self._place_strip()
        return True

    def _place_strip(self) -> None:
        rendered, target = self._view.rendered, self.target
        if rendered is None or target is None:
            return
        bar, port = self._view.verticalScrollBar().value(), self._view.viewport()
        top = line_top(rendered.document, target.start) - bar
        last = max(target.start, target.end - 1)
        block = rendered.document.findBlock(last)
        line = block.layout().lineForTextPosition(last - block.position())
        bottom = line_top(rendered.document, last) + (line.height() if line.isValid() else 30) - bar
        left = port.geometry().left()
        passage = QRect(left, round(top), port.width(), max(1, round(bottom - top)))
        room = QRect(left, 0, port.width(), port.height())
        self.strip.open_at(passage, room, bool(target.marks))

    def _selected(self, start: int, end: int) -> Target | None:
        rendered = self._view.rendered
        assert rendered is not None
        passages = passages_in(rendered, start, end, self.translated())
        if not passages:
            return None
        places = {(p.language, p.block, p.sentence, p.start, p.last_sentence, p.end) for p in passages}
        same = [one.mark for one in self.shown if one.exact and _place_of(one.mark) in places]
        text = plain_text(rendered, start, end).replace("\u00a0", " ")
        return Target(tuple(passages), tuple(same) if len(same) == len(places) else (), start, end, text)

    def _ask_note(self) -> None:
        target = self.target
        self.close()
        if target is not None:
            self.note_wanted.emit(target)

    def _on_changed(self) -> None:
        self.draw()
        self._view.viewport().update()

    def _on_grown(self) -> None:
        if self._store.marks:
            self.draw()

    def _on_moved(self) -> None:
        if self.open and self.target != self.find_target():
            self.close()

    def _follow(self) -> None:
        if self.open and self._view.rendered is self._text:  # a text that is new is drawn on soon
            self._place_strip()

    def _on_click(self, position: int) -> None:
        marks = self._view.shapes.marks_at(position, self.shown)
        target = self.on_marks(marks[:1]) if marks else None
        self.close()
        if target is not None:
            self._open(target, with_focus=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A selection by mouse opens the strip; a shape beside the text is a button and has a tooltip."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._press(event)
        if kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.LeftButton and not self._follows_link(event):
                QTimer.singleShot(0, self, self._after_release)
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._view.shapes.mark_at(self._view, event.pos())
            if mark is not None:
                QToolTip.showText(event.globalPos(), plain_tip(tip_of(mark)), self._view.viewport())
                return True
        return False

    def _follows_link(self, release: QMouseEvent) -> bool:
        """Whether a link was clicked: Qt selects its words, which nobody asked for."""
        spot = release.position().toPoint()
        return bool(self._view.anchorAt(spot)) and (spot - self._pressed_at).manhattanLength() < CLICK

    def _press(self, event: QMouseEvent) -> bool:
        self._pressed_at = event.position().toPoint()
        mark = self._view.shapes.mark_at(self._view, event.position().toPoint())
        self.close()
        if mark is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        target = self.on_marks([mark])
        if target is not None:
            self._pane.sentence_cursor.go_to_position(target.start)
            self._open(target, with_focus=False)
        return True

    def _after_release(self) -> None:
        cursor = self._view.textCursor()
        if cursor.hasSelection() and not self.open and self._view.rendered is not None:
            target = self._selected(cursor.selectionStart(), cursor.selectionEnd())
            if target is not None:
                self._open(target, with_focus=False)


def tip_of(mark: Annotation) -> str:
    """A mark in words: its colour, and its note."""
    return f"{colour_name(mark.colour)}\n{mark.note}" if mark.note else colour_name(mark.colour)


def _place_of(mark: Annotation) -> tuple[str, str, int, int, int, int]:
    return mark.language, mark.block, mark.sentence, mark.start, mark.last_sentence, mark.end
