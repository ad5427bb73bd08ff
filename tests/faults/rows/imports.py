"""An import of 60 articles with their texts, disturbed at every write to the disk, then given again."""

from __future__ import annotations

import errno
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.faults.outcome import Outcome
from tests.faults.tools.driver import Result, Sweep, compiled_shim, sweeping

FAULTS = {"kills": (0, False), "ENOSPC": (errno.ENOSPC, True), "EIO": (errno.EIO, False)}
"""By their names: the error, none for a kill, and whether it lasts."""
_WORDS = frozenset(("done", "ERROR disk-full", "ERROR disk-error", "killed"))
_SLICES = 200
PIECES = tuple(f"{name}/{number:03}" for name in FAULTS for number in range(_SLICES))
"""What the row can be made of in several runs: each fault at every two-hundredth write, from each on."""


def run(share: float, seed: int) -> Outcome:
    """Every fault at every write: nothing twice, nothing lost, and each error is one of the disk."""
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        if shim is None:
            return Outcome(complaints=["no C compiler"])
        found = []
        for name, (code, stay) in FAULTS.items():
            with sweeping("texts", shim, seed) as sweep:
                found.append(_noted([sweep.at_every_call(share, name, code, stay)]))
    return summed(found)


def run_pieces(names: Sequence[str], keep: Callable[[str, dict[str, Any]], None], until: float) -> None:
    """Go through some of `PIECES`; each that is finished is given to `keep` at once.

    Args:
        names: the pieces, in their order.
        keep: takes a piece and what came of it.
        until: by the clock (s since 1970), none is begun after it.

    Raises:
        RuntimeError: there is no C compiler.
    """
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        if shim is None:
            raise RuntimeError("no C compiler, or no LD_PRELOAD")
        with sweeping("texts", shim) as sweep:
            calls = sweep.calls()
            for piece in names:
                if time.time() > until:
                    return
                keep(piece, _noted(_slice(sweep, piece, calls)))


def _slice(sweep: Sweep, piece: str, calls: int) -> list[Result]:
    """Disturb the writes of one piece, one after the other."""
    name, number = piece.split("/")
    code, stay = FAULTS[name]
    return [sweep.at_call(at, name, code, stay) for at in range(int(number) + 1, calls + 1, _SLICES)]


def _noted(results: Sequence[Result]) -> dict[str, Any]:
    """Results of one fault as they are kept."""
    strange = sum((Counter({e: n for e, n in r.ends.items() if e not in _WORDS}) for r in results), Counter())
    complaints = [bad for result in results for bad in result.failures]
    return {
        "fault": results[0].fault if results else "",
        "points": sum(result.points for result in results),
        "acknowledged": sum(result.acknowledged for result in results),
        "complaints": [*complaints, *([f"it ended otherwise: {dict(strange)}"] if strange else [])],
    }


def summed(results: Iterable[dict[str, Any]]) -> Outcome:
    """The counts and the complaints of pieces, put together."""
    outcome = Outcome({**dict.fromkeys(FAULTS, 0), "rows acknowledged": 0})
    for found in results:
        if found["fault"]:
            outcome.add(found["fault"], found["points"])
        outcome.add("rows acknowledged", found["acknowledged"])
        outcome.complaints += [f"{found['fault']}: {bad}" for bad in found["complaints"]]
    return outcome
