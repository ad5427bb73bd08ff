"""The start where `library.db` is missing, in nine situations."""

from __future__ import annotations

from collections.abc import Sequence

from tests.faults.outcome import Outcome
from tests.faults.rescue.missing import MISSING
from tests.faults.rows.rescue import in_shim


def run(share: float, seed: int, names: Sequence[str] = tuple(MISSING)) -> Outcome:
    """The same at any share."""
    del share, seed
    found = in_shim("tests.faults.rescue.missing", *names)
    outcome = Outcome(
        {"situations": len(names), "starts": 2 * len(names), "wrong": sum(map(bool, found.values()))}
    )
    outcome.complaints = [f"{name}: {wrong}" for name, wrongs in found.items() for wrong in wrongs]
    return outcome
