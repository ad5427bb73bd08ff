"""What is put into the document for a run of text: split by script, isolated, with very long words cut.

Three things differ from the stored text, for display only: a run of the other direction stands
between U+2068 and U+2069, a word over 1,000 characters gets places where it may break, and
nothing else. `DisplayText` knows where each stored character went.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.messages import FIRST_STRONG_ISOLATE, POP_ISOLATE
from reader.gui.inline_runs import Run

LONGEST_WORD = 1000
"""Characters without a space before a break is allowed: Qt needs a minute for a word of 1 MB."""
LONGEST_PART = 60_000
"""Characters shown of one paragraph; longer ones are cut with an ellipsis."""

BREAK = "\u200b"
ADDED = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE + BREAK + "\u00ad")
"""`text.translate(ADDED)` takes out what display adds, for copying."""

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\u0370-\u04ff"
_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_LATIN_RUN = re.compile(
    rf"[{_LATIN}](?:[{_LATIN}0-9'’._/@&:#%+\-\u2010-\u2015 \u00a0]*[{_LATIN}0-9])?"
    r"|[0-9][0-9.,]*[ \u00a0]?[%‰€$£]"  # after an Arabic letter the sign would change sides
    r"|(?P<number>[0-9](?:[0-9.,:/]*[0-9])?)"  # in the Latin font; needs no isolate
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
    """Pieces to insert, and the stored offsets before which one character was added (sorted)."""

    pieces: tuple[Piece, ...]
    added: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Where a stretch starting at a stored offset starts on screen."""
        return offset + bisect.bisect_left(self.added, offset)

    def end(self, offset: int) -> int:
        """Where a stretch ending at a stored offset ends on screen."""
        return offset + bisect.bisect_right(self.added, offset)


def display_text(runs: Sequence[Run], rtl: bool) -> DisplayText:
    """Prepare runs for a block of the given base direction."""
    pieces: list[Piece] = []
    added: list[int] = []
    offset = 0
    for run in runs:
        if offset + len(run.text) > LONGEST_PART:
            run = Run(run.text[: max(0, LONGEST_PART - offset)] + "…", run.styles, run.href)
        for text, foreign, isolated in _by_script(run.text, rtl):
            shown = _with_breaks(text, offset, added) if len(text) > LONGEST_WORD else text
            if isolated:
                added.insert(bisect.bisect_left(added, offset), offset)
                added.append(offset + len(text))
                shown = f"{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}"
            pieces.append(Piece(shown, run, foreign != rtl))
            offset += len(text)
        if offset > LONGEST_PART:
            break
    return DisplayText(tuple(pieces), tuple(added))


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


def _with_breaks(text: str, offset: int, added: list[int]) -> str:
    added.extend(offset + found.end() for found in _LONG_WORD.finditer(text))
    return _LONG_WORD.sub(lambda found: found.group() + BREAK, text)
