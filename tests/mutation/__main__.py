"""Faults put in by machine: `python -m tests.mutation [MODULE …]` says which of them no test notices.

Without modules it takes a sample over `PACKAGES`, the same one at every run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkResult

from tests.mutation.choice import PACKAGES, sample, worth_running
from tests.mutation.copies import (
    PLACE,
    TIMES,
    TOP,
    WHOLE_RUN,
    command_for,
    environment,
    make_copy,
    package_of,
    time_tests,
)

T = TypeVar("T")
COUNT, SEED, LEAST, PROCESSES = 200, 1, 85, 2
SURVIVED = "survived"
RESULTS = PLACE / "results.json"
"""What became of each mutant of the last run, and how it differs from the code."""


def main() -> int:
    """Run the mutants; 1 when fewer than `--least` in a hundred are noticed."""
    options = _options()
    os.chdir(TOP)
    PLACE.mkdir(parents=True, exist_ok=True)
    chosen = _chosen(options)
    copies = [make_copy(number) for number in range(PROCESSES)]
    former: dict[str, list[str]] = json.loads(RESULTS.read_text("utf-8")) if options.again else {}
    known = {_name(spec): former[_name(spec)] for spec in chosen if _name(spec) in former}
    wanted = [spec for spec in chosen if known.get(_name(spec), [SURVIVED])[0] == SURVIVED]
    packages = sorted({package_of(str(spec.module_path)) for spec in wanted})
    with ProcessPoolExecutor(PROCESSES) as pool:
        timed = list(pool.map(time_tests, copies, _shares(packages)))
        if None in timed:
            print("these tests fail without a mutant")
            return 2
        TIMES.write_text(json.dumps({k: v for times in timed for k, v in (times or {}).items()}), "utf-8")
        for share in pool.map(_run_all, copies, _shares(wanted)):
            known.update(share)
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False), "utf-8")
    return _report(known, options.least)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "modules", nargs="*", help="files or folders below reader/; all their mutants are run"
    )
    parser.add_argument("--count", type=int, default=0, help=f"how many mutants ({COUNT} without modules)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--least", type=int, default=LEAST, help="per cent that must be noticed")
    parser.add_argument("--again", action="store_true", help="run only what survived the last time")
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> list[MutationSpec]:
    """The mutants of the modules named, or a sample."""
    specs = _mutants(options.modules or [f"reader/{package}" for package in PACKAGES])
    count = options.count or (len(specs) if options.modules else COUNT)
    chosen = specs if count >= len(specs) else sample(specs, count, options.seed)
    print(f"{len(chosen)} of {len(specs)} mutants, seed {options.seed}", flush=True)
    return chosen


def _mutants(folders: Sequence[str]) -> list[MutationSpec]:
    """Every mutant below some files and folders that is worth a run."""
    paths = [Path(folder) for folder in folders]
    files = sorted({f for p in paths for f in ([p] if p.is_file() else p.rglob("*.py"))})
    with use_db(str(PLACE / "mutants.sqlite")) as mutants:
        init(files, mutants, {})
        return worth_running(mutation for item in mutants.work_items for mutation in item.mutations)


def _shares(whole: Sequence[T]) -> list[Sequence[T]]:
    """One part for each process."""
    return [whole[number::PROCESSES] for number in range(PROCESSES)]


def _run_all(copy: Path, specs: Sequence[MutationSpec]) -> dict[str, list[str]]:
    """Run mutants one after the other in a copy; in a process of its own, which stands there."""
    os.chdir(copy)
    os.environ.update(environment(copy))
    found = {}
    for spec in specs:
        result = mutate_and_test([spec], command_for(copy, str(spec.module_path)), WHOLE_RUN)
        print(_state(result), _name(spec), flush=True)
        found[_name(spec)] = [_state(result), "\n".join((result.diff or "").splitlines()[3:])]
    return found


def _state(result: WorkResult) -> str:
    if result.test_outcome is TestOutcome.SURVIVED:
        return SURVIVED
    if result.test_outcome is TestOutcome.INCOMPETENT:
        return "not run"
    output = result.output or ""
    return "timed out" if output == "timeout" or "Timeout (>" in output else "killed"


def _name(spec: MutationSpec) -> str:
    line, column = spec.start_pos
    operator = spec.operator_name.removeprefix("core/")
    return f"{spec.module_path}:{line}:{column} {operator} {spec.occurrence}"


def _report(results: dict[str, list[str]], least: int) -> int:
    """Print what no test noticed and the counts of each package."""
    counts = Counter((package_of(name), state) for name, (state, _) in results.items())
    lines = [f"== {name}\n{diff}\n" for name, (state, diff) in sorted(results.items()) if state == SURVIVED]
    for package in sorted({package for package, _ in counts}):
        states = {state: n for (of, state), n in sorted(counts.items()) if of == package}
        lines.append(f"{package}: " + ", ".join(f"{n} {state}" for state, n in states.items()))
    noticed = sum(n for (_, state), n in counts.items() if state in ("killed", "timed out"))
    share = 100 * noticed / max(1, len(results))
    lines.append(f"noticed: {noticed} of {len(results)}, {share:.1f} %")
    text = "\n".join(lines)
    (PLACE / "report.txt").write_text(text + "\n", "utf-8")
    print(text)
    return int(share < least)


if __name__ == "__main__":
    sys.exit(main())
