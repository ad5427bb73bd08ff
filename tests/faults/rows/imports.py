"""An import of 60 articles with their texts, disturbed at every write to the disk, then given again."""

from __future__ import annotations

import errno
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.outcome import Outcome
from tests.faults.tools.driver import compiled_shim, sweeping

FAULTS = (("kills", 0, False), ("ENOSPC", errno.ENOSPC, True), ("EIO", errno.EIO, False))
_WORDS = frozenset(("done", "ERROR disk-full", "ERROR disk-error"))


def run(share: float, seed: int) -> Outcome:
    """Every fault at every write: nothing twice, nothing lost, and each error is one of the disk."""
    outcome = Outcome({name: 0 for name, _, _ in FAULTS})
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        outcome.check(shim is not None, "no C compiler")
        for name, code, stay in FAULTS if shim is not None else ():
            with sweeping("texts", shim, seed) as sweep:
                found = sweep.at_every_call(share, name, code, stay)
            outcome.add(name, found.points)
            outcome.add("rows acknowledged", found.acknowledged)
            outcome.complaints += [f"{name}: {bad}" for bad in found.failures]
            strange = Counter({end: n for end, n in found.ends.items() if end not in _WORDS | {"killed"}})
            outcome.check(not strange, f"{name}: it ended otherwise: {dict(strange)}")
    return outcome
