"""Finds a marked passage in a text that was fetched again.

First where it was, then anywhere in the article, nearest first: letter by letter, then word by word
without regard to case, accents and punctuation. What is not found keeps its old place and says so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from reader.core.marks import Annotation
from reader.core.model import Block, BlockKind, Document, Sentence
from reader.library.search_text import words

_LEFT_OUT = (BlockKind.RELATED, BlockKind.EMBED)


def sentences_of(document: Document, block_id: str) -> tuple[Sentence, ...]:
    """The sentences of a block; the title and the lead's caption are one sentence each."""
    if block_id == "title":
        return (Sentence(document.title, 0, 0, len(document.title)),)
    if block_id == "caption" and document.lead is not None:
        return (Sentence(document.lead.caption, 0, 0, len(document.lead.caption)),)
    return next((b.sentences for b in document.blocks if b.id == block_id), ())


def source_of(document: Document, mark: Annotation) -> str:
    """The original sentences that a mark stands in, joined by blanks."""
    last = max(mark.sentence, mark.last_sentence)
    return " ".join(s.text for s in sentences_of(document, mark.block)[mark.sentence : last + 1])


def anchored(mark: Annotation, document: Document) -> Annotation:
    """The mark at its place in `document`; not `found` when the text is not there.

    A mark in the original is looked for by its quotation, one in a translation by the original
    sentences it stood in, which give the same translation again.
    """
    own = mark.language in ("", document.language)  # "" until there is a text
    wanted = mark.quote if own else mark.source
    for block_id, sentences in _nearest_first(document, mark.block):
        place = _find(wanted, sentences, mark.sentence) if wanted.strip() else None
        if place is not None:
            first, start, last, end = place
            if not own:  # the letters count in the translation, whose sentences stay the same
                start, end = mark.start, mark.end
            moved = dataclasses.replace(
                mark, block=block_id, sentence=first, last_sentence=last, start=start, end=end, found=True
            )
            moved = dataclasses.replace(moved, language=mark.language or document.language)
            return dataclasses.replace(moved, source=source_of(document, moved))
    return dataclasses.replace(mark, found=False)


def _nearest_first(document: Document, block_id: str) -> Iterator[tuple[str, Sequence[Sentence]]]:
    ids = ["title", "caption", *(b.id for b in document.blocks if _counts(b))]
    at = ids.index(block_id) if block_id in ids else 0
    for chosen in sorted(ids, key=lambda i: abs(ids.index(i) - at)):
        yield chosen, sentences_of(document, chosen)


def _counts(block: Block) -> bool:
    return block.kind not in _LEFT_OUT


def _find(wanted: str, sentences: Sequence[Sentence], near: int) -> tuple[int, int, int, int] | None:
    """First sentence and offset, last sentence and offset of a text; the occurrence nearest to `near`."""
    joined = " ".join(s.text for s in sentences)
    spans = _exact(wanted, joined) or _by_words(wanted, joined)
    places = [_place(start, end, sentences) for start, end in spans]
    return min(places, key=lambda p: abs(p[0] - near)) if places else None


def _exact(wanted: str, text: str) -> list[tuple[int, int]]:
    spans, at = [], text.find(wanted)
    while at >= 0:
        spans.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return spans


def _by_words(wanted: str, text: str) -> list[tuple[int, int]]:
    pattern = [w.text for w in words(wanted)]
    found = words(text)
    texts = [w.text for w in found]
    length = len(pattern)
    return [
        (found[i].start, found[i + length - 1].end)
        for i in range(len(found) - length + 1)
        if length and texts[i : i + length] == pattern
    ]


def _place(start: int, end: int, sentences: Sequence[Sentence]) -> tuple[int, int, int, int]:
    first = last = offset = base = last_base = 0
    for number, sentence in enumerate(sentences):
        if offset <= start:
            first, base = number, offset
        if offset < end:
            last, last_base = number, offset
        offset += len(sentence.text) + 1
    return first, start - base, last, end - last_base
