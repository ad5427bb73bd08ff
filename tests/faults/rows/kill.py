"""250 kills at system calls and 250 at random instants in each piece of the library's work."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.faults import real_engine
from tests.faults.jobs import JOBS
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import Result, compiled_shim, sweeping

POINTS = 250
REAL = 250
"""Kills while the real engine translates; in the sweeps a stand-in writes as it does."""
WAYS = ("calls", "random")
_ENGINE = "real engine"
PIECES = (*(f"{job}/{way}" for job in JOBS for way in WAYS), _ENGINE)
"""What the row can be made of in several runs."""


def run(share: float, seed: int, jobs: Sequence[str] = tuple(JOBS)) -> Outcome:
    """Every job, both ways of being killed."""
    pieces = [piece for piece in PIECES if piece == _ENGINE or piece.split("/")[0] in jobs]
    found: list[dict[str, Any]] = []
    _go_through(pieces, lambda _, piece: found.append(piece), share, seed)
    return summed(found)


def run_pieces(names: Sequence[str], keep: Callable[[str, dict[str, Any]], None], until: float) -> None:
    """Go through some of `PIECES`; each that is finished is given to `keep` at once.

    Args:
        names: the pieces, in their order.
        keep: takes a piece and what came of it.
        until: by the clock (s since 1970), none is begun after it.
    """
    _go_through(names, keep, 1.0, 1, until)


def _go_through(
    names: Sequence[str],
    keep: Callable[[str, dict[str, Any]], None],
    share: float,
    seed: int,
    until: float = float("inf"),
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        for piece in names:
            if time.time() > until:
                return
            if piece == _ENGINE:
                keep(piece, _engine_noted(real_engine.run_kills(share_of(REAL, share), seed)))
                continue
            job, way = piece.split("/")
            keep(piece, _noted(piece, *_killed(job, way, share_of(POINTS, share), shim, seed)))


def _killed(job: str, way: str, points: int, shim: Path | None, seed: int) -> tuple[Result | None, str]:
    """Kill one job so often in one way; returns what came of it, or why it cannot be had."""
    if way == "random":
        with sweeping(job, seed=seed + 1) as sweep:
            return sweep.random_kills(points), ""
    if shim is None:
        return None, "no C compiler: no kills at system calls"
    with sweeping(job, shim, seed) as sweep:
        return sweep.at_calls(points, "kill"), ""


def _noted(piece: str, result: Result | None, missing: str) -> dict[str, Any]:
    way = piece.split("/")[1]
    failures = [missing] if result is None else result.failures
    return {
        "counts": {
            f"kills at {way}": result.points if result else 0,
            "acknowledged": result.acknowledged if result else 0,
        },
        "complaints": [f"{piece}: {bad}" for bad in failures],
    }


def _engine_noted(outcome: Outcome) -> dict[str, Any]:
    return {"counts": outcome.counts, "complaints": outcome.complaints}


def summed(results: Iterable[dict[str, Any]]) -> Outcome:
    """The counts and the complaints of pieces, put together."""
    outcome = Outcome({"kills at calls": 0, "kills at random": 0, "acknowledged": 0})
    for found in results:
        for name, number in found["counts"].items():
            outcome.add(name, number)
        outcome.complaints += found["complaints"]
    return outcome
