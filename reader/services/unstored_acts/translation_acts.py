"""Acts on translations: corrected sentences, the list of what is to be translated, the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.glossary import Term
from reader.core.model import TranslatedSentence
from reader.services.unstored_acts.on_articles import is_same, numbers

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.then import Then


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translated sentence of an article: corrected (`text`), made what it was `before` that, or given back
    to the machine (neither)."""

    article: int
    target: str
    block: str
    number: int
    text: str = ""
    before: TranslatedSentence | None = None

    def do(self, session: LibrarySession, then: Then) -> None:
        """Do it, on what it was done to. Raises ReaderError."""
        if is_same(session, self.article, then):
            self.store(session)

    def store(self, session: LibrarySession) -> None:
        """The same in the library in which it was done.

        Raises:
            ReaderError: `no-such-article` or `not-translated`.
        """
        from reader.services.translation.correct_translation import correct_sentence, put_back, take_back

        spot = (self.article, self.target, self.block, self.number)
        if self.before is not None:
            put_back(session, *spot, self.before)
        elif self.text:
            correct_sentence(session, *spot, self.text)
        else:
            take_back(session, *spot)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Articles in which a correction holds that was made in another one."""

    ids: tuple[int, ...]
    target: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Sentence.do`."""
        from reader.services.translation.correct_translation import take_over

        take_over(session, numbers(session, self.ids, then), self.target)


@dataclass(frozen=True, slots=True)
class Queued:
    """Articles that are to be translated."""

    ids: tuple[int, ...]
    targets: tuple[str, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Sentence.do`."""
        from reader.services.translation.translation_queue import enqueue_fitting

        enqueue_fitting(session, numbers(session, self.ids, then), dict.fromkeys(self.targets))


@dataclass(frozen=True, slots=True)
class UnreadQueued:
    """Everything unread is to be translated."""

    targets: tuple[str, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Sentence.do`."""
        from reader.services.translation.translation_queue import enqueue_unread

        for target in dict.fromkeys(self.targets):
            enqueue_unread(session, target)


@dataclass(frozen=True, slots=True)
class Unqueued:
    """An article that is not to be translated to a language after all."""

    article: int
    target: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Sentence.do`."""
        if not is_same(session, self.article, then):
            return
        jobs = session.translation_jobs
        place = (self.article, self.target)
        jobs.remove([job.id for job in jobs.all() if (job.article_id, job.target) == place])


@dataclass(frozen=True, slots=True)
class TermKept:
    """A term of the glossary, in the place of the one that it was before."""

    term: Term
    replaced: str = ""

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Sentence.do`."""
        from reader.services.translation.edit_glossary import put_term

        put_term(session, self.term, self.replaced)


@dataclass(frozen=True, slots=True)
class TermsForgotten:
    """Terms that are in the glossary no more."""

    terms: tuple[Term, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Sentence.do`."""
        for term in dict.fromkeys(self.terms):
            session.glossary.remove(term.source, term.target, term.term)
