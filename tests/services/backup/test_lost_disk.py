"""A moved library whose disk never comes back: found elsewhere, put back or begun anew."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.services.backup.check_library import check_closed_library, check_library
from reader.services.backup.lost_disk import (
    begin_in_former,
    examine_lost,
    find_again,
    restore_in_former,
)
from reader.services.backup.restore_backup import restore_backup
from reader.services.finish_move import LEAVING, write_mark
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.settings.paths import ARRIVING, POINTER, LibraryPaths, given_up_places, library_paths
from tests.services.stocked_library import stock
from tests.support.libraries import make_empty


def articles(paths: LibraryPaths) -> int:
    with LibrarySession.open(paths) as session:
        return session.articles.counts()["all"]


def asked(home: Path) -> LibraryPaths:
    """The library as a start finds it that asks for the former folder."""
    return library_paths(str(home))


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "disk" / "library"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A copy with one of the two articles."""
    made = LibraryPaths(tmp_path / "once")
    make_empty(made.root)
    with LibrarySession.open(made) as session:
        stock(session, 1, b"p")
    target = tmp_path / "copy.db"
    shutil.copy(made.database, target)
    return target


@pytest.fixture
def home(tmp_path: Path, disk: Path) -> Path:
    """The former folder of a library of two articles that was moved to a disk, which is away."""
    here = LibraryPaths(tmp_path / "home")
    make_empty(here.root)
    with LibrarySession.open(here) as session:
        stock(session, 1, b"p")
        stock(session, 2, b"p")
    move_library(here, disk, Progress())
    unplug(disk)
    return here.root


def unplug(disk: Path) -> None:
    disk.parent.rename(disk.parent.with_name("unplugged"))


def plug_in(disk: Path) -> None:
    disk.parent.with_name("unplugged").rename(disk.parent)


def refused(home: Path) -> str:
    with pytest.raises(ReaderError) as raised:
        LibrarySession.open(asked(home))
    return raised.value.kind


def test_an_empty_library_is_begun_and_the_disk_can_still_be_found(home: Path, disk: Path) -> None:
    lost = examine_lost(asked(home))
    assert (lost.former, lost.articles, lost.backup) == (home, -1, None)
    begun = begin_in_former(asked(home))
    assert begun == LibraryPaths(home) == asked(home) and articles(begun) == 0
    assert given_up_places(asked(home)) == [(disk, False)]
    plug_in(disk)
    assert given_up_places(asked(home)) == [(disk, True)]
    assert articles(LibraryPaths(disk)) == 2 and articles(asked(home)) == 0
    with LibrarySession.open(asked(home)) as session:
        check = next(c for c in check_library(session) if c.name == "given-up disks")
    assert check.ok and str(disk) in check.detail and "here again" in check.detail


def test_going_back_to_the_disk_needs_the_new_library_out_of_the_way(
    home: Path, disk: Path, tmp_path: Path
) -> None:
    """Under a pointer the new library would be taken for what a move left, and be removed."""
    begin_in_former(asked(home))
    with LibrarySession.open(asked(home)) as session:
        stock(session, 3, b"p")
    plug_in(disk)
    with pytest.raises(ReaderError) as raised:
        find_again(asked(home), disk)
    assert raised.value.kind == "folder-in-use" and articles(asked(home)) == 1
    new = move_library(asked(home), tmp_path / "new", Progress())
    new.root.rename(tmp_path / "kept")
    assert refused(home) == "library-away"
    assert articles(find_again(asked(home), disk)) == 2 and articles(asked(home)) == 2
    assert articles(LibraryPaths(tmp_path / "kept")) == 1


def test_a_library_moves_from_and_back_to_a_folder_that_gave_a_disk_up(
    home: Path, disk: Path, tmp_path: Path
) -> None:
    begin_in_former(asked(home))
    with LibrarySession.open(asked(home)) as session:
        stock(session, 3, b"p")
    there = move_library(asked(home), tmp_path / "there", Progress())
    assert given_up_places(asked(home)) == [(disk, False)], "what is about the folder stays there"
    back = move_library(there, home, Progress())
    assert articles(back) == 1 and articles(asked(home)) == 1


