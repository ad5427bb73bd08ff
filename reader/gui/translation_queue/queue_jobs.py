"""What the queue asks of the library, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.gui.translation_queue.state import QueueEar
    from reader.services.library_session import LibrarySession
    from reader.services.translation.queue_overview import QueueRow
    from reader.services.translation.translation_queue import QueueRun


def run(
    session: LibrarySession,
    progress: Progress,
    post: Callable[[Callable[[], None]], None],
    ear: QueueEar,
    on_battery: bool,
) -> QueueRun:
    """Run the queue; what happens is handed to `ear` on the GUI thread by `post`."""
    from reader.services.translation.translation_queue import QueueEvents, run_queue

    events = QueueEvents(
        began=lambda job, _waiting: post(lambda: ear.began(job)),
        block=lambda job, block, done, total: post(lambda: ear.block(job, block, done, total)),
        ended=lambda job, outcome: post(lambda: ear.ended(job, outcome)),
    )
    return run_queue(session, progress, events, on_battery)


def rows(session: LibrarySession, _progress: Progress) -> list[QueueRow]:
    """Everything on the list."""
    from reader.services.translation.queue_overview import queue_rows

    return queue_rows(session)


def targets(ids: Sequence[int], session: LibrarySession, _progress: Progress) -> list[str]:
    """The languages that articles can be translated to."""
    from reader.services.translation.queue_overview import targets_for

    return targets_for(session, ids)


def unread_targets(session: LibrarySession, _progress: Progress) -> list[str]:
    """The languages that unread articles can be translated to."""
    from reader.services.translation import queue_overview

    return queue_overview.unread_targets(session)


def enqueue(ids: Sequence[int], targets: Sequence[str], session: LibrarySession, _progress: Progress) -> int:
    """Put articles on the list; returns how many translations are new."""
    from reader.services.translation.translation_queue import enqueue_fitting

    return enqueue_fitting(session, ids, targets)


def enqueue_unread(targets: Sequence[str], session: LibrarySession, _progress: Progress) -> int:
    """Put everything unread on the list."""
    from reader.services.translation.translation_queue import enqueue_unread as put

    return sum(put(session, target) for target in targets)


def enqueue_night(session: LibrarySession, _progress: Progress) -> int:
    """At night, put what the reader wants translated then on the list."""
    from reader.services.translation.translation_queue import enqueue_night as put

    return put(session)


def remove(job_ids: Sequence[int], session: LibrarySession, _progress: Progress) -> None:
    """Take translations off the list."""
    session.translation_jobs.remove(job_ids)


def set_paused(paused: bool, session: LibrarySession, _progress: Progress) -> None:
    """Pause the queue or let it go on."""
    from reader.services.translation import translation_queue

    translation_queue.set_paused(session, paused)
