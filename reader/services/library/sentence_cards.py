"""Sentence pairs to learn from: all of an article, or those that the reader highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.model import SentenceState, TranslatedSentence, Translation

if TYPE_CHECKING:
    from reader.core.marks import Annotation
    from reader.core.model import ArticleSummary
    from reader.exchange.anki_cards import SentenceCard
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession

_TARGETS = ("en", "ar")

Noted = tuple[TranslatedSentence, str]
"""A sentence pair and the reader's note on it."""


def sentence_cards(
    session: LibrarySession, article_id: int, targets: Sequence[str] = (), highlights: bool = False
) -> list[SentenceCard]:
    """The cards of one article, in reading order.

    Left out is what is no sentence, what stayed untranslated and, unless the reader highlighted it, what
    the health check found fault with.

    Args:
        session: the open library.
        article_id: the article's number.
        targets: the translations' languages; none for every one that there is.
        highlights: only the sentences that the reader's marks lie in.

    Raises:
        ReaderError: `no-such-article` or `not-translated`.
    """
    from reader.services.library.open_article import read_article

    opened = read_article(session, article_id)
    wanted = targets or tuple(opened.translations)
    missing = [code for code in wanted or _TARGETS if code not in opened.translations]
    if missing:
        names = " / ".join(language(code).name for code in missing)
        raise ReaderError("not-translated", f"no translation to {', '.join(missing)}", target=names)
    marks = session.annotations.of_article(article_id)
    return [
        _card(opened, target, pair)
        for target in wanted
        for pair in _pairs(opened.translations[target], marks if highlights else None)
    ]


def _pairs(translation: Translation, marks: Sequence[Annotation] | None) -> Iterator[Noted]:
    caption = (translation.caption,) if translation.caption is not None else ()
    blocks = {block.id: block for block in (translation.title, *caption, *translation.blocks)}
    if marks is None:
        for block in blocks.values():
            for pair in block.sentences:
                if _can_be_learnt(pair) and pair.state is not SentenceState.SUSPECT:
                    yield pair, ""
        return
    for mark in marks:
        found = blocks.get(mark.block)
        last = max(mark.sentence, mark.last_sentence)
        for pair in found.sentences[mark.sentence : last + 1] if found is not None and mark.found else ():
            if _can_be_learnt(pair):
                yield pair, mark.note


def _can_be_learnt(pair: TranslatedSentence) -> bool:
    source, target = pair.source.strip(), pair.target.strip()
    words = any(sign.isalpha() for sign in source) and bool(target)
    return words and source != target and pair.state is not SentenceState.KEPT


def _card(opened: OpenedArticle, target: str, pair: Noted) -> SentenceCard:
    from reader.exchange.anki_cards import SentenceCard

    summary: ArticleSummary = opened.article.summary
    sentence, note = pair
    return SentenceCard(
        sentence.source,
        sentence.target,
        opened.article.document.language,
        target,
        summary.title,
        summary.site,
        summary.url,
        note,
        summary.tags,
    )
