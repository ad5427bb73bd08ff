"""250 kills at system calls and 250 at random instants in each piece of the library's work."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.faults import real_engine
from tests.faults.jobs import JOBS
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import compiled_shim, sweeping

POINTS = 250
REAL = 250
"""Kills while the real engine translates; in the sweeps a stand-in writes as it does."""


def run(share: float, seed: int, jobs: Sequence[str] = tuple(JOBS)) -> Outcome:
    """Every job, both ways of being killed."""
    outcome = Outcome({"jobs": len(jobs), "kills at calls": 0, "kills at random": 0, "acknowledged": 0})
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        outcome.check(shim is not None, "no C compiler: no kills at system calls")
        for job in jobs:
            number = share_of(POINTS, share)
            if shim is not None:
                with sweeping(job, shim, seed) as sweep:
                    found = sweep.at_calls(number, "kill")
                outcome.add("kills at calls", found.points)
                outcome.add("acknowledged", found.acknowledged)
                outcome.complaints += [f"{job}, at a call: {bad}" for bad in found.failures]
            with sweeping(job, seed=seed + 1) as sweep:
                found = sweep.random_kills(number)
            outcome.add("kills at random", found.points)
            outcome.add("acknowledged", found.acknowledged)
            outcome.complaints += [f"{job}, at random: {bad}" for bad in found.failures]
    outcome.join(real_engine.run_kills(share_of(REAL, share), seed))
    return outcome
