"""Libraries that a former version left, updated and joined: another computer has all of them.

The rows of feeds in the stored library of revision 0013 were written into its tables: its first feed has its
address for a key, and a rule that skips has a daily limit. No version gives either, and both are refused out
of a store. `followed_0013.db` is the same library with the rows that the program gives.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.run_round import run_round
from reader.services.sync.sync_state import sync_state
from reader.settings.paths import LibraryPaths

DATA = Path(__file__).parents[2] / "data"
WORDS = "three small words"


def joined(tmp_path: Path, stored: Path, name: str) -> LibrarySession:
    """A copy of a stored library, or an empty one, in step through a folder."""
    (tmp_path / name).mkdir()
    if stored.is_file():
        shutil.copy(stored, tmp_path / name / "library.db")
    session = LibrarySession.open(LibraryPaths(tmp_path / name))
    join_store(session, str(tmp_path / "carried"), WORDS, Progress(), name)
    return session


def followed(session: LibrarySession) -> list[tuple[str, ...]]:
    """What is followed, and what its rules do."""
    names = {feed.id: feed.url for feed in session.feeds.all()}
    rules = [(names.get(r.feed_id, ""), r.query, r.action, r.argument) for r in session.feed_rules.all()]
    return [*sorted((url,) for url in names.values()), *rules]


def hours_later(session: LibrarySession, hours: int) -> None:
    """As if what is kept aside had been so for longer."""
    with session.database.write(index=False) as writing:
        writing.connection().exec_driver_sql(
            "UPDATE sync_setting SET value = value - ? WHERE name = 'held since'", (hours * 3_600_000_000,)
        )


def test_feeds_and_rules_of_a_former_library_come_to_another_computer(
    tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    one = joined(tmp_path, DATA / "followed_0013.db", "one")
    other = joined(tmp_path, tmp_path / "none", "other")
    state = sync_state(other)
    with one, other, other.database.read() as reading:
        assert reading.connection().exec_driver_sql("SELECT count(*) FROM sync_held").scalar_one() == 0
        assert len(followed(one)) == 4 and followed(other) == followed(one)
        assert state is not None and state.held == 0


def test_what_is_kept_aside_is_told_once_it_stays_so(
    tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    one = joined(tmp_path, DATA / "libraries" / "0013" / "library.db", "one")
    other = joined(tmp_path, tmp_path / "none", "other")
    with one, other:

        def held() -> int:
            run_round(other, None, Progress())
            state = sync_state(other)
            assert state is not None
            return state.held

        assert held() == 0
        hours_later(other, 23)
        assert held() == 0, "another version may come with the next start"
        hours_later(other, 2)
        assert held() == 2
        with other.database.write(index=False) as writing:
            writing.connection().exec_driver_sql("DELETE FROM sync_held")
        assert held() == 0


@pytest.mark.parametrize("name", ["one", "other"])
def test_each_computer_shows_how_much_it_told(
    tmp_path: Path, keyring_of_this_test: dict[str, str], name: str
) -> None:
    one = joined(tmp_path, DATA / "followed_0013.db", "one")
    other = joined(tmp_path, tmp_path / "none", "other")
    with one, other:
        run_round(one, None, Progress())
        state = sync_state(one if name == "one" else other)
        assert state is not None
        sizes = {
            folder.name: sum(file.stat().st_size for file in folder.iterdir())
            for folder in (tmp_path / "carried" / "log").iterdir()
        }
        assert {one.machine: one.size for one in state.machines} == sizes
        with one.database.write(index=False) as writing:  # as one that was in step before it was noted
            writing.connection().exec_driver_sql("DELETE FROM sync_setting WHERE name = 'own size'")
        run_round(one, None, Progress())
        before = sync_state(one)
        assert before is not None and before.machines[0].size == sizes[before.machines[0].machine]
