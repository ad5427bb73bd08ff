"""Joining, and what opens the store, on real libraries and folders."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.database import Database
from reader.library.replication.membership import Membership
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import begin_anew, join_again, join_store
from reader.services.sync.run_round import run_round
from reader.sync.folder_store import FolderStore
from reader.sync.store_header import create_store
from tests.support.computers import SAVED, Computer, bring_together, carry, document

WORDS = "three small words"


@pytest.fixture
def place(session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]) -> Path:
    """The folder of the store that the library has joined."""
    join_store(session, str(tmp_path / "carried"), WORDS, Progress())
    assert list(keyring_of_this_test.values()) == [WORDS]
    return tmp_path / "carried"


def test_a_passphrase_that_opened_the_store_is_kept(
    session: LibrarySession, place: Path, keyring_of_this_test: dict[str, str]
) -> None:
    keyring_of_this_test.clear()
    for given, kind in ((None, "sync-locked"), ("not the words", "sync-passphrase")):
        with pytest.raises(ReaderError) as caught:
            run_round(session, given, Progress())
        assert caught.value.kind == kind and not keyring_of_this_test
    run_round(session, WORDS, Progress())
    assert list(keyring_of_this_test.values()) == [WORDS]
    run_round(session, None, Progress())


def test_nothing_is_left_or_taken_away_before_what_may_fail(
    session: LibrarySession, place: Path, keyring_of_this_test: dict[str, str]
) -> None:
    membership = Membership(session.database)

    def fails(act: Callable[[LibrarySession, str | None, Progress], object]) -> None:
        before = membership.part(), dict(keyring_of_this_test), sorted(place.rglob("*"))
        hidden = session.paths.backups.rename(session.paths.root / "hidden")
        session.paths.backups.write_text("no folder: a copy cannot be made")
        with pytest.raises(ReaderError):
            act(session, None, Progress())
        session.paths.backups.unlink()
        hidden.rename(session.paths.backups)
        assert before == (membership.part(), keyring_of_this_test, sorted(place.rglob("*")))

    fails(begin_anew)
    former = membership.part()
    assert former is not None
    begin_anew(session, None, Progress())
    part = membership.part()
    assert part is not None and part.store != former.store
    assert keyring_of_this_test == {part.store: WORDS}

    create_store(FolderStore(place), WORDS)  # another computer made it anew at the same time
    with pytest.raises(ReaderError) as caught:
        run_round(session, None, Progress())
    assert caught.value.kind == "sync-two-stores"
    begin_anew(session, None, Progress())
    run_round(session, None, Progress())

    for path in place.rglob("store/*"):
        path.unlink()
    made = create_store(FolderStore(place), WORDS)
    fails(join_again)
    join_again(session, None, Progress())
    again = membership.part()
    assert again is not None and again.store == made.store
    assert keyring_of_this_test == {made.store: WORDS}


@pytest.fixture
def last_rows_first() -> Iterator[None]:
    """Have SQLite give what no order is asked for from its end, as another index or a later one may."""

    def turn_round(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA reverse_unordered_selects = ON").close()

    event.listen(Engine, "connect", turn_round)
    yield
    event.remove(Engine, "connect", turn_round)


@pytest.mark.usefixtures("last_rows_first")
def test_articles_come_in_the_order_in_which_they_were_saved(tmp_path: Path) -> None:
    template = tmp_path / "template.db"
    Database.open(template).close()
    one, other = (Computer(tmp_path / name, template) for name in ("one", "other"))
    for page in range(5):
        one.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
    one.begin()
    bring_together([one])
    carry(one, other)
    assert one.opened is not None
    other.join(one.opened)
    bring_together([one, other])
    titles = [[card.title for card in computer.articles.summaries("all")] for computer in (one, other)]
    assert titles[0] == titles[1] == [document(page).title for page in reversed(range(5))]
    one.close()
    other.close()
