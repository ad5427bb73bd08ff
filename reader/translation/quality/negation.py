"""Whether a sentence that says no still says it in its translation."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

from reader.translation.quality.word_lists import word_list

_WHOLE_WORD = {"fr": r"\b(?:{})\b", "en": r"\b(?:{})\b", "ar": r"(?<!\w)[وف]?س?(?:{})(?!\w)"}
"""What stands round a list of words of a language."""

_NO_NEGATION = (
    r"(?:est|sont|était|étaient) pas que|[وف]?ما زال\w*|[وف]?ل[ام] [يت]زا?ل\w*|[وف]?لا بد|[وف]?لا شك|[وف]?لا سيما|"
    r"or not(?=\s*(?:[.,;)]|$))|whether or not|ou pas(?=\s*(?:[.,;)]|$))|"
    r"(?:à moins|avant|de peur|de crainte) qu(?:e |')[^,.;:!?]{1,60}?\bn(?:e |')"
)
"""What reads like a negation and is none, in a source as in a translation."""
_IF_NOT = r"if not(?=\s*(?:[.,;)]|$))"
"""What is mostly said otherwise, and stands for a whole clause that negates."""

_OTHERWISE_SAID = (
    r"pas moins de|pas (?:seulement|uniquement)|sans parler|not to mention|sans (?:arrêt|cesse|plus (?:tarder|attendre)|précédent)|"
    r"ne (?:se |nous |vous )?(?:pas )?(?:se |nous |vous )?content\w+(?: (?:\w+ )?pas)?|"
    r"n(?:e |')[^.;:!?]{1,30}\bguère|presque pas|almost no|not (?:[\w-]+ ){1,4}without|"
    r"sans (?:surprise|soucis?|problèmes?|difficultés?|peine|risques?)\b|"
    r"tant qu(?:e |')[^,.;:!?]{1,30}?\bn(?:e |')[^,.;:!?]{1,30}?\bpas\b|"
    r"n(?:e |')[^.;:!?]{1,20}\brien (?:d'autre |de plus )?qu(?:e|')|peu ou pas\b|little or no\b|"
    r"ne manqu\w+ pas|ne reste(?:ra)? plus qu|not only"
)
"""Negations of a source that are mostly translated without one; in a translation they stand for one."""
_ENCOURAGED = r"n'oubli\w+ (?:\w+ )?pas|(?:do not|don't) forget|n'hésit\w+ (?:\w+ )?(?:pas|plus)|(?:do not|don't) hesitate"
"""What is said by another verb ("remember"); where the verb itself stands, so must its negation."""
_ITS_VERB = {
    "en": re.compile(r"\b(?:forget|hesitate)\b", re.IGNORECASE),
    "ar": re.compile(r"(?<!\w)[وف]?(?:[اتني]?نس(?:ى|ي|وا)?|[تي]?تردد(?:ي|وا)?)(?!\w)"),
}
_GOES_ON = re.compile(r"(?<=\w) nor\b", re.IGNORECASE)
"""What in a translation goes on with a negation that stands before it, and is none alone, as "ni" does."""
_NI = re.compile(r"\bni\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"\bpas (?:seulement|uniquement)\b|\b(?:se|nous|vous) content\w+ (?:\w+ )?pas\b|\bnot only\b",
    re.IGNORECASE,
)
_ONLY_SAID = re.compile(r"\b(?:only|just|merely|solely)\b|(?<!\w)(?:فقط|فحسب)(?!\w)", re.IGNORECASE)
_MORE_SAID = re.compile(
    r"\bmore than (?:just|only|merely)\b|\bbeyond\b|(?<!\w)[وف]?(?:[يت]تجاوز|أكثر من|لا [يت]قتصر)(?!\w)",
    re.IGNORECASE,
)
"""What says "not only" in other words, though "only" may stand there too."""
_BUT = re.compile(r"(?<!\w)(?:إلا(?! أن| إذا|\w)|[بل]?سوى(?!\w))")
_BUT_IF = re.compile(r"(?<!\w)إلا إذا(?!\w)")
_ONLY_IF = re.compile(
    r"\b(?:only|just) (?:if|when|once)\b|\bn(?:e |')[^.;:!?]{1,60}?\bque (?:si|s'ils?)\b", re.IGNORECASE
)
_NO_WAY_OUT = re.compile(r"(?<!\w)[وف]?بد (?:من|أن)(?!\w)")
_BEFORE = 20
"""Letters before it among which its negation stands: "لم يكن هناك بد من"."""
_BUT_WITHIN = 50  # letters after a negation within which "but" belongs to it
_NO_BEFORE_BUT = r"(?<!\w)[وف]?(?:ما|كل|ب?غير|هل|[يت]تعذر|[يت]منع|[يت]حظر|[يت]رفض)(?!\w)"
"""What lets "but" stand after it as a negation does: "everything but", "what is it but"."""
_ONLY = re.compile(r"\b(?:only|just)\b|\bn(?:e |')[^.;:!?]{1,50}?\bqu(?:e|')", re.IGNORECASE)
_BUT_ONLY = re.compile(r"\bbut only\b|\bmais (?:seulement|uniquement|juste)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except\w*|unless|until|sauf|hormis|hors|à moins|refus\w*)\b", re.IGNORECASE)


@functools.cache
def _says_no(language: str) -> re.Pattern[str] | None:
    """What surely is a negation; `None` for a language without a list."""
    words = word_list("negation").get(language)
    return re.compile("|".join(words["says_no"]), re.IGNORECASE) if words is not None else None


@dataclass(frozen=True, slots=True)
class _Sense:
    """Words of one sense by which a person may have said no otherwise."""

    here: str
    """Those of the source's language."""
    there: str
    """Those of the target's language."""
    beside: str
    """What the source must have for the sense to count ("not the same": "different"); empty for nothing."""


