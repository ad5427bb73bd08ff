"""Our engine beside `argostranslate` as shipped: CPU time, speed, first paragraph, memory.

    python tests/benchmarks/translation.py [--models small,official] [--words 0,1000,10000] [--repeats 3]

Every row is a process of its own, one after the other, on the same text and the same packages, with
the network of the Argos process left unused (its packages bring their own splitter). `words 0` is the
fixture article. CPU seconds count all threads; loading is left out, splitting is in. "official" is a
random-weight model of the official size, whose every sentence gives 32 tokens.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import bench_text

TOP = Path(__file__).resolve().parents[2]
ROUTES = {"en": [("fr", "en")], "ar": [("fr", "en"), ("en", "ar")]}


def main() -> None:
    """Run every combination and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", default="small")
    parser.add_argument("--words", default="0,1000")
    parser.add_argument("--target", default="en,ar")
    parser.add_argument("--repeats", type=int, default=1, help="rounds over all ways; the least time counts")
    parser.add_argument("--json")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        how, target = options.run.split(":")
        answer = RUNS[how](Path(options.folder), target, bench_text.article(int(options.words)), how)
        print(json.dumps(answer))
        return
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for models in options.models.split(","):
            folder = packages(Path(scratch), models)
            for target in options.target.split(","):
                for words in options.words.split(","):
                    rows += compare(folder, models, target, words, options.repeats)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), "utf-8")


def packages(scratch: Path, models: str) -> Path:
    """A folder with both packages, as Argos and we find them."""
    folder = scratch / models
    folder.mkdir()
    for file in sorted((TOP / "resources" / "models").glob("*.argosmodel")):
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder)
    if models == "official":
        from random_model import make_package

        for sample in sorted(folder.iterdir()):
            made = make_package(sample, scratch / f"made-{sample.name}")
            sample.rename(scratch / f"sample-{sample.name}")
            made.rename(sample)
    return folder


def compare(folder: Path, models: str, target: str, words: str, repeats: int) -> list[dict[str, Any]]:
    """One text by Argos and by our ways, each in a process of its own; prints as it goes."""
    ways = ["argos", "whole", "streaming", "faster", "faster-streaming"]
    rows: list[dict[str, Any]] = []
    rounds = [{way: measured(folder, f"{way}:{target}", words) for way in ways} for _ in range(repeats)]
    for way in ways:
        least = min((one[way] for one in rounds), key=lambda row: float(row["cpu"]))
        row = {"models": models, "target": target, "way": way, **least}
        rows.append(row)
        base = rows[0]
        if base.get("failed"):
            base = {"cpu": float("nan")}
        print(
            f"{models:9}fr-{target} {row['words']:6} words  {way:17}{row['cpu']:8.2f} s CPU "
            f"{row['words'] / row['wall']:7.0f} words/s  x{base['cpu'] / row['cpu']:5.2f}  "
            f"first {row['first_cpu']:6.2f} s = 1/{base['cpu'] / row['first_cpu']:.0f} of Argos  "
            f"+{row['memory']:.0f} MB {row.get('failed', '')}",
            flush=True,
        )
    return rows


def measured(folder: Path, run: str, words: str) -> dict[str, Any]:
    """Run this file for one row."""
    command = [sys.executable, __file__, "--run", run, "--folder", str(folder), "--words", words]
    with tempfile.TemporaryDirectory() as home:
        names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        environment = {**os.environ, **dict.fromkeys(names, home), "ARGOS_PACKAGES_DIR": str(folder)}
        out = subprocess.PIPE
        done = subprocess.run(command, env=environment, stdout=out, text=True, check=True, cwd=TOP)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def by_argos(folder: Path, target: str, text: list[list[str]], _how: str) -> dict[str, Any]:
    """`argostranslate.translate.translate` on the whole text, its first paragraph apart."""
    from argostranslate import translate

    paragraphs = [" ".join(sentences) for sentences in text]
    before = memory()
    translate.translate("Bonjour.", "fr", target)
    clock = Clock()
    try:
        answer, failed = translate.translate("\n".join(paragraphs), "fr", target), ""
    except (
        RuntimeError
    ) as error:  # of a text without dots, as random weights write it, more than the model takes
        answer, failed = "", str(error)
    row = clock.row(text) | {"failed": failed}
    return {**row, "first_cpu": row["cpu"], "memory": memory() - before, "characters": len(answer)}


def by_us(folder: Path, target: str, text: list[list[str]], how: str) -> dict[str, Any]:
    """Our splitting, units, batches and engine, hop after hop; without library and health check."""
    from reader.core.model import Sentence
    from reader.reading.sentences import split_sentences
    from reader.services.translation.translation_units import Unit, batches
    from reader.translation.engines.argos_engine import ArgosEngine
    from reader.translation.engines.engine import BEST, FASTER

    search = FASTER if how.startswith("faster") else BEST
    before = memory()
    engines = [ArgosEngine(folder / f"translate-{a}_{b}-1_0") for a, b in ROUTES[target]]
    for engine in engines:
        engine.translate(["Bonjour."], search)
    clock = Clock()
    units = []
    for number, paragraph in enumerate(" ".join(sentences) for sentences in text):
        spans = split_sentences(paragraph, "fr")
        units.append(Unit(str(number), tuple(Sentence(paragraph[a:b], 0, a, b) for a, b in spans)))
    parts = list(batches(units, ()))
    if not how.endswith("streaming"):
        parts = [[s for part in parts for s in part]]
    first, characters = 0.0, 0
    for part in parts:
        for engine in engines:
            part = [result.text for result in engine.translate(part, search)]
        first = first or clock.cpu()
        characters += sum(map(len, part))
    return {**clock.row(text), "first_cpu": first, "memory": memory() - before, "characters": characters}


RUNS = {"argos": by_argos, **dict.fromkeys(("whole", "streaming", "faster", "faster-streaming"), by_us)}


class Clock:
    """CPU time (all threads) and wall time since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.monotonic()

    def cpu(self) -> float:
        return time.process_time() - self._cpu

    def row(self, text: list[list[str]]) -> dict[str, Any]:
        words = sum(len(s.split()) for sentences in text for s in sentences)
        return {"words": words, "cpu": self.cpu(), "wall": time.monotonic() - self._wall}


def memory() -> float:
    """The most memory the process has had, MB; `ru_maxrss` would be the parent's when that had more."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
