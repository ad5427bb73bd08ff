"""What a step of the start waits for: the disk is read beside the window, which lives meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QTimer

from reader.core.look import SILENT_SECONDS

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import JobRunner

_SILENT_MS = round(SILENT_SECONDS * 1000)
"""After which the start goes on without what a silent disk does not tell; the library brings it later."""

T = TypeVar("T")
R = TypeVar("R")


class Answer(Generic[T]):
    """Work on the library's lane, for which the steps of a start wait a little.

    Args:
        jobs: run it. work: what the disk is asked.
    """

    def __init__(self, jobs: JobRunner, work: Callable[[Progress], T]) -> None:
        self._go_on: list[Callable[[], object]] = []
        self._job = jobs.submit(
            "library",
            lambda progress: _tried(work, progress),
            done=lambda _: self._end(),
            cancelled=self._end,
        )
        self._patience = QTimer(jobs, singleShot=True, interval=_SILENT_MS)
        self._patience.timeout.connect(self._end)
        self._patience.start()

    def then(self, go_on: Callable[[], object]) -> None:
        """Have `go_on` called once, when there is an answer or the disk has been silent for too long."""
        self._go_on.append(go_on)

    def wait(self) -> None:
        """The same at once, for whoever has no event loop to go on in."""
        wait([self._job.future], SILENT_SECONDS, FIRST_COMPLETED)

    def value(self) -> T | None:
        """What was answered; `None` when nothing was, and nobody waits for it any more.

        Raises:
            Exception: what `work` raised.
        """
        self._patience.deleteLater()
        future = self._job.future
        if not future.done() or future.cancelled():
            self._job.cancel()
            return None
        tried: tuple[T | None, Exception | None] = future.result()
        found, error = tried
        if error is not None:
            raise error
        return found

    def _end(self) -> None:
        waiting, self._go_on = self._go_on, []
        for go_on in waiting:
            go_on()


def _tried(work: Callable[[Progress], T], progress: Progress) -> tuple[T | None, Exception | None]:
    try:
        return work(progress), None
    except Exception as error:  # noqa: BLE001 - it belongs to the step that waits, and is no crash of a job
        return None, error


Steps = Generator["Answer[Any] | None", None, R]
"""What is done step by step, and may wait between two of them for what the disk answers."""


def answer(jobs: JobRunner, work: Callable[[Progress], T]) -> Steps[T | None]:
    """A step that has `work` done on the library's lane; gives what it returns, `None` for a silent disk."""
    asked = Answer(jobs, work)
    yield asked
    return asked.value()
