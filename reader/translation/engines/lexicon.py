"""What common words mean by themselves, by which the words of two sentences find each other."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from reader.settings.paths import resource
from reader.translation.engines.sentence_alignment import Likely, alike, bare

_BEGINNING = 3  # letters that words which look alike have in common
_MOST_ALIKE = 50  # words of a text with the same beginning, which only a list of numbers has more of
_PART = 0.9  # of the evidence for the shorter words of an answer: "يوم" of "يوم الاثنين"
_LEAST = 0.6  # likeness below which another word was meant


@functools.lru_cache(maxsize=4)
def _lines(source: str, target: str) -> dict[str, str]:
    """What a lexicon says of each of its words, not told apart yet; nothing where there is none."""
    path = resource(f"lexicons/{source}-{target}.tsv")
    if not (source + target).isalnum() or not path.is_file():  # a package may name any code
        return {}
    return dict(line.split("\t") for line in path.read_text("utf-8").splitlines())


@functools.lru_cache(maxsize=4)
def lexicon(source: str, target: str) -> Likely | None:
    """The lexicon from one language into another by their codes, None where there is none.

    It knows of each word that `resources/lexicons` lists what a package made of it alone. Other packages, and
    people, say the same in other words too: what it does not know tells nothing.
    """
    known = _lines(source, target)
    if not known:
        return None

    @functools.lru_cache(maxsize=5_000)
    def begins(word: str) -> frozenset[str]:
        return frozenset(bare(one)[:_BEGINNING] for one in known.get(word, "").split())

    def likely(word: str, other: str) -> float:
        if bare(other)[:_BEGINNING] not in begins(word):
            return 0.0
        answers = known[word].split()
        longest = max(map(len, answers))
        found = max(alike(one, other) * (1.0 if len(one) == longest else _PART) for one in answers)
        return found if found > _LEAST else 0.0

    return likely


def by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    """Words in lower case by the letters that those which stand for the same have in common."""
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        alike_so_far = found.setdefault(bare(word)[:_BEGINNING], [])
        if len(alike_so_far) < _MOST_ALIKE:
            alike_so_far.append(word)
    return found


def has_partner(word: str, others: Mapping[str, Sequence[str]], languages: tuple[str, str]) -> bool | None:
    """Whether one of the words of a translation may stand for a word, `None` of one that no lexicon lists.

    Figures are in every lexicon.

    Args:
        word: in lower case.
        others: the words of the translation as `by_beginning` gives them.
        languages: codes of the two.
    """
    answers = _lines(*languages).get(word, "").split()
    if not word.isdigit() and not answers:
        return None
    likely = lexicon(*languages)
    if any(alike(word, one) > _LEAST for one in others.get(bare(word)[:_BEGINNING], ())):
        return True
    begun = {bare(one)[:_BEGINNING] for one in answers}
    return likely is not None and any(
        likely(word, one) > 0 for start in begun for one in others.get(start, ())
    )
