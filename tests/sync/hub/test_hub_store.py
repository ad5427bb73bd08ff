"""A store in a hub: what holds of a folder holds of it, whatever the line and the server do.

All of it holds with a bucket beside the hub, in which every file lies here but headers and empty ones.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import secrets
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.sync.address import parse_address
from reader.sync.hub import connection
from reader.sync.hub.hub_store import HubStore
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import change_passphrase, create_store, find_store, open_store
from tests.support.limits import wait_for
from tests.support.servers.postgres import ADMIN, Cluster, Hub, OldServer, RefusingServer
from tests.support.servers.postgres import PASSWORD as ADMIN_PASSWORD
from tests.support.servers.store_servers import PASSWORD as KEYS
from tests.support.servers.store_servers import Relay

NAME = "log/0123456789abcdef/00000001-fedcba9876543210"
OTHER = "log/0123456789abcdef/00000002-fedcba9876543210"


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    return Hub(cluster)


@pytest.fixture(params=["alone", "with a bucket"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def anna(hub: Hub, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Somebody with a library of his own."""
    name = f"anna{secrets.token_hex(4)}"
    hub.invite(name, name, "owner")
    if kind == "with a bucket":
        monkeypatch.setattr("reader.sync.hub.hub_store.LARGE", 1)
        hub.give_bucket(name, request.getfixturevalue("s3").address(name), KEYS)
    return name


def store_of(hub: Hub, user: str, library: str = "", port: int = 0) -> HubStore:
    return open_hub(hub.address(user, library, port), hub.passwords[user])


def failure(work: Callable[[], object]) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        work()
    assert ADMIN_PASSWORD not in repr((caught.value.detail, caught.value.values))
    return caught.value


def test_files_are_written_once_read_in_parts_listed_and_taken_away(hub: Hub, anna: str) -> None:
    store = store_of(hub, anna)
    assert store.top() == [] and list(store.names("log")) == [] and store.get(NAME) is None
    store.try_writing()
    assert store.top() == [] and store.size(NAME) == 0
    data = os.urandom(100_000)
    assert store.put(NAME, data) and not store.put(NAME, b"of another"), "a name is used once"
    assert not store_of(hub, anna).put(NAME, b"of another computer")
    assert (store.get(NAME), store.size(NAME)) == (data, len(data))
    for place, size in ((0, 10), (99_990, 10), (50, 0), (99_990, 100), (200_000, 5), (1 << 40, 5), (7, -1)):
        expected = data[place : place + size] if size >= 0 else data[place:]
        assert store.get_part(NAME, place, size) == expected
    assert store.put("pack/00/ab", b"x" * 7) and store.put("log/empty", b"") and store.get("log/empty") == b""
    assert list(store.names("log")) == [NAME, "log/empty"] and store.top() == ["log", "pack"]
    store.remove(NAME)
    store.remove("log/none")
    assert store.get(NAME) is None and store.get_part(NAME, 0, 5) is None and store.size(NAME) == 0
    assert store.put(NAME, b"anew") and store.get(NAME) == b"anew"
    with pytest.raises(ValueError, match="no name"):
        store.get("../x")


def test_the_same_bytes_lie_there_once_and_go_with_the_last_name(hub: Hub, anna: str) -> None:
    store = store_of(hub, anna)
    assert store.put(NAME, b"twice") and store.put(OTHER, b"twice")
    store.remove(NAME)
    assert store.get(OTHER) == b"twice"
    store.remove(OTHER)
    with hub.connect() as connection:
        count = "SELECT count(*) FROM liseuse.blob JOIN liseuse.library USING (library_id) WHERE name = %s"
        row = connection.execute(count, (anna,)).fetchone()
    assert row == (0,)


def test_only_what_came_since_is_asked_for_and_a_look_sees_what_others_did(hub: Hub, anna: str) -> None:
    one, other = store_of(hub, anna), store_of(hub, anna)
    other.put(NAME, b"x")
    assert list(one.names("log")) == [NAME]
    other.put(OTHER, b"y")
    other.remove(NAME)
    hub.cluster.forget_log()
    assert list(one.names("log")) == [OTHER]
    told = hub.cluster.parameters()
    assert len(told) == 1 and "$2 = '1'" in told[0], "since the number of the last look"


