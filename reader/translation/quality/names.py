"""Names of a sentence, looked for in its translation in whatever letters it is written."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter

from reader.core.alignment import decode, words
from reader.translation.quality.language_facts import PLACES, listed, skeleton

_NAME = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][\w’'-]*[\w]")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)[’']", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.!?…:;«“\"(–—]\s*)$")
_CAPITALS = re.compile(r"(?<![\w.-])[A-ZÀ-ÖØ-Þ]{5,}(?![\w-])")
_OTHER_LETTERS = frozenset(("CEDEAO", "ECOWAS", "UEMOA", "WAEMU", "CNUCED", "UNCTAD", "ONUSIDA", "UNAIDS"))
_MOST_CAPITALS = 0.5  # share of letters from which a sentence is a headline in capitals, which tell nothing
_ALIKE = 0.6  # share of equal letters from which two spellings are one name
_BEFORE_NAMES = frozenset(
    listed("m mr mme mrs ms dr pr à de par avec et entre contre vers chez selon pour to from by near")
)
"""Before these a common noun would have its article, so a capital is a name's."""

_COMMON = frozenset(
    listed(
        "saint sainte st "
        "le la les un une des du de au aux ce cette ces il elle ils elles on nous vous mme mlle dr pr "
        "me st monsieur madame selon pour dans avec sur en et ou mais si qui que dont the a an of in "
        "on at mr mrs ms dr he she it they we you i this that "
    )
)


def lost_names(source: str, target: str, languages: tuple[str, str], alignment: str = "") -> list[str]:
    """Names of the source that nothing in the target looks or sounds like.

    Only words that are surely names count: with a capital inside the sentence, beside another such
    word or in capitals, and not a word that is translated (as "Conseil" is), which the alignment tells.
    """
    if languages[0] not in ("fr", "en", "es", "it", "pt"):
        return []
    letters = [c for c in source if c.isalpha()]
    if sum(c.isupper() for c in letters) > _MOST_CAPITALS * len(letters):
        return []
    translated = _TRANSLATED_FRENCH if languages[0] == "fr" else _TRANSLATED
    candidates = _words_of(target)
    places = [m[0] for m in _NAME.finditer(source) if _lost_place(m[0], target)]
    if languages[1] != "ar":  # Arabic has few abbreviations and writes most of them out
        places += _lost_capitals(source, candidates)
    return places + [
        name
        for start, name in _names(source)
        if name.lower() not in translated
        and not _known_place(name, target)
        and not _stands(name, candidates, languages[1])
        and _surely_name(source, target, start, name, alignment)
    ]


def _lost_capitals(source: str, candidates: list[str]) -> list[str]:
    """Names in capitals ("NEXUS") of which the target makes another one.

    Short ones are abbreviations, which each language makes in its own way (OTAN, NATO).
    """
    own = set(_words_of(source))
    new = [word for word in candidates if len(word) > 2 and word.isupper() and word not in own]
    if not new:
        return []
    found = [word for word in dict.fromkeys(_CAPITALS.findall(source)) if word not in candidates]
    return [word for word in found if word not in _OTHER_LETTERS and not any(_anagram(word, n) for n in new)]


def _anagram(one: str, other: str) -> bool:
    """Whether two abbreviations are of about the same letters in another order (OCDE, OECD)."""
    shared = sum((Counter(one) & Counter(other)).values())
    return shared >= max(len(one), len(other)) - 1


def _names(source: str) -> list[tuple[int, str]]:
    found = []
    for match in _NAME.finditer(source):
        text = _ELIDED.sub("", match[0])
        start = match.end() - len(text)
        if len(text) < 3 or not text[0].isupper() or text.lower() in _COMMON:
            continue
        if _STARTS.search(source[: match.start()]):
            continue
        found.append((start, text))
    return found


