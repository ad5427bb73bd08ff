"""The words of a search in a folded text, each where it stands as a word, as the search counts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.core.search import Term
from reader.gui.text.matching import fold

_LETTER = r"[^\W_]"
_BEGIN = f"(?<!{_LETTER})"
_APART = rf"[\W_]+(?:{_LETTER}{{1,7}}')?"  # between the words of a phrase; "l’" is no word of its own
_ARABIC = re.compile("[\u0600-\u08ff]")

Spans = Callable[[str], Iterator[tuple[int, int]]]
"""Gives the stretches of a folded text that are looked for, in order."""


def phrase_spans(wanted: str) -> Spans:
    """A text wherever it stands, also inside words; nothing for an empty one."""
    return _spans(re.compile(re.escape(wanted) if wanted else r"(?!)"))


def word_spans(terms: Sequence[Term]) -> Spans:
    """The words that a search asked for; a phrase stands together."""
    return _spans(re.compile("|".join(sorted(map(_pattern, terms), key=len, reverse=True)) or r"(?!)"))


def each_word(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The words of phrases by themselves."""
    return tuple(Term((word,)) for term in terms for word in term.words)


def _spans(pattern: re.Pattern[str]) -> Spans:
    return lambda text: (found.span() for found in pattern.finditer(text))


def _pattern(term: Term) -> str:
    words = _APART.join(re.escape(fold(word).text) for word in term.words)
    if not term.prefix:
        return rf"{_BEGIN}{words}(?!{_LETTER})"
    # Letters of an Arabic word are joined: half of it is not marked.
    return rf"{_BEGIN}{words}{_LETTER}*" if _ARABIC.search(words) else _BEGIN + words
