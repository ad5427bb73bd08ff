"""Every page of the hostile server saved by a fresh process."""

from __future__ import annotations

from tests.faults.horrors import outcomes, paths
from tests.faults.outcome import Outcome, share_of


def run(share: float, seed: int) -> Outcome:
    """With a share, every n-th page."""
    everything = paths()
    step = max(1, len(everything) // share_of(len(everything), share))
    outcome = Outcome({"pages": 0, "saved": 0, "refused": 0, "character sets": 0, "no articles": 0})
    slowest = largest = 0.0
    for one in outcomes(everything[seed % step :: step]):
        saved = one.outcome == "saved"
        outcome.add("pages")
        outcome.add("saved" if saved else "refused")
        outcome.add("character sets", int(one.path.startswith("/charset/") and saved and one.whole))
        outcome.add("no articles", int(one.path.startswith("/page/") and (not saved or bool(one.marked))))
        slowest, largest = max(slowest, one.seconds), max(largest, one.saving, one.worker)
        outcome.complaints += [f"{one.path}: {bad}" for bad in one.complaints()]
    outcome.counts["slowest"] = f"{slowest:.0f} s"
    outcome.counts["largest"] = f"{largest:.0f} MB"
    return outcome
