"""Words linked by a real model's attention, against the links that a person made."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings.paths import resource
from reader.translation.engines.argos_engine import ArgosEngine
from reader.translation.packages.packages import install
from tests.benchmarks.linked_by_hand import CERTAIN, CONTENT, FUNCTION, by_attention, found, load

pytestmark = pytest.mark.models
PAIRS = 20  # of 50, to be quick


@pytest.mark.parametrize(("pair", "least"), [("fr-en", 0.82), ("en-ar", 0.9)])
def test_most_words_reach_the_word_that_stands_for_them(pair: str, least: float, tmp_path: Path) -> None:
    package = install(next(resource("models").glob(f"*{pair.replace('-', '_')}*.argosmodel")), tmp_path)
    counts = found(load(pair)[:PAIRS], by_attention(ArgosEngine(Path(package.path), 1)))
    assert counts[CONTENT][0] >= least * counts[CONTENT][1]
    assert counts[FUNCTION][0] >= 0.9 * counts[FUNCTION][1]
    assert counts[CERTAIN][0] == counts[CERTAIN][1]
