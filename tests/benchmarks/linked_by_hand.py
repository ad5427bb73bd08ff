"""Pairs of sentences whose words a person linked: how many links are found, of each kind of word.

`tests/data/word_links` has 50 pairs in each of two directions, and 20 and 30 that the aligner was not written
with (`-measured`). Each word of a translation names the words of the source that it stands for. A word of the
source counts as found when it is linked to a word that stands for it, and to no more others; content words
are those that are in no list of small words.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from reader.core.alignment import Link, words
from reader.translation.engines.sentence_alignment import Likely, align
from reader.translation.quality.certain_links import certain_links
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


def found(pairs: list[Linked], likely: Likely | None) -> dict[str, tuple[int, int]]:
    """Of each kind of source word, how many reach a word that stands for it, and how many there are."""
    counts: dict[str, list[int]] = {}
    for one in pairs:
        here = [one.source[slice(*span)] for span in words(one.source)]
        sure = certain_links(one.source, one.target, one.languages[0])
        made = align(one.source, one.target, likely, sure)
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
