"""What a translation engine is: sentences in, sentences and scores out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.core.model import Hop, SentenceState


@dataclass(frozen=True, slots=True)
class Search:
    """How the engine looks for a translation.

    `beam` is the number of candidates kept; `repetition_penalty` above 1 makes a used token less
    likely; `no_repeat_ngram` forbids a second run of so many equal tokens (0: allowed); `patience` is the
    share of the candidates that must have come to their end before the best of them is taken.
    """

    beam: int = 4
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    patience: float = 1.0


BEST = Search()
"""Argos' own settings: the same sentence gives the same translation."""

FASTER = Search(beam=2)

INTO_ARABIC = Search(beam=3, patience=0.5)
"""The search by which Arabic is as good as with beam 4, at two thirds of its cost."""

_FRENCH_TO_ENGLISH = ("fr", "en")


def search_for(quality: str, languages: tuple[str, str]) -> Search:
    """The search behind a value of the option `translation_quality` for one hop.

    The cheapest whose chrF on people's translations lies within 0.2 of that of beam 4 (443 and 713
    sentences, demonstration models): from French to English 2 is as good as 4, and 1 loses 0.4; into Arabic 3
    is as good as 4, even when two of its candidates end the search, 2 loses 0.4 and 1 loses 1.5. On 398
    other texts 2 lost 0.33 from French to English (-0.73 to +0.06 in 95 of 100 draws), and the Arabic search
    0.12.
    """
    if languages == _FRENCH_TO_ENGLISH:
        return FASTER if quality == "best" else Search(beam=1)
    if quality != "best":
        return FASTER
    return INTO_ARABIC if languages[1] == "ar" else BEST


@dataclass(frozen=True, slots=True)
class EngineResult:
    """One translated sentence.

    `score` is the mean log probability of a token, 0 where no model was asked. `state` is `ok`, `kept`
    when there was nothing to translate, or `suspect` when the model gave nothing usable; in both of
    these `text` is the source. `alignment` links the words of source and text (`core.alignment`); `attended`
    has those links alone by which what was left out is seen, where they differ.
    """

    text: str
    score: float = 0.0
    state: SentenceState = SentenceState.OK
    alignment: str = ""
    attended: str = ""


class Engine(Protocol):
    """Translates sentences along one hop of a route."""

    def translate(self, sentences: Sequence[str], hop: Hop, search: Search = BEST) -> list[EngineResult]:
        """Return one result a sentence, in the same order."""
