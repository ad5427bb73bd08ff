"""The power goes while something is saved, restored, salvaged or moved: what was not synced is lost, in every
combination of a few changes and in hundreds of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tests.faults.outcome import Outcome, grouped
from tests.faults.power.losing import ACTS
from tests.faults.rows.rescue import BAD, Pair, beside_each_other, in_shim


def run(share: float, seed: int, acts: Iterable[Pair] = ACTS) -> Outcome:
    """Every act."""
    chosen = list(acts)
    options = ("--share", str(share), "--seed", str(seed))
    with ThreadPoolExecutor(beside_each_other()) as pool:
        found = list(pool.map(lambda pair: in_shim("tests.faults.power.losing", *pair, *options), chosen))
    outcome = Outcome({"acts": len(chosen)})
    bad = Counter[str]()
    outcome.counts |= {"power cuts": 0, "changes": 0, "distinct states": 0}
    for result in found:
        outcome.add("power cuts", result["tries"]["power cuts"])
        outcome.add("changes", result["tries"]["changes"])
        outcome.add("distinct states", result["states"])
        bad.update(result["bad"])
        outcome.complaints += [
            f"{result['act']} over {result['situation']}: {c}" for c in grouped(result["complaints"])
        ]
    outcome.counts |= {name: bad[name] for name in BAD}
    return outcome
