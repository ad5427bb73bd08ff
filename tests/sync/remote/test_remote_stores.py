"""A store on a server: what holds of a folder holds of it, whatever the line and the server do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.sync.address import parse_address
from reader.sync.remote.opening import open_remote
from reader.sync.store import Store
from tests.support.servers.s3_server import S3Server
from tests.support.servers.store_servers import (
    PASSWORD,
    Relay,
    SftpServer,
    StoreServer,
    WebdavServer,
    empty,
    make_certificate,
    store_server,
)

NAME = "log/0123456789abcdef/00000001-fedcba9876543210"


@pytest.fixture(scope="module", params=["webdav", "sftp", "s3"])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StoreServer]:
    with store_server(request.param, tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="module")
def webdav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebdavServer]:
    with store_server("webdav", tmp_path_factory.mktemp("served")) as server:
        assert isinstance(server, WebdavServer)
        yield server


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, whose SSH knows no server."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return tmp_path


@pytest.fixture
def server(running: StoreServer, home: Path) -> StoreServer:
    empty(running)
    if isinstance(running, SftpServer):
        running.known_hosts(home)
    return running


def store_of(server: StoreServer, folder: str = "store", password: str = PASSWORD, port: int = 0) -> Store:
    return open_remote(parse_address(server.address(folder, port)), password)


def failure(work: Callable[[], object]) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        work()
    assert PASSWORD not in repr((caught.value.detail, caught.value.values))
    return caught.value


def test_files_are_written_once_read_in_parts_listed_and_taken_away(server: StoreServer) -> None:
    store = store_of(server)
    assert store.top() == [] and list(store.names("log")) == [] and store.get(NAME) is None
    store.try_writing()
    assert store.top() == []
    data = os.urandom(100_000)
    assert store.put(NAME, data) and not store.put(NAME, b"of another"), "a name is used once"
    assert not store_of(server).put(NAME, b"of another computer")
    assert (store.get(NAME), store.size(NAME)) == (data, len(data))
    for place, size in ((0, 10), (99_990, 10), (50, 0), (99_990, 100), (200_000, 5)):
        assert store.get_part(NAME, place, size) == data[place : place + size]
    assert store.put("pack/00/ab", b"x" * 7)
    assert list(store.names("log")) == [NAME] and list(store.names("pack")) == ["pack/00/ab"]
    (server.folder / "store" / "log" / "a (conflicted copy)").write_text("")
    (server.folder / "store" / "log" / ".part-abc").write_text("half")
    fresh = store_of(server)
    assert list(fresh.names("log")) == [NAME] and fresh.size("pack/00/ab") == 7
    assert fresh.top() == ["log", "pack"]
    store.remove(NAME)
    store.remove(NAME)
    assert store.get(NAME) is None and list(store.names("log")) == [] and store.size(NAME) == 0
    with pytest.raises(ValueError):
        store.get("../outside")


def test_what_cut_connections_left_is_taken_away_by_whoever_writes(server: StoreServer) -> None:
    if isinstance(server, S3Server):
        pytest.skip("S3 has no halves of files")
    store_of(server).put("log/first", b"x")
    folder = server.folder / "store" / "log"
    old, fresh, other = ".part-10-0123456789ab", ".part-999999-0123456789ab", ".part-unknown"
    for name in (old, fresh, other):
        (folder / name).write_text("half")
    store = store_of(server)
    assert list(store.names("log")) == ["log/first"] and (folder / old).exists(), "a look changes nothing"
    store.put("pack/00/ab", b"x")
    assert sorted(path.name for path in folder.iterdir()) == sorted((fresh, other, "first"))
    (folder / old).write_text("half")
    store_of(server).put("log/second", b"x")
    assert not (folder / old).exists(), "and in a folder that was not looked at before"


def test_a_wrong_password_and_a_server_that_is_gone_are_told_apart(server: StoreServer) -> None:
    assert failure(lambda: store_of(server, password="wrong").top()).kind == "sync-password"
    assert failure(lambda: store_of(server, port=1).top()).kind == "sync-unreachable"
    if not isinstance(server, S3Server):  # which has no folders
        assert failure(lambda: store_of(server, "no/folder").put(NAME, b"x")).kind == "sync-unreachable"
    assert list(server.folder.iterdir()) == []


@pytest.mark.parametrize("after", [0, 300, 2_500, 6_000, 30_000])
def test_a_line_that_is_cut_leaves_a_whole_file_or_none(server: StoreServer, home: Path, after: int) -> None:
    whole = store_of(server)
    whole.put("log/first", b"x")
    relay = Relay(server.port, after)
    if isinstance(server, SftpServer):
        server.known_hosts(home, relay.port)
    data = os.urandom(40_000)
    assert failure(lambda: store_of(server, port=relay.port).put(NAME, data)).kind == "sync-unreachable"
    relay.close()
    fresh = store_of(server)
    assert list(fresh.names("log")) == ["log/first"]
    assert fresh.put(NAME, data) and fresh.get(NAME) == data


def test_a_store_that_may_not_be_written_to_or_is_full(webdav: WebdavServer) -> None:
    empty(webdav)
    store = store_of(webdav)
    store.put("log/first", b"x")
    for status, kind in (
        ("507 Insufficient Storage", "sync-store-full"),
        ("413 Too Large", "sync-store-full"),
        ("403 Forbidden", "sync-store-read-only"),
        ("405 Method Not Allowed", "sync-store-read-only"),
        ("503 Busy", "sync-unreachable"),
    ):
        webdav.refused = {"PUT": status}
        assert failure(lambda: store.put(NAME, b"y")).kind == kind
        assert failure(store.try_writing).kind == kind
    webdav.refused = {"MOVE": "507 Insufficient Storage"}
    assert failure(lambda: store.put(NAME, b"y")).kind == "sync-store-full"
    webdav.refused = {"PROPFIND": "501 Not Implemented"}
    assert failure(store.top).kind == "sync-unknown-place"
    webdav.refused = {}
    assert list(store.names("log")) == ["log/first"]
    assert [path.name for path in webdav.folder.rglob("*") if path.is_file()] == ["first"], "no draft is left"


def test_a_server_of_ssh_that_lets_nobody_write(home: Path) -> None:
    (home / "store").mkdir()
    server = SftpServer(home, "-R")
    server.known_hosts(home)
    store = store_of(server)
    assert store.top() == []
    assert failure(lambda: store.put("name", b"x")).kind == "sync-store-read-only"
    assert failure(store.try_writing).kind == "sync-store-read-only"
    server.close()


@pytest.mark.parametrize("kind_of_server", [WebdavServer, S3Server])
def test_only_a_certificate_that_holds_is_spoken_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind_of_server: type[WebdavServer] | type[S3Server]
) -> None:
    for expired, trusted, kind in ((False, True, ""), (True, True, "expired"), (False, False, "unknown")):
        folder = tmp_path / f"{expired}{trusted}"
        (folder / "served").mkdir(parents=True)
        certificate = make_certificate(folder, expired)
        server = kind_of_server(folder / "served", certificate)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0] if trusted else folder / "none"))
        store = store_of(server)
        if kind:
            assert failure(store.top).kind == "sync-certificate"
            assert server.asked == [], "not even the password was sent"
        else:
            assert store.put(NAME, b"x") and store.get(NAME) == b"x"
        server.close()


def test_a_server_of_ssh_that_is_not_known_gets_no_password(running: StoreServer, home: Path) -> None:
    if not isinstance(running, SftpServer):
        pytest.skip("WebDAV and S3 have certificates for that")
    assert failure(lambda: store_of(running)).kind == "sync-host-key"
    other = SftpServer(running.folder)
    (home / ".ssh").mkdir(exist_ok=True)
    line = f"[127.0.0.1]:{running.port} {other.key.get_name()} {other.key.get_base64()}\n"
    (home / ".ssh" / "known_hosts").write_text(line)
    other.close()
    assert failure(lambda: store_of(running)).kind == "sync-host-key"
