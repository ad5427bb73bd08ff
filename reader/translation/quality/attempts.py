"""A sentence on its way through repair, and the ways to try it: their order, what goes together and helps."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reader.core.model import SentenceState
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.translation.quality.health import LONG, NAME, REPEATED, Fault

_OTHER_TEXTS = frozenset({"no-dot", "clauses"})
FORBIDS = frozenset({"no-loop", "no-repeat"})
"""Ways that forbid the engine to say the same twice."""

_ROUND_AND_ROUND = frozenset({REPEATED, LONG})
_SELDOM = "penalty"


@dataclass(slots=True)
class Mended:
    """A sentence after repair: what was `found` wrong at first, and what is `left` of it."""

    source: str
    result: EngineResult
    found: list[Fault] = field(default_factory=list)
    left: list[Fault] = field(default_factory=list)
    terms: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> SentenceState:
        """The state to store."""
        if self.told or self.result.state is SentenceState.SUSPECT:
            return SentenceState.SUSPECT
        return SentenceState.REPAIRED if self.found != self.left else self.result.state

    @property
    def told(self) -> list[Fault]:
        """What is left and worth telling the reader."""
        return [fault for fault in self.left if not fault.slight]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One other way to translate; `name` is for the report and the tests."""

    name: str
    search: Search = BEST
    style: str = ""

    @property
    def keeps(self) -> bool:
        """Whether the way is one to keep texts as they are."""
        return bool(self.style) or self.name == "around"


ATTEMPTS = (
    Attempt("private", style="private"),
    # A word of Arabic is two or three pieces: fewer forbidden at a time would bend words that may come back.
    Attempt("no-loop", Search(4, 1.0, 6)),
    Attempt("no-repeat", Search(4, 1.0, 3)),
    Attempt("soft-penalty", Search(4, 1.1, 3)),
    Attempt("no-dot"),
    Attempt("penalty", Search(4, 1.3, 3)),
    Attempt("section", style="section"),
    Attempt("clauses"),
    Attempt("beam", Search(8)),
    Attempt("around"),
)


def attempts(beam: int, searches: bool = True) -> tuple[Attempt, ...]:
    """The ways to try with the reader's own width of search: none costs more than the first answer.

    Without `searches` only those that give the engine another text: it knows but one search.
    """
    return tuple(
        dataclasses.replace(one, search=dataclasses.replace(one.search, beam=beam))
        for one in ATTEMPTS
        if one.name != "beam" and (searches or one.keeps or one.name in _OTHER_TEXTS)
    )


def by_search(retries: Sequence[Attempt]) -> list[list[Attempt]]:
    """The ways that one call of the engine can take together; the last resort stays the last.

    Those that forbid to say the same twice come first: only sentences that do so pay for them, and of a small
    batch's budget the other ways would leave nothing.
    """
    groups: dict[tuple[Search, bool], list[Attempt]] = {}
    for one in retries:
        groups.setdefault((one.search, one.name == "around"), []).append(one)
    return sorted(groups.values(), key=lambda ways: ways[0].name not in FORBIDS)


def helps(attempt: Attempt, one: Mended, languages: tuple[str, str]) -> bool:
    """Whether a way is worth its price for what is wrong with a sentence.

    Of 672 French and 571 English sentences of news, tries that were taken: with what is said twice forbidden,
    7 of 9 where something was and 4 of 34 elsewhere; with the higher penalty 0 of 21; for a name lost in
    Arabic alone 1 of 49, since a model spells it by its letters however it searches.
    """
    kinds = {fault.kind for fault in one.left}
    if attempt.name in FORBIDS and not kinds & _ROUND_AND_ROUND:
        return False
    if attempt.name == _SELDOM:
        return False
    return languages[1] != "ar" or kinds != {NAME}
