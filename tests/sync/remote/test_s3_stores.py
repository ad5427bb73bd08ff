"""A bucket of S3: who is let in, what its server does not know, and what it says when it does not work."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator

import pytest

from reader.core.errors import ReaderError
from reader.sync.address import parse_address
from reader.sync.remote.opening import open_remote
from reader.sync.store import Store
from tests.support.limits import wait_for
from tests.support.servers.s3_server import BUCKET, KEY, SECRET, S3Server
from tests.support.servers.store_servers import PASSWORD, empty, store_server
from tests.support.servers.wrong_servers import WrongWebServer

NAME = "log/0123456789abcdef/00000001-fedcba9876543210"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with store_server("s3", tmp_path_factory.mktemp("served")) as server:
        assert isinstance(server, S3Server)
        yield server


@pytest.fixture
def server(running: S3Server) -> S3Server:
    empty(running)
    return running


@pytest.fixture
def web() -> Iterator[WrongWebServer]:
    pytest.importorskip("obstore", reason="obstore is not installed")
    server = WrongWebServer({})
    yield server
    server.close()


def store_at(place: str, keys: str | None = PASSWORD) -> Store:
    return open_remote(parse_address(place), keys)


def at(web: WrongWebServer) -> str:
    """A bucket at a server that is no good one."""
    port = web.address.rpartition(":")[2].partition("/")[0]
    return f"s3+http://127.0.0.1:{port}/bucket/store"


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        work()
    told = repr((str(caught.value), caught.value.detail, caught.value.values))
    assert SECRET not in told and "AKID" not in told
    return caught.value.kind


@pytest.mark.parametrize(
    "keys",
    [
        None,
        "",
        "AKID",
        "AKID:",
        ":secret",
        f"AKID:{SECRET}",
        f"{KEY}:wrong",
        "AK\nID:secret",
        "AKID\x7f:secret",
    ],
)
def test_only_who_has_key_and_secret_is_let_in(server: S3Server, keys: str | None) -> None:
    def store() -> Store:
        return store_at(server.address(), keys)

    for work in (
        lambda: store().top(),
        lambda: list(store().names("log")),
        lambda: store().get(NAME),
        lambda: store().put(NAME, b"x"),
        lambda: store().try_writing(),
        lambda: store().remove(NAME),
    ):
        assert kind_of(work) == "sync-password"
    assert list(server.folder.iterdir()) == []


def test_what_stands_at_each_number_and_word_of_an_answer(server: S3Server) -> None:
    store = store_at(server.address())
    store.put("log/first", b"x")
    for method, status, code, kind in (
        ("PUT", 403, "AccessDenied", "sync-store-read-only"),
        ("PUT", 405, "MethodNotAllowed", "sync-store-read-only"),
        ("PUT", 403, "QuotaExceeded", "sync-store-full"),
        ("PUT", 507, "XMinioStorageFull", "sync-store-full"),
        ("PUT", 413, "EntityTooLarge", "sync-store-full"),
        ("PUT", 503, "SlowDown", "sync-unreachable"),
        ("PUT", 500, "InternalError", "sync-unreachable"),
        ("PUT", 409, "OperationAborted", "sync-unreachable"),
        ("PUT", 302, "Found", "sync-unknown-place"),
        ("GET", 403, "AccessDenied", "sync-password"),
        ("GET", 403, "RequestTimeTooSkewed", "sync-clock"),
        ("GET", 503, "SlowDown", "sync-unreachable"),
    ):
        server.refused = {method: (status, code)}
        assert kind_of(lambda: store.put(NAME, os.urandom(100_000))) == kind, (method, status, code)
        assert kind_of(store.try_writing) == kind
    server.refused = {"GET": (405, "MethodNotAllowed")}
    assert kind_of(store.top) == "sync-unknown-place"
    server.refused = {"DELETE": (403, "AccessDenied")}
    assert kind_of(lambda: store.remove("log/first")) == "sync-store-read-only"
    server.refused = {}
    assert store.get("log/first") == b"x"
    assert [path.name for path in server.folder.rglob("*") if path.is_file()] == ["first"]


def test_a_bucket_that_is_not_there_is_named(server: S3Server) -> None:
    store = store_at(server.address(bucket="another-bucket"))
    for work in (
        store.top,
        lambda: list(store.names("log")),
        lambda: store.get(NAME),
        lambda: store.put(NAME, b"x"),
        store.try_writing,
    ):
        with pytest.raises(ReaderError) as caught:
            work()
        assert (caught.value.kind, caught.value.values["bucket"]) == ("sync-no-bucket", "another-bucket")


def test_a_clock_that_is_wrong_is_told(server: S3Server) -> None:
    server.ahead = datetime.timedelta(hours=1)
    store = store_at(server.address())
    for work in (store.top, lambda: store.get(NAME), lambda: store.put(NAME, b"x"), store.try_writing):
        with pytest.raises(ReaderError) as caught:
            work()
        assert (caught.value.kind, caught.value.values["host"]) == ("sync-clock", "127.0.0.1")


@pytest.mark.parametrize("conditions", ["known", "ignored", "refused"])
def test_a_name_is_used_once_whatever_a_server_knows_of_conditions(server: S3Server, conditions: str) -> None:
    server.conditions = conditions
    store = store_at(server.address())
    store.try_writing()
    assert store.put(NAME, b"first") and not store.put(NAME, b"second")
    assert not store_at(server.address()).put(NAME, b"of another computer")
    assert store.put("log/empty", b"") and not store.put("log/empty", b"second")
    assert (store.get(NAME), store.get("log/empty")) == (b"first", b"")
    assert store.size("log/empty") == 0 and store.top() == ["log"]


def test_a_region_is_taken_from_the_server_unless_it_was_said(server: S3Server) -> None:
    server.region = "eu-north-9"
    store = store_at(server.address())
    assert store.top() == [] and store.put(NAME, b"x")
    assert len(server.asked) == 4, "one that was in vain, the look, and two for a file"
    server.asked.clear()
    assert store_at(f"{server.address()}?region=eu-north-9").top() == ["log"]
    assert len(server.asked) == 1
    server.region = "not a region"
    assert kind_of(store.top) == "sync-unreachable"


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("s3.eu-west-3.amazonaws.com", "eu-west-3"),
        ("s3-eu-west-3.amazonaws.com", "eu-west-3"),
        ("s3.dualstack.eu-west-3.amazonaws.com", "eu-west-3"),
        ("s3.amazonaws.com", "us-east-1"),
        ("s3.us-west-004.backblazeb2.com", "us-west-004"),
        ("s3.gra.io.cloud.ovh.net", "gra"),
        ("minio.example.org", "us-east-1"),
        ("s3.example.org", "us-east-1"),
        ("[::1]:9000", "us-east-1"),
    ],
)
def test_the_region_in_the_name_of_a_host(host: str, region: str) -> None:
    pytest.importorskip("obstore", reason="obstore is not installed")
    from reader.sync.remote.s3_client import region_of

    assert region_of(parse_address(f"s3://{host}/bucket")) == region
    assert region_of(parse_address(f"s3://{host}/bucket?region=other")) == "other"


@pytest.mark.parametrize(("count", "requests"), [(1_000, 1), (1_001, 2)])
def test_a_long_list_is_read_to_its_end(server: S3Server, count: int, requests: int) -> None:
    folder = server.folder / "store" / "log" / "ab"
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:04}").touch()
    assert len(list(store_at(server.address()).names("log"))) == count
    assert len(server.asked) == requests


def test_what_is_said_to_other_programs_is_not_heeded(
    server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "other"),
        ("AWS_SESSION_TOKEN", "token"),
        ("AWS_SKIP_SIGNATURE", "true"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_S3_EXPRESS", "true"),
        ("AWS_VIRTUAL_HOSTED_STYLE_REQUEST", "true"),
        ("AWS_BUCKET", "other"),
        ("HTTP_PROXY", "http://127.0.0.1:1"),
    ):
        monkeypatch.setenv(name, value)
    store = store_at(server.address())
    store.try_writing()
    assert store.put(NAME, b"x") and store.get(NAME) == b"x" and store.top() == ["log"]


def test_a_proxy_is_asked_for_what_is_elsewhere(web: WrongWebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", web.address)
    assert kind_of(store_at("s3://minio.example.org/bucket").top) == "sync-unreachable"
    assert len(web.ports) == 1, "it refused, and nobody else was asked"
    for proxy in ("odd://127.0.0.1:1", "socks5://127.0.0.1:1", "http://"):
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        assert kind_of(lambda: store_at("s3://minio.example.org/bucket")) == "sync-unreachable"


@pytest.mark.parametrize("host", ["\u2615.example", f"{'a' * 70}.example", "a!b.example"])
def test_names_that_no_server_can_have(host: str) -> None:
    pytest.importorskip("obstore", reason="obstore is not installed")
    assert kind_of(lambda: store_at(f"s3://{host}/bucket")) == "sync-unknown-place"


@pytest.mark.parametrize("path", ["a%01b", "a%0Ab", "a/%7F/b"])
def test_paths_that_no_object_can_have(path: str) -> None:
    pytest.importorskip("obstore", reason="obstore is not installed")
    assert kind_of(lambda: store_at(f"s3://minio.example.org/bucket/{path}")) == "sync-unknown-place"


def test_a_list_that_does_not_end_is_none_of_s3(web: WrongWebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a server that does not know where a list goes on, and begins anew each time."""
    day = "<LastModified>2026-11-29T12:00:00.000Z</LastModified>"
    row = f"<Contents><Key>store/log/{{}}</Key>{day}<Size>5</Size></Contents>"
    for rows, most in ((1, 1_000), (20, 10)):
        page = "".join(row.format(number) for number in range(rows))
        more = "<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>"
        web.answers = {"GET": (200, {}, f"<ListBucketResult>{more}{page}</ListBucketResult>".encode())}
        monkeypatch.setattr("reader.sync.remote.s3_store._MOST_NAMES", most, raising=False)
        monkeypatch.setattr("reader.sync.remote.s3_store._PAGE", 15)
        assert kind_of(lambda: list(store_at(at(web)).names("log"))) == "sync-unknown-place"


