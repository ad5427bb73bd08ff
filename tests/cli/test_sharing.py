"""`sync share` from the command line: what is told to everybody, and what to own computers alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.cli.test_hub import call
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import Cluster, Hub, cluster

__all__ = ["cluster"]

ANNA, BASIL = (f"{name}{os.getpid()}c" for name in ("anna", "basil"))


class Member:
    """Somebody at a terminal."""

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
    assert call(tmp_path / "alone", capsys, "sync", "share")["error"]["kind"] == "sync-not-joined"
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a long passphrase")
    call(tmp_path / "alone", capsys, "sync", "join", str(tmp_path / "folder"))
    for words in ((), ("--notes", "private")):
        assert call(tmp_path / "alone", capsys, "sync", "share", *words)["error"]["kind"] == "sync-no-secret"
