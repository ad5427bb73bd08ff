"""A sentence on its way through repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.core.model import SentenceState
from reader.translation.engines.engine import EngineResult
from reader.translation.quality.health import Fault


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
