"""Translation beside `argostranslate` as shipped: CPU time, speed, first paragraph, stages, memory.

    python tests/benchmarks/translation.py [--models small,official] [--words 0,1000,10000] [--repeats 3]
        [--pairs fr-en,en-ar,fr-ar] [--ways argos,window] [--before FOLDER]

The rows `window` are what the reader gets: services, library, memory (empty), worker and health check
(`translation_path`); the others are the engine alone. With `--before`, a checkout of another state of
the program, its `window` rows stand beside, measured by this file's own code.

Every row is a process of its own, one after the other, on the same text and the same packages, with
the network of the Argos process left unused (its packages bring their own splitter). `words 0` is the
fixture article. CPU seconds count all threads; loading is left out, splitting is in. "official" is a
random-weight model of the official size, whose every sentence gives 32 tokens.

What was tried for speed and not taken (two cores with AVX2, demonstration packages, processor time; the
machine was busy, so that a tenth more or less is no difference):

    one candidate                                 chrF -0.84 fr-en, -2.00 en-ar against beam 4
    two, of which the first to end wins           chrF -0.73 fr-en, -0.64 en-ar against beam 4
    MKL (`CT2_USE_MKL=1`)                         5 times as slow on an AMD processor, packed weights or not
    32-bit floats                                 1.5 to 1.8 times as slow
    no attention, or no scores                    no difference
    memory kept between batches (`mallopt`)       no difference
    batches that grow by 4, not by 2              whole articles: no gain (0.98 fr-en, 1.07 en-ar)
    answers of 20 tokens and twice the source     whole articles: no gain (en-ar)
    a list of target pieces (`use_vmap`)          decoding 0.58 with 4,000 of 20,792 (fr-en), 0.75 with 4,000
                                                  of 9,000 (en-ar), but chrF -11 and (3,000) -6

    repair's first way asked before others        over 41 articles: 154 calls for 86, severity left 1,685 for
                                                  1,744 (1,902 and 200 calls when each way was asked alone)

chrF over 398 texts a pair (Universal Declaration, `own.tsv`, parts of `site_texts` and `desktop_texts`) with
beam 1, 2 and 4: fr-en 62.32, 62.83, 63.16; en-ar 44.48, 46.04, 46.48, and 46.36 by the reader's search.
The list of pieces was that of common words translated alone. It lacks a sixth of what sentences need,
function words and capitals first.

A list for fr-en made of sentences, not taken either: the pieces that the model attended to each source
piece by, in 23,500 sentences of its own (public administration, the Bible, programs' help, a game's story)
and 18,000 short ones; its 16 likeliest answers to French words in two or three places each;
what is common in English; every short piece; and each source piece itself. CTranslate2 takes the union over
a batch, about half of the vocabulary. Over 393 human translations (Declaration, `own.tsv`, parts of
`handbook` and `site_texts`; 95 of 100 draws) against the whole vocabulary, beam 2 and 1 (load about 10):

    always allowed, words   chrF                                          engine       differ, alarms (beam 2)
    8,700, 18,000           -0.36 (-0.64, -0.08), -0.35 (-0.58, -0.12)    0.80, 0.77   44, 9 for 4
    6,100, 18,000           -0.42 (-0.74, -0.13), -0.44 (-0.72, -0.18)    0.76, 0.78   65, 13 for 5
    8,700, 25,500           -0.20 (-0.41, +0.04), beam 2 alone            0.85         36, 7 for 4
    8,700, 25,500, others   +0.01 (-0.28, +0.34), +0.02 (-0.09, +0.15)    0.69, 0.94   39, 3 for 2

"Others" are 340 of the halves `measured` of the two; more words is what helps.
A word whose piece is not allowed is spelled by others: "Amateurmen" for "astronauts", "actator" for
"actress", "The" for "Saskatchewan"; the check marks a few of them. Lists that know no source, of 3,000,
5,000, 7,000 and 10,000 pieces, take 0.52, 0.57, 0.61 and 0.75 of the time with beam 2; the 16,500 pieces
that any of these texts showed still lack one in a hundred of those that 475 other sentences need.
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
ROUTES = {"fr-en": [("fr", "en")], "en-ar": [("en", "ar")], "fr-ar": [("fr", "en"), ("en", "ar")]}
ALONE = ("whole", "streaming", "faster", "faster-streaming")
WINDOW = ("window", "window-faster")


def main() -> None:
    """Run every combination and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", default="small")
    parser.add_argument("--words", default="0,1000")
    parser.add_argument("--pairs", default="fr-en,en-ar,fr-ar")
    parser.add_argument("--ways", default=",".join(("argos", *WINDOW, *ALONE)))
    parser.add_argument("--before", help="a checkout of the program as it was")
    parser.add_argument("--repeats", type=int, default=1, help="rounds over all ways; the least time counts")
    parser.add_argument("--json")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        how, pair = options.run.split(":")
        text = bench_text.article(int(options.words), pair[:2])
        answer = RUNS[how](Path(options.folder), pair, text, how)
        print(json.dumps(answer))
        return
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for models in options.models.split(","):
            folder = packages(Path(scratch), models)
            for pair in options.pairs.split(","):
                for words in options.words.split(","):
                    rows += compare(folder, models, pair, words, options)
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


