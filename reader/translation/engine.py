"""What a translation engine is: sentences in, sentences and scores out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.core.model import Hop, SentenceState


@dataclass(frozen=True, slots=True)
class EngineResult:
    """One translated sentence.

    `score` is the mean log probability of a token, 0 where no model was asked. `state` is `ok`, `kept`
    when there was nothing to translate, or `suspect` when the model gave nothing usable; in both of
    these `text` is the source.
    """

    text: str
    score: float = 0.0
    state: SentenceState = SentenceState.OK


class Engine(Protocol):
    """Translates sentences along one hop of a route."""

    def translate(self, sentences: Sequence[str], hop: Hop) -> list[EngineResult]:
        """Return one result a sentence, in the same order."""
