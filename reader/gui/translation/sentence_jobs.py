"""What is asked of the library about single sentences, off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.model import Article, TranslatedSentence, Translation
from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.translation.sentence_languages import SentenceInLanguage
    from reader.services.unstored_acts.translation_acts import Sentence


def languages(session: LibrarySession, article: Article, source: str) -> tuple[SentenceInLanguage, ...]:
    """A sentence in every language it is known in."""
    from reader.services.translation.sentence_languages import sentence_languages

    return sentence_languages(session, article, source)


def as_shown(target: str, shown: TranslatedSentence) -> SentenceInLanguage:
    """A translated sentence that is on screen and nowhere else."""
    from reader.services.translation.sentence_languages import SentenceInLanguage

    return SentenceInLanguage(target, shown.target, state=shown.state, faults=shown.faults)


def change(act: Sentence, session: LibrarySession, _progress: Progress) -> Translation | None:
    """Store what the reader did to a sentence."""
    act.store(session)
    return stored(session, act.article, act.target)


def retry(
    article: int, target: str, block: str, numbers: Sequence[int], session: LibrarySession, progress: Progress
) -> Translation:
    """Translate sentences in other ways."""
    from reader.services.translation.retry_sentence import retry_sentences

    return retry_sentences(session, article, target, block, numbers, progress)


def elsewhere(
    article: int, target: str, source: str, session: LibrarySession, _progress: Progress
) -> list[int]:
    """The other articles in which a sentence stands."""
    from reader.services.translation import correct_translation

    return correct_translation.elsewhere(session, article, target, source)


def take_over(ids: Sequence[int], target: str, session: LibrarySession, _progress: Progress) -> None:
    """Bring other articles up to date with a correction."""
    from reader.services.translation import correct_translation

    correct_translation.take_over(session, ids, target)


def made_at(article: int, target: str, session: LibrarySession, _progress: Progress) -> str:
    """When an article was translated, ISO 8601 in UTC; "" when nobody knows."""
    status = session.translations.status(article).get(target)
    return status.created_at if status is not None else ""


def stored(session: LibrarySession, article: int, target: str) -> Translation | None:
    """The translation of an article as it is stored now."""
    from reader.services.translation.translate_article import stored_translation

    return stored_translation(session, session.articles.get(article), target)