@functools.cache
def _senses(source: str, target: str) -> tuple[_Sense, ...]:
    rows = word_list("negation")["otherwise"]
    return tuple(_Sense(row[source], row[target], row.get("beside", {}).get(source, "")) for row in rows)


@functools.cache
def _whole(words: str, language: str) -> re.Pattern[str]:
    """Words of a sense as whole words; most senses of the source's language are never asked for."""
    return re.compile(_WHOLE_WORD[language].format(words), re.IGNORECASE)


def lost_negation(source: str, target: str, languages: tuple[str, str]) -> str:
    """The first negation of the source that nothing in the target stands for; empty without one.

    Those of the target stand for the ones of the source that are nearest in the sentence. So does a word that
    may say no otherwise, if it is near: further away it belongs to something else.
    """
    here, there = _says_no(languages[0]), _says_no(languages[1])
    if here is None or there is None:
        return ""
    source, target = _unpointed(source), _unpointed(target)
    plain = _without(f"{_NO_NEGATION}|{_IF_NOT}|{_OTHERWISE_SAID}", source)
    verb = _ITS_VERB.get(languages[1])
    if verb is None or not verb.search(target):
        plain = _without(_ENCOURAGED, plain)
    said = _places(here, plain)
    bare = _without(_NO_NEGATION, target)
    if _NI.search(source):
        bare = _GOES_ON.sub(" ", bare)
    if languages[1] == "ar":
        bare = _without_only(source, bare, there)
    kept = [place for place, _ in _places(there, bare)]
    if languages[1] == "ar" and (broken := _half_of_a_phrase(source, target, there)):
        return broken
    only = _NOT_ONLY.search(source) if len(kept) <= len(said) else None
    if only and _ONLY_SAID.search(target) and not _MORE_SAID.search(target):
        return only[0]
    if len(kept) >= len(said):
        return ""
    if _OR.search(target):
        said = _once_for_two(said, plain)
    reach = max(_REACH.get(languages[1], _FURTHEST), _LEAST_REACH / max(1, len(target)))
    others = _said_otherwise(source.replace("’", "'"), target, languages)
    left = _told_by_the_target(_unmatched(said, kept), target, languages[1])
    still = _unmatched(left, others, reach)
    if still and languages[1] == "ar" and any(place * len(target) < _FIRST_WORD for place in others):
        still = still if len(still) < len(left) else still[1:]  # "تعذر العثور": the verb stands first
    return still[0][1] if still else ""


def _told_by_the_target(said: list[tuple[float, str]], target: str, language: str) -> list[tuple[float, str]]:
    """Negations without those by "sans" of which the target does not say the opposite.

    "sans effort" and "sans fil" are "seamlessly" and "wireless": a word of any kind may stand for both. Only
    "with" tells that a translation has lost the no.
    """
    opposite = _WITH.get(language)
    if opposite is None or opposite.search(target):
        return said
    return [(place, text) for place, text in said if not _SANS.match(text)]


def _once_for_two(said: list[tuple[float, str]], source: str) -> list[tuple[float, str]]:
    """Negations without those that go on with one before them: "does not affect or change" says no once."""
    kept = said[:1]
    for one, other in itertools.pairwise(said):
        begins, between = round(other[0] * len(source)), round(one[0] * len(source)) + len(one[1])
        middle = source[between:begins]
        if len(middle) > _GOES_ON_WITHIN or not _AND.search(middle) or re.search(r"[.,;:!?]", middle):
            kept.append(other)
    return kept


