"""Servers that answer wrongly, or not at all: an error says so each time, and nothing is taken for done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.sync.address import parse_address
from reader.sync.remote.opening import open_remote
from reader.sync.store_header import change_passphrase, create_store, find_store, open_store
from tests.support.limits import wait_for
from tests.support.local_door import LocalDoor
from tests.support.servers.store_servers import PASSWORD, WebdavServer
from tests.support.servers.wrong_servers import BareSftpServer, WrongWebServer

NAME = "log/0123456789abcdef/00000001-fedcba9876543210"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, whose SSH knows no server."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return tmp_path


def test_a_piece_that_a_server_of_ssh_did_not_write_leaves_no_file_with_a_hole(home: Path) -> None:
    pytest.importorskip("paramiko", reason="paramiko is not installed")
    served = home / "served"
    served.mkdir()
    server = BareSftpServer(served, refused=32_768)
    server.known_hosts(home)
    store = open_remote(parse_address(server.address), PASSWORD)
    with pytest.raises(ReaderError) as caught:
        store.put(NAME, os.urandom(150_000))
    assert caught.value.kind == "sync-store-full"
    assert [path for path in served.rglob("*") if path.is_file()] == []
    data = os.urandom(30_000)
    assert store.put(NAME, data) and store.put("log/empty", b"")
    assert (served / "store" / NAME).read_bytes() == data
    assert (served / "store" / "log" / "empty").read_bytes() == b""
    server.close()


def test_a_server_of_ssh_that_opens_no_channel_of_files_is_not_waited_for_without_end(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("paramiko", reason="paramiko is not installed")
    monkeypatch.setattr("reader.sync.remote.sftp_drive._PATIENCE", 1)
    server = BareSftpServer(home, silent=True)
    server.known_hosts(home)
    with pytest.raises(ReaderError) as caught:
        open_remote(parse_address(server.address), PASSWORD)
    assert caught.value.kind == "sync-unreachable"
    server.close()


@pytest.fixture
def web() -> Iterator[WrongWebServer]:
    server = WrongWebServer({})
    yield server
    server.close()


@pytest.fixture
def webdav(tmp_path: Path) -> Iterator[WebdavServer]:
    (tmp_path / "served").mkdir()
    server = WebdavServer(tmp_path / "served")
    yield server
    server.close()


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        work()
    assert PASSWORD not in repr((caught.value.detail, caught.value.values))
    return caught.value.kind


_PAGE = b"<!doctype html><title>Sign in</title><p>Sign in <b>here"
_FILE = (
    '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/store/log/ab</d:href>'
    "<d:propstat><d:prop>{}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    "</d:multistatus>"
)
_XML = {"Content-Type": "application/xml"}


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {}, _PAGE),
        (302, {"Location": "/sign-in"}, b""),
        (207, _XML, b"<d:multistatus"),
        (207, _XML, _PAGE),
        (207, _XML, _FILE.format("<d:getcontentlength>many</d:getcontentlength>").encode()),
        (207, _XML, _FILE.format("<d:getlastmodified>once</d:getlastmodified>").encode()),
    ],
)
def test_what_is_no_answer_of_webdav_is_told_as_no_place_for_a_store(
    web: WrongWebServer, status: int, headers: dict[str, str], body: bytes
) -> None:
    web.answers = {"PROPFIND": (status, headers, body), "GET": (200, {}, _PAGE)}
    store = open_remote(parse_address(web.address), PASSWORD)
    assert kind_of(store.top) == "sync-unknown-place"
    assert kind_of(lambda: list(store.names("log"))) == "sync-unknown-place"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_of_webdav_leads_to_no_other(web: WrongWebServer, status: int, host: str) -> None:
    """What it names was not typed, and may be this computer."""
    door = LocalDoor()
    try:
        web.answers = {"PROPFIND": (status, {"Location": door.url("/a/", host)}, b"")}
        store = open_remote(parse_address(web.address), PASSWORD)
        for ask in (store.top, lambda: list(store.names("log"))):
            assert kind_of(ask) == "sync-unknown-place"
        assert door.connections == 0
    finally:
        door.close()


def test_an_answer_that_does_not_say_done_is_not_taken_for_done(webdav: WebdavServer) -> None:
    store = open_remote(parse_address(webdav.address()), PASSWORD)
    store.put("log/first", b"x")
    cases = (
        ("PUT", "202 Accepted", "sync-unknown-place"),
        ("MOVE", "200 OK", "sync-unknown-place"),
        ("MOVE", "302 Found", "sync-unknown-place"),
        ("PUT", "201 Created", "sync-unreachable"),
        ("MKCOL", "204 No Content", "sync-unknown-place"),
        ("MKCOL", "201 Created", "sync-unreachable"),
    )
    for number, (method, status, kind) in enumerate(cases):
        webdav.refused = {method: status}
        name = f"pack/{number}/ab"
        assert kind_of(partial(store.put, name, b"y")) == kind, (method, status)
    webdav.refused = {"PUT": "201 Created"}
    assert kind_of(store.try_writing) == "sync-unreachable", "what was written is not there"
    webdav.refused = {}
    assert [path.name for path in webdav.folder.rglob("*") if path.is_file()] == ["first"]


def test_the_former_passphrase_goes_only_when_the_new_one_is_there(webdav: WebdavServer) -> None:
    store = open_remote(parse_address(webdav.address()), PASSWORD)
    opened = create_store(store, "former words")
    found = find_store(store)
    assert found is not None
    webdav.refused = {"MOVE": "201 Created"}
    assert kind_of(lambda: change_passphrase(store, found, opened, "new words")) == "sync-damaged"
    webdav.refused = {}
    again = find_store(store)
    assert again is not None and open_store(again, "former words") == opened
    change_passphrase(store, found, opened, "new words")
    again = find_store(store)
    assert again is not None and open_store(again, "new words") == opened and len(again.names) == 1


@pytest.mark.parametrize(
    ("place", "proxy", "kind"),
    [
        ("https://\u2615.example/x", "", "sync-unknown-place"),
        (f"https://{'a' * 70}.example/x", "", "sync-unknown-place"),
        (f"sftp://{'a' * 70}.example/x", "", "sync-unknown-place"),
        ("https://cloud.example.org/x", "odd://127.0.0.1", "sync-unreachable"),
    ],
)
def test_names_that_no_server_can_have(
    place: str, proxy: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    assert kind_of(lambda: open_remote(parse_address(place), PASSWORD).top()) == kind


def test_one_connection_serves_all_and_ends_with_the_store(web: WrongWebServer) -> None:
    data = os.urandom(300_000)
    web.answers = {"GET": (206, {}, data)}
    store = open_remote(parse_address(web.address), PASSWORD)
    for _ in range(4):
        assert store.get_part("pack/00/ab", 5, len(data)) == data
    assert len(web.ports) == 1
    del store
    wait_for(lambda: not web.open)
