"""What of an article is translated, in which order, and in which batches."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from reader.core.model import Article, Sentence
from reader.core.sentence_key import sentence_key

TITLE = "title"
CAPTION = "caption"
"""Ids of the title and the lead picture's caption, which are translated like blocks."""

TITLE_BATCH = 1
"""Source words: one block, the title, so that it shows at once and the time that is left can be told."""

FIRST_BATCH = 40
"""Source words; about one paragraph, so that the first one shows soon."""

LARGEST_BATCH = 640
"""Source words; larger ones gain nothing and delay Cancel."""

_GROWTH = 2
_CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Unit:
    """A block, the title or the caption, as its sentences."""

    id: str
    sentences: tuple[Sentence, ...]


def units_of(article: Article) -> tuple[Unit, ...]:
    """Everything of an article that is translated: title, caption, blocks."""
    document = article.document
    code = document.language
    title = Unit(TITLE, _sentences(document.title, code))
    caption = document.lead.caption if document.lead is not None else ""
    extra = (Unit(CAPTION, _sentences(caption, code)),) if caption else ()
    return (title, *extra, *(Unit(block.id, block.sentences) for block in document.blocks))


def kept_texts(article: Article) -> dict[str, str]:
    """Code in the running text, which stays as it is, in the form of a glossary."""
    found = (
        unescape(re.sub(r"<[^>]*>", "", match[1])).strip()
        for block in article.document.blocks
        for part in block.parts
        if "<code>" in part.html
        for match in _CODE.finditer(part.html)
    )
    return dict.fromkeys([text for text in found if len(text) > 1][:_MOST_KEPT], "")


def reading_order(units: Sequence[Unit], first_block: str) -> list[Unit]:
    """Title and caption, then from `first_block` (where the reader is) down, then what stands before it."""
    head = [u for u in units if u.id in (TITLE, CAPTION)]
    body = [u for u in units if u.id not in (TITLE, CAPTION)]
    start = next((i for i, u in enumerate(body) if u.id == first_block), 0)
    return head + body[start:] + body[:start]


def batches(
    units: Sequence[Unit] | Callable[[], Sequence[Unit]], known: Container[str]
) -> Iterator[list[str]]:
    """Growing batches of sentences not known yet (by key), each once; no block is split needlessly.

    The first block, the title, is one by itself.

    When `units` can be called it is asked before each batch: the reader may have gone elsewhere.
    """
    limit = TITLE_BATCH
    seen: set[str] = set()
    while batch := _next_batch(units() if callable(units) else units, known, seen, limit):
        yield batch
        limit = min(max(limit * _GROWTH, FIRST_BATCH), LARGEST_BATCH)


def _next_batch(units: Sequence[Unit], known: Container[str], seen: set[str], limit: int) -> list[str]:
    words, batch = 0, []
    for unit in units:
        for sentence in unit.sentences:
            if sentence.text in seen or sentence_key(sentence.text) in known:
                continue
            seen.add(sentence.text)
            batch.append(sentence.text)
            words += sentence.text.count(" ") + 1
        if words >= limit:
            break
    return batch


def _sentences(text: str, code: str) -> tuple[Sentence, ...]:
    from reader.reading.sentences import split_sentences

    return tuple(Sentence(text[start:end], 0, start, end) for start, end in split_sentences(text, code))
