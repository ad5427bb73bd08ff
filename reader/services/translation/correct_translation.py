"""The reader's own translation of a sentence: kept, marked, never overwritten by the machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.model import Route, SentenceState, TranslatedSentence
from reader.core.sentence_key import sentence_key
from reader.services.search_library import read_again, search
from reader.services.translation.translate_article import stored_translation
from reader.services.translation.translation_units import units_of

if TYPE_CHECKING:
    from reader.core.model import Article
    from reader.services.library_session import LibrarySession

_PHRASE, _CANDIDATES = 12, 200  # words looked up; articles looked through
READER = "reader"
"""The route of what a person wrote when no package is named."""


def correct_sentence(
    session: LibrarySession, article_id: int, target: str, block: str, number: int, text: str
) -> TranslatedSentence:
    """Store the reader's translation of one sentence; it holds wherever the sentence stands.

    Args:
        session: the library.
        article_id: the article.
        target: the language of the translation.
        block: the id of the block, or `title` or `caption`.
        number: the sentence's place in the block, from 0.
        text: the reader's translation.

    Raises:
        ReaderError: `no-such-article`, or `not-translated` when the article or the sentence is not.
    """
    article = session.articles.get(article_id)
    route, source = _sentence(session, article, target, block, number)
    corrected = TranslatedSentence(source, " ".join(text.split()), 0.0, SentenceState.CORRECTED)
    if not corrected.target:
        raise ValueError("an empty correction")
    session.translations.store([(sentence_key(source), corrected)], route.source, target, route.key)
    record_again(session, article, target)
    return corrected


def take_back(session: LibrarySession, article_id: int, target: str, block: str, number: int) -> None:
    """Forget a correction; the sentence is translated by the machine the next time.

    Raises:
        ReaderError: `no-such-article` or `not-translated`.
    """
    article = session.articles.get(article_id)
    route, source = _sentence(session, article, target, block, number)
    session.translations.forget_correction(sentence_key(source), route.source, target)
    record_again(session, article, target)


def put_back(
    session: LibrarySession, article_id: int, target: str, block: str, number: int, before: TranslatedSentence
) -> None:
    """Make a sentence what it was before a correction.

    Raises:
        ReaderError: `no-such-article` or `not-translated`.
    """
    if before.state is SentenceState.CORRECTED:
        correct_sentence(session, article_id, target, block, number, before.target)
        return
    take_back(session, article_id, target, block, number)
    route = session.translations.status(article_id)[target].route
    session.translations.store([(sentence_key(before.source), before)], route.source, route.target, route.key)
    record_again(session, session.articles.get(article_id), target)


def _sentence(
    session: LibrarySession, article: Article, target: str, block: str, number: int
) -> tuple[Route, str]:
    status = session.translations.status(article.summary.id).get(target)
    unit = next((u for u in units_of(article) if u.id == block), None)
    if status is None or unit is None or not 0 <= number < len(unit.sentences):
        raise ReaderError("not-translated", f"{block} {number} to {target}", target=language(target).name)
    return status.route, unit.sentences[number].text


def record_again(session: LibrarySession, article: Article, target: str) -> None:
    """Bring title, progress, health and the search up to date with the stored sentences."""
    translation = stored_translation(session, article, target)
    if translation is not None:
        session.translations.refresh(article.summary.id, translation)
        read_again(session, [article.summary.id])


def elsewhere(session: LibrarySession, article_id: int, target: str, source: str) -> list[int]:
    """Other articles translated to `target` that hold a sentence too."""
    from reader.library.search_text import word_texts

    words = " ".join(word_texts(source)[:_PHRASE])
    candidates = search(session, f'"{words}"', "original").ids[:_CANDIDATES]
    key, found = sentence_key(source), []
    for other in candidates:
        if other == article_id or target not in session.translations.status(other):
            continue
        units = units_of(session.articles.get(other))
        if any(sentence_key(s.text) == key for unit in units for s in unit.sentences):
            found.append(other)
    return found


def take_over(session: LibrarySession, ids: Sequence[int], target: str) -> None:
    """Bring other articles up to date with a correction: it holds in them, their titles and index follow."""
    for article_id in ids:
        record_again(session, session.articles.get(article_id), target)
