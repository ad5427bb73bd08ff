"""Joins find bar, finder and reading pane: where the bar stands, and that the text does not move for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from reader.core.search import Term
from reader.gui.find.find_bar import HEIGHT, FindBar
from reader.gui.find.text_finder import Finder
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.theme.tab_order import tab_before


class FindFeature(QObject):
    """Find in article, for one pane."""

    shown_changed = Signal(bool)

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.bar = FindBar(pane)
        self.finder = Finder(pane.view, pane.sentence_cursor)
        self._searched: tuple[str, tuple[Term, ...]] = "", ()  # what the field has of a search
        self.bar.typed.connect(self._look_for)
        self.bar.step.connect(self.finder.step)
        self.bar.closed.connect(self.close)
        self.finder.found.connect(self._on_found)
        pane.choice_changed.connect(self._on_choice)
        self.set_floating(False)
        tab_before(pane.view, self.bar.field, self.bar.previous, self.bar.next)

    def set_floating(self, floating: bool) -> None:
        """In reading mode the bar lies over the page, else it stands above the text."""
        column = self._pane.layout()
        if floating and column is not None:
            column.removeWidget(self.bar)
        else:
            self._pane.add_above_text(self.bar)
        if not self.bar.isHidden():
            self.bar.raise_()

    def place(self, left: int, top: int, width: int) -> None:
        """Put the floating bar where the other bars of the page leave off."""
        self.bar.setGeometry(left, top, width, self.bar.height())
        if self.shown:
            self.bar.raise_()

    @property
    def shown(self) -> bool:
        """Whether the bar is on screen."""
        return not self.bar.isHidden()

    def open(self) -> None:
        """Show the bar, or go to its field again."""
        hidden = self.bar.isHidden()
        selected = self._pane.view.textCursor().selectedText()
        self.bar.open(selected if "\u2029" not in selected and len(selected) <= 80 else "")
        if hidden:
            self._make_room(HEIGHT)
            self.shown_changed.emit(True)

    def show(self, text: str, terms: Sequence[Term]) -> None:
        """Show the bar with what a search found and its words; the focus stays where it is."""
        hidden = self.bar.isHidden()
        self.bar.show()
        self._searched = text, tuple(terms)
        self.bar.field.setText(text)
        self._look_for(text)
        if hidden:
            self._make_room(HEIGHT)
            self.shown_changed.emit(True)

    def close(self) -> bool:
        """Take the bar away; the focus returns to the text at the hit. Says whether it was there."""
        if self.bar.isHidden():
            return False
        self._pane.view.setFocus(Qt.FocusReason.OtherFocusReason)  # first: hiding would hand it on
        self._hide()
        return True

    def leave_search(self) -> None:
        """The search is over: what it left in the bar goes with it; what the reader typed there stays."""
        if not self._searched[0] or self.bar.isHidden():
            return
        if self.bar.isAncestorOf(self._pane.window().focusWidget() or self._pane):
            self.close()
        else:
            self._hide()

    def _hide(self) -> None:
        self.bar.hide()
        self._make_room(-HEIGHT)
        self.finder.clear()
        self._searched = "", ()
        self.shown_changed.emit(False)

    def step(self, by: int) -> None:
        """The next or previous hit; opens the bar first when there is nothing to look for."""
        if self.bar.isHidden() or not self.bar.field.text().strip():
            self.open()
        else:
            self.finder.step(by)

    def _look_for(self, text: str) -> None:
        """What is typed is looked for as it stands; what a search left in the field, word by word."""
        if text != self._searched[0]:
            self._searched = "", ()
        self.finder.look_for(text, self._searched[1])

    def _make_room(self, height: int) -> None:
        column = self._pane.layout()
        if not self._pane.floating and column is not None:
            column.activate()
            self._pane.view.nudge(height)

    def _on_found(self, number: int, total: int) -> None:
        self.bar.show_found(number, total)
        if self.bar.count.text():
            self._pane.announce(self.bar.count.text())

    def _on_choice(self) -> None:
        if self._pane.content is None and not self.bar.isHidden():
            self._hide()  # without a text to give the focus to, which would take it with the next one
