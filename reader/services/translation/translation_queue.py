"""The queue of translations: over articles, over restarts, one sentence never done twice.

The list lies in the library and a job leaves it only when its article is translated; what is done of
an article lies in the memory of sentences. So after a kill the next run goes on where it was.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import TranslatedBlock, Translation
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.services.power import on_mains
from reader.services.translation.translate_article import translate_article

if TYPE_CHECKING:
    from reader.core.translation_job import TranslationJob
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

ASKED, SAVED, UNREAD, NIGHT = "asked", "saved", "unread", "night"
"""Why an article is on the list; `NIGHT` ones wait for the night and for mains power."""

NIGHT_FROM, NIGHT_TO = 22, 7
"""Hours of the day between which it is night."""

_POWER_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class QueueRun:
    """What one run of the queue did; `waiting` jobs are left.

    `why` it ended is `done`, `paused`, `battery` or `night`.
    """

    translated: tuple[int, ...] = ()
    failed: tuple[tuple[int, ReaderError], ...] = ()
    waiting: int = 0
    why: str = "done"


@dataclass(frozen=True, slots=True)
class QueueEvents:
    """Who hears of the run: a job begins, a block is done, a job ends with its translation or an error."""

    began: Callable[[TranslationJob, int], None] | None = None
    block: Callable[[TranslationJob, TranslatedBlock, int, int], None] | None = None
    ended: Callable[[TranslationJob, Translation | ReaderError], None] | None = None


def enqueue(session: LibrarySession, ids: Iterable[int], targets: Sequence[str], reason: str = ASKED) -> int:
    """Put articles on the list; returns how many jobs are new."""
    return session.translation_jobs.add(ids, targets, reason)


def enqueue_fitting(session: LibrarySession, ids: Sequence[int], targets: Iterable[str]) -> int:
    """Put articles on the list, none to the language that it is in; returns how many jobs are new."""
    own = {card.id: card.language for card in session.articles.by_ids(ids)}
    return sum(
        enqueue(session, [number for number in ids if own.get(number, target) != target], [target])
        for target in targets
    )


def enqueue_unread(session: LibrarySession, target: str) -> int:
    """Put every unread article that is not yet in `target` on the list; returns how many are new."""
    return enqueue(session, session.translation_jobs.untranslated(target), [target], UNREAD)


def enqueue_saved(session: LibrarySession, article_id: int) -> int:
    """Put a new article on the list, to the languages that the reader chose for new articles."""
    own = session.articles.summary(article_id).language
    targets = [t for t in saved_targets(session) if t != own]
    return enqueue(session, [article_id], targets, SAVED)


def enqueue_night(session: LibrarySession, moment: datetime.datetime | None = None) -> int:
    """At night, put what is unread on the list, to the languages of the option `translate_overnight`."""
    targets = languages_in(session.settings.text("translate_overnight"))
    if not targets or not is_night(moment):
        return 0
    listed = {(job.article_id, job.target) for job in session.translation_jobs.all()}
    count = 0
    for target in targets:
        fresh = [i for i in session.translation_jobs.untranslated(target) if (i, target) not in listed]
        count += enqueue(session, fresh, [target], NIGHT)
    return count


def is_night(moment: datetime.datetime | None = None) -> bool:
    """Whether it is night on this computer's clock."""
    hour = (moment or datetime.datetime.now()).hour  # the clock on the reader's wall
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def saved_targets(session: LibrarySession) -> list[str]:
    """The languages of the option `translate_on_save`."""
    return languages_in(session.settings.text("translate_on_save"))


def languages_in(text: str) -> list[str]:
    """The language codes in an option such as `en, ar`, each once."""
    chosen = dict.fromkeys(text.replace(",", " ").split())
    return [code for code in chosen if code.isascii() and code.replace("-", "").replace("_", "").isalpha()]


def set_paused(session: LibrarySession, paused: bool) -> None:
    """Pause the queue after the paragraph under way, or let it go on; this holds over restarts."""
    session.settings.set("translation_queue_paused", paused)


def run_queue(
    session: LibrarySession,
    progress: Progress,
    events: QueueEvents | None = None,
    on_battery: bool = False,
) -> QueueRun:
    """Translate what is on the list, one article after another, until it is empty, paused, or on battery.

    A job that fails is kept with its reason and the next one follows. With `on_battery` the reader wants
    it done without mains power this time.

    Raises:
        Cancelled: the job under way stays on the list, its finished sentences are kept.
        ReaderError: the disk or the library, which every further job would meet too.
    """
    heard = events or QueueEvents()
    mains = _Mains(on_battery)
    jobs = session.translation_jobs
    translated: list[int] = []
    failed: list[tuple[int, ReaderError]] = []
    while True:
        progress.check()
        job, why = _next(session, mains)
        if job is None:
            return QueueRun(tuple(translated), tuple(failed), _waiting(session), why)
        if heard.began is not None:
            heard.began(job, _waiting(session))
        try:
            outcome: Translation | ReaderError = _translate(session, job, progress, heard, mains)
            jobs.remove([job.id])
            translated.append(job.article_id)
        except _Removed:  # the next one follows; what is done of this one is kept
            continue
        except ReaderError as error:
            if error.kind in OF_THE_LIBRARY:
                raise
            log.warning("a queued translation failed: %s", error.kind)
            jobs.fail(job.id, error)
            failed.append((job.article_id, error))
            outcome = error
        if heard.ended is not None:
            heard.ended(job, outcome)


class _Removed(Exception):  # noqa: N818 - no failure: the job was taken off the list, or must wait
    pass


class _Mains:
    """Mains power, asked for once in a while: some systems need another program to tell."""

    def __init__(self, ignored: bool) -> None:
        self._ignored = ignored
        self._there, self._until = True, 0.0

    @property
    def there(self) -> bool:
        """Whether there is mains power, or the reader does without."""
        if not self._ignored and time.monotonic() >= self._until:
            self._there, self._until = on_mains(), time.monotonic() + _POWER_SECONDS
        return self._ignored or self._there


def _next(session: LibrarySession, mains: _Mains) -> tuple[TranslationJob | None, str]:
    """The job to do next; without one, why not: `done`, or what the waiting ones wait for."""
    waiting = [job for job in session.translation_jobs.all() if not job.error]
    if not waiting:
        return None, "done"
    why = ""
    for job in waiting:
        held = _held_back(session, job, mains)
        if not held:
            return job, ""
        why = why or held
    return None, why


def _held_back(session: LibrarySession, job: TranslationJob, mains: _Mains) -> str:
    """What a job waits for: `paused`, `battery`, `night`, or nothing."""
    if session.settings.flag("translation_queue_paused"):
        return "paused"
    needs_mains = job.reason == NIGHT or session.settings.flag("translate_on_mains_only")
    if needs_mains and not mains.there:
        return "battery"
    return "night" if job.reason == NIGHT and not is_night() else ""


def _waiting(session: LibrarySession) -> int:
    return sum(not job.error for job in session.translation_jobs.all())


def _translate(
    session: LibrarySession, job: TranslationJob, progress: Progress, heard: QueueEvents, mains: _Mains
) -> Translation:
    def on_block(block: TranslatedBlock, done: int, total: int) -> None:
        if not session.translation_jobs.waiting(job.id) or _held_back(session, job, mains):
            raise _Removed
        if heard.block is not None:
            heard.block(job, block, done, total)

    return translate_article(session, job.article_id, job.target, progress, on_block)
