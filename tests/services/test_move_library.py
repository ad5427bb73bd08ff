"""A library moves whole or stays whole, wherever it is interrupted, and is found again under its old name."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.library import drafts
from reader.services import move_library as move
from reader.services.backup.check_library import check_library
from reader.services.backup.keep_backups import keep_backups
from reader.services.backup.restore_backup import moved_copy, restore_backup
from reader.services.finish_move import files_of, finish_move, write_mark
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.services.sync.places import check_place
from reader.settings.paths import POINTER, LibraryPaths, library_paths
from tests.services.stocked_library import stock

DAY = datetime.date(2026, 3, 1)
_CHILD = """
import sys, os, time
from pathlib import Path
from reader.core.progress import Progress
from reader.services.move_library import move_library
from reader.settings.paths import LibraryPaths
print("START", flush=True)
move_library(LibraryPaths(Path(sys.argv[1])), Path(sys.argv[2]), Progress())
print("ACK", flush=True)
"""


@pytest.fixture
def filled(paths: LibraryPaths) -> LibraryPaths:
    with LibrarySession.open(paths) as session:
        for number in range(1, 6):
            stock(session, number, f"picture {number}".encode() * 100)
        session.settings.set("text_size", 5)
        assert keep_backups(session, DAY) is not None
        session.articles.delete_forever([5])
        paths.models.mkdir()
        (paths.models / "model.bin").write_bytes(os.urandom(100_000))
    return paths


def contents(root: Path) -> dict[str, str]:
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(root.rglob("*"))
        if file.is_file()
        and file.parts[len(root.parts)] not in ("tmp", "library.lock", "library.db-wal", "library.db-shm")
    }


def whole(paths: LibraryPaths) -> bool:
    with LibrarySession.open(paths) as session:
        return len(session.articles.ids("all")) == 4 and all(c.ok for c in check_library(session))


def test_it_moves_with_all_it_has(filled: LibraryPaths, tmp_path: Path) -> None:
    (filled.root / "a letter of mine.odt").write_text("not Liseuse’s")
    before = contents(filled.root)
    before.pop("reserve.bin", None)  # the new place gets one of its own
    steps: list[tuple[int, int, str]] = []
    target = tmp_path / "other disk" / "مكتبة"
    moved = move_library(filled, target, Progress(lambda *step: steps.append(step)))
    assert moved.root == target and {text for _, _, text in steps} == {"moving"}
    assert contents(target).keys() == before.keys() - {"a letter of mine.odt"}
    same = {name for name in before if contents(target).get(name) == before[name]}
    assert before.keys() - same == {"library.db", "a letter of mine.odt"}, (
        "a copied database differs in bytes"
    )
    assert {file.name for file in filled.root.iterdir()} == {"moved.json", "a letter of mine.odt"}
    daily, weekly = sorted((target / "backups").glob("*.db"))
    assert daily.samefile(weekly), "one file under two names stays one"
    found = library_paths(str(filled.root))
    assert (found.root, found.moved_from) == (target, filled.root)
    assert whole(found)
    with LibrarySession.open(found) as session:
        assert session.settings.number("text_size") == 5


def test_it_moves_on_and_back(filled: LibraryPaths, tmp_path: Path) -> None:
    second, third = tmp_path / "second", tmp_path / "third"
    move_library(filled, second, Progress())
    move_library(library_paths(str(filled.root)), third, Progress())
    assert library_paths(str(filled.root)).root == library_paths(str(second)).root == third
    move_library(library_paths(str(third)), filled.root, Progress())
    for name in (filled.root, second, third):
        assert library_paths(str(name)).root == filled.root
    assert library_paths(str(filled.root)).moved_from is None
    assert whole(filled)


@pytest.mark.parametrize("where", ["inside", "around", "the same", "in use", "a file"])
def test_no_place_for_a_library(filled: LibraryPaths, tmp_path: Path, where: str) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "diary.txt").write_text("mine")
    target = {
        "inside": filled.root / "new",
        "around": tmp_path,
        "the same": filled.root,
        "in use": tmp_path / "used",
        "a file": tmp_path / "used" / "diary.txt",
    }[where]
    before = contents(filled.root)
    with pytest.raises(ReaderError) as raised:
        move_library(filled, target, Progress())
    assert raised.value.kind == "folder-in-use"
    assert contents(filled.root) == before and (tmp_path / "used" / "diary.txt").read_text() == "mine"
    assert whole(filled)


def test_not_while_another_has_it_open(filled: LibraryPaths, tmp_path: Path) -> None:
    with LibrarySession.open(filled) as session:
        session.articles.counts()
        with pytest.raises(ReaderError) as raised:
            move_library(filled, tmp_path / "new", Progress())
        assert raised.value.kind == "library-busy"
        session.articles.set_favourite([1], True)
    assert whole(filled)


def test_cancelled_it_stays_and_can_be_tried_again(filled: LibraryPaths, tmp_path: Path) -> None:
    def stop(done: int, _total: int, _text: str) -> None:
        if done:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        move_library(filled, tmp_path / "new", progress)
    assert library_paths(str(filled.root)) == filled and whole(filled)
    move_library(filled, tmp_path / "new", Progress())
    assert whole(library_paths(str(filled.root)))


def test_a_damaged_copy_is_not_switched_to(
    filled: LibraryPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives back something else than was written."""

    def bad_copy(source: Path, target: Path) -> None:
        Path(target).write_bytes(Path(source).read_bytes()[:-1] + b"?")

    monkeypatch.setattr(shutil, "copy2", bad_copy)
    with pytest.raises(ReaderError) as raised:
        move_library(filled, tmp_path / "new", Progress())
    assert raised.value.kind == "disk-error"
    assert library_paths(str(filled.root)) == filled and whole(filled)


