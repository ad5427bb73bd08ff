"""Finding in short names: without accents, case or marks, in any word, and by initials."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": "", "œ": "oe", "æ": "ae", "ß": "ss", "’": "'"})

_ARTICLE = re.compile(r"\bو?ال(?=\w\w)")
"""The Arabic “the”, alone or after “and”, before what is left a word without it."""
_INVISIBLE = "\u00ad\u200b\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents and case; `origin` gives for each of its characters the place in the text."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text behind a stretch of the folded one."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """Take off case, accents, Arabic vowel marks and tatweel; alef, yaa and taa marbuta are unified."""
    lengths = {letter: len(_parts(letter)) for letter in set(text)}
    if max(lengths.values(), default=1) <= 1:
        gone = {letter for letter, length in lengths.items() if not length}
        kept = [n for n, letter in enumerate(text) if letter not in gone] if gone else range(len(text))
        return Folded(text.translate(_Table()), kept)
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        for part in _parts(letter):
            letters.append(part)
            origin.append(place)
    return Folded("".join(letters), tuple(origin))


@functools.lru_cache(maxsize=4096)
def _parts(letter: str) -> str:
    """What one character is searched as; nothing for marks and for what display adds."""
    parts = unicodedata.normalize("NFKD", letter).casefold().translate(_LETTERS)
    return "".join(p for p in parts if not unicodedata.combining(p) and p not in _INVISIBLE)


class _Table(dict[int, str]):
    """For `str.translate`: what each character is searched as."""

    def __missing__(self, code: int) -> str:
        made = self[code] = _parts(chr(code))
        return made


@dataclass(frozen=True, slots=True)
class Match:
    """A name that matches: how well (0 is best), and which stretches of it to show bold."""

    rank: int
    spans: tuple[tuple[int, int], ...]


def match(query: str, name: str) -> Match | None:
    """Match a query against a name: at its start, at a word's start, by initials, inside; `None` for not.

    An Arabic word that is nowhere with its “the” is looked for without.
    """
    wanted = fold(query).text.strip()
    folded = fold(name)
    if not wanted:
        return Match(9, ())
    at = folded.text.find(wanted)
    starts = _word_starts(folded.text)
    if at == 0:
        return Match(0, (folded.span(0, len(wanted)),))
    word = next((s for s in starts if folded.text.startswith(wanted, s)), -1)
    if word >= 0:
        return Match(1, (folded.span(word, word + len(wanted)),))
    if len(wanted) > 1 and "".join(folded.text[s] for s in starts).startswith(wanted):
        return Match(2, tuple(folded.span(s, s + 1) for s in starts[: len(wanted)]))
    if at > 0:
        return Match(3, (folded.span(at, at + len(wanted)),))
    bare = _ARTICLE.sub("", wanted)
    return _every_word(wanted.split(), folded) or (match(bare, name) if bare != wanted else None)


def _every_word(words: list[str], folded: Folded) -> Match | None:
    """Several words in any order, each somewhere in the name."""
    spans = []
    for word in words:
        at = folded.text.find(word)
        if at < 0:
            return None
        spans.append(folded.span(at, at + len(word)))
    return Match(4, tuple(sorted(spans))) if len(words) > 1 else None


def _word_starts(text: str) -> list[int]:
    return [n for n, c in enumerate(text) if c.isalnum() and (n == 0 or not text[n - 1].isalnum())]
