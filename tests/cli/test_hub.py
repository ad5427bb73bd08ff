"""`hub` from the command line: made, kept, copied and put back; joined by two libraries."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster

__all__ = ["cluster"]

ANNA, BASIL = (f"{name}{os.getpid()}c" for name in ("anna", "basil"))


@pytest.fixture(autouse=True)
def secrets_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a long passphrase")
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", PASSWORD)


def call(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    run(["--library", str(root), "--json", "--quiet", *words])
    told = capsys.readouterr()
    assert PASSWORD not in told.out + told.err
    return json.loads(told.out)


def test_a_hub_is_made_used_copied_and_put_back(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, database = tmp_path / "library", cluster.database()
    keeper = cluster.address(database).text
    assert call(root, capsys, "hub", "roles", keeper)["error"]["kind"] == "sync-not-hub"
    assert call(root, capsys, "hub", "create", keeper) == {"made": True}
    assert call(root, capsys, "hub", "create", keeper) == {"made": False}
    anna = f"anna{os.getpid()}"
    invited = call(root, capsys, "hub", "invite", keeper, anna)
    assert (invited["library"], invited["role"]) == (anna, "owner") and len(invited["password"]) >= 20
    member = {"library": anna, "name": anna, "role": "owner", "login": True}
    assert call(root, capsys, "hub", "roles", keeper) == {"library": anna, "readers": [member], "buckets": []}

    copy, place = tmp_path / "hub.dump", cluster.address(database, anna).text
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", invited["password"])
    assert call(root, capsys, "sync", "join", place, "--name", "desk")["store"] == place
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", PASSWORD)
    copied = call(root, capsys, "hub", "backup", keeper, str(copy))
    assert copied == {"path": str(copy), "size_bytes": copy.stat().st_size} and not list(tmp_path.glob(".*"))
    assert call(root, capsys, "hub", "backup", keeper, str(copy))["error"]["kind"] == "sync-hub-there"

    elsewhere = cluster.address(cluster.database()).text
    (tmp_path / "no.dump").write_bytes(b"no copy")
    said = call(root, capsys, "hub", "restore", elsewhere, str(tmp_path / "no.dump"))
    assert said["error"]["kind"] == "file-unreadable"
    half = tmp_path / "half.dump"
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    assert call(root, capsys, "hub", "restore", elsewhere, str(half))["error"]["kind"] == "sync-hub-program"
    assert call(root, capsys, "hub", "roles", elsewhere)["error"]["kind"] == "sync-not-hub", "nothing of it"
    assert call(root, capsys, "hub", "restore", elsewhere, str(copy)) == {"without_login": []}
    assert call(root, capsys, "hub", "roles", elsewhere) == {
        "library": anna,
        "readers": [member],
        "buckets": [],
    }
    assert call(root, capsys, "hub", "restore", elsewhere, str(copy))["error"]["kind"] == "sync-hub-there"
    again = ("hub", "restore", keeper, str(half), "--replace")
    assert call(root, capsys, *again)["error"]["kind"] == "sync-hub-program"
    found = call(root, capsys, "hub", "roles", keeper)
    assert found["readers"] == [member], "the former one is there"
    assert call(root, capsys, "hub", "restore", keeper, str(copy), "--replace") == {"without_login": []}
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", invited["password"])
    assert call(root, capsys, "sync", "now")["waiting"] == 0, "what is put back is the same"
    assert call(root, capsys, "hub", "remove", place, anna)["error"]["kind"] == "sync-last-owner"
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", PASSWORD)
    call(root, capsys, "hub", "invite", keeper, f"second{os.getpid()}", "--library", anna)
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", invited["password"])
    assert call(root, capsys, "hub", "remove", place, anna)["removed"] is True
    assert call(root, capsys, "sync", "now")["error"]["kind"] == "sync-hub-no-library"


def test_who_may_not_and_what_is_no_hub_are_told(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    assert call(root, capsys, "hub", "create", "https://x.org/x")["error"]["kind"] == "sync-unknown-place"
    place = cluster.address("nowhere").text
    assert call(root, capsys, "hub", "create", place)["error"]["kind"] == "sync-not-hub"
    assert call(root, capsys, "hub", "create", f"postgresql://{ADMIN}:x@h/d")["error"]["kind"] == (
        "sync-password-shown"
    )
    cluster.forget_log()
    Settings(LibraryPaths(root).settings).set("private_reading", True)
    assert call(root, capsys, "hub", "create", place)["error"]["kind"] == "private-reading"
    assert cluster.statements() == []


def test_in_words(cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keeper, name = cluster.address(cluster.database()).text, f"basil{os.getpid()}"
    run(["hub", "create", keeper])
    run(["hub", "invite", keeper, name, "--library", "class 7", "--role", "reader"])
    run(["hub", "roles", keeper])
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "the hub is made" and told[1] == f"{name} takes part in class 7 as reader"
    assert told[2].startswith("password, shown once: ") and told[3] == f"class 7  {name}  reader"
    run(["--json", "hub", "invite", keeper, f"{name}2", "--library", "class 8"])
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["readers"]] == [f"{name}2"]
    for asked, library, names in (
        ((), None, {name, f"{name}2"}),
        (("--library", "class 7"), "class 7", {name}),
        (("--library", "class 9"), "class 9", set()),
    ):
        run(["--json", "hub", "roles", keeper, *asked])
        found = json.loads(capsys.readouterr().out)
        assert found["library"] == library and {one["name"] for one in found["readers"]} == names


class Member:
    """Somebody who shares a library, at a terminal."""

    def __init__(self, hub: Hub, who: str, root: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hub, self.who, self.root, self._capsys, self._patch = hub, who, root, capsys, monkeypatch

    def types(self, *words: str) -> Any:
        self._patch.setenv("LISEUSE_SYNC_PASSWORD", self.hub.passwords[self.who])
        return call(self.root, self._capsys, *words)

    def join(self) -> None:
        assert self.types("sync", "join", self.hub.address(self.who, ANNA).text)["store"]

    def note(self, text: str | None = None) -> str:
        with LibrarySession.open(LibraryPaths(self.root)) as session:
            found = session.articles.find("x.org/1")
            assert found is not None
            if text is not None:
                session.annotations.set_note(found.id, text)
            return session.annotations.note(found.id)


@pytest.fixture
def people(cluster: Cluster, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> list[Member]:
    """Anna, whose library it is, with an article, and basil."""
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a long passphrase")
    hub = Hub(cluster, ANNA, BASIL)
    made = [Member(hub, who, tmp_path / who, capsys, monkeypatch) for who in (ANNA, BASIL)]
    with LibrarySession.open(LibraryPaths(made[0].root)) as session:
        session.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    made[0].join()
    hub.invite(ANNA, BASIL, "editor")
    return made


def test_notes_are_kept_private_and_shared(people: list[Member], capsys: Any) -> None:
    anna, basil = people
    anna.types("sync", "now")
    usual = {"reading": "private", "corrections": "shared", "notes_told": 0}
    assert anna.types("sync", "share") == {"notes": "shared", **usual}, "as it was before one could choose"
    basil.join()
    assert basil.types("sync", "share") == {"notes": "private", **usual}, "who joins others tells nothing yet"
    anna.note("of anna")
    anna.types("sync", "now")
    basil.types("sync", "now")
    assert basil.note() == "of anna"
    basil.note("of anna, and basil")
    basil.types("sync", "now")
    anna.types("sync", "now")
    assert anna.note() == "of anna"
    assert basil.types("sync", "share", "--notes", "shared") == {"notes": "shared", **usual, "notes_told": 1}
    basil.types("sync", "now")
    anna.types("sync", "now")
    assert anna.note() == "of anna, and basil"
    assert anna.types("sync", "share", "--reading", "shared", "--notes", "private") == {
        **{"notes": "private", "reading": "shared", "corrections": "shared", "notes_told": 0},
    }
    run(["--library", str(anna.root), "sync", "share"])
    said = capsys.readouterr().out
    assert "notes and highlights: private" in said and "what was read: shared" in said


def test_where_nothing_can_be_chosen_it_is_told(
    people: list[Member], tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, basil = people
    anna.hub.invite(ANNA, BASIL, "reader")
    basil.join()
    assert basil.types("sync", "share", "--notes", "private")["error"]["kind"] == "sync-no-secret"
    mine = dict.fromkeys(("notes", "reading", "corrections"), "private")
    assert basil.types("sync", "share") == {**mine, "notes_told": 0}, "what he changes reaches nobody"
    assert run(["--library", str(basil.root), "sync", "share"]) == 0
    assert "you are a reader of this library" in capsys.readouterr().out
    assert call(tmp_path / "alone", capsys, "sync", "share")["error"]["kind"] == "sync-not-joined"
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a long passphrase")
    call(tmp_path / "alone", capsys, "sync", "join", str(tmp_path / "folder"))
    for words in ((), ("--notes", "private")):
        assert call(tmp_path / "alone", capsys, "sync", "share", *words)["error"]["kind"] == "sync-no-secret"
