"""A bucket beside a hub: what lies where, who reads it, what is left of lost computers, what is refused."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.bucket import LARGE, Bucket
from reader.sync.hub.copies import back_up, put_back
from reader.sync.hub.hub_store import HubStore
from reader.sync.hub.migrations.runner import upgrade
from reader.sync.hub.migrations.versions import r0001_hub, r0002_locks
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import create_store
from tests.support.kept_port import kept_port
from tests.support.limits import LIMIT
from tests.support.servers.postgres import ADMIN, Cluster, Hub
from tests.support.servers.postgres import PASSWORD as ADMIN_PASSWORD
from tests.support.servers.s3_server import KEY, READING_KEY, SECRET, S3Server
from tests.support.servers.store_servers import PASSWORD as KEYS
from tests.support.servers.store_servers import Relay
from tests.sync.hub.killed_writer import DATA, STEPS

NAME = "log/0123456789abcdef/00000001-fedcba9876543210"
OTHER = "log/0123456789abcdef/00000002-fedcba9876543210"
PACK = "pack/00/0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    return Hub(cluster)


@pytest.fixture
def anna(hub: Hub, s3: S3Server) -> str:
    """Somebody with a library of his own that has a bucket."""
    name = f"anna{secrets.token_hex(4)}"
    hub.invite(name, name, "owner")
    hub.give_bucket(name, s3.address(name), KEYS)
    s3.asked.clear()
    return name


def store_of(hub: Hub, user: str, library: str = "") -> HubStore:
    return open_hub(hub.address(user, library), hub.passwords[user])


def objects(server: S3Server) -> list[Path]:
    """The files in which the server keeps objects."""
    return sorted(path for path in server.folder.rglob("*") if path.is_file())


def ask(hub: Hub, statement: str, *values: object) -> list[tuple[object, ...]]:
    with hub.connect() as connection:
        done = connection.execute(statement, values)
        return done.fetchall() if done.description else []


def loose(hub: Hub, library: str) -> int:
    return len(
        ask(
            hub,
            "SELECT 1 FROM liseuse.loose JOIN liseuse.library USING (library_id) WHERE name = %s",
            library,
        )
    )


def failure(work: Callable[[], object]) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        work()
    told = repr((str(caught.value), caught.value.detail, caught.value.values))
    assert SECRET not in told and ADMIN_PASSWORD not in told
    return caught.value


def test_only_large_files_lie_in_the_bucket_and_a_header_never(
    hub: Hub, anna: str, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(hub, anna)
    store.try_writing()
    assert any(asked.startswith("PUT") for asked in s3.asked) and objects(s3) == []
    s3.asked.clear()
    small, large = os.urandom(LARGE - 1), os.urandom(LARGE)
    assert store.put(NAME, small) and store.get(NAME) == small and s3.asked == []
    assert store.put(PACK, large) and not store.put(PACK, large)
    assert store.put(OTHER, large), "the same bytes are another object"
    assert len(objects(s3)) == 2 and loose(hub, anna) == 0
    assert {path.read_bytes() for path in objects(s3)} == {large}
    assert store_of(hub, anna).get(PACK) == large and store.size(PACK) == LARGE
    s3.asked.clear()
    assert store.get_part(PACK, 70, 50) == large[70:120] and len(s3.asked) == 1
    assert store.get_part(PACK, LARGE, 5) == b"" and len(s3.asked) == 1, "what ends before is not asked for"
    store.remove(PACK)
    store.remove(OTHER)
    assert store.get(PACK) is None and objects(s3) == [] and loose(hub, anna) == 0
    monkeypatch.setattr("reader.sync.hub.hub_store.LARGE", 1)
    create_store(store, "a long passphrase")
    assert objects(s3) == []


@pytest.mark.parametrize(("act", "step"), [(act, step) for act, steps in STEPS.items() for step in steps])
def test_a_computer_lost_between_object_and_row_leaves_nothing_for_long(
    hub: Hub, anna: str, s3: S3Server, act: str, step: str
) -> None:
    if act == "remove":
        store_of(hub, anna).put(NAME, DATA)
    words = (hub.address(anna).text, hub.passwords[anna], act, NAME, step)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.sync.hub.killed_writer", *words],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert ended.returncode == (0 if step == "done" else -9), ended.stderr
    store = store_of(hub, anna)
    there = act == "put" and step in ("named", "done")
    assert store.get(NAME) == (DATA if there else None) and (NAME in store.names("log")) == there
    assert len(objects(s3)) == (
        step in ("object", "named", "gone", "ending") or (act, step) == ("put", "done")
    )
    assert store.put(NAME, DATA) == (not there) and store.get(NAME) == DATA, "it is done again"
    left = step in ("noted", "object")
    assert loose(hub, anna) == left, "for a day it may be on its way"
    ask(hub, "UPDATE liseuse.loose SET noted_at = now() - interval '25 hours'")
    assert store.put(OTHER, DATA) and loose(hub, anna) == 0
    assert len(objects(s3)) == 2 and store.get(NAME) == store.get(OTHER) == DATA


@pytest.mark.parametrize("gone", [True, False])
def test_an_object_that_was_on_its_way_for_a_day_is_named_by_no_row(
    hub: Hub, anna: str, s3: S3Server, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    slow, other, put = store_of(hub, anna), store_of(hub, anna), Bucket.put

    def put_in_a_day(self: Bucket, key: str, data: bytes) -> None:
        put(self, key, data)
        monkeypatch.undo()
        ask(hub, "UPDATE liseuse.loose SET noted_at = now() - interval '25 hours' WHERE object = %s", key)
        s3.refused = {} if gone else {"DELETE": (503, "SlowDown")}
        assert other.put(OTHER, DATA)

    monkeypatch.setattr(Bucket, "put", put_in_a_day)
    assert slow.put(NAME, DATA), "into the database instead"
    s3.reset()
    assert slow.get(NAME) == DATA and loose(hub, anna) == (not gone)
    assert slow.put(PACK, DATA) and len(objects(s3)) == 2 and loose(hub, anna) == 0


def test_a_file_that_is_on_its_way_while_the_bucket_is_ended_lies_in_the_database(
    hub: Hub, anna: str, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, put = store_of(hub, anna), Bucket.put
    slow.put(PACK, DATA)

    def put_at_the_end(self: Bucket, key: str, data: bytes) -> None:
        put(self, key, data)
        monkeypatch.undo()
        with HubAdministration(hub.address(ADMIN), ADMIN_PASSWORD) as keeper:
            assert keeper.end_bucket(anna) == 1

    monkeypatch.setattr(Bucket, "put", put_at_the_end)
    assert slow.put(NAME, DATA)
    assert store_of(hub, anna).get(NAME) == slow.get(PACK) == DATA
    assert objects(s3) == [] and loose(hub, anna) == 0


def test_a_line_to_the_bucket_that_is_cut_anywhere_leaves_all_or_nothing(
    hub: Hub, anna: str, s3: S3Server
) -> None:
    after, reached = 0, False
    library = "(SELECT library_id FROM liseuse.library WHERE name = %s)"
    while not reached:
        relay = Relay(s3.port, after)
        place = s3.address(anna, relay.port)
        ask(hub, f"UPDATE liseuse.bucket SET address = %s WHERE library_id = {library}", place, anna)
        try:
            store_of(hub, anna).put(NAME, DATA)
            reached = True
        except ReaderError as error:
            assert error.kind == "sync-bucket-away" and error.values["store"] == place, error.detail
        finally:
            relay.close()
        place = s3.address(anna)
        ask(hub, f"UPDATE liseuse.bucket SET address = %s WHERE library_id = {library}", place, anna)
        assert store_of(hub, anna).get(NAME) == (DATA if reached else None)
        after += 23_003
    ask(hub, "UPDATE liseuse.loose SET noted_at = now() - interval '25 hours'")
    store_of(hub, anna).put(OTHER, DATA)
    assert len(objects(s3)) == 2 and loose(hub, anna) == 0 and after > 50_000


def test_objects_that_are_not_what_was_written_are_damaged(hub: Hub, anna: str, s3: S3Server) -> None:
    store = store_of(hub, anna)
    store.put(NAME, DATA)
    (object_,) = objects(s3)
    other = DATA[1:] + DATA[:1]
    for wrong in (DATA[:-1], DATA + b"x", other, b"", DATA[:40] + b"x" + DATA[41:]):
        object_.write_bytes(wrong)
        error = failure(lambda: store.get(NAME))
        assert (error.kind, error.values["file"]) == ("sync-damaged", NAME)
        if len(wrong) < len(DATA):
            assert failure(lambda: store.get_part(NAME, len(DATA) - 9, 9)).kind == "sync-damaged"
    object_.unlink()
    for work in (lambda: store.get(NAME), lambda: store.get_part(NAME, 5, 9)):
        assert failure(work).kind == "sync-damaged"
    ask(hub, "UPDATE liseuse.file SET size = %s WHERE name = %s", 1 << 40, NAME)
    assert failure(lambda: store.get(NAME)).kind == "sync-damaged"
    store.remove(NAME)
    assert store.get(NAME) is None


def test_what_is_wrong_with_the_bucket_is_said_of_it_and_the_rest_goes_on(
    hub: Hub, anna: str, s3: S3Server
) -> None:
    place = s3.address(anna)
    store_of(hub, anna).put(PACK, DATA)
    refused = (("PUT", 507, "QuotaExceeded", "full"), ("PUT", 403, "AccessDenied", "read-only"))
    for method, status, word, kind in (
        *refused,
        ("GET", 403, "InvalidAccessKeyId", "keys"),
        ("GET", 403, "AccessDenied", "keys"),
        ("GET", 404, "NoSuchBucket", "missing"),
        ("GET", 503, "SlowDown", "away"),
    ):
        s3.reset()
        s3.refused = {method: (status, word)}
        store = store_of(hub, anna)
        error = failure(lambda store=store: store.put(OTHER, DATA))
        assert (error.kind, error.values["store"]) == (f"sync-bucket-{kind}", place)
        assert place in error.title.show()
        if method == "GET":
            assert failure(lambda store=store: store.get(PACK)).kind == f"sync-bucket-{kind}"
            assert failure(lambda store=store: store.get_part(PACK, 1, 5)).kind == f"sync-bucket-{kind}"
        assert failure(store.try_writing).kind == f"sync-bucket-{kind}"
        assert store.put(NAME, b"small") and store.get(NAME) == b"small", "the hub is there"
        store.remove(NAME)
        assert store.get(OTHER) is None
    s3.reset()
    s3.ahead = datetime.timedelta(hours=1)
    error = failure(lambda: store_of(hub, anna).put(OTHER, DATA))
    assert (error.kind, error.values["host"]) == ("sync-clock", "127.0.0.1")
    s3.reset()
    s3.refused = {"DELETE": (503, "SlowDown")}
    store.remove(PACK)
    assert store.get(PACK) is None and len(objects(s3)) == 1, "it goes another time"
    s3.reset()
    assert store.put(OTHER, DATA) and store.get(OTHER) == DATA and len(objects(s3)) == 1


def test_a_bucket_out_of_reach_stops_no_file_that_lies_in_the_hub(hub: Hub, anna: str) -> None:
    with kept_port() as port:
        ask(hub, "UPDATE liseuse.bucket SET address = %s", f"s3+http://127.0.0.1:{port}/bucket")
        store = store_of(hub, anna)
        assert failure(lambda: store.put(PACK, DATA)).kind == "sync-bucket-away"
        assert store.put(NAME, b"small") and list(store.names("log")) == [NAME]


@pytest.mark.parametrize(
    ("host", "public", "private", "loopback"),
    [
        ("127.0.0.1", False, False, True),
        ("localhost", False, False, True),
        ("[::1]", False, False, True),
        ("10.1.2.3", False, True, True),
        ("[fd12::1]", False, True, True),
        ("[::ffff:192.168.1.1]", False, True, True),
        ("169.254.169.254", False, False, False),
        ("93.184.216.34", True, True, True),
    ],
)
def test_a_hub_leads_to_no_more_local_bucket_than_itself(
    host: str, public: bool, private: bool, loopback: bool
) -> None:
    pytest.importorskip("obstore", reason="obstore is not installed")
    place = f"s3://{host}/bucket"
    said = {AddressClass.PUBLIC: public, AddressClass.PRIVATE: private, AddressClass.LOOPBACK: loopback}
    for hub, may in said.items():
        if may:
            Bucket(place, "key:secret", hub)
        else:
            error = failure(lambda hub=hub: Bucket(place, "key:secret", hub))
            assert error.kind == "sync-bucket-local"
    Bucket(place, "key:secret", None)


@pytest.mark.parametrize(
    "place",
    [
        "https://example.org/dav",
        "file:///etc",
        "/etc",
        "s3+http://example.org/bucket",
        "s3://key:secret@example.org/bucket",
        "postgresql://anna@127.0.0.1/hub",
    ],
)
def test_a_hub_that_names_what_is_no_bucket_is_told(place: str) -> None:
    assert failure(lambda: Bucket(place, "key:secret", AddressClass.LOOPBACK)).kind == "sync-bucket-missing"


def test_without_the_part_that_speaks_to_buckets_a_sentence_says_what_to_install(
    hub: Hub, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_of(hub, anna).put(PACK, DATA)
    for name in [name for name in sys.modules if name.startswith("reader.sync.remote.s3_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setitem(sys.modules, "obstore.exceptions", None)
    store = store_of(hub, anna)
    assert store.put(NAME, b"small") and store.get(NAME) == b"small"
    error = failure(lambda: store.get(PACK))
    assert (error.kind, error.values["command"]) == ("sync-bucket-part", "pip install liseuse[hub,s3]")


def test_a_reader_gets_the_keys_for_reading_and_no_others(hub: Hub, anna: str, s3: S3Server) -> None:
    carol, dora = f"{anna}-carol", f"{anna}-dora"
    hub.invite(anna, carol, "reader")
    hub.invite(dora, dora, "owner")
    store_of(hub, anna).put(PACK, DATA)
    reading = store_of(hub, carol, anna)
    assert failure(lambda: reading.get(PACK)).kind == "sync-bucket-keys", "none are set for readers"
    hub.give_bucket(anna, s3.address(anna), KEYS, f"{READING_KEY}:{SECRET}")
    assert reading.get(PACK) == DATA and reading.get_part(PACK, 3, 4) == DATA[3:7]
    assert failure(lambda: reading.put(OTHER, DATA)).kind == "sync-store-read-only"
    for who, seen in ((carol, ["reading"]), (anna, ["reading", "writing"]), (dora, [])):
        with hub.connect(who) as connection:
            rows = connection.execute("SELECT purpose FROM liseuse.bucket ORDER BY 1").fetchall()
            assert [purpose for (purpose,) in rows] == seen


def test_an_editor_names_no_object_that_was_not_noted_or_is_another_librarys(hub: Hub, anna: str) -> None:
    import psycopg

    store = store_of(hub, anna)
    store.put(PACK, DATA)
    (key,), (number,) = (
        ask(hub, "SELECT object FROM liseuse.file WHERE object IS NOT NULL AND name = %s ORDER BY 1", PACK)[
            -1:
        ][0],
        ask(hub, "SELECT library_id FROM liseuse.library WHERE name = %s", anna)[0],
    )
    name_it = (
        "INSERT INTO liseuse.file (library_id, name, sequence, digest, size, object) "
        "VALUES (%s, 'log/of-another', 9, sha256('x'), 1, %s)"
    )
    with hub.connect(anna) as connection:
        for statement, values in (
            (name_it, (number, key)),
            (name_it, (number, f"{'0' * 32}/{number}/{'1' * 32}")),
            (
                "INSERT INTO liseuse.loose (library_id, object) VALUES (%s, %s)",
                (number, f"{'0' * 32}/0/{'1' * 32}"),
            ),
            ("INSERT INTO liseuse.loose (library_id, object) VALUES (%s, %s)", (number, "../../else")),
            (
                "INSERT INTO liseuse.loose (library_id, object, noted_at) VALUES (%s, %s, '2020-01-01')",
                (number, f"{'0' * 32}/{number}/{'1' * 32}"),
            ),
            ("DELETE FROM liseuse.loose WHERE library_id = %s", (number,)),
            ("UPDATE liseuse.bucket SET address = 's3://x.org/mine' WHERE library_id = %s", (number,)),
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement, values)
    assert store.get(PACK) == DATA


def test_a_hub_that_was_put_back_elsewhere_takes_nothing_from_the_first_one(
    hub: Hub, anna: str, s3: S3Server, tmp_path: Path
) -> None:
    store, copy = store_of(hub, anna), tmp_path / "hub.dump"
    store.put(PACK, DATA)
    ask(
        hub,
        "INSERT INTO liseuse.loose (library_id, object) SELECT library_id, "
        "(SELECT id FROM liseuse.hub) || '/' || library_id || '/' || repeat('0', 32) "
        "FROM liseuse.library WHERE name = %s",
        anna,
    )
    back_up(hub.address(ADMIN), ADMIN_PASSWORD, copy)
    other = Hub.__new__(Hub)
    other.cluster, other.database, other.passwords = hub.cluster, hub.cluster.database(), hub.passwords
    assert put_back(other.address(ADMIN), ADMIN_PASSWORD, copy) == []
    elsewhere = store_of(other, anna)
    assert elsewhere.get(PACK) == DATA
    elsewhere.remove(PACK)
    ask(other, "UPDATE liseuse.loose SET noted_at = now() - interval '25 hours'")
    assert elsewhere.put(OTHER, DATA) and elsewhere.get(PACK) is None and loose(other, anna) == 0
    assert store.get(PACK) == DATA and len(objects(s3)) == 2


def test_a_bucket_is_ended_and_files_come_back_while_members_go_on(hub: Hub, anna: str, s3: S3Server) -> None:
    store, files = store_of(hub, anna), {f"pack/00/{n:032x}": DATA[n:] for n in range(12)}
    for name, data in files.items():
        store.put(name, data)
    with HubAdministration(hub.address(ADMIN), ADMIN_PASSWORD) as keeper:
        with pytest.raises(ReaderError, match="sync-bucket-used"):
            keeper.give_bucket(anna, s3.address("another"), KEYS, None)
        shown = next(one for one in keeper.buckets() if one.library == anna)
        assert (shown.address, shown.files, shown.ending) == (s3.address(anna), 12, False)
        first = next(path for path in objects(s3) if path.read_bytes() == DATA[5:])
        first.write_bytes(b"other")
        error = failure(lambda: keeper.end_bucket(anna))
        assert (error.kind, error.values["file"]) == ("sync-damaged", f"pack/00/{5:032x}")
        shown = next(one for one in keeper.buckets() if one.library == anna)
        assert (shown.files, shown.ending) == (1, True), "all others came back"
        assert store.put(NAME, DATA) and store.get(NAME) == DATA
        first.write_bytes(DATA[5:])
        assert keeper.end_bucket(anna) == 1 and keeper.end_bucket(anna) == 0
        assert anna not in {one.library for one in keeper.buckets()}
        assert {name: store.get(name) for name in files} == files
        assert objects(s3) == [] and loose(hub, anna) == 0
        keeper.give_bucket(anna, s3.address("another"), KEYS, None)
    assert store.put(OTHER, DATA) and len(objects(s3)) == 1


def test_who_does_not_keep_the_hub_sets_no_bucket_and_wrong_ones_are_refused(
    hub: Hub, anna: str, s3: S3Server
) -> None:
    with HubAdministration(hub.address(anna), hub.passwords[anna]) as owner:
        assert (
            failure(lambda: owner.give_bucket(anna, s3.address(anna), KEYS, None)).kind == "sync-hub-keeper"
        )
        assert failure(lambda: owner.end_bucket(anna)).kind == "sync-hub-keeper"
    place = s3.address(anna)
    with HubAdministration(hub.address(ADMIN), ADMIN_PASSWORD) as keeper:
        for where, keys, kind in (
            ("https://example.org/dav", KEYS, "sync-bucket-address"),
            ("a bucket", KEYS, "sync-bucket-address"),
            (place, None, "sync-bucket-own-keys"),
            (place, f"{KEY}:wrong", "sync-bucket-own-keys"),
            (place, f"{READING_KEY}:{SECRET}", "sync-bucket-own-keys"),
            (s3.address(anna, bucket="missing"), KEYS, "sync-no-bucket"),
            (s3.address(f"{anna}2"), KEYS, "sync-bucket-used"),
        ):
            assert failure(lambda w=where, k=keys: keeper.give_bucket(anna, w, k, None)).kind == kind
        missing = failure(lambda: keeper.give_bucket(anna, s3.address(anna, bucket="missing"), KEYS, None))
        causes: list[BaseException | None] = [missing]
        while causes[-1] is not None:
            causes.append(causes[-1].__cause__ or causes[-1].__context__)
            assert causes[-1] not in causes[:-1], "whoever looks for the first cause finds one"
        refused = failure(lambda: keeper.give_bucket(anna, place, KEYS, "x:y"))
        assert refused.kind == "sync-bucket-reading-keys" and "for readers" in refused.title.show()
        assert failure(lambda: keeper.give_bucket("none", place, KEYS, None)).kind == "sync-hub-no-library"
        keeper.give_bucket(anna, place, KEYS, f"{READING_KEY}:{SECRET}")
    assert SECRET not in hub.cluster.log.read_text("utf-8"), "keys stand in no log"


def test_a_hub_of_a_former_version_has_no_bucket_until_it_is_brought_up_to_date(
    cluster: Cluster, s3: S3Server
) -> None:
    from reader.sync.hub.connection import connect

    keeper = cluster.address(cluster.database(), ADMIN)
    upgrade(lambda: connect(keeper, ADMIN_PASSWORD), (r0001_hub, r0002_locks))
    with HubAdministration(keeper, ADMIN_PASSWORD) as administration:
        name = f"anna{secrets.token_hex(4)}"
        password = administration.invite(name, name, "owner", anew=True)
        assert administration.buckets() == []
        error = failure(lambda: administration.give_bucket(name, s3.address(), KEYS, None))
        assert error.kind == "sync-hub-former"
        place = cluster.address(keeper.path[1:], name)
        with contextlib.closing(open_hub(place, password)._connection):
            store = open_hub(place, password)
            assert (
                store.put(PACK, DATA) and store.get(PACK) == DATA and store.get_part(PACK, 1, 2) == DATA[1:3]
            )
        assert administration.create()
        administration.give_bucket(name, s3.address(), KEYS, None)
        newer = open_hub(place, password)
        assert newer.get(PACK) == DATA and newer.put(OTHER, DATA[1:])
        assert store.get(OTHER) == DATA[1:] and len(objects(s3)) == 1
