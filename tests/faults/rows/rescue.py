"""Opening, restoring, salvaging and moving over libraries in trouble: killed before every change of the
disk, and told a full or broken disk, for a moment or for good, at every one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
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


PIECES = tuple("/".join(pair) for pair in PAIRS)
"""What the row can be made of in several runs: each act over each library."""


def run(share: float, seed: int, pairs: Iterable[Pair] = PAIRS, window: bool = True) -> Outcome:
    """Every act over every library; there is nothing left to chance."""
    del seed
    words = ["/".join(pair) for pair in pairs]
    return summed(_sweeps(words, ("--share", str(share), *(() if window else ("--no-window",)))))


def run_pieces(names: Sequence[str], keep: Callable[[str, dict[str, Any]], None], until: float) -> None:
    """Go through some of `PIECES`; each that is finished is given to `keep` at once.

    Errors are given at the first and the last of changes of the same kind to the same file that follow each
    other, and at one between them; kills at every change.

    Args:
        names: the pieces, in their order.
        keep: takes a piece and what came of it.
        until: by the clock (s since 1970), none is begun after it.
    """
    for found in _sweeps(names, ("--ends", "--until", str(until))):
        keep(f"{found['situation']}/{found['act']}", found)


def _sweeps(words: Sequence[str], options: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What comes of each pair, in as many processes as there are processors."""
    beside = beside_each_other()
    parts = [part for number in range(beside) if (part := words[number::beside])]
    news: SimpleQueue[dict[str, Any] | None] = SimpleQueue()

    def go(part: Sequence[str]) -> None:
        try:
            for found in lines_in_shim("tests.faults.rescue.sweeping", *part, *options):
                news.put(found)
        finally:
            news.put(None)

    with ThreadPoolExecutor(beside) as pool:
        running = [pool.submit(go, part) for part in parts]
        for _ in parts:
            yield from iter(news.get, None)
        for each in running:
            each.result()


def summed(results: Iterable[dict[str, Any]]) -> Outcome:
    """The counts and the complaints of pairs, put together."""
    found = list(results)
    outcome = Outcome({"libraries and acts": len(found)})
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
    return list(lines_in_shim(module, *words))


def lines_in_shim(module: str, *words: str) -> Iterator[dict[str, Any]]:
    """As `all_in_shim`, each object as soon as it is there."""
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile("w+") as errors:
        shim = compiled_shim(Path(scratch))
        if shim is None:
            raise RuntimeError("no C compiler, or no LD_PRELOAD")
        with subprocess.Popen(
            [sys.executable, "-m", module, *words],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=HERE.parents[1],
            env={**os.environ, "LD_PRELOAD": str(shim), "QT_QPA_PLATFORM": "offscreen"},
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("{"):
                    yield json.loads(line)
        if process.returncode:
            errors.seek(0)
            said = errors.read()[-2000:]
            raise RuntimeError(f"{module} {' '.join(words)} ended with {process.returncode}: {said}")
