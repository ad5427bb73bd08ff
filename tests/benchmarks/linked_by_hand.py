"""Pairs of sentences whose words a person linked: how many links are found, of each kind of word.

`tests/data/word_links` has 50 pairs in each of two directions, and 20 and 30 that the aligner was not written
with (`-measured`). Each word of a translation names the words of the source that it stands for. A word of the
source counts as found when it is linked to a word that stands for it, and to no more others; content words
are those that are in no list of small words.

Figures, content and function words, in percent of those there are (names and numbers: all found, but for two
and one of the aligner's from English into Arabic), with the packages that ship:

                              fr-en         en-ar         fr-en-measured  en-ar-measured
    attention alone           91.8, 93.6    95.2, 100     79.4, 92.5      95.9, 100
    attention and lexicon     99.0, 89.4    99.5, 100     95.4, 86.6      95.1, 95.0
    aligner with a lexicon    99.0, 88.3    98.4, 88.5    93.9, 82.1      95.9, 95.0

Of the links of attention alone 89, 92, 78 and 92 in a hundred are a person's, of those with the lexicon
that ships 96, 99, 91 and 96. What weighs how much was chosen on the first halves. The aligner's lexicon is
what the package makes of just these words. The attention is that of a model made to write a person's
translation, which it would not have written: of words of its own it is nearer.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader.core.alignment import Link, decode, encode, words
from reader.translation.engines.argos_engine import ArgosEngine
from reader.translation.engines.attention_alignment import word_links
from reader.translation.engines.sentence_alignment import Likely, align
from reader.translation.quality.certain_links import certain_links, with_certain_links
from reader.translation.quality.language_facts import FUNCTION_WORDS
from reader.translation.quality.vocabulary import is_common
from reader.translation.quality.word_lists import word_list

DATA = Path(__file__).resolve().parents[1] / "data" / "word_links"
CERTAIN, CONTENT, FUNCTION = "names and numbers", "content words", "function words"


@dataclass(frozen=True)
class Linked:
    """A pair, its links by hand, and the languages."""

    source: str
    target: str
    links: frozenset[Link]
    languages: tuple[str, str]


Linker = Callable[[Linked], list[Link]]
"""Makes the links of a pair."""


def load(pair: str) -> list[Linked]:
    """The pairs of a direction ("en-ar"), or those of it that were never looked at ("en-ar-measured").

    Raises:
        ValueError: a word is named that the source lacks, or a target's words are counted otherwise.
    """
    source_language, target_language = pair.split("-")[:2]
    with (DATA / f"{pair}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [_linked(row[0], row[1], (source_language, target_language)) for row in rows]


def _linked(source: str, marked: str, languages: tuple[str, str]) -> Linked:
    here = [source[slice(*span)] for span in words(source)]
    target, links, number, last = "", set(), 0, dict.fromkeys(here, -1)
    for item in marked.split():
        word, _, partners = item.rpartition("=")
        target += word if not word[0].isalnum() or not target else f" {word}"
        count = len(words(word))
        for partner in partners.split("+"):
            later = [i for i, one in enumerate(here) if one == partner and i > last[partner]]
            place = later[0] if later else here.index(partner)
            last[partner] = place
            links |= {(place, number + step) for step in range(count)}
        number += count
    if len(words(target)) != number:
        raise ValueError(f"other words: {target}")
    return Linked(source, target, frozenset(links), languages)


def kind(word: str, language: str) -> str:
    """What kind of word a source word is; empty for a sign."""
    low = word.lower()
    if any(c.isdigit() for c in word):
        return CERTAIN
    if not word[0].isalpha():
        return ""
    small = word_list("no_prose")["small_words"].split()
    if low in FUNCTION_WORDS[language] or low in small or len(word) < 3:
        return FUNCTION
    return CERTAIN if word[0].isupper() and not is_common(word, language) else CONTENT


def with_others(one: Linked) -> set[int]:
    """Target words that stand for a content word, a name or a number."""
    here = [one.source[slice(*span)] for span in words(one.source)]
    return {t for s, t in one.links if kind(here[s], one.languages[0]) in (CERTAIN, CONTENT)}


def by_aligner(likely: Likely | None) -> Linker:
    """The links of the aligner for engines without attention."""

    def linked(one: Linked) -> list[Link]:
        sure = certain_links(one.source, one.target, one.languages[0])
        return align(one.source, one.target, likely, sure)

    return linked


def by_attention(engine: ArgosEngine, likely: Likely | None = None) -> Linker:
    """The links of an Argos package's attention, made to write the translation by hand piece by piece."""

    def linked(one: Linked) -> list[Link]:
        pieces, tokens = (engine._tokenizer.encode(text) for text in (one.source, one.target))
        attention = []
        for place in range(len(tokens)):
            (answer,) = engine._translator.translate_batch(
                [pieces],
                target_prefix=[tokens[:place]] if place else None,
                beam_size=1,
                max_decoding_length=place + 1,
                return_attention=True,
            )
            rows = answer.attention[0]  # none of a piece where the model sees the end
            attention.append(rows[place] if place < len(rows) else [0.0] * len(pieces))
        links, _ = word_links(one.source, pieces, one.target, tokens, attention, likely)
        return decode(with_certain_links(one.source, one.target, encode(links), one.languages[0]))

    return linked


def found(pairs: list[Linked], linker: Linker) -> dict[str, tuple[int, int]]:
    """Of each kind of source word, how many reach a word that stands for it, and how many there are."""
    counts: dict[str, list[int]] = {}
    for one in pairs:
        here = [one.source[slice(*span)] for span in words(one.source)]
        made = linker(one)
        for place, word in enumerate(here):
            wanted = {t for s, t in one.links if s == place}
            if not wanted or not (which := kind(word, one.languages[0])):
                continue
            if which == FUNCTION and wanted <= with_others(one):
                continue  # "the" that Arabic writes on its noun has no word of its own
            reached = {t for s, t in made if s == place}
            count = counts.setdefault(which, [0, 0])
            count[0] += bool(reached & wanted) and len(reached - wanted) <= len(reached & wanted)
            count[1] += 1
    return {which: (count[0], count[1]) for which, count in sorted(counts.items())}
