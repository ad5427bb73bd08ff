"""Words linked by a real model's attention, against the links that a person made."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings.paths import resource
from reader.translation.engines.argos_engine import ArgosEngine
from reader.translation.engines.lexicon import lexicon
from reader.translation.engines.sentence_alignment import align
from reader.translation.packages.packages import install
from tests.benchmarks.linked_by_hand import CERTAIN, CONTENT, FUNCTION, by_attention, found, load

pytestmark = pytest.mark.models
PAIRS = 20  # of 50, to be quick


@pytest.mark.parametrize(
    ("pair", "known", "content", "function"),
    [
        ("fr-en", False, 0.82, 0.9),
        ("fr-en", True, 0.97, 0.85),
        ("en-ar", False, 0.9, 0.9),
        ("en-ar", True, 0.97, 0.9),
    ],
)
def test_most_words_reach_the_word_that_stands_for_them(
    pair: str, known: bool, content: float, function: float, tmp_path: Path
) -> None:
    package = install(next(resource("models").glob(f"*{pair.replace('-', '_')}*.argosmodel")), tmp_path)
    likely = lexicon(pair[:2], pair[3:]) if known else None
    counts = found(load(pair)[:PAIRS], by_attention(ArgosEngine(Path(package.path), 1), likely))
    assert counts[CONTENT][0] >= content * counts[CONTENT][1]
    assert counts[FUNCTION][0] >= function * counts[FUNCTION][1]
    assert counts[CERTAIN][0] == counts[CERTAIN][1]


def test_a_word_that_the_lexicon_knows_is_not_left_to_a_neighbour() -> None:
    """Each of the two leans on the other's: "cold" on "pluie", which stands at its height."""
    source, target = "la pluie froide", "the cold rain"
    claims = {1: {1: 0.6, 2: 0.4}, 2: {2: 0.6, 1: 0.4}}
    assert {(2, 1), (1, 2)} <= set(align(source, target, lexicon("fr", "en"), claims=claims))
    assert {(1, 1), (2, 2)} <= set(align(source, target, claims=claims))


def test_only_what_is_listed_is_known() -> None:
    known = lexicon("fr", "en")
    assert known is not None
    assert known("pluie", "rain") == 1.0
    assert known("pluie", "snow") == 0.0
    assert known("rabat", "rain") == 0.0
    assert lexicon("es", "en") is None
    assert lexicon("../lexicons/fr", "en") is None
