"""Which sentences of a translation are in doubt: marked as perhaps wrong, or the model was less sure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reader.core.model import SentenceState, TranslatedBlock, TranslatedSentence
from reader.gui.reading.article_content import TranslationState
from reader.gui.theme.stylesheet import mix
from reader.gui.theme.theme import Theme

SUSPECT, CORRECTED = "suspect", "corrected"
"""States of a unit in the gutter."""

SURE, LESS, UNSURE = 0, 1, 2
BOUNDS = (0.62, 0.42)
"""Mean probability of a token below which the model was less sure, or unsure."""

_SHARES = {LESS: 0.10, UNSURE: 0.22}
"""How much of the warning colour is laid over the page."""


def gutter_states(blocks: dict[str, TranslatedBlock], weak: bool = False) -> dict[str, str]:
    """The units that hold a sentence which may be wrong, or one that the reader corrected.

    Of a `weak` translation as a whole nothing is said sentence by sentence.
    """
    found = {}
    for unit_id, block in blocks.items():
        states = {pair.state for pair in block.sentences}
        if SentenceState.SUSPECT in states and not weak:
            found[unit_id] = SUSPECT
        elif SentenceState.CORRECTED in states:
            found[unit_id] = CORRECTED
    return found


def suspects(state: TranslationState, units: Sequence[str]) -> list[tuple[str, int]]:
    """Unit and number of every sentence that is marked as perhaps wrong, in reading order."""
    if state.weak:
        return []
    return [
        (unit, number)
        for unit in units
        if unit in state.blocks
        for number, pair in enumerate(state.blocks[unit].sentences)
        if pair.state is SentenceState.SUSPECT
    ]


def certainty(pair: TranslatedSentence) -> float | None:
    """The model's mean probability of a token, 0 to 1; `None` where no model or a person spoke last."""
    if not pair.target or pair.score >= 0 or pair.state in (SentenceState.CORRECTED, SentenceState.KEPT):
        return None
    return math.exp(pair.score)


def level(pair: TranslatedSentence) -> int:
    """How sure the model was: `SURE`, `LESS` or `UNSURE`."""
    share = certainty(pair)
    if share is None or share >= BOUNDS[0]:
        return SURE
    return LESS if share >= BOUNDS[1] else UNSURE


def shade(theme: Theme, degree: int) -> str:
    """The colour behind the text of a level."""
    return mix(theme.colors["warn"], theme.colors["page"], _SHARES[degree])
