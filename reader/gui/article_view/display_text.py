"""What is put into the document for a run of text: split by script, isolated, with very long words cut.

Four things differ from the stored text, for display only: a run of the other direction stands
between U+2068 and U+2069, a word over 1,000 characters gets places where it may break, words get soft
hyphens when the reader wants them, and no line begins with a sign that French sets behind a blank.
`DisplayText` knows where each stored character went.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.messages import FIRST_STRONG_ISOLATE, POP_ISOLATE
from reader.gui.article_view.inline_runs import Run
from reader.gui.text.french_signs import FRENCH_BLANK, NUMBER_BLANK, bound_signs
from reader.reading.hyphenation import SOFT_HYPHEN, hyphen_places

LONGEST_WORD = 1000
"""Characters without a space before a break is allowed: Qt needs a minute for a word of 1 MB."""
LONGEST_PART = 60_000
"""Characters shown of one paragraph or cell; of a longer one it is said how many are left out."""

BREAK = "\u200b"
ADDED = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE + BREAK + SOFT_HYPHEN)
"""`text.translate(ADDED)` takes out what display adds, for copying."""

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\u0370-\u04ff"
_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_LATIN_RUN = re.compile(
    rf"[{_LATIN}](?:[{_LATIN}0-9'’._/@&:#%+\-\u2010-\u2015 \u00a0]*[{_LATIN}0-9])?(?:\+{{1,2}}|#)?"
    r"|[0-9][0-9.,]*[ \u00a0]?[%‰€$£]"  # after an Arabic letter the sign would change sides
    r"|(?P<number>[0-9](?:[0-9.,:/]*[0-9])?|[\u2190-\u21ff]+)"  # and arrows: in the Latin font, no isolate
)
_ARABIC_RUN = re.compile(rf"[{_ARABIC}](?:[{_ARABIC}0-9 \u00a0\-]*[{_ARABIC}])?")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to insert in one format; `arabic` names the script, so the font and size to use."""

    text: str
    run: Run
    arabic: bool


@dataclass(frozen=True, slots=True)
class DisplayText:
    """Pieces to insert, and the stored offsets before which one character was added (sorted).

    Places on screen count as Qt does, in UTF-16 units: `wide` are the offsets of characters that take two.
    `left_out` counts the characters that are not shown at all. `bound` are the offsets of blanks that are
    shown as ones at which no line ends.
    """

    pieces: tuple[Piece, ...]
    added: tuple[int, ...]
    wide: tuple[int, ...] = ()
    left_out: int = 0
    bound: tuple[int, ...] = ()

    def as_stored(self, text: str, start: int) -> str:
        """A stretch of the shown text without what was added, as it is stored from this offset on."""
        first, last = (bisect.bisect_left(self.bound, place) for place in (start, start + len(text)))
        for place in self.bound[first:last]:
            text = f"{text[: place - start]} {text[place - start + 1 :]}"
        return text

    def start(self, offset: int) -> int:
        """Where a stretch starting at a stored offset starts on screen."""
        return offset + bisect.bisect_left(self.added, offset) + bisect.bisect_left(self.wide, offset)

    def end(self, offset: int) -> int:
        """Where a stretch ending at a stored offset ends on screen."""
        return offset + bisect.bisect_right(self.added, offset) + bisect.bisect_left(self.wide, offset)

    def stored(self, place: int) -> int:
        """The stored offset of a place on screen."""
        return bisect.bisect_right(range(place + 1), place, key=self.start) - 1


def display_text(runs: Sequence[Run], rtl: bool, hyphenate: str = "", last_word: bool = False) -> DisplayText:
    """Prepare runs for a block of the given base direction.

    `hyphenate` is the language whose words get soft hyphens, empty for none; never in right-to-left text, and
    in the last word only where it is asked for: a part of a word alone on the last line would look poor.
    """
    pieces: list[Piece] = []
    added: list[int] = []
    wide: list[int] = []
    bound: list[int] = []
    offset = 0
    for run in runs:
        if offset + len(run.text) > LONGEST_PART:
            run = Run(run.text[: LONGEST_PART - offset], run.styles, run.href)
        kept_together = run.text
        if "code" not in run.styles:
            bound += [offset + found.start() for found in NUMBER_BLANK.finditer(run.text)]
            kept_together = NUMBER_BLANK.sub("\u00a0", run.text)
        for text, foreign, isolated in _by_script(kept_together, rtl):
            whole = rtl or foreign or not hyphenate or "code" in run.styles
            hyphens = [] if whole else hyphen_places(text, hyphenate)
            if run is runs[-1] and not last_word:
                last = text.rstrip().rfind(" ")
                hyphens = [place for place in hyphens if place < last]
            if not (rtl or foreign or "code" in run.styles):
                bound += [offset + found.start() for found in FRENCH_BLANK.finditer(text)]
                text = bound_signs(text)
            if hyphens or len(text) > LONGEST_WORD:
                shown = _with_breaks(text, offset, hyphens, added)
            else:
                shown = text
            if isolated:
                added.insert(bisect.bisect_left(added, offset), offset)
                added.append(offset + len(text))
                shown = f"{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}"
            if not text.isascii() and max(text) > "\uffff":
                wide.extend(offset + place for place, letter in enumerate(text) if letter > "\uffff")
            pieces.append(Piece(shown, run, foreign != rtl))
            offset += len(text)
        if offset >= LONGEST_PART:
            break
    left_out = sum(len(run.text) for run in runs) - offset
    return DisplayText(tuple(pieces), tuple(added), tuple(wide), left_out, tuple(sorted(bound)))


def _by_script(text: str, rtl: bool) -> Iterator[tuple[str, bool, bool]]:
    """Split text into stretches: text, whether it takes the other script's font, whether it is isolated."""
    position = 0
    for found in (_LATIN_RUN if rtl else _ARABIC_RUN).finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False, False
        yield found.group(), True, found.lastgroup != "number"
        position = found.end()
    if position < len(text):
        yield text[position:], False, False


def _with_breaks(text: str, offset: int, hyphens: list[int], added: list[int]) -> str:
    """The text with its soft hyphens, and with places to break inside words that are very long."""
    signs = dict.fromkeys((found.end() for found in _LONG_WORD.finditer(text)), BREAK)
    signs |= dict.fromkeys(hyphens, SOFT_HYPHEN)
    places = sorted(signs)
    added.extend(offset + place for place in places)
    ends = [*places, len(text)]
    pieces = [text[: ends[0]]]
    pieces.extend(signs[start] + text[start:end] for start, end in itertools.pairwise(ends))
    return "".join(pieces)
