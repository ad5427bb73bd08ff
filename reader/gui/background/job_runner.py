"""The only thread code of the window: work runs on lanes, its results come back on the GUI thread."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.gui.background.garbage_collector import GarbageCollector
from reader.gui.background.lanes import Lane
from reader.settings import installation

if TYPE_CHECKING:
    from reader.services.unstored_acts.kinds import Act

log = logging.getLogger(__name__)

LANES: dict[str, int] = {
    "network": 4,
    "library": 1,
    "translation": 1,
    "server": 1,
    "pictures": 1,
    "files": 2,
    "dragged": 1,
}
"""How many pieces of work each lane runs at once; the rest wait in order. `server` is for translations by
the reader's server, so that one which keeps us waiting holds up none of this computer's own; `files` is
for those that the reader gives, whose disk may be another computer's that no longer answers; `dragged` is
for a look at what is only held over the window, which must keep no drop waiting."""

BESIDE_THE_LIBRARY = frozenset(("files", "dragged"))
"""Lanes whose work looks at files that are given and never touches the library."""

CLOSING_SECONDS = 1.5
"""What `JobRunner.close` waits for work that was cancelled."""

KEPT_SECONDS = 30.0
"""What it waits for the next kept job to end: well over the 10 s after which the library gives up a write
that another program holds up."""

_LAST_SECONDS = 0.2  # for a thread to end after its work

Work = Callable[[Progress], Any]
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What is called on the GUI thread as a job goes on; exactly one of the last three ends it."""

    progress: Report | None = None
    done: Callable[[Any], None] | None = None
    failed: Callable[[ReaderError], None] | None = None
    cancelled: Callable[[], None] | None = None


class _Errand:
    """What a lane's thread holds of a job: work that the GUI thread takes back before it forgets the job.

    A thread lets go of its work item some time after the result is told. Were its hold on the work, or on
    what the work's owner gave with it, the last one, widgets would be destroyed outside the GUI thread.
    """

    __slots__ = ("work",)

    def __init__(self, work: Work) -> None:
        self.work: Work | None = work

    def run(self, progress: Progress) -> Any:
        assert self.work is not None
        return self.work(progress)


class Job:
    """One piece of submitted work, as its owner sees it. Use it on the GUI thread only."""

    def __init__(self, runner: JobRunner, lane: str, callbacks: Callbacks, keep: bool = False) -> None:
        self.lane = lane
        self.keep = keep
        self.finished = False
        self.superseded = False
        self.kept_elsewhere = False  # what it writes is in another file, too
        self.acts: Sequence[Act] = ()  # what the reader did by it, which the next start can do as well
        self.work_progress = Progress(self._report)
        self._runner = runner
        self._callbacks = callbacks
        self._future: Future[Any] | None = None
        self._errand: _Errand | None = None
        self._step: tuple[int, int, str] | None = None

    def cancel(self) -> None:
        """Forget the work while it waits; ask it to stop while it runs. No effect once it has ended."""
        if not self.finished:
            self.work_progress.cancel()
            if self._future is not None:
                self._future.cancel()

    def post(self, action: Callable[[], None]) -> None:
        """From inside the work: have `action` called on the GUI thread, unless the job was cancelled."""
        self._runner.deliver(self, action)

    @property
    def stored(self) -> bool:
        """Whether the work has ended well, or nothing is to come of it any more."""
        future = self.future
        return future.cancelled() or (future.done() and future.exception() is None)

    @property
    def future(self) -> Future[Any]:
        """The work as its lane has it, once it was started."""
        assert self._future is not None
        return self._future

    def start(self, lane: Lane, work: Work) -> None:
        """Hand the work to its lane (the runner calls this)."""
        self._errand = _Errand(work)
        self._future = lane.submit(partial(self._errand.run, self.work_progress))
        self._future.add_done_callback(lambda _: self._runner.note_ended(self))

    def _report(self, done: int, total: int, text: str) -> None:
        waiting = self._step is not None
        self._step = (done, total, text)
        if not waiting and self._callbacks.progress is not None:
            self._runner.deliver(self, self._deliver_step)

    def _deliver_step(self) -> None:
        step, self._step = self._step, None
        if step is not None and self._callbacks.progress is not None:
            self._callbacks.progress(*step)

    def finish(self) -> BaseException | None:
        """Call the callback that fits how the work ended; returns the exception when it was a bug."""
        future = self._future
        assert future is not None
        self.finished = True
        error = None if future.cancelled() else future.exception()
        if self.superseded or future.cancelled() or isinstance(error, Cancelled):
            _call(self._callbacks.cancelled)
        elif error is None:
            self._succeed(future.result())
        elif isinstance(error, ReaderError):
            _call(self._callbacks.failed, error)
        else:
            kind = installation.KIND if installation.OWN.explains(error) else "worker-failed"
            _call(self._callbacks.failed, ReaderError(kind, f"{type(error).__name__}: {error}"))
            return error
        return None

    def let_go(self) -> None:
        """Give up work and callbacks here, on the GUI thread, since what they hold may be widgets."""
        self._callbacks = Callbacks()
        if self._errand is not None:
            self._errand.work = None
        future = self._future
        if future is not None and future.done() and not future.cancelled():
            error = future.exception()
            if error is not None:
                traceback.clear_frames(error.__traceback__)

    def _succeed(self, result: Any) -> None:
        if self._callbacks.progress is not None:
            self._deliver_step()
        _call(self._callbacks.done, result)


