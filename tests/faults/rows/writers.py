"""Four processes saving 250 articles each beside an open window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.library.recovery.integrity_check import examine
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.faults.outcome import Outcome, share_of

WRITER = Path(__file__).parents[2] / "library" / "writer_process.py"


def run(share: float, seed: int) -> Outcome:
    """The window is a real one, drawn without a display, that shows its list meanwhile."""
    del seed
    each = share_of(250, share)
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        LibrarySession.open(LibraryPaths(root)).close()
        command = [sys.executable, "-m", "tests.faults.beside_window", str(root)]
        beside = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert beside.stdin is not None and beside.stdout is not None
        outcome.check(beside.stdout.readline() == "OPEN\n", "the window did not open")
        started = time.monotonic()
        writers = [
            subprocess.Popen(
                [sys.executable, str(WRITER), str(root), "add", f"p{number}", str(each)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(4)
        ]
        said = [writer.communicate(timeout=1800) for writer in writers]
        took = time.monotonic() - started
        beside.stdin.close()
        told = beside.stdout.read()
        outcome.check(beside.wait(60) == 0, f"the window ended with {beside.returncode}")
        outcome.check("ERROR" not in told, f"the window: {told[-500:]}")
        outcome.check(f"LIST {4 * each}" in told, f"the window's list at the end: {told[-200:]}")
        errors = [err for _, err in said if err] + [o for o, _ in said if "ERROR" in o]
        outcome.check(not errors, f"a writer: {errors}")
        acknowledged = {line for out, _ in said for line in out.splitlines() if line.startswith("ACK ")}
        with LibrarySession.open(LibraryPaths(root)) as session:
            titles = {f"ACK {c.title.removeprefix('Titre ')}" for c in session.articles.summaries("all")}
            outcome.check(titles == acknowledged, f"{len(acknowledged - titles)} articles are lost")
            bad = [check for check in examine(session.database, session.assets) if not check.ok]
            outcome.check(not bad, f"not whole: {bad}")
        outcome.check(len(acknowledged) == 4 * each, f"{len(acknowledged)} of {4 * each}")
    outcome.counts |= {"writers": 4, "articles": len(acknowledged), "a second": f"{4 * each / took:.0f}"}
    return outcome
