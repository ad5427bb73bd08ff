"""Whether an Arabic word may be a name that is written in Latin letters elsewhere.

Each Arabic letter stands for several Latin sounds (ج for g, j and the beginning of "Giorgia"; ق, غ and ك
for g), vowels come and go, and what is silent in French has no letter. So two spellings are laid side
by side, and what has no counterpart is counted.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_DIGRAPHS = (
    ("tch", "C"), ("sch", "C"), ("kh", "x"), ("gh", "G"), ("ch", "C"), ("sh", "C"), ("ph", "f"), ("th", "T"), ("dh", "D"),
    ("ck", "k"), ("qu", "k"), ("ou", "w"), ("oo", "w"), ("au", "w"), ("eau", "w"), ("dj", "j"), ("zh", "j"), ("cz", "C"), ("gn", "ny"),
    ("ts", "s"), ("tz", "s"), ("x", "ks"), ("ç", "s"), ("œ", "w"), ("æ", "i"),
)  # fmt: skip
_SOUNDS = {
    "ب": "bpv", "پ": "pb", "ت": "tTd", "ث": "Tts", "ج": "jgGCz", "چ": "Cjg", "ح": "hx", "خ": "xkhjC", "د": "dtD", "ذ": "dDTz", "ر": "r",
    "ز": "zs", "ژ": "jz", "س": "sTczC", "ش": "CsxcjS", "ص": "sc", "ض": "dD", "ط": "tT", "ظ": "zdD", "ع": "a", "غ": "gGrj", "ف": "fvpw",
    "ڤ": "vf", "ق": "kgqcG", "ك": "kcgqC", "گ": "gk", "ل": "l", "م": "m", "ن": "n", "ه": "hxj", "ة": "aeht", "و": "wuovy", "ي": "yiejg",
    "ى": "aei", "ا": "aeiou", "أ": "aeiou", "إ": "ieao", "آ": "ae", "ؤ": "wuo", "ئ": "iey", "ء": "a",
}  # fmt: skip
_WEAK = frozenset("aeiouywh")
_SILENT = frozenset("tsdxzplrn")  # at the end of a French name
_WEAK_ARABIC = frozenset("اأإآوؤيىئءعةه")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل", "و", "ب", "ل", "ف", "ك")
_MOST = 0.34
"""Share of the sounds that may lack a counterpart."""


@functools.lru_cache(maxsize=8192)  # each try of repair asks of the same words again
def sounds_alike(name: str, word: str) -> bool:
    """Whether an Arabic word, with or without joined particles, may be the name."""
    latin = _latin(name)
    strong = sum(letter not in _WEAK for letter in latin)
    if not latin:
        return False
    plain = re.sub(r"[\u064b-\u065f\u0640]", "", word)
    if not plain:  # a lengthening stroke alone, as before a number: "لـ5", "الـ 12"
        return False
    return any(_near(latin, strong, bare) for bare in _bare(plain))


def _bare(word: str) -> list[str]:
    found = [word]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            found.append(word.removeprefix(article))
    return found


def _near(latin: str, strong: int, arabic: str) -> bool:
    if not _begins_alike(latin, arabic):
        return False
    heard = sum(letter not in _WEAK_ARABIC for letter in arabic)
    size = max(strong, heard, 1)
    if abs(strong - heard) > 0.5 * size + 1.5:
        return False
    limit = _MOST * size if size > 3 else 0.9 if size == 3 else 0.6
    if size <= 2 and abs(len(latin) - len(arabic)) > 3:
        return False
    return _distance(latin, arabic, limit) <= limit


def _begins_alike(latin: str, arabic: str) -> bool:
    """Names keep their first sound, but for an h that French does not say."""
    first = latin[0]
    if first in "aeiou":
        return arabic[0] in "اأإآعئيوه"
    if first == "C" and arabic.startswith("تش"):  # "Chalawan" as English says it
        return True
    if first == "h" and len(latin) > 2 and latin[1] in "aeiouw":
        return arabic[0] in "هحأإاآو"
    return first in _SOUNDS.get(arabic[0], arabic[0])


def _distance(latin: str, arabic: str, limit: float) -> float:
    """How much has no counterpart; above `limit`, only that it is more."""
    last = len(latin) - 1
    row = [0.0]
    for letter in arabic:
        row.append(row[-1] + _cost_arabic(letter))
    for place, sound in enumerate(latin):
        doubled = place > 0 and latin[place - 1] == sound
        skip = (
            0.0 if doubled else 0.12 if sound in _WEAK else 0.4 if place == last and sound in _SILENT else 1.0
        )
        if place == last - 1 and sound in _SILENT and latin[last] in _SILENT:
            skip = min(skip, 0.5)
        following = [row[0] + skip]
        for column, letter in enumerate(arabic):
            match = 0.0 if sound in _SOUNDS.get(letter, letter) else 1.2
            following.append(
                min(row[column] + match, row[column + 1] + skip, following[column] + _cost_arabic(letter))
            )
        row = following
        if min(row) > limit:
            break
    return row[-1]


def _cost_arabic(letter: str) -> float:
    if letter in "عئء":
        return 0.5
    return 0.15 if letter in _WEAK_ARABIC else 1.0


@functools.lru_cache(maxsize=1024)
def _latin(name: str) -> str:
    low = name.lower().replace("’", "").replace("'", "").replace("-", "").replace(" ", "")
    low = re.sub(r"(?<=[aeo]u)x$|(?<=[ao]i)x$", "", low)  # silent in French: Ernaux, Roubaix
    for two, one in _DIGRAPHS:
        low = low.replace(two, one)
    decomposed = unicodedata.normalize("NFD", low)
    return "".join(c for c in decomposed if c.isalpha())