def _call(action: Callable[..., None] | None, *values: object) -> None:
    if action is not None:
        action(*values)


class JobRunner(QObject):
    """Runs work off the GUI thread.

    Each lane is a small pool of threads, made at its first job. A `ReaderError` goes to the job's
    `failed`; anything else is a bug: it goes there too, as `worker-failed`, and to `crashed`.
    """

    submitted = Signal()
    """Something is to be done."""
    ended = Signal(object)
    delivered = Signal(object, object)
    crashed = Signal(object)
    """An exception that escaped from work and is no `ReaderError`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, Lane] = {}
        self._jobs: dict[Job, None] = {}
        self._newest: dict[str, Job] = {}
        self._closed = False
        self._when_quiet: list[Callable[[], None]] = []
        self.collector = GarbageCollector(self)
        self.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self.delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def deliver(self, job: Job, action: Callable[[], None]) -> None:
        """From any thread: have `action` called on the GUI thread, unless the job is cancelled."""
        if not self._closed:
            self.delivered.emit(job, action)

    def note_ended(self, job: Job) -> None:
        """From any thread: the job's work has ended."""
        if not self._closed:  # a thread left behind may end when the runner is gone
            self.ended.emit(job)

    def submit(
        self,
        lane: str,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ReaderError], None] | None = None,
        progress: Report | None = None,
        cancelled: Callable[[], None] | None = None,
        newest: str = "",
        keep: bool = False,
    ) -> Job:
        """Queue `work(progress)` on a lane; the callbacks run on the GUI thread.

        Args:
            lane: a key of `LANES`.
            newest: a name; an earlier job of the same name is cancelled, so that the newest wins.
            keep: what the reader did (a mark, a position): `close` lets it finish instead of forgetting it.
        """
        job = Job(self, lane, Callbacks(progress, done, failed, cancelled), keep)
        if newest:
            earlier = self._newest.get(newest)
            if earlier is not None:
                earlier.superseded = True
                earlier.cancel()
            self._newest[newest] = job
        if not self._closed:
            self._jobs[job] = None
            job.start(self._lane(lane), work)
            self.submitted.emit()
        return job

    def submit_streaming(self, lane: str, work: Callable[[Progress, Job], Any], **callbacks: Any) -> Job:
        """As `submit`, for work that also hands intermediate results over through `Job.post`."""
        holder: list[Job] = []
        started = partial(_with_job, work, holder)
        job = Job(self, lane, Callbacks(**callbacks))
        holder.append(job)
        if not self._closed:
            self._jobs[job] = None
            job.start(self._lane(lane), started)
            self.submitted.emit()
        return job

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs."""
        return bool(self._jobs)

    @property
    def oldest(self) -> Job | None:
        """The job that has waited and run for longest."""
        return next(iter(self._jobs), None)

    def unwritten(self) -> set[Job]:
        """What the reader did that waits or runs now, and is nowhere else.

        Work that tells no acts, such as an export, is not said to be done before it is, and can be asked for
        again: nothing is lost by it.
        """
        return {job for job in self._jobs if job.acts and not job.kept_elsewhere}

    def acting(self) -> list[Job]:
        """What waits or runs now and tells what the reader did by it, the oldest first."""
        return [job for job in self._jobs if job.acts]

    def finish_kept(self, seconds: float) -> None:
        """Wait no longer than that for what the reader did, and tell at once what came of it.

        For an end of the session, after which no event may come any more; it stops the GUI thread meanwhile.
        """
        kept = [job for job in self._jobs if job.keep]
        wait([job.future for job in kept], seconds)
        for job in kept:
            if job.future.done():
                self._on_ended(job)

    def quieten(self, then: Callable[[], None]) -> None:
        """Cancel all but the kept jobs, and call `then` once nothing works on the library any more.

        A look at a file is not waited for: its disk may be another computer's that never answers. Nor does it
        keep what is given next waiting.
        """
        for job in list(self._jobs):
            if not job.keep:
                job.cancel()
                if job.lane in BESIDE_THE_LIBRARY and job.future.running():
                    self._lanes[job.lane].widen()
        self._when_quiet.append(then)
        self._tell_quiet()

    def _tell_quiet(self) -> None:
        if self._when_quiet and all(job.lane in BESIDE_THE_LIBRARY for job in self._jobs):
            waiting, self._when_quiet = self._when_quiet, []
            for then in waiting:
                then()

    def close(self) -> list[str]:
        """Cancel all but the kept jobs and wait for their end; afterwards no callback comes any more.

        What was cancelled has `CLOSING_SECONDS` to end, then it is left behind: its thread is a daemon, and
        what it had not committed is rolled back. Kept jobs are what the reader did. They are writes to the
        library, which end by its own time-out, so they are waited for, past whatever hangs before them; those
        that are kept elsewhere meanwhile only as long as all the others.

        Returns:
            the names of the threads that were left behind.
        """
        self._closed = True
        end = time.monotonic() + CLOSING_SECONDS
        for job in list(self._jobs):
            if not job.keep:
                job.cancel()
        for lane in self._lanes.values():
            lane.close()
        wait([job.future for job in self._jobs], CLOSING_SECONDS)
        self._finish_kept([job for job in self._jobs if job.keep])
        end = max(end, time.monotonic() + _LAST_SECONDS)
        left = [name for lane in self._lanes.values() for name in lane.join(end)]
        if left:
            log.warning("left behind: %s", ", ".join(left))
        self._lanes.clear()
        for job in self._jobs:
            job.let_go()
        self._jobs.clear()
        self.collector.stop(for_good=not left)
        self._newest.clear()
        return left

    def _finish_kept(self, jobs: Collection[Job]) -> None:
        """Wait for the kept jobs as long as they go on."""
        hanging = {job.lane for job in self._jobs if not job.keep and job.future.running()}
        for name in {job.lane for job in jobs if not job.future.done()} & hanging:
            self._lanes[name].pass_by()
        wait([job.future for job in jobs if job.kept_elsewhere], _LAST_SECONDS)
        left = {job.future for job in jobs if not job.future.done() and not job.kept_elsewhere}
        while left:
            ended, left = wait(left, KEPT_SECONDS, FIRST_COMPLETED)
            if not ended:
                log.error("%d kept jobs did not end", len(left))
                return

    def _lane(self, name: str) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(f"lane-{name}", LANES[name])
        return self._lanes[name]

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if self._closed or job.finished:
            return
        self._jobs.pop(job, None)
        for name in [name for name, newest in self._newest.items() if newest is job]:
            del self._newest[name]
        bug = job.finish()
        if bug is not None:
            log.error("a job on lane %s failed", job.lane, exc_info=bug)
            self.crashed.emit(bug)
        job.let_go()
        self._tell_quiet()

    @Slot(object, object)
    def _on_delivered(self, job: Job, action: Callable[[], None]) -> None:
        if not self._closed and not job.finished and not job.work_progress.cancelled:
            action()


def _with_job(work: Callable[[Progress, Job], Any], holder: list[Job], progress: Progress) -> Any:
    return work(progress, holder[0])
