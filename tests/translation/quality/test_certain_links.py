"""Names and numbers link to themselves, whatever the attention of the model says."""

from __future__ import annotations

import pytest

from reader.core.alignment import decode
from reader.translation.quality.certain_links import with_certain_links


@pytest.mark.parametrize(
    ("source", "target", "language", "wanted"),
    [
        ("Macron a vu 12 maires", "12 mayors saw Macron", "fr", {(0, 3), (3, 0)}),
        ("Blinken met 12 men", "التقى بلينكن ١٢ رجلا", "en", {(0, 1), (2, 2)}),
        ("Il part à Londres", "He leaves London", "fr", {(3, 2)}),
        ("Paris and London", "باريس ولندن", "en", {(0, 0), (2, 1)}),
    ],
)
def test_what_is_certain_is_linked(
    source: str, target: str, language: str, wanted: set[tuple[int, int]]
) -> None:
    links = set(decode(with_certain_links(source, target, "0-0 1-1 2-2", language)))
    assert wanted <= links
    assert all(there == dict(wanted)[here] for here, there in links if here in dict(wanted))


def test_other_links_stay() -> None:
    assert with_certain_links("le roi parle", "the king speaks", "0-0 1-1 2-2", "fr") == "0-0 1-1 2-2"
    assert with_certain_links("Macron parle", "Macron speaks", "", "fr") == "", "nothing is made up"
    assert with_certain_links("le 3 et le 3", "the 3 and the 3", "1-1 4-4", "fr") == "1-1 4-4", (
        "which is which?"
    )
    assert with_certain_links("le m² vaut", "worth 12 34", "0-1 1-2", "fr") == "0-1 1-2", "no figure"
