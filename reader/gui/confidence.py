"""How sure the model was of a sentence: a share, three levels, and a shade that keeps the text readable."""

from __future__ import annotations

import math

from reader.core.model import SentenceState, TranslatedSentence
from reader.gui.stylesheet import mix
from reader.gui.theme import Theme

SURE, LESS, UNSURE = 0, 1, 2
BOUNDS = (0.62, 0.42)
"""Mean probability of a token below which the model was less sure, or unsure."""

_SHARES = {LESS: 0.10, UNSURE: 0.22}
"""How much of the warning colour is laid over the page."""


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
