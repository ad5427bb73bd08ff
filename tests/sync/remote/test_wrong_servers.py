"""Servers that answer wrongly, or not at all: an error says so each time, and nothing is taken for done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.sync.address import parse_address
from reader.sync.remote.opening import open_remote
from tests.support.store_servers import PASSWORD
from tests.support.wrong_servers import BareSftpServer

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
