"""Where in an article the words of a search stand: a snippet of the raw text for each place."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence

from reader.core.search import Hit, Query, Term
from reader.library.article_text import TITLE, ArticleText, Passage
from reader.library.search_text import Word, is_plain, raw_pattern, typed_end, words

BEFORE, LENGTH = 60, 200
"""Letters of a snippet before its first hit, and in all."""

_ELLIPSIS = "…"
_TRIED = 20  # proposed passages of a place that are looked at


def hits_in(text: ArticleText, query: Query) -> tuple[Hit, ...]:
    """The hits of an article, one for each place: the places with the most of the words first."""
    found = _found(text, query.wanted)
    if not found:  # a phrase that runs from one sentence into the next
        found = _found(text, [Term((word,), False, t.column) for t in query.wanted for word in t.words])
    return tuple(hit for _, hit in sorted(found, key=lambda pair: -pair[0]))


def _found(text: ArticleText, terms: Sequence[Term]) -> list[tuple[int, Hit]]:
    bests = (_best(where, passages, terms) for where, passages in _places(text))
    return [best for best in bests if best is not None]


def _places(text: ArticleText) -> Iterator[tuple[str, Sequence[Passage]]]:
    yield "title", [Passage("title", 0, text.title)]
    yield "original", text.original
    for target in sorted(text.translations, key=lambda code: (code != "en", code)):
        yield target, text.translations[target]
    yield "note", text.notes
    yield "author", [Passage("", 0, text.author)]
    yield "tag", [Passage("", 0, tag) for tag in text.tags]


def _best(where: str, passages: Sequence[Passage], terms: Sequence[Term]) -> tuple[int, Hit] | None:
    """The passage with the most different terms, the first of equals, and how many it has.

    Patterns over the raw text propose passages; only the proposed are cut into words, best first.
    """
    title = TITLE if where != "note" else where  # a note on the title is none
    asked = [term for term in terms if term.column in ("", where, title)]
    proposed, matches = _proposed(passages, asked)
    chosen: tuple[int, Passage, list[tuple[int, int]]] | None = None
    for tried, (index, most) in enumerate(sorted(proposed.items(), key=lambda pair: (-pair[1], pair[0]))):
        if chosen is not None and (most <= chosen[0] or tried > _TRIED):
            break
        found = words(passages[index].text)
        named = passages[index].block
        spans = [
            _occurrences(passages[index].text, found, term) if term.column != TITLE or named == TITLE else []
            for term in asked
        ]
        count = sum(map(bool, spans))
        if count > (chosen[0] if chosen is not None else 0):
            chosen = count, passages[index], [span for part in spans for span in part]
    if chosen is None:
        return None
    count, passage, hit = chosen
    snippet, bold = cut(passage.text, hit)
    return count, Hit(where, snippet, bold, passage.block, passage.sentence, max(matches, len(hit)))


def _proposed(passages: Sequence[Passage], terms: Sequence[Term]) -> tuple[dict[int, int], int]:
    """The passages that seem to hold some of the terms, with how many; and all occurrences of words."""
    text = "\n".join(passage.text for passage in passages)
    starts = list(itertools.accumulate((len(p.text) + 1 for p in passages), initial=0))
    plain = is_plain(text)
    proposed: dict[int, int] = {}
    matches = 0
    for term in terms:
        single = len(term.words) == 1
        pattern = raw_pattern(term.words[0], term.prefix and single, plain)
        places = [bisect.bisect_right(starts, found.start()) - 1 for found in pattern.finditer(text)]
        if term.column == TITLE:  # what stands in the text under the title is not looked for
            places = [index for index in places if passages[index].block == TITLE]
        matches += len(places) if single else 0
        for index in set(places):
            proposed[index] = proposed.get(index, 0) + 1
    return proposed, matches


def _occurrences(text: str, found: Sequence[Word], term: Term) -> list[tuple[int, int]]:
    """The offsets of a term's occurrences among the words of a passage; of a prefix, what was typed of it."""
    length = len(term.words)
    return [
        (found[i].start, typed_end(text, found[i + length - 1], term.words[-1]))
        for i in range(len(found) - length + 1)
        if _agrees(found[i : i + length], term)
    ]


def _agrees(stretch: Sequence[Word], term: Term) -> bool:
    last = stretch[-1].text
    fits = last.startswith(term.words[-1]) if term.prefix else last == term.words[-1]
    return fits and all(word.text == wanted for word, wanted in zip(stretch, term.words[:-1], strict=False))


def holds(text: str, term: Term) -> bool:
    """Whether a text holds a term, in whatever column that is looked for."""
    return bool(_occurrences(text, words(text), term))


def cut(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet of a text around its first span, and where the spans lie in it.

    Cut between words where there are blanks; what is left out is shown by an ellipsis.
    """
    wanted = _merged(spans)
    start = _word_start(text, max(0, wanted[0][0] - BEFORE), wanted[0][0]) if wanted else 0
    end = _word_end(text, min(len(text), start + LENGTH), wanted[0][1] if wanted else 0)
    head = _ELLIPSIS if text[:start].strip() else ""
    tail = _ELLIPSIS if text[end:].strip() else ""
    shift = len(head) - start
    bold = tuple((a + shift, min(b, end) + shift) for a, b in wanted if a < end)
    # Line breaks become blanks one for one, so that the offsets hold.
    raw = "".join(" " if c.isspace() else c for c in text[start:end])
    return f"{head}{raw}{tail}", bold


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _word_start(text: str, start: int, limit: int) -> int:
    """The start of the next word at or after `start`, but not after `limit`."""
    if start == 0:
        return 0
    while start < limit and not text[start - 1].isspace():
        start += 1
    return start


def _word_end(text: str, end: int, limit: int) -> int:
    """The end of the last whole word before `end`, but not before `limit`."""
    found = end = max(end, limit)
    if end == len(text):
        return end
    while found > limit and not text[found].isspace():
        found -= 1
    return found if found > limit else end
