"""Whether a sentence that says no still says it in its translation."""

from __future__ import annotations

import functools
import re

from reader.translation.quality.word_lists import word_list

_WHOLE_WORD = {"fr": r"\b(?:{})\b", "en": r"\b(?:{})\b", "ar": r"(?<!\w)[وف]?(?:{})(?!\w)"}
"""What stands round a list of words of a language."""

_NO_NEGATION = (
    r"(?:est|sont|était|étaient) pas que|[وف]?ما زال\w*|[وف]?ل[ام] [يت]زا?ل\w*|[وف]?لا بد|[وف]?لا شك|[وف]?لا سيما|"
    r"(?:or|if) not(?=\s*(?:[.,;)]|$))"
)
"""What reads like a negation and is none, in a source as in a translation."""

_OTHERWISE_SAID = (
    r"pas moins de|pas seulement|sans (?:arrêt|cesse|plus (?:tarder|attendre)|précédent)|"
    r"mais pas uniquement|sans (?:surprise|soucis?|problèmes?|difficultés?|peine|risques?)\b|n'hésit\w+ (?:\w+ )?(?:pas|plus)|ne manqu\w+ pas|ne reste(?:ra)? plus qu|not only"
)
"""Negations of a source that are mostly translated without one; in a translation they stand for one."""


@functools.cache
def _says_no(language: str) -> re.Pattern[str] | None:
    """What surely is a negation; `None` for a language without a list."""
    words = word_list("negation").get(language)
    return re.compile("|".join(words["says_no"]), re.IGNORECASE) if words is not None else None


@functools.cache
def _may_say_no(language: str) -> re.Pattern[str]:
    """Words by which a person may have said no otherwise; they count beyond those of the source."""
    words = word_list("negation")[language]["may_say_no"]
    return re.compile(_WHOLE_WORD[language].format("|".join(words)), re.IGNORECASE)


def lost_negation(source: str, target: str, languages: tuple[str, str]) -> str:
    """The first negation of the source when the target has fewer of them; empty otherwise.

    Only the whole sentence is looked at: which of two negations is lost cannot be told without a model.
    """
    here, there = _says_no(languages[0]), _says_no(languages[1])
    if here is None or there is None:
        return ""
    plain = _without(f"{_NO_NEGATION}|{_OTHERWISE_SAID}", source)
    said = [match[0] for match in here.finditer(plain)]
    kept = len(there.findall(_without(_NO_NEGATION, target)))
    if kept >= len(said):
        return ""
    there_too = len(_may_say_no(languages[1]).findall(target))
    otherwise = there_too - len(_may_say_no(languages[0]).findall(plain))
    return "" if otherwise > 0 else said[0]


def _without(phrases: str, text: str) -> str:
    return re.sub(rf"\b(?:{phrases})", " ", text.replace("’", "'"), flags=re.IGNORECASE)
