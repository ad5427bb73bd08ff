"""The words of a text as the search knows them; the same for what is indexed and what is asked.

French: no case, accents or ligatures, and an elided word ("l’", "qu’") is left out. Arabic: no
tashkeel or tatweel; alef and its hamza forms, ya and alef maqsura, ta marbuta and ha are one each;
digits are 0 to 9. Invisible marks never count. Chinese and Japanese signs are a word each.

A word keeps its offsets in the text it was read from, so that snippets are cut from the raw text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 64
"""Letters of a word that count; what is longer is no word."""

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_IDEOGRAPH}]"
_MARK = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)"
_APOSTROPHE = "['’ʼ‘ʹ′＇]"
_WORD = (
    rf"(?<![^\W_]){_ELIDED}{_APOSTROPHE}"
    rf"|([{_IDEOGRAPH}]|{_LETTER}(?:[{_MARK}{_INVISIBLE}]*{_LETTER})*[{_MARK}]*)"
)
_FOLDED = str.maketrans(
    {
        **{"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n"},
        **dict.fromkeys("\u0671\u0672\u0673\u0675", "\u0627"),  # alef wasla and others: alef
        **dict.fromkeys("\u0649\u06cc", "\u064a"),  # alef maqsura, Persian ya: ya
        **dict.fromkeys("\u0629\u06c1\u06d5", "\u0647"),  # ta marbuta: ha
        "\u06a9": "\u0643",
        "\u0640": None,
    }
)
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_BETWEEN = f"[{_MARK}{_INVISIBLE}]*"
_NOT_PLAIN = re.compile(
    "[^\x00-\xac\xae-\xffœŒ\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a\u2010-\u2027\u202f-\u203a\u20ac]"
)
_SCRIPTS = ((0x30, 0x250), (0x386, 0x530), (0x5D0, 0x5EB), (0x620, 0x700), (0x1E00, 0x1F00), (0xFB00, 0xFB07))
_PLAIN_SCRIPTS = ((0x30, 0xAD), (0xAE, 0x100), (0x152, 0x154), (0x621, 0x63B), (0x641, 0x64B))
_ASCII_DIGITS = frozenset("0123456789")


@functools.cache
def _words() -> re.Pattern[str]:
    """What finds words: compiled when the first text is searched, which takes 8 ms."""
    return re.compile(_WORD, re.IGNORECASE)


class Word(NamedTuple):
    """A word: its folded `text`, and where it stands in the raw text (`start` to `end`)."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text with their offsets, in order."""
    found = []
    for match in _words().finditer(text):
        raw = match[1]
        if raw is not None and (folded := fold_word(raw)):
            found.append(Word(folded, match.start(1), match.end(1)))
    return found


def typed_end(text: str, word: Word, typed: str) -> int:
    """Where in a raw text the first letters of a word end that fold to `typed`.

    An Arabic word is taken whole: its letters are joined, and half of it in bold would break them apart.
    """
    raw = text[word.start : word.end]
    if len(word.text) <= len(typed) or _ARABIC.search(raw):
        return word.end
    end = next((n for n in range(1, len(raw)) if fold_word(raw[:n]).startswith(typed)), len(raw))
    while end < len(raw) and unicodedata.combining(raw[end]):
        end += 1
    return word.start + end


def word_texts(text: str) -> list[str]:
    """The folded words of a text; as `words`, quicker."""
    return [folded for raw in _words().findall(text) if raw and (folded := fold_word(raw))]


@functools.lru_cache(maxsize=32_768)
def fold_word(raw: str) -> str:
    """One word without case, accents, ligatures and marks; "" when nothing of it counts."""
    if raw.isascii():
        return raw.lower()[:LONGEST]
    folded = _fold(raw)
    while (again := _fold(folded)) != folded:  # a few letters unfold in two steps
        folded = again
    return folded[:LONGEST]


def is_plain(text: str) -> bool:
    """Whether a text has only letters that most texts are written with, and no marks between them."""
    return _NOT_PLAIN.search(text) is None


@functools.lru_cache(maxsize=256)
def raw_pattern(word: str, prefix: bool = False, plain: bool = False) -> re.Pattern[str]:
    """A pattern that finds a folded word in raw text at the speed of `re`.

    It knows the letters of Latin and Arabic script; it may find too much or miss a rare form, so it
    proposes places and does not decide. For a text that `is_plain`, one that costs a tenth to compile.
    """
    letters = _plain_letters() if plain else _raw_letters()
    pieces = []
    for at, one in enumerate(word):
        # A ligature may stand for this letter and the next; a prefix may end inside it: "co" of "cœur".
        if at + 1 < len(word):
            ligatures = letters.get(word[at : at + 2], "")
        else:
            ligatures = letters.get(f"{one}…", "") if prefix else ""
        before = letters.get(word[at - 1 : at + 1], "") if at else ""
        piece = f"[{re.escape(letters.get(one, one) + ligatures)}]"
        pieces.append(f"(?:{piece}|(?<=[{before}]))" if before else piece)
    tail = "" if prefix else r"(?![^\W_])"
    # The first letter stands before the look back: a set at the start is searched for at full speed.
    pieces[0] += r"(?<![^\W_].)"
    if plain:
        return re.compile("".join(pieces) + tail)
    return re.compile(rf"{_BETWEEN.join(pieces)}[{_MARK}]*{tail}")


@functools.cache
def _raw_letters() -> dict[str, str]:
    """The letters (and ligatures) of raw text by what they fold to; ligatures also by "o…" and the like."""
    return _by_folded(_SCRIPTS)


@functools.cache
def _plain_letters() -> dict[str, str]:
    """Those of `_raw_letters` that a plain text may have."""
    return _by_folded(_PLAIN_SCRIPTS)


def _by_folded(scripts: Iterable[tuple[int, int]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for first, last in scripts:
        for raw in map(chr, range(first, last)):
            if len(folded := fold_word(raw)) in (1, 2):
                found.setdefault(folded, []).append(raw)
                if len(folded) == 2:
                    found.setdefault(f"{folded[0]}…", []).append(raw)
    return {folded: "".join(raws) for folded, raws in found.items()}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(_letter(c) for c in plain.translate(_FOLDED) if c.isalnum())


def _letter(c: str) -> str:
    return str(unicodedata.decimal(c)) if c.isdecimal() and c not in _ASCII_DIGITS else c
