"""`sync` from the command line: joined, brought in step, left, and clear words for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.services.library_session import LibrarySession
from reader.services.search_library import search
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, document

KEYS = {"store", "last", "sent", "received", "waiting", "conflicts", "machines"}


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a long passphrase")


def call(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = run(["--library", str(root), "--json", "--quiet", "sync", *words])
    return code, json.loads(capsys.readouterr().out or "null")


def test_two_libraries_through_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, folder = tmp_path / "one", tmp_path / "other", tmp_path / "folder"
    with LibrarySession.open(LibraryPaths(one)) as session:
        session.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED, tags=["water"])
    code, found = call(one, capsys, "status")
    assert (code, found["store"], found["machines"]) == (0, None, []) and found.keys() >= KEYS
    assert call(one, capsys, "now")[1]["error"]["kind"] == "sync-not-joined"

    code, found = call(one, capsys, "join", str(folder), "--name", "desk")
    assert code == 0 and found["sent"] == 2 and found["waiting"] == 0
    assert list((one / "backups").glob("before-sync-*.db")), "a copy was made before"
    assert call(one, capsys, "join", str(folder))[1]["error"]["kind"] == "sync-joined"

    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "another one")
    assert call(other, capsys, "join", str(folder))[1]["error"]["kind"] == "sync-passphrase"
    assert call(other, capsys, "status")[1]["store"] is None
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a long passphrase")
    code, found = call(other, capsys, "join", str(folder), "--name", "lap")
    assert code == 0 and found["received"] > 0 and found["store"] == str(folder)
    assert [(m["name"], m["this"]) for m in found["machines"]] == [("lap", True), ("desk", False)]

    with LibrarySession.open(LibraryPaths(other)) as session:
        (card,) = session.articles.summaries()
        assert (card.title, card.tags) == ("Title 1.0", ("water",))
        assert list(search(session, "water").ids) == [card.id], "it can be searched at once"
        session.articles.set_favourite([card.id], True)
    assert call(other, capsys, "status")[1]["waiting"] == 1
    assert call(other, capsys, "now")[1]["sent"] == 1
    assert call(one, capsys, "now")[1]["received"] >= 1
    assert call(one, capsys, "bring-back")[1]["brought_back"] == 0, "nobody deleted anything"
    assert run(["--library", str(one), "--quiet", "sync", "bring-back"]) == 0
    assert "articles that came back: 0" in capsys.readouterr().out
    with LibrarySession.open(LibraryPaths(one)) as session:
        assert session.articles.summaries()[0].favourite

    monkeypatch.setenv("LISEUSE_SYNC_NEW_PASSPHRASE", "a newer passphrase")
    assert call(one, capsys, "passphrase")[0] == 0
    assert call(other, capsys, "now")[1]["error"]["kind"] == "sync-passphrase"
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "a newer passphrase")
    assert call(other, capsys, "now")[0] == 0

    assert [m["name"] for m in call(one, capsys, "machines")[1]["machines"]] == ["desk", "lap"]
    assert call(one, capsys, "leave")[1]["store"] is None
    assert call(one, capsys, "now")[0] == 1
    with LibrarySession.open(LibraryPaths(one)) as session:
        assert session.articles.summaries()


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("mysql://host/x", "sync-unknown-place"),
        ("gone/folder", "sync-unreachable"),
        ("used/thesis.odt", "sync-unknown-place"),
        ("used", "sync-foreign"),
        ("library/inside", "sync-foreign"),
        (".", "sync-foreign"),
    ],
)
def test_a_place_that_can_be_no_store_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, kind: str
) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "thesis.odt").write_text("x")
    where = place if "://" in place else str(tmp_path / place)
    code, found = call(tmp_path / "library", capsys, "join", where)
    assert (code, found["error"]["kind"]) == (1, kind)
    assert call(tmp_path / "library", capsys, "status")[1]["store"] is None


def test_a_new_passphrase_has_eight_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, one = tmp_path / "folder", tmp_path / "one"
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "abcdefg")
    assert call(one, capsys, "join", str(place))[1]["error"]["kind"] == "sync-short"
    assert not place.exists() and call(one, capsys, "status")[1]["store"] is None
    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", "abcdefgh")
    assert call(one, capsys, "join", str(place))[0] == 0
    monkeypatch.setenv("LISEUSE_SYNC_NEW_PASSPHRASE", "abcdefg")
    assert call(one, capsys, "passphrase")[1]["error"]["kind"] == "sync-short"
    assert call(one, capsys, "now")[0] == 0


def test_without_encryption_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path / "one", capsys, "join", str(tmp_path / "folder"), "--plain")[0] == 0
    refused = call(tmp_path / "other", capsys, "join", str(tmp_path / "folder"))[1]
    assert refused["error"]["kind"] == "sync-not-encrypted"


def test_what_was_deleted_here_and_changed_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roots = one, other = [tmp_path / name for name in ("one", "other")]
    with LibrarySession.open(LibraryPaths(one)) as session:
        for page in (1, 2):
            session.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
    for root in roots:
        assert call(root, capsys, "join", str(tmp_path / "folder"))[0] == 0
    with LibrarySession.open(LibraryPaths(other)) as session:
        for number in session.articles.ids("all"):
            session.annotations.set_note(number, "mine")
    with LibrarySession.open(LibraryPaths(one)) as session:
        first, second = session.articles.ids("all")
        session.articles.move_to_trash([first])
        session.articles.delete_forever([second])
    assert call(one, capsys, "now")[1]["conflicts"] == 0
    assert run(["--library", str(other), "--quiet", "sync", "now"]) == 0
    assert "changed on another, and so kept: 2" in capsys.readouterr().out
    assert run(["--library", str(other), "--quiet", "sync", "now"]) == 0
    assert "kept" not in capsys.readouterr().out, "it is told once"
    assert call(one, capsys, "now")[0] == 0
    for root in roots:
        with LibrarySession.open(LibraryPaths(root)) as session:
            assert len(session.articles.ids("all")) == 2


def test_a_file_that_was_missing_is_written_again_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, folder = tmp_path / "one", tmp_path / "folder"
    with LibrarySession.open(LibraryPaths(one)) as session:
        session.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    call(one, capsys, "join", str(folder), "--name", "desk")
    max(folder.glob("log/*/*")).unlink()
    assert run(["--library", str(one), "--quiet", "sync", "now"]) == 0
    assert "missing from the folder or damaged, and were written again: 1" in capsys.readouterr().out
    assert call(one, capsys, "now")[1]["written_again"] == 0


def test_a_file_that_never_comes_is_told_by_the_name_of_its_computer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, folder = tmp_path / "one", tmp_path / "other", tmp_path / "folder"
    call(one, capsys, "join", str(folder), "--name", "desk")
    call(other, capsys, "join", str(folder), "--name", "lap")
    for page in (1, 2):
        with LibrarySession.open(LibraryPaths(one)) as session:
            session.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
        call(one, capsys, "now")
    sorted(folder.glob("log/*/*-*"), key=lambda path: path.stat().st_mtime_ns)[-2].unlink()
    call(other, capsys, "now")
    with LibrarySession.open(LibraryPaths(other)) as session, session.database.write() as writing:
        writing.connection().exec_driver_sql(
            "UPDATE sync_setting SET value = replace(value, (SELECT each.value ->> 1 FROM "
            "json_each(sync_setting.value) AS each), '1') WHERE name = 'damaged'"
        )
    assert run(["--library", str(other), "sync", "now"]) == 0
    told = capsys.readouterr().err
    assert "A file of the computer desk is missing." in told and "log/" not in told
    assert run(["--library", str(other), "sync", "status"]) == 0
    assert "A file of the computer desk is missing." in capsys.readouterr().err
    assert call(other, capsys, "status")[1]["damaged"] == call(other, capsys, "now")[1]["damaged"] != []


def test_why_the_last_round_failed_is_told_with_the_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, folder = tmp_path / "one", tmp_path / "folder"
    call(one, capsys, "join", str(folder))
    folder.rename(tmp_path / "away")
    assert call(one, capsys, "now")[0] == 1
    code, found = call(one, capsys, "status")
    assert code == 0 and found["trouble"]["kind"] == "sync-unreachable"
    assert run(["--library", str(one), "sync", "status"]) == 0
    assert "cannot be reached now" in capsys.readouterr().out
    (tmp_path / "away").rename(folder)
    assert call(one, capsys, "now")[1]["trouble"] is None


def test_what_others_deleted_is_told_and_how_it_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, folder = tmp_path / "one", tmp_path / "other", tmp_path / "folder"
    with LibrarySession.open(LibraryPaths(one)) as session:
        for number in range(26):
            session.articles.add(document(number), f"https://x.org/{number}", f"x.org/{number}", SAVED)
    call(one, capsys, "join", str(folder), "--name", "desk")
    call(other, capsys, "join", str(folder), "--name", "lap")
    for most, told in (
        (1, "deleted on another computer: 1"),
        (22, "they come back with: liseuse sync bring-back"),
    ):
        with LibrarySession.open(LibraryPaths(one)) as session:
            session.articles.delete_forever(session.articles.ids("all")[:most])
        call(one, capsys, "now")
        assert run(["--library", str(other), "--quiet", "sync", "now"]) == 0
        shown = capsys.readouterr().out
        assert told in shown and ("copy" in shown) is (most > 1)
    assert call(other, capsys, "now")[1]["deleted"] == 0