@pytest.mark.parametrize("step", [1, 2, 4])
def test_a_disk_that_goes_in_the_midst_of_a_move_leaves_the_library_where_it_was(
    filled: LibraryPaths, tmp_path: Path, step: int
) -> None:
    """Where its empty place can be written to, what is copied after it went lands there."""
    first = files_of(filled.root)[0]
    first.with_name(first.name + "~").write_bytes(b"a second one in the same folder")
    before, target, steps = contents(filled.root), tmp_path / "share" / "library", []

    def go(*_step: object) -> None:
        steps.append(target.exists())
        if len(steps) == step:
            target.rename(tmp_path / "gone")
            target.mkdir()

    with pytest.raises(ReaderError) as caught:
        move_library(filled, target, Progress(go))
    assert caught.value.kind in ("disk-error", "read-only") and len(steps) > step
    assert not (filled.root / POINTER).exists()
    assert contents(filled.root) == before
    with LibrarySession.open(filled) as session:
        assert len(session.articles.ids("all")) == 4


def test_a_disk_that_is_not_connected_gets_no_new_library(filled: LibraryPaths, tmp_path: Path) -> None:
    move_library(filled, tmp_path / "usb", Progress())
    (tmp_path / "usb").rename(tmp_path / "pulled out")
    with pytest.raises(ReaderError) as raised:
        LibrarySession.open(library_paths(str(filled.root)))
    assert raised.value.kind == "library-away"
    assert not (tmp_path / "usb").exists() and not filled.database.exists()
    (tmp_path / "pulled out").rename(tmp_path / "usb")
    assert whole(library_paths(str(filled.root)))


