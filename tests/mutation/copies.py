"""Copies of the project in which mutants are run, so that none ever stands in the code itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

TOP = Path(__file__).resolve().parents[2]
PLACE = TOP / "build" / "mutation"
TIMES = PLACE / "times.json"
"""Seconds that each test file took without a mutant."""
ONE_TEST = 120
"""Seconds that one test may take; the longest takes a quarter of it."""
WHOLE_RUN = 1200
"""Seconds that the tests of one package may take."""
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info"
)


def make_copy(number: int) -> Path:
    """A fresh copy of the project as it is now."""
    copy = PLACE / f"copy-{number}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(TOP, copy, ignore=_LEFT_OUT)
    return copy


def environment(copy: Path) -> dict[str, str]:
    """What tests in a copy run with: its own code, in every process they start."""
    return {
        **os.environ,
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }


def package_of(module: str) -> str:
    """The package whose tests are for a module: `saving` for `reader/saving/fetching/urls.py`."""
    return Path(module).parts[1]


def command_for(copy: Path, module: str) -> str:
    """Runs the tests of a module's package until one fails, those that are most about it first."""
    return " ".join([sys.executable, "-m", "pytest", *_OPTIONS, "-x", *ordered_tests(copy, module)])


_OPTIONS = (
    *("-p", "no:xdist", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("--hypothesis-seed=0", f"--timeout={ONE_TEST}", "--tb=line"),
)


def ordered_tests(copy: Path, module: str) -> list[str]:
    """The test files of a module's package: its own, those that name it, then the quick before the slow."""
    path = Path(module)
    times = json.loads(TIMES.read_text("utf-8")) if TIMES.exists() else {}
    dotted = ".".join(path.with_suffix("").parts)
    named = re.compile(
        rf"\b{re.escape(dotted)}\b|from {re.escape(dotted.rpartition('.')[0])} import [^\n]*\b{path.stem}\b"
    )

    def order(file: Path) -> tuple[bool, bool, float, str]:
        name = str(file.relative_to(copy))
        other = not named.search(file.read_text("utf-8"))
        return (path.stem not in file.stem or other, other, times.get(name, 0.0), name)

    folder = copy / "tests" / package_of(module)
    return [str(file.relative_to(copy)) for file in sorted(folder.rglob("test_*.py"), key=order)]


def time_tests(copy: Path, packages: Sequence[str]) -> dict[str, float] | None:
    """Run packages' tests without a mutant: how long each file takes, or `None` when one of them fails."""
    times: dict[str, float] = {}
    for package in packages:
        report = PLACE / f"{package}.xml"
        command = [sys.executable, "-m", "pytest", *_OPTIONS, f"--junit-xml={report}", f"tests/{package}"]
        done = subprocess.run(command, cwd=copy, env=environment(copy), stdout=subprocess.PIPE, text=True)
        if done.returncode:
            print(done.stdout)
            return None
        for case in ElementTree.parse(report).iter("testcase"):
            name = _file_of(case.attrib["classname"])
            times[name] = times.get(name, 0.0) + float(case.attrib["time"])
    return times


def _file_of(dotted: str) -> str:
    """The file of a test's module, which may end with the name of a class."""
    parts = dotted.split(".")
    while len(parts) > 1 and not (TOP / Path(*parts).with_suffix(".py")).exists():
        parts.pop()
    return str(Path(*parts).with_suffix(".py"))