def test_the_library_is_found_in_another_folder(home: Path, disk: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "unplugged" / "library"
    found = find_again(asked(home), elsewhere)
    assert found == LibraryPaths(elsewhere, home) == asked(home) and articles(asked(home)) == 2
    plug_in(disk)
    assert refused(home) == "library-away"
    assert articles(find_again(asked(home), tmp_path / "disk" / "library")) == 2


def test_a_folder_without_a_library_leaves_everything_as_it_was(
    home: Path, disk: Path, tmp_path: Path
) -> None:
    before = sorted(os.listdir(home))
    (tmp_path / "none").mkdir()
    other = tmp_path / "other"
    other.mkdir()
    with contextlib.closing(sqlite3.connect(other / "library.db")) as mails:
        mails.execute("CREATE TABLE mail (text)")
    for folder, kind in ((tmp_path / "none", "file-unreadable"), (other, "library-foreign")):
        with pytest.raises(ReaderError) as raised:
            find_again(asked(home), folder)
        assert raised.value.kind == kind
        assert sorted(os.listdir(home)) == before
    plug_in(disk)
    assert articles(asked(home)) == 2


def test_a_backup_is_put_back_where_the_library_was(home: Path, backup: Path) -> None:
    paths, kept = restore_in_former(asked(home), backup)
    assert kept is None and paths == asked(home) and articles(asked(home)) == 1


def test_a_backup_beside_the_pointer_is_named(home: Path, backup: Path) -> None:
    (home / "backups").mkdir()
    shutil.copy(backup, home / "backups" / "daily-000001-20260301.db")
    lost = examine_lost(asked(home))
    assert lost.backup is not None and lost.backup.articles == 1
    with pytest.raises(ReaderError) as raised:
        LibrarySession.open(asked(home))
    checks = check_closed_library(asked(home), raised.value)
    assert str(lost.backup.path) in checks[-1].detail and not checks[-1].ok


def test_a_failed_or_cancelled_restore_leads_to_the_disk_as_before(
    home: Path, disk: Path, backup: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(backup.read_bytes()[:5000])
    with pytest.raises(ReaderError) as raised:
        restore_in_former(asked(home), broken)
    assert raised.value.kind == "backup-damaged"
    assert refused(home) == "library-away" and not (home / "library.db").exists()
    plug_in(disk)
    assert articles(asked(home)) == 2


def test_a_kill_after_the_pointer_was_kept_aside_begins_no_empty_library(home: Path) -> None:
    (home / POINTER).rename(home / "moved.given-up-20260301-080000-1.json")
    assert refused(home) == "library-missing" and not (home / "library.db").exists()


def test_nothing_is_begun_when_the_disk_is_back(home: Path, disk: Path, backup: Path) -> None:
    away = asked(home)
    plug_in(disk)
    for act in (
        lambda: begin_in_former(away),
        lambda: restore_in_former(away, backup),
        lambda: find_again(away, disk),
    ):
        with pytest.raises(ReaderError) as raised:
            act()
        assert raised.value.kind == "library-back"
    assert articles(asked(home)) == 2


def untidied(home: Path, disk: Path, file: Path) -> None:
    """As a kill right after the switch leaves it: both folders whole, with the marks of the move."""
    shutil.copy(file, home / "library.db")
    write_mark(home / LEAVING, {"to": [[str(disk), str(disk.parent.parent)]]})
    aside = disk.parent.with_name("unplugged") / disk.name
    names = [str(f.relative_to(aside)) for f in aside.rglob("*") if f.is_file() and f.name != "library.db"]
    mark = {"from": str(home), "files": names, "whole": True}
    (aside / ARRIVING).write_text(json.dumps(mark))
    write_mark(home / POINTER, {"to": str(disk)})


def test_a_library_on_a_disk_that_was_given_up_is_never_taken_for_a_moves_copy(
    home: Path, disk: Path, backup: Path, tmp_path: Path
) -> None:
    """The next start removed it as soon as the disk was back, and so did a move to its folder."""
    untidied(home, disk, backup)
    assert examine_lost(asked(home)).articles == 1
    assert articles(begin_in_former(asked(home))) == 1, "what the killed move left is gone on with"
    plug_in(disk)
    for _ in range(2):
        assert articles(asked(home)) == 1 and articles(LibraryPaths(disk)) == 2
    with pytest.raises(ReaderError) as raised:
        move_library(asked(home), disk, Progress())
    assert raised.value.kind == "folder-in-use"
    assert articles(asked(home)) == 1 and articles(LibraryPaths(disk)) == 2


def test_what_a_killed_move_left_is_kept_when_the_library_is_found_elsewhere(
    home: Path, disk: Path, backup: Path, tmp_path: Path
) -> None:
    untidied(home, disk, backup)
    other = LibraryPaths(tmp_path / "other")
    make_empty(other.root)
    find_again(asked(home), other.root)
    assert articles(asked(home)) == 0
    (kept,) = (home / "backups").glob("replaced-*.db")
    restore_backup(other, kept)
    assert articles(other) == 1


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
@pytest.mark.parametrize("choice", ["begin", "restore", "find"])
def test_a_link_to_a_lost_disk_is_kept_aside(tmp_path: Path, backup: Path, choice: str) -> None:
    paths = LibraryPaths(tmp_path / "linked")
    paths.root.mkdir()
    paths.database.symlink_to(tmp_path / "nowhere" / "library.db")
    other = LibraryPaths(tmp_path / "other")
    make_empty(other.root)
    if choice == "begin":
        paths = begin_in_former(paths)
    elif choice == "restore":
        paths, _ = restore_in_former(paths, backup)
    else:
        paths = find_again(paths, other.root)
    assert articles(paths) == (choice == "restore") and articles(asked(tmp_path / "linked")) == articles(
        paths
    )
    (kept,) = (tmp_path / "linked").glob("library.given-up-*.db")
    assert os.readlink(kept) == str(tmp_path / "nowhere" / "library.db")


def test_a_disk_behind_another_one_is_told_of_when_it_is_back(home: Path, disk: Path, tmp_path: Path) -> None:
    """The pointer that is kept names the folder between, in which there is nothing any more."""
    plug_in(disk)
    last = move_library(LibraryPaths(disk), tmp_path / "last", Progress())
    last.root.rename(tmp_path / "away")
    begun = begin_in_former(asked(home))
    assert given_up_places(begun) == [(tmp_path / "last", False)]
    (tmp_path / "away").rename(last.root)
    with LibrarySession.open(asked(home)) as session:
        assert session.returned_disks() == [last.root]


def test_a_disk_is_told_of_after_the_new_library_was_moved(home: Path, disk: Path, tmp_path: Path) -> None:
    begin_in_former(asked(home))
    moved = move_library(asked(home), tmp_path / "new", Progress())
    plug_in(disk)
    with LibrarySession.open(moved) as session:
        assert session.returned_disks() == [disk]


def test_a_library_that_was_found_again_is_no_former_one(home: Path, disk: Path, tmp_path: Path) -> None:
    find_again(asked(home), tmp_path / "unplugged" / "library")
    plug_in(disk)
    found = find_again(asked(home), disk)
    assert found.root == disk
    with LibrarySession.open(found) as session:
        assert session.returned_disks() == []


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
def test_the_former_folder_chosen_by_another_name_goes_on_with_what_is_there(
    home: Path, disk: Path, backup: Path, tmp_path: Path
) -> None:
    """Its file was put among the backups, and the pointer led to the folder itself."""
    untidied(home, disk, backup)
    (tmp_path / "link").symlink_to(home)
    found = find_again(asked(home), tmp_path / "link")
    assert found == asked(home) == LibraryPaths(home) and articles(found) == 1


def test_a_kill_at_any_step_of_finding_again_leads_to_the_disk_or_to_the_folder(
    home: Path, disk: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pointer was away for a while: what a killed move had left was the library then, as it once was."""
    untidied(home, disk, backup)
    other = LibraryPaths(tmp_path / "other")
    make_empty(other.root)
    places: list[Path] = []

    def noted(function: Callable[..., object]) -> Callable[..., object]:
        def note(*given: object, **named: object) -> object:
            places.append(asked(home).root)
            return function(*given, **named)

        return note

    for name in ("rename", "replace", "fsync", "link", "unlink"):
        monkeypatch.setattr(os, name, noted(getattr(os, name)))
    find_again(asked(home), other.root)
    monkeypatch.undo()
    assert len(places) > 4 and set(places) <= {disk, other.root}


def test_nothing_is_said_to_be_begun_where_a_library_is(home: Path, backup: Path) -> None:
    begin_in_former(asked(home))
    with pytest.raises(ReaderError) as raised:
        begin_in_former(asked(home))
    assert raised.value.kind == "library-back" and articles(asked(home)) == 0


@pytest.mark.parametrize("left", [b"", b"SQLite format 3\0" + bytes(5000)])
def test_a_broken_file_that_a_killed_move_left_does_not_keep_an_empty_library_from_being_begun(
    home: Path, left: bytes
) -> None:
    (home / "library.db").write_bytes(left)
    assert examine_lost(asked(home)).articles == -1
    assert articles(begin_in_former(asked(home))) == 0
    assert [kept.read_bytes() for kept in (home / "backups").glob("replaced-*.db")] == [left]


def test_a_library_is_found_by_a_computer_that_had_none(tmp_path: Path) -> None:
    stick = LibraryPaths(tmp_path / "stick")
    make_empty(stick.root)
    assert find_again(asked(tmp_path / "new"), stick.root) == LibraryPaths(stick.root, tmp_path / "new")
    assert articles(asked(tmp_path / "new")) == 0


def test_a_move_to_a_disk_that_was_given_up_once_is_taken_back_like_others(
    home: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had copied stayed, and the folder was refused from then on."""
    begin_in_former(asked(home))
    with LibrarySession.open(asked(home)) as session:
        stock(session, 3, b"p")
    progress = Progress(lambda *_step: progress.cancel())
    with pytest.raises(Cancelled):
        move_library(asked(home), disk, progress)
    assert not disk.exists()
    assert articles(move_library(asked(home), disk, Progress())) == 1


def test_the_returned_library_takes_its_former_folder_once_the_new_one_was_moved(
    home: Path, disk: Path, tmp_path: Path
) -> None:
    """As the guide says; both are kept."""
    begin_in_former(asked(home))
    plug_in(disk)
    new = move_library(asked(home), tmp_path / "new", Progress())
    move_library(asked(disk), home, Progress())
    assert articles(asked(home)) == 2 and articles(new) == 0 and asked(home).root == home
    with LibrarySession.open(asked(home)) as session:
        assert session.returned_disks() == []
