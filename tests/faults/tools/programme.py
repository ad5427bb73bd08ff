"""The rows of the fault programme, and the table that a run writes into README.md.

Every row is a module `tests.faults.rows.NAME` with `run(share, seed) -> Outcome`: `share` 1 makes the
counts that the row promises, a smaller one a part of them.
"""

from __future__ import annotations

import datetime
import importlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from filelock import FileLock

from tests.faults.outcome import Outcome
from tests.faults.tools.pieces import Pieces

HERE = Path(__file__).parents[1]
RESULTS = HERE / "results.json"
README = HERE / "README.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"

ROWS = {
    "kill": "Kill -9 at every kind of write and at random instants",
    "disk": "Full disk, I/O errors, read-only, no home",
    "imports": "An import of articles with their texts, disturbed at every write, then given again",
    "rounds": "Rounds of several computers through a folder and a hub, disturbed at system calls",
    "rescue": "Opening, restoring, salvaging, moving over libraries in trouble, disturbed at every change",
    "missing": "Starts where `library.db` is missing",
    "power": "Power cuts that lose what was not synced",
    "reading": "Reading, printing and exporting are silent; nothing freezes",
    "saving": "Saving asks only for the article's pictures; address policy",
    "sanitiser": "Mutated HTML through the cleaner",
    "horrors": "The server of horrors",
    "packages": "Hostile and damaged translation packages, cut downloads",
    "damaged": "Damaged libraries",
    "writers": "Many writers",
    "names": "Naughty strings, locales, clocks, exports",
    "soak": "A day and more of a reader’s life: nothing grows",
    "crash": "Crash care and log hygiene",
}


def run_row(name: str, share: float, seed: int) -> Outcome:
    """Run one row and write down what it found."""
    started = time.monotonic()
    outcome: Outcome = importlib.import_module(f"tests.faults.rows.{name}").run(share, seed)
    note(name, outcome, time.monotonic() - started, share, seed)
    return outcome


def go_on(name: str, minutes: float, seed: int) -> Outcome:
    """Go on with a row that is made of pieces where earlier runs ended, and note what all of them found.

    Args:
        name: a row whose module has `PIECES`, `run_pieces` and `summed`.
        minutes: no piece is begun after them.
        seed: of the order in which pieces are gone through.
    """
    row = importlib.import_module(f"tests.faults.rows.{name}")
    pieces = Pieces(HERE / "pieces" / f"{name}.json")
    row.run_pieces(pieces.left(row.PIECES, seed), pieces.keep, time.time() + 60 * minutes)
    found = [value for piece, value in pieces.found().items() if piece in row.PIECES]
    outcome: Outcome = row.summed(found)
    seconds = sum(value["seconds"] for value in found)
    note(name, outcome, seconds, len(found) / len(row.PIECES), seed)
    return outcome


def note(name: str, outcome: Outcome, seconds: float, share: float, seed: int) -> None:
    """Write a row's result down and the table anew; a part does not replace a fuller clean one."""
    with FileLock(Path(tempfile.gettempdir()) / "liseuse-faults.lock"):  # rows may run side by side
        _note(name, outcome, seconds, share, seed)


def _note(name: str, outcome: Outcome, seconds: float, share: float, seed: int) -> None:
    results: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    former = results.get(name, {"share": 0, "complaints": []})
    if share >= former["share"] or outcome.complaints or former["complaints"]:
        results[name] = {
            "counts": outcome.counts,
            "complaints": [text.replace(str(HERE.parents[1]), ".")[:400] for text in outcome.complaints[:20]],
            "seconds": round(seconds),
            "share": share,
            "seed": seed,
            "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0,
            "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        }
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_table(results)


def write_table(results: dict[str, Any]) -> None:
    """Put the table into README.md."""
    lines = ["| row | what | counts | complaints | run |", "| --- | --- | --- | --- | --- |"]
    for name, title in ROWS.items():
        found = results.get(name)
        if found is None:
            lines.append(f"| `{name}` | {title} | | | not run yet |")
            continue
        counts = ", ".join(f"{what} {_number(value)}" for what, value in found["counts"].items())
        part = "whole" if found["share"] >= 1 else f"{found['share']:.3g} of the whole"
        run = f"{found['day']}, {found['seconds']} s, load {found['load']}, {part}, seed {found['seed']}"
        lines.append(f"| `{name}` | {title} | {counts} | {len(found['complaints'])} | {run} |")
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", "utf-8")


def _number(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
