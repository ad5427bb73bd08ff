"""The queue of translations in the window: it runs when nothing on screen is being translated.

It goes on where it was after any end of the program, makes room at once for the article on screen, and
waits for mains power and for the night where the reader wants that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal

from reader.core.errors import ReaderError
from reader.core.model import TranslatedBlock, Translation
from reader.core.progress import Progress
from reader.gui.background.job_runner import Job
from reader.gui.feature import Feature
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.translation_queue import queue_jobs
from reader.gui.translation_queue.queue_bar import QueueBar
from reader.gui.translation_queue.state import IDLE, PAUSED, RUNNING, QueueState
from reader.gui.translation_queue.stay_awake import StayAwake
from reader.services.unstored_acts.library_acts import Chosen
from reader.services.unstored_acts.translation_acts import Queued, Unqueued, UnreadQueued

if TYPE_CHECKING:
    from reader.core.translation_job import TranslationJob
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.translation_queue.queue_dialog import QueueDialog
    from reader.services.translation.queue_overview import QueueRow
    from reader.services.translation.translation_queue import QueueRun

LOOK_AGAIN = 60_000
"""ms until power is looked at again while the queue waits for it, and whether it is night."""


class TranslationQueueFeature(Feature):
    """The queue of one window.

    Args:
        context: what every feature is given. pane: shows the article. cards: the list. saves: what is saved.
        busy: whether the article on screen is being translated, which goes before the queue.
    """

    changed = Signal()
    """Something of the queue is another now."""
    begun_on_screen = Signal(str, int)
    """The article on screen has its turn; this and what follows carry the language, then what came."""
    block_on_screen = Signal(str, object, int, int)
    done_on_screen = Signal(str, object)
    failed_on_screen = Signal(str, object)
    paused_on_screen = Signal(str, int, int)
    cancelled_on_screen = Signal(str, int, int)

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        cards: ListPane,
        saves: SaveQueue,
        busy: Callable[[], bool],
    ) -> None:
        super().__init__(context)
        self._pane, self._cards, self._busy = pane, cards, busy
        self.state = QueueState()
        self.bar = QueueBar()
        self.panel: QueueDialog | None = None
        self._job: Job | None = None
        self._again = False
        self._to_start = False
        """Whether what waits is to begin once the list is read: a newer reading takes the wish over."""
        self._blocks: list[tuple[TranslatedBlock, int, int]] = []
        self._look = QTimer(self, interval=LOOK_AGAIN)
        self._look.timeout.connect(self._on_look)
        column = cards.layout()
        if column is not None:
            column.addWidget(self.bar)
        self.bar.pause_wanted.connect(self.toggle_pause)
        self.bar.open_wanted.connect(self.open_panel)
        self.changed.connect(lambda: self.bar.show_state(self.state))
        self.stay_awake = StayAwake(context.jobs, self.state, self)
        self.changed.connect(self.stay_awake.follow)
        self._look.timeout.connect(self.stay_awake.look)
        saves.saved.connect(lambda _entry: self.refresh(start=True))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The commands of the queue."""
        return {"queue.add": self.add, "queue.unread": self.add_unread, "queue.open": self.open_panel}

    def library_ready(self) -> None:
        """Go on where an earlier run was."""
        self._look.start()
        self._on_look()

    def article_opened(self, article_id: int) -> None:
        """What is being translated is on screen now: it shows there."""
        job = self.state.current
        if job is not None and job.article_id == article_id:
            self.begun_on_screen.emit(job.target, self.state.total)
            for block, done, total in self._blocks:
                self.block_on_screen.emit(job.target, block, done, total)

    def shut_down(self) -> None:
        """Stop; what is done is kept and the list stays."""
        self._look.stop()
        self.stay_awake.close()
        if self._job is not None:
            self._job.cancel()

    # What the reader asks

    def add(self) -> None:
        """Ask to which language the picked articles (else the current one) are to be translated."""
        summary, picked = self.context.navigator.target(), self._cards.picked
        ids = picked.ids or ([summary.id] if summary is not None else [])
        if ids:
            self.context.library.work(
                partial(queue_jobs.targets, ids),
                done=lambda codes: self._ask(codes, partial(self.enqueue, ids)),
            )

    def add_unread(self) -> None:
        """Ask to which language everything unread is to be translated."""
        self.context.library.work(
            queue_jobs.unread_targets, done=lambda codes: self._ask(codes, self._enqueue_unread)
        )

    def enqueue(self, ids: Sequence[int], targets: Sequence[str]) -> None:
        """Put articles on the list and begin."""
        job = self.context.library.work(
            partial(queue_jobs.enqueue, ids, targets), done=self._on_enqueued, keep=True
        )
        job.acts = (Queued(tuple(ids), tuple(targets)),)

    def toggle_pause(self) -> None:
        """Pause, or go on; this holds over restarts."""
        paused = self.state.doing != PAUSED
        self.state.doing = PAUSED if paused else IDLE
        if paused and self._job is not None:
            self._job.cancel()
        job = self.context.library.work(
            partial(queue_jobs.set_paused, paused), done=lambda _none: self._on_paused(paused), keep=True
        )
        job.acts = (Chosen("translation_queue_paused", paused, not paused),)

    def remove(self, job_ids: Sequence[int]) -> None:
        """Take translations off the list; what is done of them is kept."""
        if self.state.current is not None and self.state.current.id in job_ids and self._job is not None:
            self._again = True
            self._job.cancel()
        job = self.context.library.work(
            partial(queue_jobs.remove, job_ids), done=lambda _none: self.refresh(start=True), keep=True
        )
        known = {row.job.id: row.job for row in self.state.rows}
        listed = [known[number] for number in job_ids if number in known]
        job.acts = tuple(Unqueued(each.article_id, each.target) for each in listed)

    def remove_all(self) -> None:
        """Empty the list."""
        self.remove([row.job.id for row in self.state.rows])

    def retry(self, row: QueueRow) -> None:
        """Try a failed translation again."""
        self.enqueue([row.job.article_id], [row.job.target])

    def open_panel(self) -> None:
        """Show what waits."""
        from reader.gui.translation_queue.queue_dialog import QueueDialog

        if self.panel is None:
            self.panel = QueueDialog(self, self.context.window)
            self.panel.finished.connect(self._on_panel_closed)
            self.panel.show()
        self.panel.raise_()
        self.panel.activateWindow()
        self.refresh()

    # Running

    def start(self, on_battery: bool = False) -> None:
        """Run what waits, unless the article on screen is being translated; after the run under way."""
        session = self.context.library.session
        self._to_start = self._job is not None  # that one may have found the list empty already
        if session is None or self._job is not None or self._busy():
            return

        def work(progress: Progress, job: Job) -> QueueRun:
            return queue_jobs.run(session, progress, job.post, self, on_battery)

        self._job = self.context.jobs.submit_streaming(
            self.context.library.translation_lane,
            work,
            done=self._on_run,
            failed=self._on_stopped,
            cancelled=self._on_cancelled,
        )

    def refresh(self, start: bool = False) -> None:
        """Read the list anew, then begin if asked."""
        self._to_start = self._to_start or start
        self.context.library.work(queue_jobs.rows, done=self._take_rows, newest="queue-rows")

    def began(self, job: TranslationJob) -> None:
        """An article's turn has come."""
        state = self.state
        state.doing, state.current, state.done, state.total = RUNNING, job, 0, 0
        state.began = time.monotonic()
        self._blocks = []
        if self._pane.article_id == job.article_id:
            self.begun_on_screen.emit(job.target, 0)
        self.refresh()
        self.changed.emit()

    def block(self, job: TranslationJob, block: TranslatedBlock, done: int, total: int) -> None:
        """A paragraph is done."""
        self.state.done, self.state.total = done, total
        self._blocks.append((block, done, total))
        if self._pane.article_id == job.article_id:
            self.block_on_screen.emit(job.target, block, done, total)
        self.changed.emit()

    def ended(self, job: TranslationJob, outcome: Translation | ReaderError) -> None:
        """An article is done, or failed."""
        state, on_screen = self.state, self._pane.article_id == job.article_id
        state.seconds += time.monotonic() - state.began
        state.words += next((row.words for row in state.rows if row.job.id == job.id), 0)
        state.current = None
        if on_screen and isinstance(outcome, Translation):
            self.done_on_screen.emit(job.target, outcome)
        elif on_screen and isinstance(outcome, ReaderError):
            self.failed_on_screen.emit(job.target, outcome)
        self.context.library.refresh()
        self.refresh()

    # The article on screen

    def make_room(self) -> None:
        """The article on screen goes first; the queue begins again after it."""
        if self._job is not None:
            self._job.cancel()

    def engine_changed(self) -> None:
        """Another engine translates from now on: what is under way goes on with that one."""
        if self._job is not None:
            self._again = True
            self._job.cancel()

    def cancel_on_screen(self) -> None:
        """The reader wants no translation of the article on screen."""
        if self._on_screen() and self.state.current is not None:
            self.remove([self.state.current.id])

    def pause_on_screen(self) -> None:
        """The reader pauses the translation of the article on screen."""
        if self._on_screen():
            self.toggle_pause()

    def _on_screen(self) -> bool:
        job = self.state.current
        return job is not None and job.article_id == self._pane.article_id and not self._busy()

    # Inside

    def _on_run(self, run: QueueRun) -> None:
        self._job = None
        self.state.current = None
        self.state.doing = IDLE if run.why == "done" else run.why
        if run.why == "done":
            self.state.words = self.state.seconds = 0.0
        self.changed.emit()
        self.refresh()

    def _on_stopped(self, error: ReaderError) -> None:
        """The disk or the library: the next one would meet it too."""
        self._leave(PAUSED)
        self.context.notices.error(error)
        job = self.context.library.work(partial(queue_jobs.set_paused, True), keep=True)
        job.acts = (Chosen("translation_queue_paused", True, False),)

    def _on_cancelled(self) -> None:
        again, self._again = self._again, False
        self._leave(self.state.doing if self.state.doing == PAUSED else IDLE)
        if again:
            self.refresh(start=True)

    def _leave(self, doing: str) -> None:
        """No article's turn any more; what is on screen of it says so."""
        job = self.state.current
        self._job, self.state.current, self.state.doing = None, None, doing
        if job is not None and self._pane.article_id == job.article_id:
            if doing == PAUSED:
                self.paused_on_screen.emit(job.target, self.state.done, self.state.total)
            else:
                self.cancelled_on_screen.emit(job.target, self.state.done, self.state.total)
        self.changed.emit()

    def _on_paused(self, paused: bool) -> None:
        self.state.doing = PAUSED if paused else IDLE
        self.context.notices.announce(self.tr("Queue paused") if paused else self.tr("Queue resumed"))
        self.changed.emit()
        self.refresh(start=not paused)

    def _on_look(self) -> None:
        """Look whether it is night or the power is back; what waits goes on."""
        self.context.library.work(queue_jobs.enqueue_night, done=lambda _count: self.refresh(start=True))

    def _take_rows(self, rows: list[QueueRow]) -> None:
        start, self._to_start = self._to_start, False
        self.state.rows = rows
        self.changed.emit()
        if start and self.state.waiting:
            self.start()

    def _on_enqueued(self, count: int) -> None:
        self.context.notices.announce(self.tr("%n translations wait", "", count))
        self.refresh(start=True)

    def _enqueue_unread(self, targets: Sequence[str]) -> None:
        job = self.context.library.work(
            partial(queue_jobs.enqueue_unread, targets), done=self._on_enqueued, keep=True
        )
        job.acts = (UnreadQueued(tuple(targets)),)

    def _ask(self, codes: list[str], chosen: Callable[[Sequence[str]], None]) -> None:
        """Let the reader choose the language in a menu; without any, say what is missing."""
        window = self.context.window
        if not codes:
            self.context.notices.ask(
                self.tr("No translation model fits these articles."),
                self.tr("Add a model for their language; it then works without a connection."),
                self.tr("Choose models"),
                self.context.navigator.show_models,
            )
            return
        rows = [
            (
                fill(self.tr("Translate to {language}"), language=language_name(code)),
                0,
                partial(chosen, [code]),
            )
            for code in codes
        ]
        if len(codes) > 1:
            rows.append((self.tr("Translate to all of these"), 0, partial(chosen, codes)))
        menu = self.context.commands.choice_menu(window, rows, -1)
        menu.setAccessibleName(self.tr("Translate later"))
        menu.popup(window.mapToGlobal(QPoint(window.width() // 3, window.height() // 3)))
        menu.setActiveAction(menu.actions()[0])

    def _on_panel_closed(self) -> None:
        self.panel = None
