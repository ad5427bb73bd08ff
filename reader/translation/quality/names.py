"""Names of a sentence, looked for in its translation in whatever letters it is written."""

from __future__ import annotations

import difflib
import functools
import itertools
import re
import unicodedata
from collections import Counter

from reader.core.alignment import decode, words
from reader.translation.quality.language_facts import PLACES, listed
from reader.translation.quality.transliteration import sounds_alike
from reader.translation.quality.vocabulary import (
    exonyms,
    is_common,
    is_english_word,
    is_french_form,
    is_listed,
)
from reader.translation.quality.word_lists import stands_whole

_NAME = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][\w’'-]*[\w]")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|(?:lors|puis|quoi|jus|pres|quel)?qu)[’']", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.!?…«“\"(]\s*)$")
_IMPERATIVE = re.compile(r"\w+ez(?:-|$)")  # of French, with or without a pronoun
_SHORTENED = re.compile(r"n[’']t$")  # "Don't", "Couldn't"
_ORDINAL = re.compile(r"[IVXLC]+(?:e|er|ème|ᵉ)?")
_SUFFIX = re.compile(
    r"(?:s|x|é|ée|er|ant|ent|e|eur|tion|sion|ing|ed|ly|ment|ism|ist|ity|ness|al|ic|ous|ive|able|ward|ure|ry|ship)$"
)
_STRESSED = re.compile(r"(?:ABLE|IBLE|MENT|TION|SION|ITÉ|ITY|NESS)S?$")
"""Endings of ordinary words, which are in capitals because they are stressed."""
_CAPITALS = re.compile(r"(?<![\w.-])[A-ZÀ-ÖØ-Þ]{5,}(?![\w-])")
_OTHER_LETTERS = frozenset(("CEDEAO", "ECOWAS", "UEMOA", "WAEMU", "CNUCED", "UNCTAD", "ONUSIDA", "UNAIDS"))
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_FOR_THE = re.compile(r"(?<!\w)و?لل(?=\w{3})")
"""How Arabic joins "for" to its article: "للنمسا", for Austria."""
_FULL_NAME = re.compile(r"(?<![\w’'-])(?=([A-ZÀ-Þ][a-zß-ÿ-]{2,}) ([A-ZÀ-Þ][a-zß-ÿ]{3,})(?![\w-]))")
_PARTS = re.compile(r"[A-Z][a-z]+")
_JOINED_WORDS = re.compile(r"(?:[A-Z][a-z]+){2,}|[A-Z](?:[A-Z][a-z]+)+")
_LEAST_JOINED = 7  # letters of a name that is looked for across spaces and hyphens
_JOINERS = re.compile("[\u064b-\u0652\u0670\u0640\u200c\u200d]")
"""Signs of short vowels, lengthening strokes, and what joins letters or keeps them apart: no letters."""
_UNIT = re.compile(r"[kKMGTP](?:i?[Bbo]|bit|bps|Hz)s?")
"""A unit of what computers store and send, which each language writes in its own way (Mio, MiB, MB)."""
_FRENCH_FORM = re.compile(r"\w{5,}(?:ation|ement|ifier|iser|graphier)s?$")
"""Endings that French gives to no name."""
_FRENCH_BEFORE = re.compile(r"^(?:r[ée]|pré|dé|co)(?=\w{4})")
_DERIVED = re.compile(r"(?:ers?|eurs?|euses?|ians?|iens?|s)$")
_MOST_CAPITALS = 0.5  # share of letters from which a sentence is a headline in capitals, which tell nothing
_BEGINNING = 5  # letters from which the beginning of a place tells it
_ALIKE = 0.7  # share of equal letters from which two spellings are one name
_AFTER_NAMES = {
    language: re.compile(
        rf"(?:[’']s\b|\s+(?:et|and|&)\s+[A-ZÀ-Þ]|,\s+[A-ZÀ-Þ]|\s+[A-ZÀ-Þ]\w|\s+(?:{verbs})\b|\s+[sn][’'])"
    )
    for language, verbs in (
        ("fr", "a|va|est|sera|aura|avait|était|doit|devra|peut|veut|ne|se"),
        ("en", "has|is|was|will|would|had|said|says|told"),
    )
}
"""What follows a name at the beginning of a sentence, where every word has a capital."""