def test_a_hub_that_was_put_back_and_written_to_is_listed_whole(hub: Hub, anna: str) -> None:
    store = store_of(hub, anna)
    store.put(NAME, b"x")
    store.put(OTHER, b"y")
    assert list(store.names("log")) == [NAME, OTHER]
    with hub.connect() as connection:
        library = "(SELECT library_id FROM liseuse.library WHERE name = %s)"
        connection.execute(
            f"DELETE FROM liseuse.file WHERE library_id = {library} AND name = %s", (anna, OTHER)
        )
        connection.execute("UPDATE liseuse.library SET sequence = 1 WHERE name = %s", (anna,))
    assert list(store.names("log")) == [NAME], "a number that is gone"
    store.put("log/new", b"z")
    assert list(store.names("log")) == [NAME, "log/new"]
    with hub.connect() as connection:
        connection.execute(
            f"UPDATE liseuse.file SET name = 'log/another' WHERE library_id = {library} AND name = 'log/new'",
            (anna,),
        )
    assert list(store.names("log")) == [NAME, "log/another"], "another file has the number"


def test_of_two_computers_that_begin_or_change_the_passphrase_at_once_one_does(hub: Hub, anna: str) -> None:
    one, other = store_of(hub, anna), store_of(hub, anna)
    opened = create_store(one, "former words")
    assert failure(lambda: create_store(other, "other words")).kind == "sync-begun"
    found = find_store(other)
    assert found is not None and open_store(found, "former words") == opened
    change_passphrase(one, found, opened, "new words")
    assert failure(lambda: change_passphrase(other, found, opened, "newer words")).kind == "sync-damaged"
    again = find_store(other)
    assert again is not None and open_store(again, "new words") == opened and len(again.names) == 1
    for name in again.names:
        one.remove(name)
    assert create_store(other, "begun anew").store != opened.store


def test_a_header_that_an_editor_or_nobody_took_away_leaves_the_passphrase_to_change(
    hub: Hub, anna: str
) -> None:
    editor = f"{anna}-editor"
    hub.invite(anna, editor, "editor")
    store = store_of(hub, anna)
    opened = create_store(store, "former words")
    (header,) = store.names("store")
    assert failure(lambda: store_of(hub, editor, anna).remove(header)).kind == "sync-store-read-only"
    store.remove("store/0001-fedcba9876543210")  # another computer did before
    found = find_store(store)
    assert found is not None
    change_passphrase(store, found, opened, "new words")


def test_computers_that_take_away_and_write_at_once_do_not_disturb_one_another(hub: Hub, anna: str) -> None:
    one, other = store_of(hub, anna), store_of(hub, anna)
    waits = "SELECT FROM pg_stat_activity WHERE usename = %s AND wait_event_type = 'Lock'"

    def meanwhile(act: Callable[[], object]) -> None:
        """The other computer takes the file away, and waits for one that has begun to do something."""
        with hub.connect() as keeper, ThreadPoolExecutor(1) as pool:
            with one._connection.transaction():
                act()
                removal = pool.submit(other.remove, NAME)
                wait_for(lambda: removal.done() or keeper.execute(waits, (anna,)).fetchone() is not None)
            removal.result()

    one.put(NAME, b"same")
    meanwhile(lambda: one.remove(NAME))
    assert one.get(NAME) is None
    one.put(NAME, b"same")
    meanwhile(lambda: one.put(OTHER, b"same"))
    assert (one.get(NAME), one.get(OTHER)) == (None, b"same")


