"""A search that takes its time: that it goes on is said in its place, and to screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.job_runner import Job
    from reader.gui.context import WindowContext
    from reader.gui.search.result_list import ResultList

_SLOW = 200
"""ms after which it is said that the library is searched; most searches have ended by then."""


class SlowSearch(QObject):
    """Watches the search under way. What was found before stays to be seen meanwhile.

    Args:
        context: of the window. results: say it. cards: the list that they stand in.
    """

    failed = Signal(object)
    unanswered = Signal()
    """The first search failed after its sign was shown: there is nothing to show in its place."""

    def __init__(self, context: WindowContext, results: ResultList, cards: ListPane, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._results, self._list = context, results, cards
        self._said = False
        self._query = ""
        self._job: Job | None = None
        self.failed.connect(context.library.failed)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._say)

    def watch(self, job: Job, query: str) -> None:
        """A search for a query has begun; one that takes the place of another goes on with its sign."""
        self._job, self._query = job, query
        if self._said:
            self._results.show_search(query, keep=True)
        elif not self._slow.isActive():
            self._slow.start()

    def cancel(self) -> None:
        """Stop the search: another one is being typed, to which the sign passes."""
        if self._job is not None:
            self._job.cancel()

    def give_up(self) -> None:
        """Stop the search: nothing is looked for any more."""
        self.cancel()
        self.end()

    def end(self) -> bool:
        """The search is over; says whether it was told that it takes its time."""
        self._slow.stop()
        self._job = None
        was, self._said = self._said, False
        if was:
            self._results.end_search()
            self._list.show_texts()
        return was

    def fail(self, error: ReaderError) -> None:
        """The search ended with an error."""
        if self.end() and self._results.found is None:
            self.unanswered.emit()
        self.failed.emit(error)

    def _say(self) -> None:
        self._said = True
        former = self._list.searching
        self._results.show_search(self._query, keep=former)
        if not former:
            self._context.navigator.show_results()
        self._list.show_texts()
        self._context.notices.announce(self._results.spoken())