_COMMON = frozenset(
    listed(
        "saint sainte st "
        "le la les un une des du de au aux ce cette ces il elle ils elles on nous vous mme mlle dr pr "
        "me st monsieur madame selon pour dans avec sur en et ou mais si qui que dont the a an of in "
        "on at mr mrs ms dr he she it they we you i this that "
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
        "july august "
        "aujourd’hui aujourd'hui "
        "nobody everybody somebody anybody nothing whereas furthermore moreover nevertheless "
        "however whoever whatever "
        "corp inc ltd gmbh sarl llc plc appendix handbook annex annexe chapter section figure table sidebar "
        "september october november december christmas easter mr. mrs. dr. "
        "esc échap maj suppr entrée ctrl caps verr "
    )
)


def lost_names(source: str, target: str, languages: tuple[str, str], alignment: str = "") -> list[str]:
    """Names of the source that nothing in the target looks or sounds like.

    Only words that are surely names count: with a capital inside the sentence, or at its beginning with what
    follows a name, and no ordinary word of the language (“World Cup”), whose place the alignment may show.
    """
    if languages[0] not in ("fr", "en", "es", "it", "pt"):
        return []
    letters = [c for c in source if c.isalpha()]
    if sum(c.isupper() for c in letters) > _MOST_CAPITALS * len(letters):
        return []
    target = _JOINERS.sub("", target)
    candidates = _words_of(target)
    places = [m[0] for m in _NAME.finditer(source) if _lost_place(m[0], target, languages[0])]
    if languages[1] != "ar":  # Arabic has few abbreviations and writes most of them out
        places += _lost_capitals(source, candidates, languages[0])
        places += _exchanged(source, target, candidates)
    return places + [
        name
        for start, name in _names(source, languages[0])
        if not _ordinary(name, languages[0])
        and not (languages == ("fr", "ar") and is_english_word(name))  # "Testing": translated as its own are
        and not _UNIT.fullmatch(name)
        and not _stands_in_words(name, target)
        and not (languages[1] == "ar" and _is_of_words(name, candidates))
        and not _is_of_another(name, target)
        and not _stands_small(name, source)
        and not _stands_just_so(name, target)
        and not _known_place(name, target)
        and not _stands(source, start, name, candidates, languages[1])
        and not _is_translation(_partner(source, target, start, alignment), languages[1])
    ]


def _is_of_words(name: str, candidates: list[str]) -> bool:
    """Whether a name is of English words written in one, which Arabic may translate.

    "OpenStreetMap", and "KMail" with a letter before them. Parts may stand: "Mime" of "MimeTypes".
    """
    parts = _PARTS.findall(name) if _JOINED_WORDS.fullmatch(name) else []
    return bool(parts) and all(
        is_english_word(part) or any(_part_stands(part, word, "ar") for word in candidates) for part in parts
    )


def _stands_in_words(name: str, target: str) -> bool:
    """Whether a name written in one stands in the target in words: "LoginCookie" as "login cookie"."""
    low = name.lower()
    if len(low) < _LEAST_JOINED or low[:3] not in (text := target.lower()):
        return False
    return low in re.sub(r"[\s-]", "", text)


def _is_of_another(name: str, target: str) -> bool:
    """Whether a name is another one with an ending, and that one stands: "Scratchers" as "of Scratch"."""
    stem = _DERIVED.sub("", name)
    if stem == name or len(stem) < _BEGINNING:
        return False
    return _stands_just_so(stem, target)


def _stands_small(name: str, source: str) -> bool:
    """Whether the sentence has the word in small letters too: "to pin a tab, choose Pin"."""
    return stands_whole(name.lower(), source)


def is_own_name(name: str, language: str) -> bool:
    """Whether a word is a name that languages of the same letters write alike.

    It is no place of the tables, no ordinary word and no abbreviation.
    """
    low = name.lower()
    if _ordinary(name, language) or name.isupper() or low in _COMMON:
        return False
    return not any(low[:length] in _ways_of_places() for length in range(3, len(low) + 1))


