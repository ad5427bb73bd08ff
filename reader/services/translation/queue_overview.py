"""What waits to be translated, with the titles and lengths a list of it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError

if TYPE_CHECKING:
    from reader.core.translation_job import TranslationJob
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting translation: the job, and title, language and words of its article."""

    job: TranslationJob
    title: str
    language: str
    words: int

    @property
    def error(self) -> ReaderError | None:
        """Why it failed, `None` while it waits."""
        return ReaderError(self.job.error, "", **self.job.error_values) if self.job.error else None


def queue_rows(session: LibrarySession) -> list[QueueRow]:
    """Every job with what is known of its article, the next one first, failed ones last."""
    jobs = session.translation_jobs.all()
    cards = {card.id: card for card in session.articles.by_ids([job.article_id for job in jobs])}
    return [
        QueueRow(job, card.title, card.language, card.words)
        for job in jobs
        if (card := cards.get(job.article_id)) is not None
    ]


def targets_for(session: LibrarySession, ids: Iterable[int]) -> list[str]:
    """The languages that articles can be translated to with what is installed, the usual ones first."""
    sources = {card.language for card in session.articles.by_ids(list(dict.fromkeys(ids)))}
    return targets_from(session, sources)


def targets_from(session: LibrarySession, sources: Iterable[str]) -> list[str]:
    """The languages that any of these can be translated to."""
    from reader.services.translation.manage_packages import list_packages
    from reader.translation.packages.packages import find_routes

    packages = list_packages(session)
    codes = sorted({p.target for p in packages}, key=lambda code: (_USUAL.get(code, len(_USUAL)), code))
    return [
        code
        for code in codes
        if any(source != code and next(find_routes(source, code, packages), None) for source in sources)
    ]


def unread_targets(session: LibrarySession) -> list[str]:
    """The languages that unread articles can be translated to."""
    return targets_from(session, {card.language for card in session.articles.summaries(view="unread")})


_USUAL = {code: place for place, code in enumerate(("en", "ar", "fr"))}
