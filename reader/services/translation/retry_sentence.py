"""“Try again” for sentences that look wrong: other ways, other routes, and the better answer stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.model import SentenceState, TranslatedSentence, Translation
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.services.translation.correct_translation import record_again
from reader.services.translation.translate_article import other_routes, stored_translation
from reader.services.translation.translate_hop import RouteTranslator
from reader.services.translation.translation_units import kept_texts, units_of

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

WIDER_BEAM = 12
"""Candidates kept while trying again; three times as many as at first."""


def retry_sentences(
    session: LibrarySession,
    article_id: int,
    target: str,
    block: str,
    numbers: Sequence[int],
    progress: Progress,
) -> Translation:
    """Translate sentences of a block anew, looking wider; what has less wrong with it is kept.

    Args:
        session: the library.
        article_id: the article.
        target: the language of the translation.
        block: the id of the block, or `title` or `caption`.
        numbers: the sentences' places in the block; empty for all. Corrected ones stay as they are.
        progress: can cancel.

    Raises:
        ReaderError: `read-only` where nothing better could be kept, `no-such-article`, `not-translated`,
            `no-model`, or the engine's.
    """
    from reader.services.translation.translate_article import route_for
    from reader.translation.engines.engine import Search

    if session.refusal is not None:
        raise session.refusal
    article = session.articles.get(article_id)
    unit = next((u for u in units_of(article) if u.id == block), None)
    status = session.translations.status(article_id).get(target)
    if unit is None or status is None:
        raise ReaderError("not-translated", f"{block} to {target}", target=language(target).name)
    route = route_for(session, article.document.language, target)
    if route.key != status.route.key:  # a newer model is there: only the whole article may change to it
        route = status.route
    texts = [s.text for n, s in enumerate(unit.sentences) if not numbers or n in numbers]
    keys = [sentence_key(text) for text in texts]
    before = session.translations.lookup(keys, route.source, target, route.key)
    texts = [t for t, k in zip(texts, keys, strict=True) if not _corrected(before.get(k))]
    if texts:
        job = RouteTranslator(session, route, progress, kept_texts(article))
        job.others = other_routes(session, route)
        job.search = Search(WIDER_BEAM)
        fresh = job.translate(texts, remember=False)
        kept = [(key, _chosen(before.get(key), pair)) for key, pair in fresh.items()]
        session.translations.store(kept, route.source, route.target, route.key)
        record_again(session, article, target)
    translation = stored_translation(session, article, target)
    assert translation is not None  # its status was there
    return translation


def _chosen(before: TranslatedSentence | None, pair: TranslatedSentence) -> TranslatedSentence:
    """A suspect sentence changes only for the better, a sound one to whatever else is sound."""
    if before is None:
        return pair
    if pair.state is SentenceState.SUSPECT:
        return before
    if before.state is SentenceState.SUSPECT:
        return replace(pair, state=SentenceState.REPAIRED, faults=before.faults)
    return pair


def _corrected(pair: TranslatedSentence | None) -> bool:
    return pair is not None and pair.state is SentenceState.CORRECTED