def test_without_room_nothing_is_left_in_the_new_place(
    filled: LibraryPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(move, "_SPARE", 1 << 62)
    with pytest.raises(ReaderError) as caught:
        move_library(filled, tmp_path / "new", Progress())
    assert caught.value.kind == "disk-full"
    assert not (tmp_path / "new").exists() and whole(filled)


def test_what_is_removed_of_a_former_library_is_only_what_has_moved_here(
    filled: LibraryPaths, tmp_path: Path
) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    kept = contents(filled.root)
    finish_move(LibraryPaths(here, filled.root))
    assert contents(filled.root) == kept, "it says nowhere that it moved"
    write_mark(filled.root / POINTER, {"to": str(elsewhere)})
    finish_move(LibraryPaths(here, filled.root))
    assert (filled.root / "library.db").exists(), "it moved to another place"
    write_mark(filled.root / POINTER, {"to": str(here)})
    finish_move(LibraryPaths(here, filled.root))
    assert not (filled.root / "library.db").exists() and not filled.pictures.exists()


def test_a_pointer_that_says_nothing_is_no_pointer(paths: LibraryPaths) -> None:
    paths.root.mkdir()
    for text in (
        "",
        "{}",
        "[]",
        '{"to": 7}',
        '{"to": "relative"}',
        "\0",
        f'{{"to": "{paths.root}"}}',
        '{"to":' * 99_999,
    ):
        (paths.root / "moved.json").write_text(text)
        assert library_paths(str(paths.root)) == paths


def test_killed_anywhere_one_whole_library_is_left(filled: LibraryPaths, tmp_path: Path) -> None:
    """Twelve moments here; tests/faults has hundreds."""
    root, ended = filled.root, 0
    for round_number in range(12):
        target = tmp_path / f"place-{round_number}"
        here = library_paths(str(root))
        command = [sys.executable, "-c", _CHILD, str(here.root), str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(0.02 * round_number)
            except subprocess.TimeoutExpired:
                process.kill()
            said = process.stdout.read()
        now = library_paths(str(root))
        if "ACK" in said:
            assert now.root == target
        ended += now.root == target
        assert now.root in (here.root, target) and whole(now)
    assert ended < 12, "some were interrupted"


def test_what_is_saved_by_one_who_waited_for_the_move_is_in_the_moved_library(
    filled: LibraryPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looked for the library before the move and opens it afterwards."""
    waiting = threading.Thread(target=_save_one, args=(filled,))
    take_over, tidy = move.unfinished.abandoned, move.finish_move

    def begin_to_wait(target: Path) -> bool:
        waiting.start()  # the file is locked from here to the end of the move
        return take_over(target)

    def tidy_later(paths: LibraryPaths) -> None:
        if waiting.ident is not None:
            waiting.join()
        tidy(paths)

    monkeypatch.setattr(move.unfinished, "abandoned", begin_to_wait)
    monkeypatch.setattr(move, "finish_move", tidy_later)
    moved = move_library(filled, tmp_path / "new", Progress())
    with LibrarySession.open(moved) as session:
        assert "Titre 77" in [session.articles.get(i).document.title for i in session.articles.ids("all")]


def _save_one(paths: LibraryPaths) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 77, b"picture 77")


def test_what_one_error_left_of_the_former_folder_does_not_refuse_the_way_back(
    filled: LibraryPaths, tmp_path: Path
) -> None:
    moved = move_library(filled, tmp_path / "new", Progress())
    (filled.root / "tmp").mkdir()
    (filled.root / "pictures" / "ab").mkdir(parents=True)
    (filled.root / "reserve.bin").write_bytes(b"")
    back = move_library(moved, filled.root, Progress())
    with LibrarySession.open(back) as session:
        assert len(session.articles.ids("all")) == 4
    (tmp_path / "new" / "pictures").mkdir(parents=True, exist_ok=True)
    (tmp_path / "new" / "pictures" / "mine.png").write_bytes(b"x")
    with pytest.raises(ReaderError, match="folder-in-use"):
        move_library(back, tmp_path / "new", Progress())
    assert (tmp_path / "new" / "pictures" / "mine.png").exists()


def titles(paths: LibraryPaths) -> set[str]:
    with LibrarySession.open(paths) as session:
        return {session.articles.get(i).document.title for i in session.articles.ids("all")}


@pytest.mark.parametrize("former", ["there", "gone"])
def test_a_replacement_that_was_cut_short_is_ended_before_the_move(
    filled: LibraryPaths, tmp_path: Path, former: str
) -> None:
    """The copy of the first article alone was whole and about to take the library's place."""
    shutil.copy(_copy_of_one(tmp_path), filled.root / "library.db.ready")
    if former == "gone":
        filled.database.unlink()
    moved = move_library(filled, tmp_path / "new", Progress())
    assert titles(moved) == {"Titre 1"}
    assert not list(filled.root.glob("library.db*")), "nothing that a later start would take for a library"
    kept = list(moved.backups.glob("replaced-*.db"))
    assert len(kept) == (former == "there")


def _copy_of_one(folder: Path) -> Path:
    other = LibraryPaths(folder / "other")
    with LibrarySession.open(other) as session:
        stock(session, 1)
        copy = keep_backups(session, DAY)
    assert copy is not None
    return copy


@pytest.mark.parametrize("where", ["beside", "inside"])
def test_a_restore_that_waited_for_a_move_is_done_in_the_new_place(
    filled: LibraryPaths, tmp_path: Path, where: str
) -> None:
    copy = _copy_of_one(tmp_path)
    if where == "inside":
        copy = shutil.copy(copy, filled.backups / "mine.db")
    restoring = threading.Thread(target=restore_backup, args=(filled, copy))

    def begin(_done: int, _total: int, _text: str) -> None:
        if restoring.ident is None:
            restoring.start()

    moved = move_library(filled, tmp_path / "new", Progress(begin))
    restoring.join()
    assert titles(moved) == {"Titre 1"} and not filled.database.exists()
    assert len(list(moved.backups.glob("replaced-*.db"))) == 1, "the moved one is kept"


def test_a_restore_during_a_move_that_takes_too_long_is_refused(
    filled: LibraryPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, refused = _copy_of_one(tmp_path), []
    monkeypatch.setattr(drafts, "BUSY_SECONDS", 0)

    def restore(_done: int, _total: int, _text: str) -> None:
        with pytest.raises(ReaderError) as raised:
            restore_backup(filled, copy)
        refused.append(raised.value.kind)

    moved = move_library(filled, tmp_path / "new", Progress(restore))
    assert set(refused) == {"library-busy"} and whole(moved)


def test_a_copy_that_moves_with_the_library_is_read_where_it_stays(
    filled: LibraryPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the switch to the new folder and the tidying of the former one it is in both."""
    copy = shutil.copy(_copy_of_one(tmp_path), filled.backups / "mine.db")
    monkeypatch.setattr(move, "finish_move", lambda _paths: None)
    moved = move_library(filled, tmp_path / "new", Progress())
    paths, source = moved_copy(filled, copy) or (filled, copy)
    assert (paths.root, source) == (moved.root, moved.backups / "mine.db")


def test_what_stays_of_a_used_library_refuses_no_way_back(filled: LibraryPaths, tmp_path: Path) -> None:
    (filled.root / ".models.lock").touch()  # is there once models were looked at
    (filled.root / "last-edition.txt").write_text("2026-03-01T08:00:00+00:00", "ascii")
    (filled.root / "library.db.broken-1").write_bytes(b"half a library")
    (filled.root / "companion").mkdir()
    (filled.root / "companion" / "liseuse-host").write_text("the browsers start this here")
    moved = move_library(filled, tmp_path / "new", Progress())
    assert {file.name for file in filled.root.iterdir()} == {POINTER, "companion"}
    assert (moved.root / "last-edition.txt").read_text("ascii") == "2026-03-01T08:00:00+00:00"
    assert (moved.root / "library.db.broken-1").read_bytes() == b"half a library"
    (moved.root / ".models.lock").touch()
    back = move_library(moved, filled.root, Progress())
    assert whole(back) and (filled.root / "last-edition.txt").exists()
    assert (filled.root / "companion" / "liseuse-host").exists()
    assert {file.name for file in moved.root.iterdir()} == {POINTER}


def test_a_companion_alone_makes_no_former_library(filled: LibraryPaths, tmp_path: Path) -> None:
    (tmp_path / "other" / "companion").mkdir(parents=True)
    with pytest.raises(ReaderError, match="folder-in-use"):
        move_library(filled, tmp_path / "other", Progress())


def test_a_link_that_leads_round_to_itself_is_no_folder(tmp_path: Path) -> None:
    paths = library_paths(tmp_path / "home")
    LibrarySession.open(paths).close()
    (tmp_path / "round").symlink_to("round")
    with pytest.raises(ReaderError) as moved:
        move_library(paths, tmp_path / "round", Progress())
    with pytest.raises(ReaderError) as shared:
        check_place(str(tmp_path / "round"), paths, pytest.fail)
    assert (moved.value.kind, shared.value.kind) == ("read-only", "sync-unreachable")
    with LibrarySession.open(paths) as session:
        assert session.paths.root == paths.root
