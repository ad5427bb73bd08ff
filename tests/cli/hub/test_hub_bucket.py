"""`hub bucket` from the command line: given, shown, ended."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.sync.hub.opening import open_hub
from tests.cli.test_sync_bucket import read_until, terminal
from tests.support.limits import LIMIT
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster
from tests.support.servers.s3_server import KEY, READING_KEY, SECRET, S3Server
from tests.support.servers.store_servers import PASSWORD as KEYS

__all__ = ["cluster", "terminal"]

ANNA = f"anna{os.getpid()}"
PACK = "pack/00/0123456789abcdef0123456789abcdef"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[S3Server]:
    made = S3Server(tmp_path)
    yield made
    made.close()


@pytest.fixture
def hub(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", PASSWORD)
    return Hub(cluster, ANNA)


def call(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert run(["--json", "--quiet", "hub", *words]) == code
    told = capsys.readouterr()
    assert PASSWORD not in told.out + told.err and SECRET not in told.out + told.err
    return json.loads(told.out)


def test_a_bucket_is_given_shown_and_ended(
    hub: Hub, server: S3Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, place, of_anna = hub.address(ADMIN).text, server.address("anna"), ("--library", ANNA)
    assert call(capsys, "bucket", keeper)["buckets"] == []
    error = call(capsys, "bucket", keeper, place, *of_anna, code=1)["error"]
    assert error["kind"] == "sync-bucket-own-keys" and place in error["title"], "no terminal, no keys"
    monkeypatch.setenv("LISEUSE_HUB_BUCKET_KEYS", KEYS)
    error = call(capsys, "bucket", keeper, "https://example.org/bucket", *of_anna, code=1)["error"]
    assert "s3://server/bucket" in error["hint"] and "folder" not in error["hint"]
    found = call(capsys, "bucket", keeper, place, *of_anna)
    told = {"library": ANNA, "address": place, "reading_keys": False, "ending": False}
    assert found["library"] == ANNA and [one["name"] for one in found["readers"]] == [ANNA]
    assert found["buckets"] == [{**told, "files": 0, "size_bytes": 0}]
    data = os.urandom(1_000_000)
    assert open_hub(hub.address(ANNA), hub.passwords[ANNA]).put(PACK, data)
    monkeypatch.setenv("LISEUSE_HUB_BUCKET_READING_KEYS", KEYS)
    assert call(capsys, "bucket", keeper, place, *of_anna, code=1)["error"]["kind"] == "sync-bucket-writes"
    monkeypatch.setenv("LISEUSE_HUB_BUCKET_READING_KEYS", f"{READING_KEY}:{SECRET}")
    told["reading_keys"] = True
    shown = call(capsys, "bucket", keeper, place, *of_anna)["buckets"]
    assert (
        shown == call(capsys, "roles", keeper)["buckets"] == [{**told, "files": 1, "size_bytes": 1_000_000}]
    )
    assert call(capsys, "bucket", keeper, "--library", "another")["buckets"] == []
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", hub.passwords[ANNA])
    owner = hub.address(ANNA).text
    assert call(capsys, "bucket", owner)["buckets"] == shown
    assert call(capsys, "bucket", owner, *of_anna, "--end", code=1)["error"]["kind"] == "sync-hub-keeper"
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", PASSWORD)
    ended = call(capsys, "bucket", keeper, *of_anna, "--end")
    assert (ended["brought_back"], ended["buckets"]) == (1, [])
    assert open_hub(hub.address(ANNA), hub.passwords[ANNA]).get(PACK) == data


def test_keys_are_asked_for_and_shown_nowhere(hub: Hub, server: S3Server, terminal) -> None:
    keeper, place = hub.address(ADMIN).text, server.address("anna")
    program, end = terminal("hub", "bucket", keeper, place, "--library", ANNA)
    shown = ""
    for prompt, typed in (
        ("Access key: ", KEY),
        ("Secret of the access key: ", SECRET),
        ("which may only read (empty: none): ", ""),
    ):
        found = read_until(end, prompt)
        assert found.endswith(prompt), found
        os.write(end, f"{typed}\n".encode())
        shown += found
    shown += read_until(end, "\0")
    assert program.wait(LIMIT) == 0 and place in shown and "no keys for readers" in shown, shown
    assert SECRET not in shown


def test_in_words(
    hub: Hub, server: S3Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, place = hub.address(ADMIN).text, server.address("anna")
    monkeypatch.setenv("LISEUSE_HUB_BUCKET_KEYS", KEYS)
    run(["hub", "bucket", keeper])
    run(["hub", "bucket", keeper, place, "--library", ANNA])
    run(["hub", "roles", keeper])
    run(["hub", "bucket", keeper, "--library", ANNA, "--end"])
    line = f"{ANNA}  {place}  0 files, 0.0 MB  (no keys for readers)"
    assert capsys.readouterr().out.splitlines() == [
        "all files lie in the database",
        line,
        f"{ANNA}  {ANNA}  owner",
        line,
        "files that came back into the database: 0",
    ]


@pytest.mark.parametrize(
    "more", [("s3://x.org/bucket",), ("--end",), ("s3://x/b", "--library", "anna", "--end")]
)
def test_wrong_usage(more: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hub", "bucket", "postgresql://keeper@127.0.0.1:1/liseuse", *more]) == 2
    assert "--" in capsys.readouterr().err.splitlines()[-1]
