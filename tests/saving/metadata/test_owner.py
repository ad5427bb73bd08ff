"""Whose a personal site is: found in short lines, whatever large elements are around them."""

from __future__ import annotations

from reader.saving.metadata.owner import owner_of
from reader.saving.metadata.structured_data import Structured
from reader.saving.page.elements import parse, text_of
from tests.support.work import calls_of

TOLD = "I walked to the bridge, and I saw what I had heard of."


def test_elements_with_much_in_them_are_not_read_for_a_line_of_copyright() -> None:
    nest = f"<p>{TOLD}</p>" * 30
    for _ in range(100):
        nest = f"<div>{nest}</div>"
    tree = parse(f"<html><body>{nest}<p>© 2024 Annabell Lindqvist</p></body></html>")
    found = ""

    def find() -> None:
        nonlocal found
        found = owner_of(tree, Structured(), "Notes", "https://annabell.example/bridge", TOLD)

    assert calls_of(text_of, find) < 50
    assert found == "Annabell Lindqvist"
