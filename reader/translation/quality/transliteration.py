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
    ("ckh", "k"), ("tch", "C"), ("sch", "C"), ("kh", "x"), ("gh", "G"), ("ch", "C"), ("sh", "C"), ("ph", "f"), ("th", "T"), ("dh", "D"),
    ("ck", "k"), ("qu", "k"), ("ou", "w"), ("oo", "w"), ("au", "w"), ("eau", "w"), ("dj", "j"), ("zh", "j"), ("cz", "C"), ("gn", "ny"),
    ("ts", "s"), ("tz", "s"), ("x", "ks"), ("ç", "s"), ("œ", "w"), ("æ", "i"),
)  # fmt: skip
_SOUNDS = {
    "ب": "bpv", "پ": "pb", "ت": "tTd", "ث": "Tts", "ج": "jgGCz", "چ": "CjgscTq", "ح": "hx", "خ": "xkhjgC", "د": "dtD", "ذ": "dDTz", "ر": "r",
    "ز": "zs", "ژ": "jz", "س": "sTczC", "ش": "CsxcjS", "ص": "sc", "ض": "dD", "ط": "tT", "ظ": "zdD", "ع": "a", "غ": "gGrj", "ف": "fvpw",
    "ڤ": "vf", "ق": "kgqcG", "ك": "kcgqC", "گ": "gk", "ل": "l", "م": "m", "ن": "n", "ه": "hxj", "ة": "aeht", "و": "wuovy", "ي": "yiejg",
    "ى": "aei", "ا": "aeiou", "أ": "aeiou", "إ": "ieao", "آ": "ae", "ؤ": "wuo", "ئ": "iey", "ء": "a",
}  # fmt: skip
_ARABIC_DIGRAPHS = (("تش", "چ"), ("تس", "س"), ("دج", "ج"), ("تج", "ج"), ("دز", "ز"))
"""What Arabic writes in two letters where others have one sound: "تشيلي", "أوتسو", "دجيبو"."""
_PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "T", "ß": "s", "ə": "a"}
)
_WEAK = frozenset("aeiouywh")
_SILENT = frozenset("tsdxzplrn")  # at the end of a French name
_WEAK_ARABIC = frozenset("اأإآوؤيىئءعةه")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل", "و", "ب", "ل", "ف", "ك")
_MOST = 0.34
"""Share of the sounds that may lack a counterpart."""
_RARER = 0.55
"""How much less may lack one where a name is read in a rarer way, that no two names are alike in some way."""


@functools.lru_cache(maxsize=8192)  # each try of repair asks of the same words again
def sounds_alike(name: str, word: str) -> bool:
    """Whether an Arabic word, with or without joined particles, may be the name."""
    return any(
        _near(latin, strong, bare, heard, share)
        for latin, strong, share in _readings(name)
        for bare, heard in _ways(word)
    )


@functools.lru_cache(maxsize=1024)
def _ways(word: str) -> tuple[tuple[str, int], ...]:
    """An Arabic word with and without particles, and with each sound of two letters in one; with how many
    consonants each has. None for a lengthening stroke alone, as before a number: "لـ5", "الـ 12"."""
    plain = joined = re.sub(r"[\u064b-\u065f\u0640]", "", word)
    if not plain:
        return ()
    for two, one in _ARABIC_DIGRAPHS:
        joined = joined.replace(two, one)
    found = dict.fromkeys((*_bare(plain), *_bare(joined)))
    return tuple((bare, sum(letter not in _WEAK_ARABIC for letter in bare)) for bare in found)


def _bare(word: str) -> list[str]:
    found = [word]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            found.append(word.removeprefix(article))
    return found


def _near(latin: str, strong: int, arabic: str, heard: int, share: float) -> bool:
    if not _begins_alike(latin, arabic):
        return False
    size = max(strong, heard, 1)
    if abs(strong - heard) > 0.5 * size + 1.5:
        return False
    limit = share * (_MOST * size if size > 3 else 0.9 if size == 3 else 0.6)
    if size <= 2 and abs(len(latin) - len(arabic)) > 3:
        return False
    return _distance(latin, arabic, limit) <= limit


def _begins_alike(latin: str, arabic: str) -> bool:
    """Names keep their first sound, but for an h that French does not say."""
    first = latin[0]
    if first in "aeiou" or (first == "w" and arabic[:2] in ("او", "أو", "آو")):  # "Auckland"
        return arabic[0] in "اأإآعئيوه"
    if first == "s" and arabic[:2] in ("اس", "إس", "أس"):  # no Arabic word begins with two consonants
        return len(latin) > 1 and latin[1] not in "aeiouyw"
    if first == "C" and arabic.startswith("تش"):  # "Chalawan" as English says it
        return True
    if first == "h" and len(latin) > 2 and latin[1] in "aeiouw":
        return arabic[0] in "هحخأإاآو"
    return first in _SOUNDS.get(arabic[0], arabic[0])


def _distance(latin: str, arabic: str, limit: float) -> float:
    """How much has no counterpart; above `limit`, only that it is more."""
    last = len(latin) - 1
    row = [0.0]
    letters = [(_SOUNDS.get(letter, letter), _cost_arabic(letter)) for letter in arabic]
    for _, cost in letters:
        row.append(row[-1] + cost)
    for place, sound in enumerate(latin):
        doubled = place > 0 and latin[place - 1] == sound
        skip = (
            0.0 if doubled else 0.12 if sound in _WEAK else 0.4 if place == last and sound in _SILENT else 1.0
        )
        if place == last - 1 and sound in _SILENT and latin[last] in _SILENT:
            skip = min(skip, 0.5)
        following = [row[0] + skip]
        least = following[0]
        for column, (sounds, cost) in enumerate(letters):
            matched = row[column] if sound in sounds else row[column] + 1.2
            least = min(matched, row[column + 1] + skip, least + cost)
            following.append(least)
        row = following
        if min(row) > limit:
            break
    return row[-1]


def _cost_arabic(letter: str) -> float:
    if letter in "عئء":
        return 0.5
    return 0.15 if letter in _WEAK_ARABIC else 1.0


@functools.lru_cache(maxsize=1024)
def _readings(name: str) -> tuple[tuple[str, int, float], ...]:
    """How a name may be said, as sounds: by the digraphs of French and English, by its letters alone
    ("Djibo", "Diphu", where each has its own), and with an Arabic ear for "gh", "ll" and "ç".

    Each with how many consonants it has, and the share of what may lack that is granted to it."""
    low = re.sub("[’' -]", "", name.lower()).translate(_PLAIN_LETTERS)
    said = re.sub(r"(?<=[aeo]u)x$|(?<=[ao]i)x$", "", low)  # silent in French: Ernaux, Roubaix
    other = re.sub(r"(?<=[aeiou])gh", "", said).replace("ill", "iy").replace("ç", "ch")
    for two, one in _DIGRAPHS:
        said, other = said.replace(two, one), other.replace(two, one)
    found = dict.fromkeys(_letters(way) for way in (said, low.replace("x", "ks"), other))
    return tuple(
        (way, sum(letter not in _WEAK for letter in way), _RARER if number else 1.0)
        for number, way in enumerate(way for way in found if way)
    )


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if c.isalpha())
