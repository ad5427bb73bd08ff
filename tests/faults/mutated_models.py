"""Damaged translation models: `python -m tests.faults.mutated_models [--count 120] [--seed 1]`.

A working package is damaged in one place (bytes changed, cut off, emptied, grown) and asked to translate
as the window asks it. The window's process must live, the worker must end within its time, and what is
said must name the package; the sound package beside it must go on translating. Of Firefox models, where their
engine is installed, every other one gets the check sums of what it is now, as if it had been installed so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.model import Hop
from reader.translation.engines.firefox_files import FILE_NAMES
from reader.workers.translation import TranslationWorker
from tests.support.firefox_models import COMPLETE, installed_model

TOP = Path(__file__).resolve().parents[2]
SENTENCES = ("Bonjour le monde.", "Le port de Tanger a accueilli quarante navires en une journée.")
PORTUGUESE = ("Olá, mundo!", "O porto de Lisboa recebeu quarenta navios num só dia.")
SECONDS = 70
SAID = frozenset(("model-broken", "model-missing", "translation-failed"))


def mutate(folder: Path, dice: random.Random) -> str:
    """Damage one file of an unpacked package; returns what was done."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.stat().st_size]
    model = next(file for file in files if file.name == "model.bin")
    file = model if dice.random() < 0.6 else dice.choice(files)
    data = bytearray(file.read_bytes())
    how = dice.choice(("bytes", "head", "cut", "empty", "grow", "swap"))
    if how == "bytes":
        for _ in range(dice.choice((1, 8, 64, 4096))):
            data[dice.randrange(len(data))] = dice.randrange(256)
    elif how == "head":
        for _ in range(dice.choice((1, 4, 16))):
            data[dice.randrange(min(64, len(data)))] = dice.randrange(256)
    elif how == "cut":
        del data[dice.randrange(len(data)) :]
    elif how == "empty":
        data.clear()
    elif how == "grow":
        data += dice.randbytes(dice.choice((1, 4096)))
    else:
        start = dice.randrange(len(data))
        data[start:] = data[start:][::-1]
    file.write_bytes(bytes(data))
    return f"{file.name}: {how}"


def complaints(count: int, seed: int, said: Counter[str]) -> Iterator[str]:
    """What went wrong over `count` damaged copies; `said` counts the outcomes."""
    with tempfile.TemporaryDirectory() as scratch:
        models = Path(scratch)
        archive = next((TOP / "resources" / "models").glob("translate-fr_en*.argosmodel"))
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(models)
        sound = next(path for path in models.iterdir() if path.is_dir())
        yield from _of_copies(sound, SENTENCES, count, random.Random(seed), said)


def firefox_complaints(count: int, seed: int, said: Counter[str]) -> Iterator[str]:
    """The same of a Firefox model; nothing where its engine or the model is not installed."""
    if not COMPLETE:
        return
    with tempfile.TemporaryDirectory() as scratch:
        sound = Path(installed_model(Path(scratch)).path)
        yield from _of_copies(sound, PORTUGUESE, count, random.Random(seed), said)


def _of_copies(
    sound: Path, sentences: Sequence[str], count: int, dice: random.Random, said: Counter[str]
) -> Iterator[str]:
    models, damaged = sound.parent, sound.parent / "damaged"
    worker = TranslationWorker()
    try:
        for number in range(count):
            shutil.copytree(sound, damaged)
            done = mutate(damaged, dice)
            if number % 2:
                _note_check_sums(damaged)
            for problem in _judged(worker, models, damaged.name, sentences, said):
                yield f"{number} {done}: {problem}"
            worker.close_engines()
            shutil.rmtree(damaged)
        answer = worker.translate(sentences, Hop("", "en", sound.name, "1"), models)
        if "world" not in answer[0].text.lower():
            yield f"the sound package says {answer[0].text!r}"
    finally:
        worker.close()


def _note_check_sums(folder: Path) -> None:
    """Let a Firefox package say that its files are as they should be."""
    try:
        description = json.loads((folder / "metadata.json").read_bytes())
        files = {
            kind: hashlib.sha256((folder / FILE_NAMES[kind]).read_bytes()).hexdigest()
            for kind in description["files"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return  # Argos' have none, or it is this file that was damaged
    (folder / "metadata.json").write_text(json.dumps({**description, "files": files}))


def _judged(
    worker: TranslationWorker, models: Path, name: str, sentences: Sequence[str], said: Counter[str]
) -> Iterator[str]:
    started = time.monotonic()
    try:
        results = worker.translate(sentences, Hop("", "en", name, "1"), models)
    except ReaderError as error:
        said[error.kind] += 1
        if error.kind not in SAID:
            yield f"said {error.kind}"
        elif error.kind != "translation-failed" and error.values.get("package") != name:
            yield f"{error.kind} does not name the package"
    else:
        said["translated"] += 1
        if len(results) != len(sentences):
            yield f"{len(results)} results"
    if time.monotonic() - started > SECONDS:
        yield f"took {time.monotonic() - started:.0f} s"


def main() -> int:
    """Print the outcomes; returns the number of complaints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    number = 0
    for name, judge in (("Argos", complaints), ("Firefox", firefox_complaints)):
        said: Counter[str] = Counter()
        found = list(judge(options.count, options.seed, said))
        print("\n".join(found))
        print(f"{said.total()} damaged {name} models: {dict(said)}, {len(found)} complaints")
        number += len(found)
    return min(number, 100)


if __name__ == "__main__":
    sys.exit(main())
