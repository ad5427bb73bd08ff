"""Writing direction of text, and the runs of another script inside it.

Isolates (U+2068 … U+2069, Unicode UAX 9) are added only where text is shown: stored and copied
text has none.
"""

from __future__ import annotations

import re
import unicodedata

from reader.core.languages import direction_of
from reader.core.messages import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolate
from reader.core.model import Direction

_RTL_LETTER = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_STRONG_RTL = frozenset({"R", "AL"})
_BODY = rf"[{_LATIN}0-9\u0300-\u036f]"
_RUN = re.compile(
    r"(?P<isolated>[\u2066-\u2068][^\u2069]*\u2069)"
    r"|(?P<address>(?:https?://|www\.)[^\s\u0590-\u08ff«»<>\"]*[^\s\u0590-\u08ff«»<>\".,:;!?)\]])"
    # words and numbers with what stands between or around them: "Mistral AI", "38 %", "+212 5", "C++"
    rf"|(?P<run>(?:[#@+$€£°~±−-]\s?)?{_BODY}+(?:[^\w\s\u0590-\u08ff«»()\[\]]{{0,3}}[ \u00a0\u202f]?"
    rf"[^\w\s\u0590-\u08ff«»()\[\].,:;!?]{{0,2}}{_BODY}+)*(?:[ \u00a0\u202f]?[%‰€$£°]|\+{{1,2}}|#)?)"
)
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")
_SAMPLE = 20_000  # characters enough to know the direction of a block


def direction_of_text(text: str, default: Direction) -> Direction:
    """Return the direction of the first letter that has one, or `default` when none has."""
    for character in text[:_SAMPLE]:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return Direction.LTR
        if kind in _STRONG_RTL:
            return Direction.RTL
    return default


def block_direction(text: str, language: str) -> Direction:
    """Return the direction of a block of an article in `language`.

    It is the language's, unless the text both begins with letters of the other direction and
    consists mostly of them: an Arabic paragraph that begins with "NEXUS" stays right to left.
    """
    default = direction_of(language)
    first = direction_of_text(text, default)
    if first is default:
        return default
    kinds = [unicodedata.bidirectional(c) for c in text[:_SAMPLE]]
    rtl = sum(kind in _STRONG_RTL for kind in kinds)
    ltr = kinds.count("L")
    mostly = Direction.RTL if rtl > ltr else Direction.LTR
    return first if mostly is first else default


def has_rtl(text: str) -> bool:
    """Whether any letter of the text is written from right to left."""
    return _RTL_LETTER.search(text) is not None


def isolate_runs(text: str) -> str:
    """Wrap the Latin words, addresses and numbers with signs inside right-to-left text in isolates.

    A text without right-to-left letters, a plain number, and what is isolated already stay as
    they are, so doing it twice changes nothing.
    """
    if not has_rtl(text):
        return text
    return _RUN.sub(_isolated, text)


def _isolated(match: re.Match[str]) -> str:
    found = match[0]
    if match["isolated"] is not None or _PLAIN_NUMBER.match(found):
        return found
    return isolate(found)


def without_isolates(text: str) -> str:
    """Return the text without the isolates `isolate_runs` adds: for copying and storing."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


def split_scripts(text: str) -> list[tuple[str, bool]]:
    """Cut a text into runs of (text, whether its letters are Arabic), for choosing a font for each.

    Digits, spaces and signs belong to the run before them, or to the first run at the beginning; the
    runs joined are the text.
    """
    runs: list[tuple[str, bool]] = []
    start = 0
    current: bool | None = None
    for index, character in enumerate(text):
        if not character.isalpha():
            continue
        arabic = _ARABIC.match(character) is not None
        if current is None or arabic == current:
            current = arabic
            continue
        runs.append((text[start:index], current))
        start, current = index, arabic
    if start < len(text):
        runs.append((text[start:], bool(current)))
    return runs
