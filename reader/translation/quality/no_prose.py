"""What of a text is no prose: code, names of files, bare figures, headlines in capitals.

A model trained on sentences makes words of a command and noise of a headline in capitals. The first stays
as it is, figures alone are written as the target language does, and a headline is translated in small
letters and set back.
"""

from __future__ import annotations

import functools
import re

from reader.translation.quality.addresses import ADDRESSES
from reader.translation.quality.protect import localised
from reader.translation.quality.vocabulary import exonyms, is_common, is_listed
from reader.translation.quality.word_lists import word_list

_CODE_SIGNS = re.compile(
    r"[{}]\s*$|[\w\])]\(.*\);\s*$|=.*;\s*$|=>|::|\(\)|==|!=|:=|&&|</?\w+>|"
    r"^\s*(?:def|class|import|from|const|let|var|function|return)\s\S+\s?[=({:.;]|"
    r"^\s*(?:(?:return|int|char|bool|void)\s\S+|\S*(?:\+\+|--|[$]|->)\S*);\s*$"
)
"""What stands in code alone. A sentence of a list ends with a semicolon too, so that says nothing by itself."""
_FILE = re.compile(r"[\w./~-]*\w\.[a-z]\w{1,5}")
_VERSION = re.compile(r"v?\d+(?:\.\d+)+(?:[-+]?[a-z]\w*)?", re.IGNORECASE)
_CELL = re.compile(
    r"(?P<sign>[-−–+±~≈<>]?)\s?(?P<before>[€$£¥]?)\s?(?P<figure>\d[\d.,\u00a0\u202f ]*\d|\d)\s?(?P<after>%|€|\$|£|¥|°C|°F|°)?"
)
_CREDIT = re.compile(r"(?:^|(?<=\s))©\s*(?:\d{4}\s+)?(?P<names>\D[^©]{0,59})$")
_LONG_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}(?!\w)")  # shorter ones join names: de, von, and
_PLAIN_WORD = re.compile(r"[«“\"(]?(?:[^\W\d_]{1,2}[’'])?[^\W\d_]+[»”\")]?[,.:!?]?")
_SET_IN = re.compile(r"«[^«»]*»|“[^“”]*”")  # code that a sentence cites makes none of it
_LEAST_PLAIN, _PLAIN_SHARE = 6, 0.65  # words, and share of them, from which a text is prose
_MOST_SMALL = 0.1  # share of small letters up to which a headline is one in capitals
_SHORT = 12  # letters: fewer may be an abbreviation or a name


@functools.cache
def _command() -> re.Pattern[str]:
    """A line for a terminal: a program, and what can follow it in no sentence."""
    lists = word_list("no_prose")
    programs, verbs = ("|".join(map(re.escape, lists[name].split())) for name in ("commands", "verbs"))
    return re.compile(rf"\$?\s*(?:{programs})\s+(?:(?:{verbs})\b|-{{1,2}}\w|[./~]|\S+[./]\S)[^!?«»“”]*")


@functools.cache
def _small_words() -> frozenset[str]:
    return frozenset(word_list("no_prose")["small_words"].split())


def stays(text: str) -> bool:
    """Whether a text is to be kept letter by letter: a command, code, file names, versions, hashtags."""
    bare = text.strip()
    if not bare or len(bare) > 400:
        return False
    tokens = bare.split()
    if all(_FILE.fullmatch(t) or ADDRESSES.fullmatch(t) or _VERSION.fullmatch(t) for t in tokens):
        return True
    return _command().fullmatch(bare) is not None or (
        len(tokens) < 30
        and _CODE_SIGNS.search(_SET_IN.sub(" ", bare)) is not None
        and not _reads_as_prose(tokens)
    )


def without_credit(text: str) -> str:
    """A caption without the credit at its end (`© AFP`), whose names no language writes otherwise.

    A notice such as `© Tous droits réservés` is made of words, not of names, and stays with the caption.
    """
    found = _CREDIT.search(text.rstrip())
    if found is None or not all(word[0].isupper() for word in _LONG_WORD.findall(found["names"])):
        return text
    return text[: found.start()].rstrip()


def _reads_as_prose(tokens: list[str]) -> bool:
    """Whether most words of a text are plain ones: a sentence that names `XML::Handler` is a sentence still."""
    plain = sum(_PLAIN_WORD.fullmatch(token) is not None for token in tokens)
    return plain >= _LEAST_PLAIN and plain > _PLAIN_SHARE * len(tokens)


def figures_alone(text: str, languages: tuple[str, str]) -> str | None:
    """A text that is one figure with its sign, as the target language writes it; `None` for any other."""
    match = _CELL.fullmatch(text.strip())
    if match is None or languages[0] not in ("fr", "en") or languages[1] not in ("en", "ar"):
        return None
    sign = "-" if match["sign"] in ("−", "–") else match["sign"]
    figure, after = localised(match["figure"].strip(), languages), match["after"] or ""
    money = match["before"] or (after if after in ("€", "$", "£", "¥") else "")
    if money:
        return f"{sign}{money}{figure}" if languages[1] == "en" else f"{sign}{figure} {money}"
    return f"{sign}{figure}{after}"


def in_capitals(text: str) -> bool:
    """Whether a text is a headline in capitals."""
    letters = [c for c in text if c.isalpha()]
    small = sum(c.islower() for c in letters)
    return len(letters) >= _SHORT and len(text.split()) > 2 and small <= _MOST_SMALL * len(letters)


def sentence_case(text: str, language: str) -> str:
    """A headline in capitals in small letters; names of the tables and unknown short words keep theirs."""
    words = re.sub(r"[^\W\d_]+(?:-[^\W\d_]+)*", lambda match: _cased(match[0], language), text)
    first = next((i for i, c in enumerate(words) if c.isalpha()), 0)
    return words[:first] + words[first : first + 1].upper() + words[first + 1 :]


def _cased(word: str, language: str) -> str:
    low = word.lower()
    ways = [way for ways in exonyms() for way in ways if low.startswith(way)]
    if low in ways and len(low) < 5 and low not in _small_words():
        return word  # an abbreviation of the tables
    if (len(low) < 4 and low in _small_words()) or is_listed(low, language):
        return low
    if any(len(way) > 3 for way in ways):
        return "-".join(part.capitalize() for part in low.split("-"))
    if is_common(low, language):
        return low
    return word if len(low) < 5 else low.capitalize()  # an abbreviation, a name


def quoted(source: str, target: str, language: str) -> str:
    """The quotation marks of the target language where the source has marks of its own."""
    if not re.search(r"[«»“”\"]", source) or not re.search(r"[«»“”\"]", target):
        return target
    opening, closing = ("«", "»") if language == "ar" else ("“", "”")
    if language not in ("en", "ar"):
        return target
    text = re.sub(r"[«“][\s\u00a0\u202f]*", opening, target)
    text = re.sub(r"[\s\u00a0\u202f]*[»”]", closing, text)
    return re.sub(r'"([^"]*)"', rf"{opening}\1{closing}", text) if text.count('"') % 2 == 0 else text