@pytest.mark.parametrize(("status", "body"), [(200, b"<!doctype html><p>Sign in"), (200, b""), (404, b"no")])
def test_what_is_no_answer_of_s3_is_told_as_no_place_for_a_store(
    web: WrongWebServer, status: int, body: bytes
) -> None:
    web.answers = {"GET": (status, {}, body), "PUT": (status, {}, body)}
    store = store_at(at(web))
    if b"<" not in body:  # which passes for an empty list
        assert kind_of(store.top) == "sync-unknown-place"
    if status == 200:
        assert kind_of(store.try_writing) == "sync-unknown-place"


def test_folders_that_were_made_by_hand_are_no_files(web: WrongWebServer) -> None:
    rows = "".join(
        f"<Contents><Key>{key}</Key><LastModified>2026-11-29T12:00:00.000Z</LastModified><Size>{size}</Size></Contents>"
        for key, size in (("store/", 0), ("store/log/", 0), ("store/log/ab", 5))
    )
    listed = f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
    web.answers = {"GET": (200, {}, listed.encode())}
    store = store_at(at(web))
    assert list(store.names("log")) == ["log/ab"] and store.size("log/ab") == 5


def test_nobody_is_led_to_another_server(web: WrongWebServer) -> None:
    other = WrongWebServer({})
    port = other.address.rpartition(":")[2].partition("/")[0]
    there = {"Location": f"http://localhost:{port}/bucket"}
    web.answers = {"GET": (307, there, b""), "PUT": (307, there, b"")}
    store = store_at(at(web))
    for work in (store.top, lambda: store.get(NAME), lambda: store.put(NAME, b"x")):
        assert kind_of(work) == "sync-unreachable"
    assert web.ports and not other.ports
    other.close()


