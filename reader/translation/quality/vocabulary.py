"""Words that are no names, however they are written: “World Cup”, “Red Cross”."""

from __future__ import annotations

import functools
import re

from reader.settings.paths import resource
from reader.translation.quality.word_lists import word_list


@functools.cache
def _listed(language: str) -> frozenset[str]:
    path = resource(f"common_words/{language}.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def has_words(language: str) -> bool:
    """Whether there is a list of words of a language at all."""
    return bool(_listed(language))


@functools.cache
def _software() -> frozenset[str]:
    return frozenset(word_list("no_prose")["software"].split())


def is_software(word: str) -> bool:
    """Whether a word, in any case, is the name of a program."""
    return word.lower() in _software()


def is_common(word: str, language: str) -> bool:
    """Whether a word, in any of its simple forms, is an ordinary one of its language."""
    low, known = word.lower().replace("’", "'").removesuffix("'s").rstrip("'"), _listed(language)
    if low in known:
        return True
    ends = ("s", "es", "e", "d", "ed", "ing", "ly", "x") if language == "en" else ("s", "e", "es", "x")
    stems = [low[: -len(end)] for end in ends if low.endswith(end)]
    if any(len(stem) > 4 and stem in known for stem in stems):
        return True
    parts = [part for part in low.split("-") if part]
    return len(parts) > 1 and all(len(part) < 4 or part in known for part in parts)


def is_listed(word: str, language: str) -> bool:
    """Whether a word stands in the list just so."""
    return word in _listed(language)


_FORMS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("r", ""),
    ("er", ""),
    ("ly", ""),
)
"""Endings of English forms, and what stands in their place in the list."""
_BEFORE = (
    "un",
    "re",
    "over",
    "super",
    "sub",
    "non",
    "pre",
    "auto",
    "dis",
    "out",
    "geo",
    "multi",
    "crowd",
    "host",
    "file",
)
_SHORTEST_STEM = 3
_DERIVED = 6  # letters from which a word with an ending may have an s after it
_SURE_STEM = (
    4  # letters from which a stem of the models' words tells a form of it, one more before an s: Lagos
)
_BRITISH = re.compile(r"is(?=(?:e[ds]?|ing|ations?|ers?)$)")


@functools.cache
def _rarer() -> frozenset[str]:
    path = resource("common_words/rarer_en.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


@functools.lru_cache(maxsize=4096)
def is_english_word(word: str) -> bool:
    """Whether a word, in any of its forms, is in a dictionary of English that has no name written like it."""
    low = _BRITISH.sub("iz", word.lower().replace("’", "'").removesuffix("'s").rstrip("'"))
    if _is_dictionary_form(low):
        return True
    return any(
        low.startswith(before)
        and len(low) > len(before) + _SHORTEST_STEM
        and _is_dictionary_form(low[len(before) :])
        for before in _BEFORE
    )


def _is_dictionary_form(low: str) -> bool:
    if _is_form(low):
        return True
    single = low.removesuffix("s")  # "learners": of "learner", which is a form itself
    return len(low) > len(single) >= _DERIVED and single not in _rarer() and _is_form(single)


def _is_form(low: str) -> bool:
    if low in _rarer() or is_common(low, "en"):
        return True
    for end, instead in _FORMS:
        if not low.endswith(end):
            continue
        stem = low[: -len(end)] + instead
        if len(stem) < _SHORTEST_STEM:
            continue
        single = stem[:-1] if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] else stem  # "debugging"
        sure = _SURE_STEM + (end == "s")
        if any(one in _rarer() or (len(one) >= sure and is_listed(one, "en")) for one in (stem, single)):
            return True
    return False


_FRENCH_ENDS = (
    *("e", "es", "er", "ez", "é", "és", "ée", "ées", "ent", "era", "eront", "erez", "ait", "ant"),
    *("ir", "it", "ira", "issez", "re", "ra", "ons", "ure", "ures", "ateur", "eur", "eurs", "euse", "euses"),
    *("age", "ages", "able", "ables", "ion", "ions", "ement", "ements", "ation", "ations"),
)
"""Endings of forms and derived words that share their beginning with others: "maximiser", "maximisé"."""
_FRENCH_STEM = 5  # letters; shorter beginnings are those of names too


@functools.lru_cache(maxsize=4096)
def is_french_form(word: str) -> bool:
    """Whether a word is a listed French one with another ending: "téléchargera" beside "télécharger"."""
    low, known = word.lower(), _listed("fr")
    stems = {low[: -len(end)] for end in _FRENCH_ENDS if low.endswith(end)}
    return any(
        len(stem) >= _FRENCH_STEM and not known.isdisjoint(stem + end for end in _FRENCH_ENDS)
        for stem in stems
    )


@functools.cache
def exonyms() -> tuple[tuple[str, ...], ...]:
    """Names that each language has its own word for: a row a name, all ways to write it, in small letters."""
    path = resource("common_words/exonyms.txt")
    rows = path.read_text("utf-8").splitlines() if path.is_file() else []
    return tuple(
        tuple(way.strip() for way in row.split("|"))
        for row in rows
        if row.strip() and not row.startswith("#")
    )
