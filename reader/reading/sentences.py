"""Sentences: the unit of translation, of the reading cursor and of the library's memory.

`sentencex` proposes boundaries; we add those it passes over (after "…", inside quotations and
brackets) and take back those that stand after an abbreviation, an initial, a list number, or in the
middle of a quotation that goes on. Offsets are those of the text as given: the spans in order,
with the white space between them, are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.core.model import Sentence
from reader.core.sentence_key import normalised, sentence_key
from reader.reading.abbreviations import BEFORE_NAMES, Abbreviations, abbreviations

__all__ = ["normalised", "sentence_key", "sentences_of", "split_sentences"]

_MARKS = ".!?…؟۔‽"
_CLOSERS = "”\"’'›)\\]\u2069"
_CANDIDATE = re.compile(
    rf"[{_MARKS}]+(?:\s?»(?!\w)|[{_CLOSERS}])*(\s+)(?=\S)|[。！？]+[」』”）]*(?=\S)|(\n\s*)(?=\S)"
)
_END = re.compile(rf"(?P<word>\S*?)(?P<mark>[{_MARKS}]+)(?P<close>(?:\s?»|[{_CLOSERS}])*)$")
_OPENERS = "«“„\"‘'(‹[\u2066\u2067\u2068-–—•·*¿¡"
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'ʼ]", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
_DOTTED = re.compile(r"^(?:[^\W\d_]\.-?)+[^\W\d_]$")
_INITIAL = re.compile(r"^[^\W\d_](?:\.?-[^\W\d_])*$")
_LIST_NUMBER = re.compile(r"^[\s(\[«“\"]*(?:\d{1,3}|[IVX]{1,5}|[a-z])$")
_ROMAN = re.compile(r"^[IVXLC]+$")
_ENUMERATED = re.compile(r"^[A-Z]\.?\s?\d")
_TIME = frozenset({"a.m", "p.m"})
_WEEKDAY = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:[ECMP][SD]?T|GMT|UTC|BST|Eastern|Central|Mountain|Pacific)\b"
)
_AGAINST = re.compile(r"[A-Z][\w.’']*\s+v\.$")
_WORD = re.compile(r"[^\W_]")
_WIDE_SPACES = re.compile(r"[^\S\x00-\x7f]")
_CHUNK = 8_000  # characters given to sentencex at a time: it is quadratic in unclosed quotation marks
_SIGHT = 300  # characters looked at on either side of a boundary


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences of one run of text, white space left out."""
    tables = abbreviations(language)
    spans: list[tuple[int, int]] = []
    start = 0
    for position in _candidates(text, language):
        if _is_boundary(_before(text, start, position), text[position : position + _SIGHT], tables):
            _append(spans, text, start, position)
            start = position
    _append(spans, text, start, len(text))
    return _without_wordless(text, spans)


def sentences_of(parts: Sequence[str], language: str) -> tuple[Sentence, ...]:
    """Return the sentences of a block's parts (plain text), in order; none crosses from part to part."""
    return tuple(
        Sentence(text[start:end], index, start, end)
        for index, text in enumerate(parts)
        for start, end in split_sentences(text, language)
    )


def _before(text: str, start: int, position: int) -> str:
    """The sentence so far, at most its last characters: looking further back each time is quadratic."""
    if position - start <= _SIGHT:
        return text[start:position]
    return "x " + text[position - _SIGHT : position]


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    trimmed = len(piece.strip())
    if trimmed:
        spans.append((start + left, start + left + trimmed))


def _candidates(text: str, language: str) -> list[int]:
    """Offsets where a sentence may begin: sentencex's and our own."""
    found = {match.end() for match in _CANDIDATE.finditer(text)}
    found.update(
        p for p in _proposed(text, language) if text[p - 1].isspace() or text[p - 1] in "。！？」』”）"
    )
    return sorted(found)


def _proposed(text: str, language: str) -> Iterator[int]:
    """Offsets where sentencex would cut.

    It panics (sentencex 1.0.32) when a space of several bytes stands between an abbreviation and its
    dot ("M\u202f."), so it is shown plain spaces; offsets count characters and stay the same.
    """
    from sentencex import segment

    code = language.replace("_", "-").split("-")[0].lower() or "en"
    plain = _WIDE_SPACES.sub(" ", text)
    for offset in range(0, len(plain), _CHUNK):
        position = offset
        for piece in list(segment(code, plain[offset : offset + _CHUNK]))[:-1]:
            position += len(piece)
            yield position