def test_a_server_that_falls_silent_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("obstore", reason="obstore is not installed")
    import socket

    monkeypatch.setattr("reader.sync.remote.s3_store._PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        place = f"s3+http://127.0.0.1:{listener.getsockname()[1]}/{BUCKET}"
        for work in (store_at(place).top, lambda: store_at(place).put(NAME, b"x")):
            assert kind_of(work) == "sync-unreachable"


def test_connections_are_used_again_and_end_with_the_store(web: WrongWebServer) -> None:
    data = os.urandom(300_000)
    part = {"Content-Range": "bytes 5-300004/300005", "ETag": '"x"', "Last-Modified": _DAY}
    web.answers = {"GET": (206, part, data)}
    store = store_at(at(web))
    for _ in range(10):
        assert store.get_part("pack/00/ab", 5, len(data)) == data
    assert len(web.ports) < 10, "the library takes one back beside us, at times after the next was asked for"
    del store
    wait_for(lambda: not web.open)


def test_without_its_part_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("reader.sync.remote.s3_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setitem(sys.modules, "obstore.exceptions", None)
    with pytest.raises(ReaderError) as caught:
        store_at("s3://minio.example.org/bucket")
    assert caught.value.kind == "sync-part-missing"
    assert caught.value.values["command"] == "pip install liseuse[s3]"
    assert caught.value.values["store"] == "s3://minio.example.org/bucket"


_DAY = "Sun, 29 Nov 2026 12:00:00 GMT"
