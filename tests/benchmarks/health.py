"""The health check on marked pairs: faults found, false alarms, and what another try mends.

    python tests/benchmarks/health.py [--show developed]

`tests/data/health/developed.tsv` is the half the rules were written with, `measured.tsv` the other
half, whose figures count. Repair runs on the pairs that the demonstration models made themselves.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
DATA = TOP / "tests" / "data" / "health"


@dataclass(frozen=True)
class Pair:
    """A marked pair; `fault` is `ok` or a kind of fault, `origin` is `model`, `made` or `hand`."""

    pair: str
    source: str
    target: str
    alignment: str
    fault: str
    origin: str

    @property
    def languages(self) -> tuple[str, str]:
        source, target = self.pair.split("-")
        return source, target


def load(name: str) -> list[Pair]:
    """The pairs of one half."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Pair(*row) for row in rows]


@dataclass
class Figures:
    """What a half gave."""

    faulty: int = 0
    found: int = 0
    sound: int = 0
    alarms: int = 0


def judge(pairs: list[Pair], show: bool = False) -> Figures:
    """Check every pair."""
    from reader.translation.quality.health import check

    figures = Figures()
    for pair in pairs:
        faults = check(pair.source, pair.target, pair.languages, pair.alignment)
        if pair.fault == "ok":
            figures.sound += 1
            figures.alarms += bool(faults)
        else:
            figures.faulty += 1
            figures.found += bool(faults)
        if show and bool(faults) == (pair.fault == "ok"):
            print(pair.fault, pair.origin, [(f.kind, f.detail) for f in faults])
            print(f"   {pair.source}\n   {pair.target}")
    return figures


def mendable(pairs: list[Pair], folder: Path) -> tuple[int, int, int]:
    """Of the pairs the models themselves made: found again now, repaired, and what any try could mend."""
    from reader.translation.engines.argos_engine import ArgosEngine
    from reader.translation.quality.attempts import ATTEMPTS
    from reader.translation.quality.health import check
    from reader.translation.quality.repair import mend, tried

    engines = {
        "fr-en": ArgosEngine(folder / "translate-fr_en-1_1"),
        "en-ar": ArgosEngine(folder / "translate-en_ar-1_1"),
    }
    found = repaired = could = 0
    for name, engine in engines.items():
        sources = [p.source for p in pairs if p.pair == name and p.origin == "model" and p.fault != "ok"]
        languages = (name[:2], name[3:])
        results = engine.translate(sources)
        for mended in mend(sources, results, engine.translate, languages):
            found += bool(mended.found)
            repaired += bool(mended.found) and not mended.left
            if mended.found:
                again = [tried(a, mended.source, engine.translate, languages) for a in ATTEMPTS]
                could += any(not check(mended.source, r.text, languages, r.alignment) for r in again if r)
    return found, repaired, could


def main() -> None:
    """Print the figures of both halves and of repair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", default="")
    parser.add_argument("--no-repair", action="store_true")
    options = parser.parse_args()
    for name in ("developed", "measured"):
        f = judge(load(name), show=options.show == name)
        print(
            f"{name:10} {f.found}/{f.faulty} faults found ({f.found / f.faulty:.1%}), "
            f"{f.alarms}/{f.sound} false alarms ({f.alarms / f.sound:.1%})"
        )
    if options.no_repair:
        return
    with tempfile.TemporaryDirectory() as scratch:
        for file in (TOP / "resources" / "models").glob("*.argosmodel"):
            with zipfile.ZipFile(file) as archive:
                archive.extractall(scratch)
        found, repaired, could = mendable(load("developed") + load("measured"), Path(scratch))
    print(f"repair: {found} faulty sentences of the models, {repaired} repaired, {could} that some try mends")


if __name__ == "__main__":
    sys.exit(main())
