"""Every way to crash is noted and offered at the next start; logs and reports say nothing of what is read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths
from tests.faults import secrets_kept
from tests.faults.crashing import MARKER
from tests.faults.outcome import Outcome
from tests.faults.tools.driver import HERE
from tests.support.limits import LIMIT

WAYS = {"segv": "Segmentation", "abort": "Qt", "raise": "_Marked", "thread": "_Marked", "job": "_Marked"}
"""How it ends, and what the report must say of it."""


def run(share: float, seed: int) -> Outcome:
    """The same at any share."""
    del share, seed
    outcome = Outcome({"ways to crash": 0, "reports offered": 0})
    with tempfile.TemporaryDirectory(prefix=f"home-{MARKER}-") as home:
        root = Path(home) / "library"
        _fill(root)
        for how, wanted in WAYS.items():
            ended, _ = _window(root, home, how)
            outcome.add("ways to crash")
            outcome.check(ended != 0, f"{how} ended in order")
            code, said = _window(root, home, "next")
            outcome.check(code == 0, f"the start after {how} ended with {code}")
            outcome.add("reports offered", int(said.startswith("REPORT")))
            outcome.check(said.startswith("REPORT") and wanted in said, f"after {how}: {said[:300]}")
            outcome.check(MARKER not in said, f"the report after {how} has the marker: {_around(said)}")
            outcome.check(home not in said, f"the report after {how} has the home folder")
            _, again = _window(root, home, "next")
            outcome.check(again == "NOTHING\n", f"{how} is offered twice")
        ended, _ = _window(root, home, "read")
        outcome.check(ended == 0, f"reading ended with {ended}")
        outcome.join(_logs(root / "logs", home))
        outcome.join(_rotation(Path(home)))
    outcome.join(secrets_kept.run())
    return outcome


def _fill(root: Path) -> None:
    text = f"<p>Le mot {MARKER} ne doit paraître dans aucun journal. {'Une phrase du texte. ' * 30}</p>" * 3
    page = f"<title>{MARKER}</title><article><h1>{MARKER}</h1>{text}</article>"
    with LibrarySession.open(LibraryPaths(root)) as session:
        save_page(session, page, Progress(), f"https://x.example/{MARKER}?q={MARKER}")


def _window(root: Path, home: str, how: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.crashing", str(root), how],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
        cwd=HERE.parents[1],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home},
    )
    return done.returncode, done.stdout


def _logs(folder: Path, home: str) -> Outcome:
    """No word of the article, no whole address, no home folder; nobody else can read them."""
    outcome = Outcome({"log files": 0})
    for file in folder.iterdir():
        outcome.add("log files")
        text = file.read_text("utf-8", "replace")
        outcome.check(MARKER not in text.replace(f"{MARKER}.example", ""), f"{file.name}: {_around(text)}")
        outcome.check(home not in text, f"{file.name} has the home folder")
        mode = stat.S_IMODE(file.stat().st_mode)
        outcome.check(mode == 0o600, f"{file.name} has mode {mode:o}")
    return outcome


def _around(text: str) -> str:
    at = text.find(MARKER)
    return text[max(0, at - 80) : at + 80]


def _rotation(folder: Path) -> Outcome:
    """Ten million bytes of log are five files of one million, each private."""
    code = (
        "import logging, sys; from pathlib import Path; from reader.core.log.log_file import start_logging; "
        "start_logging(Path(sys.argv[1])); log = logging.getLogger('reader.x'); "
        "[log.info('line %d %s', n, 'x' * 900) for n in range(11_000)]"
    )
    logs = folder / "rotated"
    subprocess.run([sys.executable, "-c", code, str(logs)], check=True, cwd=HERE.parents[1])
    sizes = [file.stat().st_size for file in logs.iterdir()]
    modes = {stat.S_IMODE(file.stat().st_mode) for file in logs.iterdir()}
    outcome = Outcome({"rotated files": len(sizes)})
    outcome.check(len(sizes) == 5 and max(sizes) <= 1_000_000, f"rotated: {sizes}")
    outcome.check(modes == {0o600}, f"modes of rotated files: {modes}")
    return outcome