def _is_boundary(so_far: str, after: str, tables: Abbreviations) -> bool:
    """Whether a sentence ends after `so_far` (white space after it included) and `after` begins another."""
    before = so_far.rstrip()
    if not before.strip():
        return False
    following = after.lstrip()
    head = following.lstrip(_OPENERS + " \u00a0\u202f")
    if not head or following[0] in "»)]}”,;:،؛%" or following[0] in _MARKS:
        return False
    if _is_lower(head):
        return False
    if "\n" in so_far[len(before) :] and before[-1] not in ",،":
        return True
    end = _END.search(before)
    if end is None:
        return before[-1] in "。！？"  # nothing else ends a sentence
    if tables.continuing and not _ends_in_arabic(end, head, tables):
        return False
    if end["close"]:
        return _ends_closed(before, end)
    if end["mark"] != ".":
        return True
    return not _is_abbreviated(before, end["word"], head, tables)


def _is_lower(head: str) -> bool:
    """Whether what follows goes on in lower case; a brand such as "iPhone" may begin a sentence."""
    return head[0].islower() and not head[1:2].isupper()


def _ends_in_arabic(end: re.Match[str], head: str, tables: Abbreviations) -> bool:
    """Arabic has no capitals: dots of suspense lead on, and so does a closed question that someone asks."""
    if "…" in end["mark"] or ".." in end["mark"]:
        return False
    word = _FIRST_WORD.match(head)
    quoted_cry = bool(end["close"]) and end["mark"][-1] in "؟!?"
    return not (quoted_cry and word is not None and word[0] in tables.continuing)


def _ends_closed(before: str, end: re.Match[str]) -> bool:
    """A bracket ends a sentence only when it also began with it; "[…]" and "(sic !)" stand inside one."""
    if end["close"][-1] not in ")]":
        return True
    opener = max(before.rfind("(", 0, -1), before.rfind("[", 0, -1))
    return (
        opener >= 0
        and not before[:opener].strip(_OPENERS + " ")
        and _WORD.search(before[opener:]) is not None
    )


def _is_abbreviated(before: str, word: str, head: str, tables: Abbreviations) -> bool:
    """Whether the single full stop after `word` belongs to an abbreviation, an initial or a list number."""
    bare = _ELIDED.sub("", word.strip("(«“„\"‘'[\u2068-–—/"))
    low = bare.lower()
    first = _FIRST_WORD.match(head)
    starter = first is not None and _starts(first[0], tables)
    if _LIST_NUMBER.match(before[:-1]):
        return True
    if bare == "v" and _AGAINST.search(before) and head[:1].isupper():
        return True  # one party against another: "Roe v. Wade"
    if low in _TIME:
        return _WEEKDAY.match(head) is not None
    if low in tables.titles:
        return not (len(low) == 1 and not bare.isupper() and _after_number(before, word))
    if low in tables.before_number and _is_numbered(head, first):
        return True
    if low in tables.inside:
        return not starter
    if _INITIAL.match(bare) and (bare[0].isupper() or bare[0].lower() == bare[0].upper()):
        return not starter and _is_initial(before, word)
    return _DOTTED.match(bare) is not None and not starter and bool(tables.starters)


def _starts(word: str, tables: Abbreviations) -> bool:
    low = word.lower()
    if tables.elides and _ELIDED.match(low):
        return True
    return low in tables.starters or re.split("[’']", low)[0] in tables.starters


def _is_numbered(head: str, first: re.Match[str] | None) -> bool:
    if head[0].isdigit() or _ENUMERATED.match(head):
        return True
    return first is not None and _ROMAN.match(first[0]) is not None


def _after_number(before: str, word: str) -> bool:
    """Whether the letter is a unit or an era: "500 م." and "1445 هـ." end a sentence."""
    previous = before[: len(before) - 1 - len(word)].rstrip()
    return previous[-1:].isdigit()


def _is_initial(before: str, word: str) -> bool:
    """Whether a single capital is a person's initial: after a name, a title, or at the beginning."""
    previous = before[: len(before) - 1 - len(word)].split()
    if "-" in word or not previous:
        return True
    last = previous[-1].lstrip(_OPENERS)
    return last[:1].isupper() or last.endswith((".", ",", ":", "(")) or last.lower() in BEFORE_NAMES


def _without_wordless(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what holds no word (an emoji, "***", "[…]") to a neighbour: nobody can translate it alone."""
    joined: list[tuple[int, int]] = []
    opening: int | None = None
    for start, end in spans:
        first = start if opening is None else opening
        opening = None
        if _WORD.search(text, start, end):
            joined.append((first, end))
        elif joined and text[start] not in "«“„([{—–-…":
            joined[-1] = (joined[-1][0], end)
        else:
            opening = first
    if opening is not None:
        joined.append((opening, spans[-1][1]))
    return joined