def test_a_file_that_is_too_large_is_not_fetched_whatever_size_is_written_beside_it(
    hub: Hub, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(hub, anna)
    store.put(NAME, b"x" * 9)
    with hub.connect(anna) as connection:
        connection.execute("UPDATE liseuse.file SET size = 1")
    monkeypatch.setattr("reader.sync.hub.hub_store.LARGEST", 8)
    assert failure(lambda: store.get(NAME)).kind == "sync-damaged"


def test_every_statement_names_the_library_and_touches_one_partition(hub: Hub, anna: str) -> None:
    from reader.sync.hub import statements

    store = store_of(hub, anna)
    hub.cluster.forget_log()
    store.put(NAME, b"x")
    for act in (store.get, store.size, store.remove, lambda name: store.get_part(name, 0, 1)):
        act(NAME)
    assert store.top() == []
    tables = re.compile(r"liseuse\.(?:file|blob|bucket|loose)\b")
    logged = [said for said in hub.cluster.statements() if tables.search(said)]
    assert len(logged) >= 5 and all(said.count("library_id = $") >= 1 for said in logged)
    values = {"library": 1, "since": 0, "most": 9, "name": NAME, "first": 1, "size": 9}
    writing = {"data": b"x", "number": 0, "digest": b"x", "object": "x", "purpose": "reading"}
    of_no_file = (
        statements.PUT,
        statements.PUT_OBJECT,
        statements.BUCKET,
        statements.NOTE,
        statements.END_LOOSE,
    )
    with hub.connect() as connection:
        connection.execute("SET enable_seqscan = off")
        for statement in (
            statements.SINCE,
            statements.GET,
            statements.GET_PART,
            statements.REMOVE,
            *of_no_file,
        ):
            plan = connection.execute(f"EXPLAIN {statement}", {**values, **writing}).fetchall()
            numbers = set(re.findall(r"\b(?:file|blob)_(\d\d)", "\n".join(line for (line,) in plan)))
            assert len(numbers) == (statement not in of_no_file), (statement, plan)


@pytest.mark.parametrize("size", [0, 30_000])
def test_a_line_that_is_cut_at_any_message_leaves_all_or_nothing(hub: Hub, anna: str, size: int) -> None:
    after, reached, whole = 0, False, b"x" * size
    step = 97 if not size else 9_973
    while not reached:
        relay = Relay(hub.cluster.port, after)
        try:
            store_of(hub, anna, port=relay.port).put(NAME, whole)
            reached = True
        except ReaderError as error:
            assert error.kind in ("sync-unreachable", "sync-password"), error.detail
        finally:
            relay.close()
        there = store_of(hub, anna).get(NAME)
        assert there in (None, whole) and (there is not None or not reached)
        after += step
    assert after > step


def test_a_server_that_ends_in_the_middle_is_out_of_reach_and_another_connection_goes_on(
    hub: Hub, anna: str
) -> None:
    store = store_of(hub, anna)
    store.put(NAME, b"x")
    hub.end_connections(anna)
    assert failure(lambda: store.put(OTHER, b"y")).kind == "sync-unreachable"
    assert failure(lambda: list(store.names("log"))).kind == "sync-unreachable"
    assert list(store_of(hub, anna).names("log")) == [NAME]


def test_what_is_no_hub_and_who_is_nobody_there_is_told(hub: Hub, anna: str, tmp_path: Path) -> None:
    cluster = hub.cluster
    assert failure(lambda: open_hub(hub.address(anna), "wrong")).kind == "sync-password"
    assert failure(lambda: open_hub(hub.address(anna), None)).kind == "sync-password"
    assert failure(lambda: open_hub(hub.address("nobody"), "x")).kind == "sync-password"
    nowhere = cluster.address("nowhere", anna)
    assert failure(lambda: open_hub(nowhere, hub.passwords[anna])).kind == "sync-not-hub"
    plain = cluster.address(cluster.database(), ADMIN)
    assert failure(lambda: open_hub(plain, ADMIN_PASSWORD)).kind == "sync-not-hub"
    none = failure(lambda: store_of(hub, anna, "another"))
    assert (none.kind, none.values["library"]) == ("sync-hub-no-library", "another")
    assert failure(lambda: open_hub(hub.address(ADMIN), ADMIN_PASSWORD)).kind == "sync-hub-no-library"
    unused = Relay(1, 0)
    unused.close()
    assert failure(lambda: store_of(hub, anna, port=unused.port)).kind == "sync-unreachable"
    old = OldServer()
    error = failure(lambda: open_hub(hub.address(anna, port=old.port), "x"))
    assert (error.kind, error.values["version"]) == ("sync-hub-old", "14")
    old.close()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("authentification par mot de passe échouée pour l'utilisateur  « anna »", "sync-password"),
        ("password authentication failed", "sync-password"),
        ("la base de données « hubs » n'existe pas", "sync-not-hub"),
        ("trop de connexions pour le rôle « anna »", "sync-unreachable"),
    ],
)
def test_a_server_of_any_language_that_lets_nobody_in_is_not_asked_again(said: str, kind: str) -> None:
    with contextlib.closing(RefusingServer(said)) as server:
        place = parse_address(f"postgresql://anna@127.0.0.1:{server.port}/hubs")
        assert failure(lambda: open_hub(place, "wrong")).kind == kind


