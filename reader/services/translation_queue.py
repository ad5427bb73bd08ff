"""The queue of translations: over articles, over restarts, one sentence never done twice.

The list lies in the library and a job leaves it only when its article is translated; what is done of
an article lies in the memory of sentences. So after a kill the next run goes on where it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import TranslatedBlock, Translation
from reader.core.progress import Progress
from reader.services.translate_article import translate_article

if TYPE_CHECKING:
    from reader.library.translation_jobs import TranslationJob
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

ASKED, SAVED, UNREAD = "asked", "saved", "unread"
"""Why an article is on the list."""

_SUPPLIES = Path("/sys/class/power_supply")
_STOPPING = frozenset({"disk-full", "read-only", "library-busy", "disk-error", "library-damaged"})
"""Failures that the next article would meet too: the run ends, the job waits."""


@dataclass(frozen=True, slots=True)
class QueueRun:
    """What one run of the queue did; `waiting` jobs are left, `why` is `done`, `paused` or `battery`."""

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


def enqueue_unread(session: LibrarySession, target: str) -> int:
    """Put every unread article that is not yet in `target` on the list; returns how many are new."""
    return enqueue(session, session.translation_jobs.untranslated(target), [target], UNREAD)


def enqueue_saved(session: LibrarySession, article_id: int) -> int:
    """Put a new article on the list, to the languages that the reader chose for new articles."""
    own = session.articles.summary(article_id).language
    targets = [t for t in saved_targets(session) if t != own]
    return enqueue(session, [article_id], targets, SAVED)


def saved_targets(session: LibrarySession) -> list[str]:
    """The languages of the option `translate_on_save`."""
    chosen = session.settings.text("translate_on_save").replace(",", " ").split()
    return [code for code in chosen if code.isascii() and code.replace("-", "").replace("_", "").isalpha()]


def set_paused(session: LibrarySession, paused: bool) -> None:
    """Pause the queue after the article under way, or let it go on; this holds over restarts."""
    session.settings.set("translation_queue_paused", paused)


def run_queue(session: LibrarySession, progress: Progress, events: QueueEvents | None = None) -> QueueRun:
    """Translate what is on the list, one article after another, until it is empty, paused, or on battery.

    A job that fails is kept with its reason and the next one follows.

    Raises:
        Cancelled: the job under way stays on the list, its finished sentences are kept.
        ReaderError: the disk or the library, which every further job would meet too.
    """
    heard = events or QueueEvents()
    jobs = session.translation_jobs
    translated: list[int] = []
    failed: list[tuple[int, ReaderError]] = []
    while True:
        progress.check()
        why = _held_back(session)
        job = jobs.next()
        if why or job is None:
            return QueueRun(tuple(translated), tuple(failed), _waiting(session), why or "done")
        if heard.began is not None:
            heard.began(job, _waiting(session))
        try:
            outcome: Translation | ReaderError = _translate(session, job, progress, heard)
            jobs.remove([job.id])
            translated.append(job.article_id)
        except _Removed:  # the next one follows; what is done of this one is kept
            continue
        except ReaderError as error:
            if error.kind in _STOPPING:
                raise
            log.warning("a queued translation failed: %s", error.kind)
            jobs.fail(job.id, error)
            failed.append((job.article_id, error))
            outcome = error
        if heard.ended is not None:
            heard.ended(job, outcome)


def on_mains(supplies: Path = _SUPPLIES) -> bool:
    """Whether the computer is on mains power; also true where nobody can say."""
    try:
        found = {p: (p / "type").read_text("ascii").strip() for p in supplies.iterdir()}
        mains = [p for p, kind in found.items() if kind in ("Mains", "USB")]
        if any((p / "online").read_text("ascii").strip() == "1" for p in mains):
            return True
        states = [(p / "status").read_text("ascii").strip() for p, kind in found.items() if kind == "Battery"]
    except (OSError, UnicodeDecodeError):
        return True
    return "Discharging" not in states


class _Removed(Exception):  # noqa: N818 - no failure: the reader took the job off the list
    pass


def _held_back(session: LibrarySession) -> str:
    if session.settings.flag("translation_queue_paused"):
        return "paused"
    if session.settings.flag("translate_on_mains_only") and not on_mains():
        return "battery"
    return ""


def _waiting(session: LibrarySession) -> int:
    return sum(not job.error for job in session.translation_jobs.all())


def _translate(
    session: LibrarySession, job: TranslationJob, progress: Progress, heard: QueueEvents
) -> Translation:
    def on_block(block: TranslatedBlock, done: int, total: int) -> None:
        if not session.translation_jobs.waiting(job.id):
            raise _Removed
        if heard.block is not None:
            heard.block(job, block, done, total)

    return translate_article(session, job.article_id, job.target, progress, on_block)
