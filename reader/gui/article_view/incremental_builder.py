"""Writes a long article's document slice by slice, so that no event keeps the reader waiting.

The text from the start to the reader's place and a screen below it comes first: at once where that
is quick, else over several turns of the event loop, during which the view keeps showing what it
showed. The rest follows between the reader's acts. Whoever needs all of it asks for `finish`.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.model import ReadingPosition
from reader.gui.article_view.canvas import Canvas
from reader.gui.article_view.document_builder import Rendered
from reader.gui.article_view.scroll_anchor import scroll_for

AT_ONCE = 0.005
"""Seconds of work the act that shows an article may take to write more than the document's beginning."""
A_TURN = 0.004
"""Seconds of work in each later turn; laying out what was written takes about as long again."""
BELOW = 1.5
"""View heights of text that must stand below the view's top edge."""


class IncrementalBuilder(QObject):
    """For one view: the document on screen grows to its end."""

    grown = Signal()
    """A slice was added; the text before it stands where it stood."""
    covered = Signal()
    """What is drawn over the text belongs to the document before."""
    completed = Signal()
    """The document stands to its end."""

    def __init__(self, view: Canvas) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._rendered: Rendered | None = None
        self._goal: ReadingPosition | None = None
        self.reaching = False
        """Whether the reader's place is not written yet; the view shows what it showed before."""
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._step)
        self.covered.connect(view.laid_out)
        self.completed.connect(view.laid_out)

    def start(self, rendered: Rendered, goal: ReadingPosition | None) -> None:
        """Write on from the first slice, to `goal` at least, and show it there."""
        self._turn.stop()
        self._rendered, self._goal = rendered, goal
        begun = time.thread_time()
        while not self._arrived() and time.thread_time() - begun < AT_ONCE:
            rendered.grow()
        if self._arrived():
            self._end_reaching()
            self._view.restore(goal)
        else:
            self.reaching = True
            self._view.viewport().setUpdatesEnabled(False)
            self._view.held_page.cover()
            self.covered.emit()
        if not rendered.whole:
            self._turn.start()

    def aim(self, goal: ReadingPosition | None) -> None:
        """Show another place instead, once it is written."""
        self._goal = goal

    def stop(self) -> None:
        """Write no more."""
        self._turn.stop()
        self._rendered = None
        self._end_reaching()

    def reach(self, unit_id: str, sentence: int | None = None) -> None:
        """Write on now until a unit stands in the document, or one of its sentences."""
        rendered = self._rendered
        if rendered is not None and rendered.grow_to(unit_id, sentence):
            self._after_slice(rendered)

    def reach_down(self, height: float) -> float:
        """Write on now until the document is so high, px, or whole; how high it is then, laid out."""
        rendered, grew = self._rendered, False
        if rendered is None:
            return 0.0
        layout = rendered.document.documentLayout()
        while layout.documentSize().height() < height and not rendered.whole:
            grew = True
            rendered.grow()
        if grew:
            self._after_slice(rendered)
        return layout.documentSize().height()

    def finish(self) -> None:
        """Write all that is left now."""
        rendered = self._rendered
        if rendered is None or rendered.whole:
            return
        while not rendered.grow(1.0):
            pass
        self._after_slice(rendered)

    def _step(self) -> None:
        rendered = self._rendered
        if rendered is not None and not rendered.whole:
            rendered.grow(A_TURN, least=1)
            self._after_slice(rendered)

    def _after_slice(self, rendered: Rendered) -> None:
        if self.reaching and self._arrived():
            self._end_reaching()
            self._view.restore(self._goal)
        self.grown.emit()
        if rendered.whole:
            self._turn.stop()
            self.completed.emit()
        else:
            self._turn.start()

    def _end_reaching(self) -> None:
        if self.reaching:
            self.reaching = False
            self._view.viewport().setUpdatesEnabled(True)
        self._view.held_page.drop()

    def _arrived(self) -> bool:
        """Whether the goal and the text a reader sees there are written."""
        rendered, goal = self._rendered, self._goal
        if rendered is None or rendered.whole:
            return True
        if goal is not None and not rendered.has_sentence(goal.block, goal.sentence):
            return False
        top = (scroll_for(rendered, goal) or 0.0) if goal is not None else 0.0
        last = rendered.document.lastBlock()
        bottom = rendered.document.documentLayout().blockBoundingRect(last).bottom()
        return bottom >= top + BELOW * self._view.viewport().height()