def _ordinary(name: str, language: str) -> bool:
    low = name.lower()
    if low in (_TRANSLATED_FRENCH if language == "fr" else _TRANSLATED) or is_common(name, language):
        return True
    if language == "fr":
        if low[0] == "e" and is_common("é" + low[1:], "fr"):  # capitals often go without their accent
            return True
        if _FRENCH_FORM.match(low) or is_common(_FRENCH_BEFORE.sub("", low), "fr"):
            return True
        return is_french_form(low)
    return language == "en" and is_english_word(name)


def _lost_capitals(source: str, candidates: list[str], language: str) -> list[str]:
    """Names in capitals ("NEXUS") of which the target makes another one.

    Short ones are abbreviations, which each language makes in its own way (OTAN, NATO).
    """
    own = set(_words_of(source))
    new = [word for word in candidates if len(word) > 2 and word.isupper() and word not in own]
    if not new:
        return []
    capitals = dict.fromkeys(_CAPITALS.findall(source))
    found = [word for word in capitals if word not in candidates and not _ordinary(word, language)]
    found = [word for word in found if not _STRESSED.search(word)]
    return [word for word in found if word not in _OTHER_LETTERS and not any(_anagram(word, n) for n in new)]


def _exchanged(source: str, target: str, candidates: list[str]) -> list[str]:
    """Family names, of ordinary words maybe, of which another one stands behind the same first name."""
    found = []
    for first, last in _FULL_NAME.findall(source):
        other = re.search(rf"(?<!\w){re.escape(first)} ([A-ZÀ-Þ][\w-]{{2,}})", target)
        if other is None or other[1] in source or is_english_word(other[1]):
            continue
        if last.lower() in _COMMON or _rows_of(last.lower()):
            continue
        if not any(_part_stands(last, word, "") for word in candidates):
            found.append(last)
    return found


def _anagram(one: str, other: str) -> bool:
    """Whether two abbreviations are of about the same letters in another order (OCDE, OECD)."""
    shared = sum((Counter(one) & Counter(other)).values())
    return shared >= max(len(one), len(other)) - 1


def _names(source: str, language: str) -> list[tuple[int, str]]:
    found = []
    for match in _NAME.finditer(source):
        text = _ELIDED.sub("", match[0])
        start = match.end() - len(text)
        text = re.sub(r"[’'](?:s|ll|ve|re|d|m)$|[’']$", "", text)
        if (
            len(text) < 3
            or not text[0].isupper()
            or text.lower() in _COMMON
            or text.removesuffix("s").isupper()  # "URLs" as "URL"
            or _ORDINAL.fullmatch(text)
            or _SHORTENED.search(text)
        ):
            continue
        if _STARTS.search(source[: match.start()]) and (
            _is_opening(text, language) or not _begins_as_name(text, source[start + len(text) :], language)
        ):
            continue
        found.append((start, text))
    return found


def _is_opening(word: str, language: str) -> bool:
    """Whether a word is of a kind that opens sentences: an English adverb, a French imperative."""
    low = word.lower()
    if language == "en":
        return len(low) > 6 and low.endswith("ly")
    stem = low.removesuffix("ez")
    return language == "fr" and stem != low and any(is_common(stem + end, "fr") for end in ("er", "re", "ir"))


def _begins_as_name(word: str, after: str, language: str) -> bool:
    """Whether a word at the beginning of a sentence, where all have a capital, is a name."""
    follows = _AFTER_NAMES.get(language, _AFTER_NAMES["fr"]).match(after)
    if language == "fr" and _IMPERATIVE.match(word) and (not follows or follows[0].endswith(("’", "'"))):
        return False  # "Survolez n’importe quel nom"
    return follows is not None or (len(word) > 4 and not _SUFFIX.search(word))


def _partner(source: str, target: str, start: int, alignment: str) -> str | None:
    """The target word that stands for the source word at `start`; `None` when there is none."""
    if not alignment:
        return None
    from_words, to_words = words(source), words(target)
    numbers = [i for i, (a, b) in enumerate(from_words) if a <= start < b]
    linked = [t for s, t in decode(alignment) if s in numbers and t < len(to_words)]
    texts = [target[slice(*to_words[t])] for t in linked]
    return max(texts, key=len, default=None)


def _is_translation(partner: str | None, language: str) -> bool:
    """Whether a target word is a plain word of institutions, as "Council" for "Conseil" is."""
    return partner is not None and partner.lower() in _TRANSLATED


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


