"""Opening, restoring, salvaging and moving over libraries in trouble: killed before every change of the
disk, and told a full or broken disk, for a moment or for good, at every one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.faults.outcome import Outcome, grouped
from tests.faults.rescue.situations import ACTS, SITUATIONS
from tests.faults.tools.driver import HERE, compiled_shim

FAULTS = ("kill", "ENOSPC once", "ENOSPC lasting", "EIO once", "EIO lasting")
BAD = ("lost", "empty", "unanswered", "strange", "stuck", "left")
"""In words: an article out of reach; an empty library where there was one; a traceback, a hang or no word;
neither the former library nor the new one; the same again is refused; something is left for ever."""

Pair = tuple[str, str]
PAIRS: tuple[Pair, ...] = tuple((situation, act) for act in ACTS for situation in SITUATIONS)


def run(share: float, seed: int, pairs: Iterable[Pair] = PAIRS, window: bool = True) -> Outcome:
    """Every act over every library; there is nothing left to chance."""
    del seed
    chosen = list(pairs)
    options = ("--share", str(share), *(() if window else ("--no-window",)))
    beside = beside_each_other()
    words = ["/".join(pair) for pair in chosen]
    parts = [part for number in range(beside) if (part := words[number::beside])]
    with ThreadPoolExecutor(beside) as pool:
        done = pool.map(lambda part: all_in_shim("tests.faults.rescue.sweeping", *part, *options), parts)
        found = [result for results in done for result in results]
    outcome = Outcome({"libraries and acts": len(chosen)})
    tries, bad = Counter[str](), Counter[str]()
    states = windows = 0
    for result in found:
        tries.update(result["tries"])
        bad.update(result["bad"])
        states += result["states"]
        windows += result["windows"]
        outcome.complaints += [
            f"{result['act']} over {result['situation']}: {c}" for c in grouped(result["complaints"])
        ]
    outcome.counts |= {name: tries[name] for name in FAULTS}
    outcome.counts |= {"distinct states": states, "windows": windows}
    outcome.counts |= {name: bad[name] for name in BAD}
    return outcome


def beside_each_other() -> int:
    """How many sweeps run at a time."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def in_shim(module: str, *words: str) -> dict[str, Any]:
    """Run a module of the programme with the shim loaded; returns the last JSON object that it prints.

    Raises:
        RuntimeError: as `all_in_shim`.
    """
    return all_in_shim(module, *words)[-1]


def all_in_shim(module: str, *words: str) -> list[dict[str, Any]]:
    """Run a module of the programme with the shim loaded; returns the JSON objects that it prints, a line
    each.

    Raises:
        RuntimeError: there is no C compiler, or the module ended otherwise than it should.
    """
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        if shim is None:
            raise RuntimeError("no C compiler, or no LD_PRELOAD")
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=HERE.parents[1],
            env={**os.environ, "LD_PRELOAD": str(shim), "QT_QPA_PLATFORM": "offscreen"},
        )
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(words)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
