"""Whether a sentence that says no still says it in its translation."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

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
    r"ne (?:se |nous |vous )?(?:pas )?(?:se |nous |vous )?content\w+(?: (?:\w+ )?pas)?|"
    r"n(?:e |')[^.;:!?]{1,30}\bguère|presque pas|almost no|not (?:[\w-]+ ){1,4}without|"
    r"mais pas uniquement|sans (?:surprise|soucis?|problèmes?|difficultés?|peine|risques?)\b|"
    r"n'hésit\w+ (?:\w+ )?(?:pas|plus)|ne manqu\w+ pas|ne reste(?:ra)? plus qu|not only"
)
"""Negations of a source that are mostly translated without one; in a translation they stand for one."""
_BUT = re.compile(r"(?<!\w)إلا(?! أن| إذا|\w)")
_ONLY = re.compile(r"\b(?:only|just)\b|\bn(?:e |')[^.;:!?]{1,50}?\bqu(?:e|')", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except\w*|unless|until|sauf|hormis|hors|à moins|refus\w*)\b", re.IGNORECASE)


@functools.cache
def _says_no(language: str) -> re.Pattern[str] | None:
    """What surely is a negation; `None` for a language without a list."""
    words = word_list("negation").get(language)
    return re.compile("|".join(words["says_no"]), re.IGNORECASE) if words is not None else None


@dataclass(frozen=True, slots=True)
class _Sense:
    """Words of one sense by which a person may have said no otherwise."""

    here: re.Pattern[str]
    """Those of the source's language."""
    there: re.Pattern[str]
    """Those of the target's language."""
    beside: re.Pattern[str] | None
    """What the source must have for the sense to count ("not the same": "different")."""


@functools.cache
def _senses(source: str, target: str) -> tuple[_Sense, ...]:
    def whole(words: str, language: str) -> re.Pattern[str]:
        return re.compile(_WHOLE_WORD[language].format(words), re.IGNORECASE)

    return tuple(
        _Sense(
            whole(row[source], source),
            whole(row[target], target),
            whole(row["beside"][source], source) if source in row.get("beside", {}) else None,
        )
        for row in word_list("negation")["otherwise"]
    )


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
    if not kept and languages[1] == "ar" and _only_without_negation(source, target):
        return "إلا"
    if kept >= len(said):
        return ""
    return said[0] if len(said) - kept > _said_otherwise(plain, target, languages) else ""


def _only_without_negation(source: str, target: str) -> bool:
    """Whether "only" became the Arabic "but", which means it after a negation alone, and there is none."""
    only = _ONLY.search(source.replace("’", "'")) and not _EXCEPT.search(source)
    return bool(only and _BUT.search(target)) and not re.search(r"(?<!\w)[وف]?(?:ما|كل|ب?غير)(?!\w)", target)


def _said_otherwise(source: str, target: str, languages: tuple[str, str]) -> int:
    """How many words that may say no the target has beyond those of the same sense in the source.

    What stands in the source just so ("deny") was taken over and tells nothing.
    """
    text, own = target.replace("’", "'"), set(re.findall(r"\w+", source.casefold()))
    count = 0
    for sense in _senses(*languages):
        found = sum(match[0].casefold() not in own for match in sense.there.finditer(text))
        if found and (sense.beside is None or sense.beside.search(source)):
            count += max(0, found - len(sense.here.findall(source)))
    return count


def _without(phrases: str, text: str) -> str:
    return re.sub(rf"\b(?:{phrases})", " ", text.replace("’", "'"), flags=re.IGNORECASE)
