"""Naughty strings everywhere; five locales and three dates give the same answers; exports are sound."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.faults.outcome import Outcome
from tests.faults.tools.driver import HERE
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT

LOCALES = ("C", "tr_TR.UTF-8", "ar_EG.UTF-8", "fa_IR.UTF-8", "fr_FR.UTF-8")
YEARS = (1971, 2026, 2099)
_MOMENTS = ("date", "saved_at", "seconds", "created_at", "updated_at", "path", "read_at", "opened_at")
_COPY = re.compile(r"\S*library-\d{8}-\d{6}\.db")
_PLACES = ("Pacific/Apia", "UTC", "Africa/Casablanca")


def run(share: float, seed: int) -> Outcome:
    """The strings by their own tests, the rest through the command line."""
    del share, seed
    outcome = Outcome({"naughty strings": 0})
    data = HERE.parent / "data" / "naughty_strings" / "blns.json"
    outcome.counts["naughty strings"] = len(json.loads(data.read_text("utf-8")))
    tests = ["tests/services/library/test_naughty_strings.py", "tests/gui/article_view/test_naughty_input.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    outcome.check(done.returncode == 0, f"naughty strings: {done.stdout[-1200:]}")
    with tempfile.TemporaryDirectory() as folder:
        outcome.join(_same_everywhere(Path(folder)))
    return outcome


def _same_everywhere(folder: Path) -> Outcome:
    outcome = Outcome({"locales": 0, "dates": 0, "answers compared": 0})
    shifter = _shifter(folder)
    outcome.check(shifter is not None, "no C compiler: the clock cannot be turned")
    with hostile_module().HostileServer(lifetime=36_000) as server:
        wanted = _session(server, folder / "plain", {}, outcome)
        for name in LOCALES:
            found = _session(server, folder / name, _locale(folder, name), outcome)
            outcome.add("locales")
            outcome.check(found == wanted, f"{name}: {_difference(wanted, found)}")
        for number, year in enumerate(YEARS if shifter else ()):
            shift = round((year - time.gmtime().tm_year) * 365.25 * 86_400)
            more = {"LD_PRELOAD": str(shifter), "CLOCK_SHIFT": str(shift), "TZ": _PLACES[number]}
            found = _session(server, folder / str(year), more, outcome)
            outcome.add("dates")
            outcome.check(found == wanted, f"{year}: {_difference(wanted, found)}")
            # The clock goes back to today: nothing is deleted because of a date.
            after = _ask(folder / str(year), {}, "list", "--view", "all")
            outcome.check(len(after) == len(wanted[3]), f"{year}, then back: {len(after)} articles")
    return outcome


def _session(server: Any, library: Path, more: dict[str, str], outcome: Outcome) -> list[Any]:
    """What a reader does, and every answer without its moments."""
    pages = [server.url(f"/article/{name}") for name in ("plain/1", "bidi", "csv/0", "title/dots")]
    steps: list[list[str]] = [
        ["save", *pages, "--tag", "İstanbul", "--tag", "ılık"],
        ["tag", "1", "--add", "فارسی"],
        ["favourite", "1"],
        ["list", "--view", "all"],
        ["list", "--tag", "istanbul"],
        ["show", "1"],
        ["search", "BEGIN"],
        ["search", "İSTANBUL"],
        ["delete", "2"],
        ["restore", "2"],
        ["backup"],
        ["doctor"],
    ]
    answers = []
    for step in steps:
        answers.append(_ask(library, more, *step, outcome=outcome))
        outcome.add("answers compared")
    return answers


def _ask(library: Path, more: dict[str, str], *step: str, outcome: Outcome | None = None) -> Any:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--library", str(library), "--json", *step],
        capture_output=True,
        check=False,
        cwd=HERE.parents[1],
        env={**kept, **more},
        timeout=LIMIT,
    )
    if outcome is not None:
        outcome.check(b"Traceback" not in done.stderr, f"{step}: {done.stderr[-600:]!r}")
    try:
        return _timeless(json.loads(done.stdout))
    except ValueError:
        return f"no JSON: {done.stdout[-200:]!r} {done.stderr[-300:]!r}"


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _timeless(v) for k, v in value.items() if k not in _MOMENTS}
    if isinstance(value, str):
        return _COPY.sub("a backup", value)
    return [_timeless(v) for v in value] if isinstance(value, list) else value


def _difference(wanted: list[Any], found: list[Any]) -> str:
    pairs = [(a, b) for a, b in zip(wanted, found, strict=True) if a != b]
    texts = [[json.dumps(value, ensure_ascii=False)[:400] for value in pair] for pair in pairs[:2]]
    return " ".join(f"{before} became {after}" for before, after in texts)


def _locale(folder: Path, name: str) -> dict[str, str]:
    """A locale made for the occasion where the system has its source."""
    if name == "C":
        return {"LC_ALL": "C"}
    place = folder / "locales"
    place.mkdir(exist_ok=True)
    if shutil.which("localedef"):
        language, charset = name.split(".")
        subprocess.run(
            ["localedef", "-c", "-i", language, "-f", charset, str(place / name)],
            check=False,
            capture_output=True,
        )
    return {"LOCPATH": str(place), "LC_ALL": name, "LANG": name}


def _shifter(folder: Path) -> Path | None:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    target = folder / "clock.so"
    command = [compiler, "-shared", "-fPIC", "-w", "-o", str(target), str(HERE / "tools" / "clock.c"), "-ldl"]
    return target if subprocess.run(command, check=False).returncode == 0 else None
