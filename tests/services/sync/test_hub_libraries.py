"""Two libraries in step through a hub, and hubs that were put back, exchanged or emptied."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import begin_anew, choose_passphrase, join_again, join_store, leave_store
from reader.services.sync.places import is_kept
from reader.services.sync.preview import preview_store, try_store
from reader.services.sync.run_round import run_round
from reader.services.sync.sync_state import folders_of_others, sync_state
from reader.settings.paths import LibraryPaths
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.copies import back_up, put_back
from reader.sync.hub.opening import open_hub
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import ADMIN, Cluster, Hub, cluster
from tests.support.servers.postgres import PASSWORD as ADMIN_PASSWORD

__all__ = ["cluster"]

WORDS = "three small words"
ANNA, BASIL, CAROL, DORA = (f"{name}{os.getpid()}" for name in ("anna", "basil", "carol", "dora"))


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    made = Hub(cluster, ANNA, BASIL, CAROL)
    return made


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        work()
    return caught.value.kind


def save(session: LibrarySession, *numbers: int) -> None:
    for number in numbers:
        session.articles.add(document(number), f"https://x.org/{number}", f"x.org/{number}", SAVED)


def test_two_libraries_through_a_hub(
    hub: Hub,
    session: LibrarySession,
    tmp_path: Path,
    keyring_of_this_test: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    place, password, progress = hub.address(ANNA).text, hub.passwords[ANNA], Progress()
    assert kind_of(lambda: preview_store(session.paths, place, session.require_network)) == "sync-no-password"
    assert preview_store(session.paths, place, session.require_network, password).is_new
    assert try_store(session, place, WORDS, progress, password).there == 0
    save(session, 1, 2)
    join_store(session, place, WORDS, progress, "desk", password)
    assert keyring_of_this_test[place] == password and is_kept(session)
    state = sync_state(session)
    assert state is not None and state.store == place and state.on_server and folders_of_others(session) == []
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        assert kind_of(lambda: join_store(other, place, "no words", progress)) == "sync-passphrase"
        counts = try_store(other, place, WORDS, progress)
        assert counts.there == len(session.articles.summaries())
        join_store(other, place, WORDS, progress, "lap")
        assert len(other.articles.summaries()) == counts.there
        other.articles.set_favourite([other.articles.summaries()[0].id], True)
        assert run_round(other, None, progress).sent == 1
        assert run_round(session, None, progress).received >= 1
        run_round(other, None, progress)

        hub.cluster.forget_log()
        run_round(other, None, progress)
        asked = hub.cluster.statements()
        assert len(asked) <= 6, "a round with nothing new: who he is, which files came, the header"
        hub.cluster.forget_log()
        session.articles.set_favourite([session.articles.summaries()[1].id], True)
        run_round(session, None, progress)
        assert len(hub.cluster.statements()) <= 7, "and one for a file that is written"

        choose_passphrase(session, None, "four words are more")
        keyring_of_this_test.clear()
        assert kind_of(lambda: run_round(other, WORDS, progress, password)) == "sync-passphrase"
        run_round(other, "four words are more", progress, password)
        leave_store(other)
        assert place not in keyring_of_this_test
    assert password not in caplog.text and WORDS not in caplog.text
    logged = hub.cluster.log.read_text("utf-8")
    assert (
        "Title 1" not in logged and "x.org" not in logged and WORDS not in logged and password not in logged
    )


def test_a_reader_receives_and_what_he_changes_waits(
    hub: Hub, session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    hub.invite(BASIL, CAROL, "reader")
    own, shared, progress = hub.address(BASIL).text, hub.address(CAROL, BASIL).text, Progress()
    with LibrarySession.open(LibraryPaths(tmp_path / "reading")) as reading:
        none_yet = kind_of(lambda: try_store(reading, shared, WORDS, progress, hub.passwords[CAROL]))
        assert none_yet == "sync-store-read-only"
        save(session, 1)
        join_store(session, own, WORDS, progress, "desk", hub.passwords[BASIL])
        assert try_store(reading, shared, WORDS, progress, hub.passwords[CAROL]).there >= 1
        join_store(reading, shared, WORDS, progress, "of carol", hub.passwords[CAROL])
        card = reading.articles.summaries()[0]
        reading.articles.set_favourite([card.id], True)
        report = run_round(reading, None, progress)
        assert report.sent == 0 and report.waiting >= 1 and reading.articles.summaries()[0].favourite
        save(session, 2)
        run_round(session, None, progress)
        assert run_round(reading, None, progress).received >= 1
        for act in (
            lambda: begin_anew(reading, None, progress),
            lambda: choose_passphrase(reading, None, "other words here"),
        ):
            assert kind_of(act) == "sync-store-read-only"
        hub.invite(BASIL, CAROL, "editor")
        assert run_round(reading, None, progress).sent >= 1, "he was given another role"
        store = open_hub(hub.address(BASIL), hub.passwords[BASIL])
        for name in list(store.names("store")):
            store.remove(name)
        logs = list(store.names("log"))
        assert kind_of(lambda: begin_anew(reading, None, progress)) == "sync-store-read-only"
        assert list(store.names("log")) == logs != [], "an editor could not write a header instead"


def test_a_hub_that_was_put_back_exchanged_or_made_anew_is_noticed(
    hub: Hub, session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    mine, progress = Hub(hub.cluster, DORA), Progress()
    place, keeper = mine.address(DORA).text, mine.address(ADMIN)
    join_store(session, place, WORDS, progress, "desk", mine.passwords[DORA])
    save(session, 1)
    run_round(session, None, progress)
    older = tmp_path / "older.dump"
    assert back_up(keeper, ADMIN_PASSWORD, older) == older.stat().st_size
    save(session, 2, 3)
    run_round(session, None, progress)
    before = len(session.articles.summaries())
    assert put_back(keeper, ADMIN_PASSWORD, older, replace=True) == []
    assert kind_of(lambda: run_round(session, None, progress)) == "sync-emptied"
    assert len(session.articles.summaries()) == before, "nothing was taken over"

    begin_anew(session, None, progress)
    assert run_round(session, None, progress).waiting == 0
    other = Hub(hub.cluster)
    other.passwords[DORA] = mine.passwords[DORA]
    other.invite(DORA, DORA, "owner")
    with hub.connect() as connection:  # another cluster answers under the same name
        mine.end_connections(DORA)
        connection.execute(f"ALTER DATABASE {mine.database} RENAME TO {mine.database}_away")
        connection.execute(f"ALTER DATABASE {other.database} RENAME TO {mine.database}")
    assert kind_of(lambda: run_round(session, None, progress)) == "sync-emptied"
    with LibrarySession.open(LibraryPaths(tmp_path / "third")) as third:
        join_store(third, place, WORDS, progress, "third", mine.passwords[DORA])
        assert kind_of(lambda: run_round(session, None, progress)) == "sync-other-store"
        assert kind_of(lambda: begin_anew(session, None, progress)) == "sync-other-store"
        assert len(session.articles.summaries()) == before
        join_again(session, None, progress)
        run_round(third, None, progress)
        assert len(third.articles.summaries()) == before


def test_the_only_owner_stays_one(hub: Hub) -> None:
    library = f"one{os.getpid()}"
    with HubAdministration(hub.address(ADMIN), ADMIN_PASSWORD) as keeper:
        keeper.invite(library, ANNA, "owner")
        keeper.invite(library, CAROL, "reader")
        assert kind_of(lambda: keeper.remove(library, ANNA)) == "sync-last-owner"
        assert kind_of(lambda: keeper.invite(library, ANNA, "editor")) == "sync-last-owner"
        keeper.invite(library, CAROL, "owner")
        keeper.invite(library, ANNA, "editor")
        assert keeper.remove(library, ANNA)
        assert not keeper.remove(library, ANNA)
        assert [one.name for one in keeper.members() if one.library == library] == [CAROL]