_OR = re.compile(r"\bor\b|(?<!\w)أو(?!\w)")
_AND = re.compile(r"\b(?:et|ou|and|or)\b", re.IGNORECASE)
_GOES_ON_WITHIN = 30  # letters between two negations of which the second may go on with the first
_SANS = re.compile(r"sans\b", re.IGNORECASE)
_WITH = {"en": re.compile(r"\bwith\b", re.IGNORECASE), "ar": re.compile(r"(?<!\w)[وف]?مع(?!\w)")}
_FURTHEST = 0.5
_FIRST_WORD = 4  # letters of a sentence in which its first word begins, maybe after a sign
_REACH = {"en": 0.25, "fr": 0.25}
"""Share of a sentence within which a word in the translation belongs to one of the source; Arabic has its
verbs elsewhere than the others."""
_LEAST_REACH = 24  # letters, for short sentences
_POINTS = re.compile("[\u064b-\u0652\u0670\u0640]")


def _unpointed(text: str) -> str:
    """A text without the short vowels of Arabic, which few write."""
    return _POINTS.sub("", text)


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[float, str]]:
    """What a pattern finds in a text, each with its place as a share of the text's length."""
    return [(match.start() / len(text), match[0]) for match in pattern.finditer(text)]


def _unmatched(
    said: list[tuple[float, str]], others: list[float], reach: float = 1.0
) -> list[tuple[float, str]]:
    """Those of `said` that are left when each of `others` is taken for the nearest one within reach."""
    pairs = sorted(
        (abs(place - other), number, which)
        for number, (place, _) in enumerate(said)
        for which, other in enumerate(others)
        if abs(place - other) <= reach
    )
    matched: set[int] = set()
    used: set[int] = set()
    for _, number, which in pairs:
        if number not in matched and which not in used:
            matched.add(number)
            used.add(which)
    return [one for number, one in enumerate(said) if number not in matched]


def _without_only(source: str, target: str, says_no: re.Pattern[str]) -> str:
    """A text in Arabic without the negations that say "only" with the "but" after them, as the source says it."""
    text = source.replace("’", "'")
    count, only_if = len(_ONLY.findall(text)) - len(_BUT_ONLY.findall(text)), _ONLY_IF.search(text)
    found = list(says_no.finditer(target)) if count > 0 else []
    for match in found:
        after = target[match.end() : match.end() + _BUT_WITHIN]
        if count > 0 and (_BUT.search(after) or (only_if and _BUT_IF.search(after))):
            target = target[: match.start()] + " " * len(match[0]) + target[match.end() :]
            count -= 1
    return target


def _half_of_a_phrase(source: str, target: str, says_no: re.Pattern[str]) -> str:
    """What in Arabic stands after a negation alone and has none before it; empty without such.

    "There is no way out of" (لا بد) is one phrase; "only" becomes "but" where something negates before it.
    """
    ways = (match.start() for match in _NO_WAY_OUT.finditer(target))
    if not all(says_no.search(target, max(0, place - _BEFORE), place) for place in ways):
        return "بد"
    text = source.replace("’", "'")
    only = _ONLY.search(text) and not _EXCEPT.search(text)
    but = only and (_BUT.search(target) or (_ONLY_IF.search(text) and _BUT_IF.search(target)))
    before = target[: but.start()] if but else target
    if not but or says_no.search(before) or re.search(_NO_BEFORE_BUT, before):
        return ""
    return but[0]


def _said_otherwise(source: str, target: str, languages: tuple[str, str]) -> list[float]:
    """The places of words that may say no in the target beyond those of the same sense in the source.

    What stands in the source just so ("deny") was taken over and tells nothing.
    """
    text, says_no = target.replace("’", "'"), _says_no(languages[0])
    own = set(re.findall(r"\w+", says_no.sub(" ", source).casefold() if says_no else ""))
    places: list[float] = []
    for sense in _senses(*languages):
        said = _places(_whole(sense.there, languages[1]), text)
        found = [(place, "") for place, word in said if word.casefold() not in own]
        if found and (not sense.beside or _whole(sense.beside, languages[0]).search(source)):
            taken_over = [place for place, _ in _places(_whole(sense.here, languages[0]), source)]
            places += [place for place, _ in _unmatched(found, taken_over)]
    return places


def _without(phrases: str, text: str) -> str:
    return re.sub(rf"\b(?:{phrases})", " ", text.replace("’", "'"), flags=re.IGNORECASE)
