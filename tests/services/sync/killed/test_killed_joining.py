"""Whoever is killed while he joins a store, or makes it anew, has lost nothing and joins in the end."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.replication.membership import Membership
from reader.services.backup.check_library import check_library
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import begin_anew, join_again, join_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.faults.jobs import document
from tests.services.sync.killed.killed_joining import ACTS
from tests.support.computers import SAVED, everything
from tests.support.limits import LIMIT

KILLS = int(os.environ.get("LISEUSE_SYNC_KILLS", "1"))
"""How often each act is killed."""
ANEW = ("sync-other-store", "sync-two-stores")


@dataclass(frozen=True)
class Place:
    """Where two libraries and their store lie."""

    root: Path

    @property
    def store(self) -> Path:
        return self.root / "store"

    @contextmanager
    def sessions(self) -> Iterator[list[LibrarySession]]:
        """This computer's library, and the other's."""
        both = [LibrarySession.open(LibraryPaths(self.root / name)) for name in ("here", "there")]
        try:
            yield both
        finally:
            for session in both:
                session.close()


def fill(session: LibrarySession, pages: range, who: str) -> None:
    for page in pages:
        picture = session.assets.add(f"picture {page}".encode() * 200, "image/png")
        text, address = document(f"page {page}", (picture,)), f"https://x.org/{page}"
        number = session.articles.add(text, address, f"x.org/{page}", SAVED, tags=[f"tag of {who}"])
        if page % 2:
            session.annotations.set_note(number, f"note of {who}")
        if page % 3 == 0:
            session.articles.set_favourite([number], True)


def prepare(root: Path, act: str) -> Place:
    """Two libraries of which some articles are the same, as they are before an act."""
    place = Place(root)
    place.store.mkdir(parents=True)
    with place.sessions() as (here, there):
        fill(here, range(6), "here")
        fill(there, range(4, 10), "there")
        if act != "begin":
            join_store(there, str(place.store), None, Progress(), "there")
        if act in ("join again", "make anew"):
            join_store(here, str(place.store), None, Progress(), "here")
            run_round(there, None, Progress())
            (gone, *_) = there.articles.ids("all")
            there.articles.delete_forever([gone])
            run_round(there, None, Progress())
            run_round(here, None, Progress())
        if act == "join again":
            begin_anew(there, None, Progress())
    return place


def killed(place: Place, act: str, last: int) -> int:
    """How many steps the act takes when it is not ended before."""
    command = [sys.executable, "-m", "tests.services.sync.killed.killed_joining"]
    done = subprocess.run(
        [*command, str(place.root / "here"), str(place.store), act, str(last)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode in (0, -9), done.stderr
    return int(done.stdout.split()[1]) if done.stdout else 0


def goes_on(session: LibrarySession, place: Place, act: str) -> None:
    """What a reader does whose program ended: he begins again what is not done, else a round is enough."""
    if Membership(session.database).part() is None:
        join_store(session, str(place.store), None, Progress(), "again")
        return
    try:
        run_round(session, None, Progress())
    except ReaderError as error:
        if act == "make anew" and error.kind == "sync-emptied":
            begin_anew(session, None, Progress())
        elif error.kind in ANEW:
            join_again(session, None, Progress())
        else:
            raise


def outcome(place: Place, act: str) -> dict[str, Any]:
    """What both have once they are in step: the same, and both are sound."""
    with place.sessions() as both:
        here, there = both
        goes_on(here, place, act)
        if Membership(there.database).part() is None:
            join_store(there, str(place.store), None, Progress(), "there")
        for session in (there, here, there, here):
            goes_on(session, place, "")
        for session in both:
            wrong = [check for check in check_library(session) if not check.ok]
            assert not wrong, wrong
        found, same = (everything(cast(Any, session)) for session in both)
    assert found == same
    found["note"] = [(of, sorted(text.split("\n"))) for of, text in found["note"]]  # who joins first is above
    return found


@pytest.mark.parametrize("act", list(ACTS))
def test_it_is_as_if_nobody_had_been_killed(tmp_path: Path, act: str) -> None:
    place, kept = prepare(tmp_path / "place", act), tmp_path / "kept"
    shutil.copytree(place.root, kept)
    steps = killed(place, act, 0)
    wanted = outcome(place, act)
    assert len(wanted["row"]) >= 9
    chance = random.Random(f"{act} {KILLS}")
    for _ in range(KILLS):
        shutil.rmtree(place.root)  # a library knows where its store lies: each begins at the same place
        shutil.copytree(kept, place.root)
        last = chance.randint(1, steps * 9 // 10)
        assert not killed(place, act, last), "it was killed before its end"
        found = outcome(place, act)
        differ = {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]}
        assert not differ, f"killed at step {last} of {steps}: {differ}"
