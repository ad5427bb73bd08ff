"""Two processes with one folder, each killed anywhere, again and again: nothing is lost or double."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.library.replication.membership import Membership
from reader.services.backup.check_library import check_library
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from reader.sync.change_files import list_files
from reader.sync.folder_store import FolderStore
from tests.support.limits import LIMIT

KILLS = int(os.environ.get("LISEUSE_SYNC_KILLS", "3"))
PASSPHRASE = "a long passphrase"


def run_killed(root: Path, last: int | str, tokens: list[str]) -> tuple[list[str], int]:
    """What the process acknowledged before it was killed, and how many steps it took when it was not."""
    command = [
        sys.executable,
        "-m",
        "tests.services.sync.killed.killed_computer",
        str(root),
        PASSPHRASE,
        str(last),
    ]
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


@pytest.mark.parametrize("at", ["Membership.sent", "note_sent", "Membership.done"])
def test_a_file_that_was_written_and_not_noted_is_told_once(tmp_path: Path, at: str) -> None:
    """The process ends after it wrote the file, or half-way through noting that."""
    roots, folder = [tmp_path / "one", tmp_path / "other"], tmp_path / "folder"
    for root in roots:
        with LibrarySession.open(LibraryPaths(root)) as session:
            join_store(session, str(folder), PASSPHRASE, Progress())
    tokens = ["w000w", "w001w", "w003w"]
    acknowledged, steps = run_killed(roots[0], at, tokens)
    assert acknowledged == tokens and not steps
    with LibrarySession.open(LibraryPaths(roots[0])) as session:
        part = Membership(session.database).part()
        assert part is not None
        written = list_files(FolderStore(folder).names("log"))[part.machine]
        assert written
        run_round(session, PASSPHRASE, Progress())
        again = Membership(session.database).part()
        assert again is not None and again.machine == part.machine
    files = list_files(FolderStore(folder).names("log"))
    assert sorted(files[part.machine])[: len(written)] == sorted(written)
    for each in files.values():
        assert len(each) == len({seq for seq, _ in each}), "a file is told under two tags"
    found = []
    for root in (roots[1], roots[0]):
        with LibrarySession.open(LibraryPaths(root)) as session:
            run_round(session, PASSPHRASE, Progress())
            found.append(sorted(session.annotations.notes().values()))
            assert all(check.ok for check in check_library(session))
    assert found[0] == found[1] == ["\nw000w\nw003w", "\nw001w"]
