"""Kills and faults, counted: hundreds at random instants and at every kind of write to the disk."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.jobs import GROWING, STORED
from tests.faults.outcome import share_of
from tests.support.limits import LIMIT

HERE = Path(__file__).parents[1]
ROUNDS = 40
"""A growing library is made anew after so many rounds, so that judging it stays quick."""


@dataclass
class Result:
    """What came of one job under one kind of fault."""

    job: str
    fault: str
    points: int = 0
    acknowledged: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Host:
    """A process that forks the jobs (see `host`)."""

    def __init__(self, shim: Path | None = None) -> None:
        environment = {**os.environ, **({"LD_PRELOAD": str(shim)} if shim is not None else {})}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HERE.parents[1],
            env=environment,
        )

    def __call__(self, job: str, folder: Path, **more: Any) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"job": job, "folder": str(folder), **more}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(LIMIT)
        self._process.stdout.close()


@contextmanager
def hosting(shim: Path | None = None) -> Iterator[Host]:
    """A host for the length of a `with`."""
    host = Host(shim)
    try:
        yield host
    finally:
        host.close()


def compiled_shim(folder: Path) -> Path | None:
    """The shim, or `None` where there is no C compiler or no LD_PRELOAD."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    target = folder / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-w", "-o", str(target), str(HERE / "tools" / "shim.c"), "-ldl"]
    return target if subprocess.run(command, check=False).returncode == 0 else None


def variants(job: str) -> list[str]:
    """The libraries a job starts from: every past version for migration, and none at all."""
    return [*sorted(p.name for p in STORED.iterdir()), "none"] if job == "migrate" else [""]


class Sweep:
    """Disturbs one job many times and judges the library after each."""

    def __init__(self, host: Host, job: str, rng: random.Random, top: Path) -> None:
        self._host, self._job, self._rng, self._top = host, job, rng, top
        self._folder = top / job
        self._variant = ""
        self._promises: list[str] = []
        self._rounds = 0

    def random_kills(self, points: int) -> Result:
        """Kill -9 at random instants."""
        result = Result(self._job, "kill -9 at a random instant")
        names, spans = variants(self._job), dict[str, float]()
        for number in range(points):
            variant = names[number % len(names)]
            if variant not in spans:
                spans[variant] = self._dry(variant)[0]
            self._begin(variant)
            span = spans[variant]
            self._round(result, delay=self._rng.uniform(0, span * 1.05))
        return result

    def at_calls(self, points: int, name: str, code: int = 0, stay: bool = False) -> Result:
        """Kill -9 (`code` 0) or an error at chosen writes to the disk."""
        result = Result(self._job, name)
        names, calls = variants(self._job), dict[str, int]()
        for number in range(points):
            variant = names[number % len(names)]
            if variant not in calls:
                calls[variant] = self._dry(variant)[1]
            self._begin(variant)
            # Every point once before any twice.
            share = (number // len(names) + self._rng.random()) * len(names) / points
            at = 1 + int(min(share, 0.999) * calls[variant])
            self._round(result, at=at, errno=code, stay=int(stay))
        return result

    def at_every_call(self, share: float, name: str, code: int = 0, stay: bool = False) -> Result:
        """As `at_calls`, at each write to the disk once, or at a share of them."""
        _, calls = self._dry("")
        return self.at_calls(share_of(calls, share), name, code, stay)

    def calls(self) -> int:
        """How many writes to the disk a run without a fault makes."""
        return self._dry("")[1]

    def at_call(self, at: int, name: str, code: int = 0, stay: bool = False) -> Result:
        """As `at_calls`, at one write, of a library that is made anew."""
        result = Result(self._job, name)
        self._rounds = 0
        self._begin("")
        self._round(result, at=at, errno=code, stay=int(stay))
        return result

    def _dry(self, variant: str) -> tuple[float, int]:
        """A run without a fault: its length in seconds and in calls, and whether the judge agrees."""
        self._rounds = 0
        self._begin(variant)
        found = self._host(self._job, self._folder, seed=1)
        assert found["end"] == 0, found
        said = [line for line in found["lines"] if line.startswith(("ACK", "TRY"))]
        bad = self._host("judge", self._folder, of=self._job, promises=said, variant=variant)
        assert bad["end"] == 0 and not bad["lines"], bad
        calls = next((int(x.split()[1]) for x in found["lines"] if x.startswith("CALLS")), 0)
        self._rounds = 0
        return found["seconds"], calls

    def _begin(self, variant: str) -> None:
        fresh = self._job not in GROWING or self._rounds % ROUNDS == 0
        self._rounds += 1
        self._variant = variant
        if not fresh:
            return
        template = self._top / f"template-{self._job}-{variant}"
        if not template.exists():
            made = self._host("prepare", template, of=self._job, variant=variant)
            assert made["end"] == 0, made
        for stale in self._top.glob(f"{self._folder.name}*"):
            shutil.rmtree(stale)
        shutil.copytree(template, self._folder)
        self._promises = []

    def _round(self, result: Result, **order: Any) -> None:
        found = self._host(self._job, self._folder, seed=self._rng.getrandbits(32), **order)
        said = [line for line in found["lines"] if line.startswith(("ACK", "TRY"))]
        self._promises += said
        result.points += 1
        result.acknowledged += sum(line.startswith("ACK") for line in said)
        errors = [line for line in found["lines"] if line.startswith(("ERROR", "BUG"))]
        end = "killed" if found["end"] == -9 else " ".join(errors[0].split()[:2]) if errors else "done"
        result.ends["hung" if found["end"] == "hung" else end] += 1
        bad = [line for line in errors if line.startswith("BUG")]
        bad += ["it hung"] if found["end"] == "hung" else []
        verdict = self._host(
            "judge", self._folder, of=self._job, promises=self._promises, variant=self._variant
        )
        bad += verdict["lines"] or ([] if verdict["end"] == 0 else [f"the judge ended with {verdict['end']}"])
        if bad:
            result.failures.append(f"{self._variant} {order}: {'; '.join(bad)}"[:1500])
            # At once: a long row may be ended before it has told what it found.
            print(f"   ? {self._job}, {result.fault}: {result.failures[-1]}", file=sys.stderr, flush=True)
            self._rounds = 0  # go on with a sound one


@contextmanager
def sweeping(job: str, shim: Path | None = None, seed: int = 1, host: Host | None = None) -> Iterator[Sweep]:
    """A sweep of one job in a folder of its own, by `host` or by one of its own with the shim."""
    top = Path(tempfile.mkdtemp(prefix=f"faults-{job}-"))
    try:
        with hosting(shim) if host is None else nullcontext(host) as used:
            yield Sweep(used, job, random.Random(seed), top)
    finally:
        shutil.rmtree(top, ignore_errors=True)
