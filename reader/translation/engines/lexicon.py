"""What common words mean by themselves, by which the words of two sentences find each other."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from reader.settings.paths import resource
from reader.translation.engines.sentence_alignment import Likely, alike, bare

_BEGINNING = 3  # letters that words which look alike have in common
_PART = 0.9  # of the evidence for the shorter words of an answer: "يوم" of "يوم الاثنين"
_LEAST = 0.6  # likeness below which another word was meant


@functools.lru_cache(maxsize=4)
def _answers(source: str, target: str) -> dict[str, list[str]]:
    """What a lexicon says of each of its words, nothing where there is none."""
    path = resource(f"lexicons/{source}-{target}.tsv")
    if not (source + target).isalnum() or not path.is_file():  # a package may name any code
        return {}
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {word: answer.split() for word, answer in lines}


@functools.lru_cache(maxsize=4)
def lexicon(source: str, target: str) -> Likely | None:
    """The lexicon from one language into another by their codes, None where there is none.

    It knows of each word that `resources/lexicons` lists what a package made of it alone. Other packages, and
    people, say the same in other words too: what it does not know tells nothing.
    """
    known = _answers(source, target)
    if not known:
        return None

    @functools.lru_cache(maxsize=5_000)
    def begins(word: str) -> frozenset[str]:
        return frozenset(bare(one)[:_BEGINNING] for one in known.get(word, ()))

    def likely(word: str, other: str) -> float:
        if bare(other)[:_BEGINNING] not in begins(word):
            return 0.0
        longest = max(map(len, known[word]))
        found = max(alike(one, other) * (1.0 if len(one) == longest else _PART) for one in known[word])
        return found if found > _LEAST else 0.0

    return likely


def has_partner(word: str, others: Iterable[str], languages: tuple[str, str]) -> bool | None:
    """Whether one of the words of a translation may stand for a word, `None` of one that no lexicon lists.

    All in lower case. Figures are in every lexicon.
    """
    if not word.isdigit() and word not in _answers(*languages):
        return None
    likely, start = lexicon(*languages), bare(word)[:_BEGINNING]
    return any(
        (bare(one)[:_BEGINNING] == start and alike(word, one) > _LEAST)
        or (likely is not None and likely(word, one) > 0)
        for one in others
    )