def test_a_hub_of_a_later_version_is_told(cluster: Cluster) -> None:
    later = Hub(cluster, "zoe")
    with later.connect() as connection:
        connection.execute("UPDATE liseuse.alembic_version SET version_num = 'hub9999'")
    assert failure(lambda: store_of(later, "zoe")).kind == "sync-newer"


def test_off_this_computer_only_a_server_that_proves_its_name_is_spoken_to(
    hub: Hub, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = "127.1"  # the same computer, by a name that does not say so
    elsewhere = dataclasses.replace(hub.address(anna), host=host)
    assert not elsewhere.is_loopback
    hub.cluster.forget_log()
    assert failure(lambda: open_hub(elsewhere, hub.passwords[anna])).kind == "sync-certificate"
    bare = OldServer()
    open_line = dataclasses.replace(elsewhere, port=bare.port)
    assert failure(lambda: open_hub(open_line, hub.passwords[anna])).kind == "sync-certificate"
    bare.close()
    assert hub.cluster.statements() == []
    monkeypatch.setenv("PGSSLROOTCERT", str(hub.cluster.certificate))
    assert open_hub(elsewhere, hub.passwords[anna]).top() == []


@pytest.mark.parametrize("kind", ["alone"], indirect=True)
def test_a_full_server_and_one_that_only_reads_are_told(hub: Hub, anna: str) -> None:
    store = store_of(hub, anna)
    with hub.connect() as connection:
        connection.execute(
            "CREATE FUNCTION pg_temp.full() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"
        )
        name = connection.execute("SELECT pg_my_temp_schema()::regnamespace::text").fetchone()
        assert name is not None
        connection.execute(
            "CREATE TRIGGER full_now BEFORE INSERT ON liseuse.blob FOR EACH ROW "
            f"EXECUTE FUNCTION {name[0]}.full()"
        )
        try:
            assert failure(lambda: store.put(NAME, b"x")).kind == "sync-store-full"
            assert failure(store.try_writing).kind == "sync-store-full"
        finally:
            connection.execute("DROP TRIGGER full_now ON liseuse.blob")
        assert list(store.names("log")) == []
    reading = store_of(hub, anna)
    reading._connection.execute("SET default_transaction_read_only = on")
    assert failure(lambda: reading.put(NAME, b"x")).kind == "sync-store-read-only"
    assert store.put(NAME, b"x")


@pytest.mark.parametrize("silent", ["the one who answers", "the whole server"])
def test_a_server_that_says_nothing_more_is_given_up(
    hub: Hub, anna: str, monkeypatch: pytest.MonkeyPatch, silent: str
) -> None:
    """Its computer goes on taking what is sent, so no line is cut."""
    monkeypatch.setattr(connection, "_ANSWER", 1.0)
    monkeypatch.setattr(connection, "_PATIENCE", 3)
    store = store_of(hub, anna)
    store.put(NAME, b"x")
    with hub.connect() as admin:
        asked = "SELECT pid FROM pg_stat_activity WHERE usename = %s"
        stopped = [row[0] for row in admin.execute(asked, (anna,)).fetchall()]
    assert len(stopped) == 1
    if silent == "the whole server":
        stopped.append(hub.cluster.process)
    try:
        for one in stopped:
            os.kill(one, signal.SIGSTOP)
        error = failure(lambda: store.get(NAME))
    finally:
        for one in stopped:
            os.kill(one, signal.SIGCONT)
    assert error.kind == "sync-unreachable"
    assert store_of(hub, anna).get(NAME) == b"x"
