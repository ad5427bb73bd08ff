"""How long an article takes to read: words divided by the reader's or the language's speed.

Published speeds, in words a minute:

- Trauzettel-Klosinski S., Dietz K., "Standardized Assessment of Reading Performance: The New
  International Reading Speed Texts IReST", Invest. Ophthalmol. Vis. Sci. 53(9), 2012, 5452-5461,
  doi:10.1167/iovs.11-8284: the same texts in 17 languages, read aloud by native speakers of 18 to 35
  years: French 195 ± 26, English 228 ± 30, Arabic 138 ± 20.
- Brysbaert M., "How many words do we read per minute? A review and meta-analysis of reading rate",
  J. Mem. Lang. 109, 2019, 104047, doi:10.1016/j.jml.2019.104047: silent reading of English
  non-fiction 238 (most adults 175 to 300), reading aloud 183.

Our defaults until the reader's own speed is known are 200 for French, 220 for English, 170 for Arabic:
French is IReST's figure rounded up; English lies between IReST's and a cautious reading of Brysbaert's,
since news is read by all ages; Arabic is above IReST’s figure because silent reading need not
utter the short vowels (1.6 deviations above). The other languages take
IReST's figures; a language that stands in neither takes the mean of IReST's 17 (184).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from reader.core.model import Block, BlockKind

SPEEDS = MappingProxyType(
    {
        "fr": 200, "en": 220, "ar": 170,
        "de": 179, "es": 218, "fi": 161, "he": 187, "it": 188, "ja": 193, "nl": 202, "pl": 166, "pt": 181,
        "ru": 184, "sl": 180, "sv": 199, "tr": 166, "zh": 158,
    }
)  # fmt: skip
"""Words a minute by language code."""

DEFAULT_SPEED = 184
SLOWEST, FASTEST = 80, 600
"""Limits of a reader's own speed, in words a minute."""

_MARKS = "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u2060]"
_WORD = (
    r"\w+://\S+"  # an address is one word
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\w])(?:,\d+)?"  # 2 300 000 is one number
    r"|\d+(?:[.,:/٫٬]\d+)*\w*"
    r"|[^\W\d]\w*(?:['’ʼ@.\u2010\u2011-]\w+)*"
)
_IDEOGRAPHS = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""Not compiled here but by `re` when words are first counted: the first list needs the speeds only."""
_CHARACTERS_A_WORD = {"zh": 1.6, "ja": 1.85}
"""IReST's characters a minute over its words a minute."""


def words_in(text: str, language: str) -> int:
    """Count the words a reader reads: "l’eau", "États-Unis", "2 300 000" and an address are one each.

    Chinese and Japanese, which have no spaces, are counted by the characters an average word has.
    """
    bare = re.sub(_MARKS, "", text)
    ideographs = len(re.findall(_IDEOGRAPHS, bare))
    if not ideographs:
        return len(re.findall(_WORD, bare))
    others = len(re.findall(_WORD, re.sub(_IDEOGRAPHS, " ", bare)))
    return others + round(ideographs / _CHARACTERS_A_WORD.get(_base(language), 1.6))


def words_in_blocks(blocks: Iterable[Block], language: str) -> int:
    """Count the words of an article's own text: related links and embeds left out."""
    skipped = (BlockKind.RELATED, BlockKind.EMBED)
    return sum(words_in(block.text, language) for block in blocks if block.kind not in skipped)


def speed_of(language: str, speed: int = 0) -> int:
    """Return words a minute: the reader's own `speed` within its limits, or the language's when 0."""
    if speed > 0:
        return min(max(speed, SLOWEST), FASTEST)
    return SPEEDS.get(_base(language), DEFAULT_SPEED)


def minutes(words: int, language: str, speed: int = 0) -> int:
    """Return the reading time in whole minutes, at least 1."""
    return max(1, int(words / speed_of(language, speed) + 0.5))


def minutes_left(words: int, progress: float, language: str, speed: int = 0) -> int:
    """Return the minutes left at `progress` (0 to 1): at least 1, and 0 when the article is read."""
    left = 1 - min(max(progress, 0.0), 1.0)
    return minutes(round(words * left), language, speed) if left > 0 else 0


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
