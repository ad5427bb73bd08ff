"""Two processes with one folder, each killed anywhere, again and again: nothing is lost or double."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from reader.core.progress import Progress
from reader.services.backup.check_library import check_library
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.support.limits import LIMIT

KILLS = int(os.environ.get("LISEUSE_SYNC_KILLS", "3"))
PASSPHRASE = "a long passphrase"


def run_killed(root: Path, last: int, tokens: list[str]) -> tuple[list[str], int]:
    """What the process acknowledged before it was killed, and how many steps it took when it was not."""
    command = [sys.executable, "-m", "tests.services.sync.killed_computer", str(root), PASSPHRASE, str(last)]
    done = subprocess.run([*command, *tokens], capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode in (0, -9), done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    steps = next((int(line[1]) for line in lines if line[0] == "STEPS"), 0)
    return [line[1] for line in lines if line[0] == "ACK"], steps


def test_what_was_acknowledged_is_on_both_computers(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    roots = [tmp_path / "one", tmp_path / "other"]
    for root in roots:
        with LibrarySession.open(LibraryPaths(root)) as session:
            join_store(session, str(tmp_path / "folder"), PASSPHRASE, Progress())
    acknowledged, count, most = set(), 0, 40_000
    for number in range(KILLS):
        tokens = [f"w{count + n:03}w" for n in range(3)]
        count += 3
        acts, steps = run_killed(roots[number % 2], chance.randint(1, most), tokens)
        acknowledged |= set(acts)
        most = max(steps, 10_000) if steps else most
    sessions = [LibrarySession.open(LibraryPaths(root)) for root in roots]
    for session in sessions * 2:
        run_round(session, PASSPHRASE, Progress())
    notes = [sorted(session.annotations.notes().values()) for session in sessions]
    cards = [sorted(card.title for card in session.articles.summaries()) for session in sessions]
    for session in sessions:
        assert all(check.ok for check in check_library(session))
        session.close()
    assert notes[0] == notes[1] and cards[0] == cards[1] and len(set(cards[0])) == len(cards[0])
    lines = [line for note in notes[0] for line in note.split("\n") if line]
    assert acknowledged <= set(lines) and len(lines) == len(set(lines))
