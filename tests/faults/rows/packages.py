"""Hostile packages, damaged models, and downloads that are cut or killed anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.model import Hop
from reader.settings.paths import resource
from reader.translation.packages.packages import install, installed
from reader.workers.translation import TranslationWorker
from tests.faults.mutated_models import complaints, firefox_complaints
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import HERE
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT

MUTATED, KILLED = 120, 60
MEGABYTES = 4
_CUTS = ("ok", "norange", "no-length", "drop", "wrong-total", "short-416")


def run(share: float, seed: int) -> Outcome:
    """All hostile packages every time; of the models and the kills a share."""
    outcome = _hostile()
    said: Counter[str] = Counter()
    number = share_of(MUTATED, share)
    outcome.complaints += complaints(number, seed, said)
    outcome.complaints += firefox_complaints(number, seed, said)
    number = said.total()
    outcome.counts |= {"mutated models": number, "refused by name": sum(said.values()) - said["translated"]}
    outcome.join(_downloads(share_of(KILLED, share), seed))
    return outcome


def _hostile() -> Outcome:
    outcome = Outcome({"hostile packages": 0, "refused": 0})
    with tempfile.TemporaryDirectory() as folder:
        zips, models, canary = (Path(folder) / name for name in ("zips", "models", "canary"))
        zips.mkdir()
        os.environ["HOSTILE_CANARY_DIR"] = str(canary)
        hostile_module().write_zips(str(zips))
        sound = install(next(resource("models").glob("*fr_en*.argosmodel")), models)
        for name, row in json.loads((zips / "zips.json").read_text("utf-8")).items():
            before = _files(models)
            outcome.add("hostile packages")
            try:
                package = install(zips / f"{name}.argosmodel", models)
            except ReaderError as error:
                outcome.add("refused")
                outcome.check(
                    error.kind.startswith("model-") or error.kind == "not-a-model", f"{name}: {error}"
                )
                outcome.check(row["accept"] != "yes", f"{name} is good, but {error.kind}")
                outcome.check(_files(models) == before, f"{name} left {_files(models) - before}")
            else:
                outcome.check(row["accept"] != "no", f"{name} was accepted")
                outcome.check(Path(package.path).parent == models, f"{name} lies in {package.path}")
                _remove(Path(package.path), sound.path)
            outcome.check(any(p.pair == "fr-en" for p in installed(models)), f"{name} took the others away")
        worker = TranslationWorker()
        try:
            hop = Hop("fr", "en", Path(sound.path).name, "1")
            text = worker.translate(("Bonjour le monde.",), hop, models)[0].text
            outcome.check("world" in text.lower(), f"the sound package says {text!r}")
        except ReaderError as error:
            outcome.complaints.append(f"the sound package: {error}")
        finally:
            worker.close()
        outcome.check(not canary.exists(), "code out of a package ran")
        strays = [str(f) for f in Path(folder).rglob("*evil*")]
        outcome.check(not strays, f"written outside: {strays}")
    return outcome


def _remove(path: Path, sound: str) -> None:
    import shutil

    if str(path) != sound:
        shutil.rmtree(path)


def _files(models: Path) -> set[str]:
    return {str(f.relative_to(models)) for f in models.rglob("*") if f.is_file() and f.name[0] != "."}


def _downloads(kills: int, seed: int) -> Outcome:
    """Every misbehaving server, then kill -9 at random instants; the next try gets the right file."""
    outcome = Outcome({"cut downloads": 0, "killed downloads": 0})
    rng = random.Random(seed)
    module = hostile_module()
    digest = hashlib.sha256(module._blob(MEGABYTES)).hexdigest()
    with tempfile.TemporaryDirectory() as folder, module.HostileServer(lifetime=36_000) as server:
        for how in _CUTS:
            target = Path(folder) / how / "m.argosmodel"
            found = _fetch(server.url(f"/download/{how}?mb={MEGABYTES}"), target, digest)
            outcome.add("cut downloads")
            outcome.check(found == "DONE", f"{how}: {found}")
        span = 1.5
        for number in range(kills):
            target = Path(folder) / f"k{number}" / "m.argosmodel"
            url = server.url(f"/download/{rng.choice(_CUTS)}?mb={MEGABYTES}&n={number}")
            process = _start(url, target, digest)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(rng.uniform(0, span * 0.4))
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
            outcome.add("killed downloads")
            if target.exists():
                whole = hashlib.sha256(target.read_bytes()).hexdigest() == digest
                outcome.check(whole, f"{number}: half a file under its own name")
            found = _fetch(url, target, digest)
            outcome.check(found == "DONE", f"{number}, tried again: {found}")
            left = [f.name for f in target.parent.iterdir() if f != target]
            outcome.check(not left, f"{number}: left over {left}")
    return outcome


def _start(url: str, target: Path, digest: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.tools.fetch_file", url, str(target), digest]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1])


def _fetch(url: str, target: Path, digest: str) -> str:
    process = _start(url, target, digest)
    said, _ = process.communicate(timeout=LIMIT)
    return said.split("\n")[1] if "\n" in said else said
