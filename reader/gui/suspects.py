"""Which paragraphs of a translation hold a sentence that may be wrong, or one that the reader corrected."""

from __future__ import annotations

from collections.abc import Sequence

from reader.core.model import SentenceState, TranslatedBlock
from reader.gui.article_content import TranslationState

SUSPECT, CORRECTED = "suspect", "corrected"
"""States of a unit in the gutter."""


def gutter_states(blocks: dict[str, TranslatedBlock]) -> dict[str, str]:
    """The units that hold a sentence which may be wrong, or one that the reader corrected."""
    found = {}
    for unit_id, block in blocks.items():
        states = {pair.state for pair in block.sentences}
        if SentenceState.SUSPECT in states:
            found[unit_id] = SUSPECT
        elif SentenceState.CORRECTED in states:
            found[unit_id] = CORRECTED
    return found


def suspects(state: TranslationState, units: Sequence[str]) -> list[tuple[str, int]]:
    """Unit and number of every sentence that may be wrong, in reading order."""
    return [
        (unit, number)
        for unit in units
        if unit in state.blocks
        for number, pair in enumerate(state.blocks[unit].sentences)
        if pair.state is SentenceState.SUSPECT
    ]
