"""Kill -9 of the command line while the real engine translates, with the models that come with the program.

What it said is done must be there; what was under way is there sentence by sentence or not at all; the
engine's own process ends with the one that started it; and the next run makes the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.core.progress import Progress
from reader.library.recovery.integrity_check import examine
from reader.services.library.open_article import read_article
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths
from tests.faults.outcome import Outcome
from tests.faults.tools.driver import HERE
from tests.support.limits import LIMIT, NotInTimeError, programs, wait_for

SENTENCES = (
    "Le port a accueilli quarante navires en une seule journée.",
    "Les habitants du village demandent des mesures contre le bruit.",
    "Un nouveau terminal doit ouvrir l’an prochain.",
    "La direction promet des voies ferrées vers la capitale.",
)


def run_kills(points: int, seed: int) -> Outcome:
    """So many kills at random instants of one whole translation."""
    outcome = Outcome({"kills of the real engine": 0, "translations finished": 0})
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        numbers = _fill(root, points + 1)
        started = time.monotonic()
        whole = _translate(root, numbers.pop())
        said, _ = whole.communicate(timeout=LIMIT)
        span = time.monotonic() - started
        outcome.check(whole.returncode == 0, f"an undisturbed run ended with {whole.returncode}")
        for number in numbers:
            outcome.add("kills of the real engine")
            process = _translate(root, number)
            time.sleep(dice.uniform(0.1, 1.1) * span)
            engines = list(programs(process.pid))
            process.kill()
            said, _ = process.communicate(timeout=LIMIT)
            with contextlib.suppress(NotInTimeError):
                wait_for(lambda engines=engines: not any(_lives(engine) for engine in engines))
            left = [engine for engine in engines if _lives(engine)]
            outcome.check(not left, f"the engine of article {number} outlived its program")
            outcome.complaints += _judge(root, number, _acknowledged(said))
            again, _ = _translate(root, number).communicate(timeout=LIMIT)
            outcome.check(_acknowledged(again), f"article {number} was not translated after the kill")
            outcome.complaints += _judge(root, number, True)
            outcome.add("translations finished", int(_acknowledged(again)))
    return outcome


def _fill(root: Path, count: int) -> list[int]:
    """Articles of different sentences, so that nothing comes from the memory of the one before."""
    numbers = []
    with LibrarySession.open(LibraryPaths(root)) as session:
        for number in range(count):
            text = "".join(
                f"<p>{' '.join(f'{one[:-1]} {number}-{part}.' for one in SENTENCES)}</p>" for part in range(8)
            )
            page = (
                f"<html lang=fr><title>Port {number}</title><article><h1>Port {number}</h1>{text}</article>"
            )
            saved = save_page(session, page, Progress(), f"https://x.example/{number}")
            numbers.append(saved.id)
    return numbers


def _translate(root: Path, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "reader", "--library", str(root), "--json"]
    return subprocess.Popen(
        [*command, "translate", str(number), "--to", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=HERE.parents[1],
    )


def _acknowledged(said: str) -> bool:
    """Whether the whole answer was given, and is no error."""
    try:
        answers = json.loads(said)
    except ValueError:
        return False
    return bool(answers) and all("error" not in answer for answer in answers)


def _judge(root: Path, number: int, acknowledged: bool) -> list[str]:
    with LibrarySession.open(LibraryPaths(root)) as session:
        bad = [
            f"article {number}: {check}"
            for check in examine(session.database, session.assets)
            if not check.ok
        ]
        made = read_article(session, number).translations.get("en")
        if acknowledged and (made is None or not made.done):
            bad.append(f"article {number}: said to be translated, and is not")
        for block in made.blocks if made is not None else ():
            bad += [
                f"article {number}: half a sentence: {pair}"
                for pair in block.sentences
                if pair.target and not pair.source
            ]
    return bad


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
