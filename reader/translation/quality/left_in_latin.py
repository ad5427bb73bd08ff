"""Latin words in an Arabic translation: which were left untranslated, and which belong there.

Arabic keeps names, abbreviations, and what a computer is told (`sources.list`, `/dev/md1`, `--assume-clean`,
`mdadm`) in Latin letters, and sets a term's original beside it in brackets or quotation marks. What a
computer is told may be an ordinary word too (`sort`, `free`): then the text says what it is ("the command
sort"), or it stands among others of its kind. Left is any other ordinary word of the source language,
or a word that the source does not have.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from functools import partial

from reader.translation.quality.language_facts import FUNCTION_WORDS, listed
from reader.translation.quality.vocabulary import is_common, is_listed, is_software
from reader.translation.quality.word_lists import is_letter, stands_whole, word_list

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_SIGNS = re.compile(r"[0-9_/~$%@=*]|(?<=\w)[.+:](?=\w)|^[-.]")
_SURE_SIGNS = re.compile(r"[_/~$%@=*()]|^-{1,2}\w|\w\.\w")
_BESIDE = re.compile(
    r"\(([^()]*)\)|[”“\"]([^”“\"]*)[”“\"]|«([^«»]*)»|\[([^\[\]]*)\]|(?<!\w)'([^']{1,40})'(?!\w)"
)
_MOST_BESIDE = 5  # words of an original set beside its translation; more are a sentence that was left
_MOST_OWN = 0.5  # share of them that the source has; the others are in another form ("proxies")
_MOST_SPELLED = 8  # words of what an abbreviation stands for, just as the source has them
_ENDINGS = listed(
    "es ed ing ly er ers or ors al ally able ible ity ive ment ments ness ous ion ions ation ies ied"
)
"""What English words are made of others by."""
_FEW_BESIDE = 3  # words in brackets that may be the term of a third language ("stream")
_PREFIX = re.compile(r"(?<![^\W_])(?:[وف]?(?:[بك]?ال|لل|[بكل])?ـ?)(?=[A-Za-z])")
_ABBREVIATION = re.compile("[A-Z]{2,}")
_RUN = re.compile(r"[A-Za-z]+(?:[\s-]+[A-Za-z]+){2,6}")
_LONG_NAME = re.compile(
    r"(?<![\w.])[A-ZÀ-Þ][\w'’-]{0,40}(?:\s[A-ZÀ-Þ][\w'’-]{0,40}){0,5}"
    r"(?:(?:\s(?:de|del|della|di|da|do|du|des|von|van|der|la|le|les|el|al|of|the|and|et|y)){1,2}"
    r"(?:\s[A-ZÀ-Þ][\w'’-]{0,40}){1,5}){1,3}"
)
"""A name of several words with small ones inside; bounded, so that no text makes it slow."""
_PARTICLES = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بكل])?")
_REACH = 2  # ordinary words that go with one for a computer ("dpkg -P package")
_JOINS = frozenset({"و", "أو", "ثم", "أم", "،", "/", "|"})
_EDGES = "\u200e\u200f\u2066\u2067\u2068\u2069.,:;،؛؟!?()[]«»“”\"'’‘–—"


@dataclass(frozen=True, slots=True)
class Latin:
    """What of an Arabic text is in Latin letters: the share of them, and the words that should not be."""

    share: float
    ordinary: tuple[str, ...]
    strange: tuple[str, ...]


def latin_words(source: str, target: str, language: str) -> Latin | None:
    """The Latin words of an Arabic `target`; `None` when it has no Latin letter.

    Args:
        source: the sentence that was translated.
        target: its translation, without addresses.
        language: the code of the source's language.
    """
    if not _LATIN.search(target):
        return None
    own = set(_LETTERS.findall(source))
    low = {word.lower() for word in own}
    bare = _without_spelled_out(
        _without_originals(_without_long_names(target, source), source, low, language), own
    )
    left = _unexplained(bare, source, own, language)
    seen = [word for token in left for word in _WORD.findall(token) if not _may_stay(word, own, language)]
    latin, arabic = len(_LATIN.findall("".join(seen))), len(_ARABIC.findall(bare))
    ordinary = tuple(
        w for w in seen if w.islower() and (_is_function(w, language) or len(w) > 3 or w not in low)
    )
    strange = tuple(
        word
        for word in seen
        if low.isdisjoint((word, word + "s"))
        and (word.islower() or not _may_be_added(word, low, source, target))
    )
    return Latin(latin / max(1, latin + arabic), ordinary, strange)


def _may_be_added(word: str, own: set[str], source: str, target: str) -> bool:
    """Whether a name or an abbreviation may be there by the translator's choice ("its arrays": RAID arrays).

    It may not where it stands for another one of the source that the target lacks.
    """
    if word.lower() in own:
        return True
    short = word.removesuffix("s")
    given = [one for one in re.findall(r"(?<![\w.])[A-Z][A-Z]{2,}(?!\w)", source) if one not in target]
    return not short.isupper() or all(sorted(one) == sorted(short) for one in given)  # "SIG" as "GIS"


def without_prefixes(text: str) -> str:
    """An Arabic text whose Latin words stand without the "and", "the" or "for" that is written on them."""
    return _PREFIX.sub("", text)


def _unexplained(target: str, source: str, own: set[str], language: str) -> list[str]:
    """The tokens with Latin letters that are not said to be something that keeps them.

    Explained are what is told to a computer, what follows a word for such a thing, and what is joined to
    explained ones: by "and" or "or", or just as the source has them side by side.
    """
    found: list[str] = []
    # The token before, the last one with Latin letters, and how many after it that one explains.
    before, last, reach = "", "", 0
    tokens = target.split()
    for token, after, later in zip(tokens, [*tokens[1:], ""], [*tokens[2:], "", ""], strict=False):
        bare = without_prefixes(token).strip(_EDGES)
        if not _LATIN.search(token):
            reach = reach if token in _JOINS else 0
            before = token
            continue
        told = partial(_told_a_computer, source=source, own=own, language=language)
        following = without_prefixes(later if after in _JOINS else after).strip(_EDGES)
        telling = told(following) or _ABBREVIATION.fullmatch(following)  # "event MPM"
        if told(bare) or (telling and _goes_with(bare, following, source, language)):
            reach = _REACH
        elif _is_said_what(bare, token, before, after, source, own, language) or _heads_row(
            bare, token, target, source
        ):
            reach = 1
        elif reach and (before in _JOINS or token[:1] == "و" or before[-1:] in "،,/"):
            if bare in own and not _stand_together(last, bare, source):
                reach = 0
                found.append(bare)
        elif reach and _LATIN.search(before) and _goes_on(before, bare, source, own, language):
            reach -= 1
        else:
            reach = bare in own and not bare.islower() and bare in source[1:]
            found.append(bare)
        last = bare
        before = bare + token[-1] if token[-1:] in "،,/" else bare
    return found


def _stand_together(one: str, other: str, source: str) -> bool:
    """Whether two words stand side by side in the source, but for two others at most."""
    between = rf"(?<!\w){re.escape(one)}\W+(?:\w+\W+){{0,2}}{re.escape(other)}(?!\w)"
    return re.search(between, source, re.IGNORECASE) is not None


def _goes_with(word: str, following: str, source: str, language: str) -> bool:
    """Whether a word stands before one for a computer just so in the source, or is joined to it there.

    "push route 192.168.0.0", "the main and non-free parts".
    """
    if not following or _is_function(word, language):
        return False
    both = rf"(?<!\w){re.escape(word)}(?:,? (?:and|or|et|ou)|,)? {re.escape(following)}(?!\w)"
    return re.search(both, source) is not None


def _goes_on(before: str, word: str, source: str, own: set[str], language: str) -> bool:
    """Whether a word stands after such a one in the source, or is no word that was left there."""
    low = word.lower()
    return f"{before} {word}" in source or (low not in own and not _may_be_left(low, own, language))


def is_called_so(word: str, source: str, language: str) -> bool:
    """Whether a word is the name of a program too, in a source that speaks of programs."""
    if word not in word_list("no_prose")["called_by_words"].split():
        return False
    return not _heads(language).isdisjoint(re.findall(r"[\w-]+", source.lower())) or any(
        _SURE_SIGNS.search(token.strip(_EDGES)) for token in source.split()
    )


def _is_said_what(
    word: str, token: str, before: str, after: str, source: str, own: set[str], language: str
) -> bool:
    """Whether the text says of a word what it is: "the command sort", "server (الخادم)"."""
    if re.match(r"\(\W*[\u0600-\u06ff]", after) and token[-1:] not in "،,.":
        return own.issuperset(_LETTERS.findall(word)) and not _is_function(word, language)
    if not _introduces(before) or _is_function(word, language):
        return False
    return (language != "en" and word not in own) or _has_head(word, source, language)


@functools.cache
def _introducers() -> re.Pattern[str]:
    return re.compile("|".join(word_list("no_prose")["introducers_ar"].split()))


def _introduces(word: str) -> bool:
    """Whether an Arabic word says that a name in Latin letters follows: "the command", "the file"."""
    bare = re.sub(r"[\u064b-\u0652\u0640]", "", word).strip(_EDGES)
    return any(_introducers().fullmatch(way) for way in (bare, _PARTICLES.sub("", bare)) if way)


@functools.cache
def _heads(language: str) -> frozenset[str]:
    return frozenset(word_list("no_prose")["heads"].get(language, "").split())


def _has_head(word: str, source: str, language: str) -> bool:
    """Whether the source has a word for such a thing beside this one: "the free command"."""
    words = re.findall(r"[\w-]+", source.lower())
    low = word.lower()
    near = (words[max(0, i - 2) : i + 3] for i, one in enumerate(words) if one == low)
    return any(other in _heads(language) and other != low for some in near for other in some)


def _heads_row(word: str, token: str, target: str, source: str) -> bool:
    """Whether a word that heads a row of a list ("alert: hurry up") heads it in the source too."""
    starts = target.lstrip('\u200e\u200f«“"').startswith(word) and source.lower().startswith(word.lower())
    return starts and (token.endswith(":") or f"{word}:" in source or source[:1].islower())


def _without_originals(target: str, source: str, own: set[str], language: str) -> str:
    """The target without what stands in brackets or quotation marks beside its translation.

    That is few words, most of which the source has, or a term of up to three in another language.
    """

    def shown(match: re.Match[str]) -> str:
        words = _WORD.findall(next(group for group in match.groups() if group is not None))
        known = sum(word.lower() in own for word in words)
        few = 0 < len(words) <= _FEW_BESIDE and all(_may_be_added(w, own, source, target) for w in words)
        few = few and not any(_may_be_left(w, own, language) for w in map(str.lower, words))
        few = few and (match[0][0] != "(" or not known or not _ARABIC.search(match[0]))
        kept = 0 < len(words) <= _MOST_BESIDE and known >= _MOST_OWN * len(words)
        spelled_out = len(words) <= _MOST_SPELLED and _spaced(match[0][1:-1]) in _spaced(source)
        return " " if few or kept or spelled_out else match[0]

    without = _BESIDE.sub(shown, target)
    return without if _ARABIC.search(without) else target


def _without_long_names(target: str, source: str) -> str:
    """The target without names of several words that the source has just so: "Rosalía de Castro"."""
    without = _LONG_NAME.sub(lambda match: " " if match[0] in source else match[0], target)
    return without if _ARABIC.search(without) else target


def _without_spelled_out(target: str, own: set[str]) -> str:
    """The target without the Latin words that an abbreviation of the source is made of."""
    given = [word for word in own if _ABBREVIATION.fullmatch(word) and len(word) > 2]
    if not given:
        return target

    def shown(match: re.Match[str]) -> str:
        words = re.split(r"[\s-]+", match[0])
        initials = "".join(word[0] for word in words).upper()
        return " " if any(initials.startswith(short) for short in given) else match[0]

    without = _RUN.sub(shown, target)
    return without if _ARABIC.search(without) else target


def _spaced(text: str) -> str:
    """A text in small letters with spaces for its hyphens: "Point-to-Point" as "point to point"."""
    return text.lower().replace("-", " ")


def _may_be_left(word: str, own: set[str], language: str) -> bool:
    """Whether a word that the source lacks in any number is one of its language, and no term in English."""
    if not own.isdisjoint((word, word + "s", word.removesuffix("s"))):
        return False
    return _is_ordinary(word, language) and (language == "en" or not _is_ordinary(word, "en"))


def _told_a_computer(token: str, source: str, own: set[str], language: str) -> bool:
    """Whether a token is one for a computer: it has signs or an unknown part, or is part of such a one."""
    bare = token.rstrip(".:").lower()
    low = source.lower()
    if not stands_whole(bare, low):
        return False
    if _SURE_SIGNS.search(bare) or _SIGNS.search(bare) or _is_joined_by_sign(bare, source):
        return True
    if is_called_so(bare, source, language):
        return True
    parts = bare.split("-")
    if any(is_called_so(part, source, language) for part in parts):
        return True
    if len(parts) > 1:  # "mail-transport-agent" is no phrase of prose, nor is "debian-installer"
        return len(parts) > 2 or not all(_is_ordinary(part, language) for part in parts)
    return bare in own and not _is_ordinary(bare, language)


def _is_joined_by_sign(word: str, source: str) -> bool:
    """Whether a sign ties the word to another one at some place of the source: "apt-get", "get(x"."""
    place = source.find(word)
    while place >= 0:
        before, behind = source[max(0, place - 2) : place], source[place + len(word) :][:2]
        ends = not behind or not is_letter(behind[0])
        if len(before) == 2 and before[1] in "-/_." and (before[0] == "." or is_letter(before[0])) and ends:
            return True
        begins = not before or not is_letter(before[-1])
        if begins and len(behind) == 2 and behind[0] in "-/_(=." and is_letter(behind[1]):
            return True
        place = source.find(word, place + 1)
    return False


def _may_stay(word: str, own: set[str], language: str) -> bool:
    """Whether a Latin word of the target is a name of the source or one that no list of its language has."""
    if word not in own:
        return word.isupper() and any(word == one.upper().removesuffix("S") for one in own)
    return not word.islower() or (word.isascii() and not _is_ordinary(word, language))


def _is_function(word: str, language: str) -> bool:
    return word in FUNCTION_WORDS.get(language, ()) or word in word_list("no_prose")["small_words"].split()


def _is_ordinary(word: str, language: str) -> bool:
    """Whether a word is one of its language; "systemd" is none, though "system" is."""
    if is_software(word):
        return False
    if _is_function(word, language):
        return True
    if language != "en":
        return is_common(word, language)
    if is_listed(word, language) or is_listed(word.removesuffix("s"), language):
        return True
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end))
    return any(
        is_listed(stem + end, language) for stem in stems if len(stem) > 2 for end in ("", "e", "y", "ate")
    )