def compare(
    folder: Path, models: str, pair: str, words: str, options: argparse.Namespace
) -> list[dict[str, Any]]:
    """One text by Argos and by our ways, each in a process of its own; prints as it goes."""
    ways = [(way, "") for way in options.ways.split(",")]
    if options.before:
        ways += [(way, options.before) for way, _ in ways if way in WINDOW]
    found: dict[tuple[str, str], list[dict[str, Any]]] = {way: [] for way in ways}
    for _ in range(options.repeats):
        for way, of in ways:
            found[way, of].append(measured(folder, f"{way}:{pair}", words, of))
    rows: list[dict[str, Any]] = []
    for way, of in ways:
        least = min(found[way, of], key=lambda row: float(row["cpu"]))
        row = {"models": models, "pair": pair, "way": way + (" before" if of else ""), **least}
        rows.append(row)
        show(row, rows[0])
    return rows


def show(row: dict[str, Any], base: dict[str, Any]) -> None:
    """Print a row; `base` is that of Argos."""
    by_argos = float("nan") if base["way"] != "argos" or base.get("failed") else base["cpu"]
    print(
        f"{row['models']:9}{row['pair']} {row['words']:6} words  {row['way']:20}{row['cpu']:8.2f} s CPU "
        f"{row['words'] / row['wall']:7.0f} words/s  x{by_argos / row['cpu']:5.2f}  "
        f"first {row['first_cpu']:6.2f} s = 1/{by_argos / row['first_cpu']:.1f} of Argos  "
        f"+{row['memory']:.0f} MB {row.get('failed', '')}{row.get('stages', '')}",
        flush=True,
    )


def measured(folder: Path, run: str, words: str, before: str = "") -> dict[str, Any]:
    """Run this file for one row, with this program or that of the folder `before`."""
    command = [sys.executable, __file__, "--run", run, "--folder", str(folder), "--words", words]
    with tempfile.TemporaryDirectory() as home:
        names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        environment = {**os.environ, **dict.fromkeys(names, home), "ARGOS_PACKAGES_DIR": str(folder)}
        environment["PYTHONPATH"] = str(Path(before).resolve()) if before else str(TOP)
        out = subprocess.PIPE
        done = subprocess.run(command, env=environment, stdout=out, text=True, check=True, cwd=TOP)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def by_argos(folder: Path, pair: str, text: list[list[str]], _how: str) -> dict[str, Any]:
    """`argostranslate.translate.translate` on the whole text, its first paragraph apart."""
    from argostranslate import translate

    source, target = pair.split("-")
    paragraphs = [" ".join(sentences) for sentences in text]
    before = memory()
    translate.translate("Rabat.", source, target)
    clock = Clock()
    try:
        answer, failed = translate.translate("\n".join(paragraphs), source, target), ""
    except (
        RuntimeError
    ) as error:  # of a text without dots, as random weights write it, more than the model takes
        answer, failed = "", str(error)
    row = clock.row(text) | {"failed": failed}
    return {**row, "first_cpu": row["cpu"], "memory": memory() - before, "characters": len(answer)}


def by_us(folder: Path, pair: str, text: list[list[str]], how: str) -> dict[str, Any]:
    """Our splitting, units, batches and engine, hop after hop; without library and health check."""
    from reader.core.model import Sentence
    from reader.reading.sentences import split_sentences
    from reader.services.translation.translation_units import Unit, batches
    from reader.translation.engines.argos_engine import ArgosEngine
    from reader.translation.engines.engine import BEST, FASTER

    search = FASTER if how.startswith("faster") else BEST
    before = memory()
    engines = [ArgosEngine(next(folder.glob(f"translate-{a}_{b}-*"))) for a, b in ROUTES[pair]]
    for engine in engines:
        engine.translate(["Rabat."], search)
    clock = Clock()
    units = []
    for number, paragraph in enumerate(" ".join(sentences) for sentences in text):
        spans = split_sentences(paragraph, pair[:2])
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


def by_window(folder: Path, pair: str, text: list[list[str]], how: str) -> dict[str, Any]:
    """Services, library, memory and health check, as the window runs them."""
    from translation_path import translated

    before = memory()
    clock = Clock()
    row = translated(folder, pair, text, "faster" if how == "window-faster" else "best")
    return {**clock.row(text), **row, "memory": memory() - before}


RUNS = {"argos": by_argos, **dict.fromkeys(ALONE, by_us), **dict.fromkeys(WINDOW, by_window)}


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