def _surely_name(source: str, target: str, start: int, name: str, alignment: str) -> bool:
    """A person's or a product's name: another name stands beside it, and it is no translated word."""
    before, after = source[:start].rstrip(), source[start + len(name) :].lstrip()
    last = before.split()[-1] if before.split() else ""
    beside = after[:1].isupper() or (last[:1].isupper() and last.lower() not in _COMMON)
    if not (beside or last.lower().rstrip(".,") in _BEFORE_NAMES):
        return False
    partner = _partner(source, target, start, alignment)
    return partner is None or not _is_translation(partner)


def _partner(source: str, target: str, start: int, alignment: str) -> str | None:
    """The target word that stands for the source word at `start`; `None` when there is none."""
    if not alignment:
        return None
    from_words, to_words = words(source), words(target)
    numbers = [i for i, (a, b) in enumerate(from_words) if a <= start < b]
    linked = [t for s, t in decode(alignment) if s in numbers and t < len(to_words)]
    texts = [target[slice(*to_words[t])] for t in linked]
    return max(texts, key=len, default=None)


def _is_translation(partner: str) -> bool:
    """Whether a target word is a plain word of its language, as "Council" for "Conseil" is."""
    return partner.lower() in _TRANSLATED


_TRANSLATED = frozenset(
    listed(
        "council ministry minister parliament government assembly house chamber senate court bank "
        "office agency union party group federation association royal national general high supreme "
        "president king prime state states economic social finance interior justice health education "
        "foreign affairs president international world university school institute center centre fund "
        "development security united nations organization committee commission chief secretary "
        "director "
    )
)
_TRANSLATED_FRENCH = frozenset(
    listed(
        "conseil ministère ministre parlement gouvernement assemblée chambre sénat cour banque office "
        "agence union parti groupe fédération association royal royale national nationale général "
        "générale haut haute suprême président présidente roi premier première état états etat etats "
        "membre membres unis unies nations organisation comité commission secrétaire directeur directrice "
        "mondial mondiale international internationale université école institut centre fonds sécurité "
    )
)


def _known_place(name: str, target: str) -> bool:
    low, other = name.lower(), target.lower()
    return any(
        any(low.startswith(way) for way in ways if len(way) > 2 or low == way)
        and any(re.search(rf"(?<![^\W\u0600-\u06ff]){re.escape(way)}", other) for way in ways)
        for ways in PLACES
    )


def _lost_place(name: str, target: str) -> bool:
    """Whether a place of the table, wherever it stands in the sentence, is nowhere in the target."""
    bare = _ELIDED.sub("", name)
    low = bare.lower()
    if low in _TRANSLATED or low in _TRANSLATED_FRENCH:  # "États" of "États-Unis" is one, alone it is none
        return False
    listed = any(low.startswith(way) for ways in PLACES for way in ways if len(way) > 4)
    return listed and bare[:1].isupper() and bare not in target and not _known_place(bare, target)


def _inside(one: str, other: str) -> bool:
    """Whether one spelling holds nearly all of the other, as with an ending."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and short in long and len(long) - len(short) < 3


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _stands(name: str, candidates: list[str], language: str) -> bool:
    parts = [p for p in re.split(r"[-’']", name) if len(p) > 1] or [name]
    return all(_part_stands(part, candidates, language) for part in parts)


def _part_stands(name: str, candidates: list[str], language: str) -> bool:
    low = _plain(name)
    for candidate in candidates:
        other = _plain(candidate)
        if other == low or _inside(low, other):
            return True
        if language == "ar":
            if _sounds_alike(name, candidate):
                return True
        elif difflib.SequenceMatcher(None, low, other, False).ratio() >= _ALIKE:
            return True
    return False


def _sounds_alike(name: str, candidate: str) -> bool:
    one, two = skeleton(name), skeleton(candidate)
    for prefix in ("", "w", "b", "l", "k", "f"):  # joined particles of Arabic
        bare = two.removeprefix(prefix)
        if one and bare and difflib.SequenceMatcher(None, one, bare, False).ratio() >= 0.66:
            return True
    return not one


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
