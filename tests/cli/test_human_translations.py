"""A server that answers with a person's translation: nothing of it is changed, and nothing asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.reference_server import compared, serving, translated
from tests.benchmarks.references import Reference, load

pytestmark = pytest.mark.models


@pytest.mark.parametrize("languages", [("fr", "en"), ("en", "ar")], ids="-".join)
def test_a_persons_translation_comes_through(languages: tuple[str, str], tmp_path: Path) -> None:
    wrong = Reference(
        "Il y avait 12 villes dans ce pays."
        if languages[0] == "fr"
        else "There were 12 towns in this country.",
        "There were 13 towns in this country." if languages[1] == "en" else "كان هناك 13 مدينة في هذا البلد.",
        languages,
    )
    references = [*load("own", "developed", languages)[:8], wrong]
    with serving(references) as server:
        sentences = translated(references, tmp_path / "library", server)
    marked, altered = compared(references, sentences)
    assert marked.all >= 8 and marked.wrong == [wrong.source]
    assert altered.wrong == [], "neither by a try, nor by the demonstration model"
    asked = [text for text in server.asked if text in server.answers]
    assert sorted(asked) == sorted(set(asked))