@functools.cache
def _places() -> tuple[tuple[str, ...], ...]:
    return (*PLACES, *exonyms())


@functools.cache
def _ways_of_places() -> dict[str, tuple[int, ...]]:
    """Each way to write a place -> the rows of the table that have it."""
    found: dict[str, tuple[int, ...]] = {}
    for number, ways in enumerate(_places()):
        for way in ways:
            found[way] = (*found.get(way, ()), number)
    return found


@functools.lru_cache(maxsize=4096)
def _rows_of(low: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table that a word may belong to: those that have it, or more than two first letters."""
    beginnings = {low, *(low[:length] for length in range(3, len(low)))}
    rows = {number for way in beginnings for number in _ways_of_places().get(way, ())}
    return tuple(_places()[number] for number in sorted(rows))


def _known_place(name: str, target: str) -> bool:
    other = _FOR_THE.sub("ال", target.lower())
    return any(
        any(re.search(rf"(?<![^\W\u0600-\u06ff]){re.escape(way)}", other) for way in ways if way in other)
        for ways in _rows_of(name.lower())
    )


@functools.lru_cache(maxsize=4096)
def _is_place(low: str, language: str) -> bool:
    """Whether a word begins as a place of the table does that is no ordinary word."""
    begun = _place_beginnings().get(low[:_BEGINNING], ())
    return any(low.startswith(way) and not is_listed(way, language) for way in begun)


@functools.cache
def _place_beginnings() -> dict[str, tuple[str, ...]]:
    """The longer ways to write a place, by their first letters."""
    found: dict[str, tuple[str, ...]] = {}
    for way in (way for ways in _places() for way in ways if len(way) >= _BEGINNING):
        found[way[:_BEGINNING]] = (*found.get(way[:_BEGINNING], ()), way)
    return found


def _lost_place(name: str, target: str, language: str) -> bool:
    """Whether a place of the table, wherever it stands in the sentence, is nowhere in the target."""
    bare = _ELIDED.sub("", name)
    low = bare.lower()
    if low in _TRANSLATED or low in _TRANSLATED_FRENCH or low in _COMMON:
        return False  # "États" of "États-Unis" is one, alone it is none
    if not bare[:1].isupper() or bare in target or not _is_place(low, language) or _known_place(bare, target):
        return False
    return not any(
        _part_stands(bare, word, "ar" if _ARABIC.search(word) else "") for word in _words_of(target)
    )


def _stands_just_so(name: str, target: str) -> bool:
    """Whether a name stands in the target letter by letter, maybe with an Arabic particle on it ("وBob")."""
    return stands_whole(name, target, after_arabic=True)


def _inside(one: str, other: str) -> bool:
    """Whether one spelling holds nearly all of the other, as with an ending."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and short in long and len(long) - len(short) < 3


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][^\W_]*", text)


def _stands(source: str, start: int, name: str, candidates: list[str], language: str) -> bool:
    parts = [p for p in re.split(r"[-’']", name) if len(p) > 1]
    parts = [p for p in parts if not p.islower()] or [
        name
    ]  # "based" is no part of the name in "Debian-based"
    if all(any(_part_stands(part, word, language) for word in candidates) for part in parts):
        return True
    if language != "ar":
        return False
    pairs = [one + other for one, other in itertools.pairwise(candidates)]
    if any(sounds_alike(name, pair) for pair in pairs):  # "Ben Jelloun" in one word, or two for one
        return True
    ways = list(_NAME.finditer(source))
    here = next((i for i, m in enumerate(ways) if m.start() <= start < m.end()), -1)
    near = [ways[i][0] for i in (here - 1, here + 1) if 0 <= i < len(ways)] if here >= 0 else []
    joined = [name + other for other in near] + [other + name for other in near]
    return any(sounds_alike(whole, word) for whole in joined for word in candidates if len(word) > 5)


def _part_stands(name: str, candidate: str, language: str) -> bool:
    low, other = _plain(name), _plain(candidate)
    if other == low or _inside(low, other):
        return True
    if language == "ar" and _ARABIC.search(candidate):
        return sounds_alike(name, candidate)
    return difflib.SequenceMatcher(None, low, other, False).ratio() >= _ALIKE


@functools.lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
