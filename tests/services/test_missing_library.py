"""A library file that is not there: a new one is made only where nothing shows that there was one."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.backup.keep_backups import DAILY, copies, keep_backups, newest_sound
from reader.services.backup.restore_backup import begin_empty_library, restore_backup
from reader.services.backup.salvage_library import examine_damage, salvage_library
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.settings.paths import LibraryPaths, library_paths
from tests.services.stocked_library import stock
from tests.support.libraries import make_empty

DAY = datetime.date(2026, 3, 1)


def filled(paths: LibraryPaths, *numbers: int) -> None:
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        for number in numbers:
            stock(session, number, b"p")


def nothing_else(paths: LibraryPaths) -> None:
    """As before the first start: options may be there, and models."""
    paths.models.mkdir(parents=True)
    paths.settings.write_text("{}")
    paths.temporary.mkdir()
    paths.logs.mkdir()


def backups(paths: LibraryPaths) -> None:
    filled(paths, 1)
    with LibrarySession.open(paths) as session:
        keep_backups(session, DAY)
    shutil.rmtree(paths.pictures)


def pictures(paths: LibraryPaths) -> None:
    filled(paths, 1)


def a_log(paths: LibraryPaths) -> None:
    filled(paths)
    connection = sqlite3.connect(paths.database, isolation_level=None)
    connection.execute("INSERT INTO tag (name, fold) VALUES ('a', 'a')")
    log = paths.root / "library.db-wal"
    kept = log.read_bytes()
    connection.close()
    log.write_bytes(kept)


def ready_and_whole(paths: LibraryPaths) -> None:
    filled(paths, 1, 2)
    shutil.copy(paths.database, paths.root / "library.db.ready")


def ready_and_broken(paths: LibraryPaths) -> None:
    filled(paths)
    (paths.root / "library.db.ready").write_bytes(paths.database.read_bytes()[:9000])


def only_a_draft(paths: LibraryPaths) -> None:
    folder = paths.root / "library.db.99-1.draft"
    folder.mkdir(parents=True)
    (folder / "library.db").write_bytes(b"half")


def what_was_replaced(paths: LibraryPaths) -> None:
    paths.backups.mkdir(parents=True)
    (paths.backups / "replaced-20260301-080000-1.db").write_bytes(b"damaged")


def a_pointer(paths: LibraryPaths) -> None:
    paths.root.mkdir()
    (paths.root / "moved.json").write_text("{")


@pytest.mark.parametrize(
    ("left", "outcome"),
    [
        (nothing_else, 0),
        (backups, "library-missing"),
        (pictures, "library-missing"),
        (a_log, "library-missing"),
        (ready_and_whole, 2),
        (ready_and_broken, "library-missing"),
        (only_a_draft, "library-missing"),
        (what_was_replaced, "library-missing"),
        (a_pointer, "library-missing"),
    ],
)
def test_nine_situations(
    paths: LibraryPaths, left: Callable[[LibraryPaths], None], outcome: int | str
) -> None:
    left(paths)
    paths.database.unlink(missing_ok=True)
    if isinstance(outcome, int):
        with LibrarySession.open(paths) as session:
            assert session.articles.counts()["all"] == outcome
        return
    for _ in range(2):
        with pytest.raises(ReaderError) as raised:
            LibrarySession.open(paths)
        assert raised.value.kind == outcome and str(paths.root) in str(raised.value.title)
        assert not paths.database.exists()
        found = examine_damage(paths)
        assert found.error is not None and found.error.kind == outcome
        with pytest.raises(ReaderError) as raised:
            salvage_library(paths, Progress())
        assert raised.value.kind == outcome
    begin_empty_library(paths)
    with LibrarySession.open(paths) as session:
        assert session.articles.counts()["all"] == 0
        assert session.database.read_only is False
    with pytest.raises(ReaderError) as raised:
        begin_empty_library(paths)
    assert raised.value.kind == "library-back"


@pytest.mark.parametrize(
    "name",
    [
        *("library.db-wal", "library.db-journal", "library.db-shm", "library.db.ready", "reserve.bin"),
        *("library.db.broken-20260301-1", "library.db-wal.stray-1", "library.db.99-1.draft", "moved.json"),
        *("backups/daily-000001-20260301.db", "backups/pictures/ab.png", "pictures/ab/ab.png"),
        "pictures/damaged/ab.png",
    ],
)
def test_each_sign_of_a_library_is_enough_by_itself(paths: LibraryPaths, name: str) -> None:
    sign = paths.root / name
    sign.parent.mkdir(parents=True)
    sign.write_bytes(b"x")
    with pytest.raises(ReaderError) as raised:
        LibrarySession.open(paths)
    assert raised.value.kind == "library-missing" and not paths.database.exists()


def test_a_missing_library_is_restored_with_its_pictures(paths: LibraryPaths) -> None:
    filled(paths, 1)
    with LibrarySession.open(paths) as session:
        keep_backups(session, DAY)
    paths.database.unlink()
    found = examine_damage(paths)
    assert found.backup is not None and found.backup.articles == 1
    assert restore_backup(paths, found.backup.path) is None
    with LibrarySession.open(paths) as session:
        assert session.articles.counts()["all"] == 1 and len(list(session.assets.files())) == 1


@pytest.mark.parametrize("choice", ["restore", "begin"])
def test_pictures_of_a_missing_library_stay_whatever_takes_its_place(
    paths: LibraryPaths, tmp_path: Path, choice: str
) -> None:
    """Those of its last process were taken for what a failed save had left; the file may be found again."""
    filled(paths, 1)
    shutil.copy(paths.database, tmp_path / "copy.db")
    with LibrarySession.open(paths) as session:
        stock(session, 2, b"another")
        shown = dict(session.assets.files())
        session.assets.note(set(shown))
    paths.database.rename(tmp_path / "found.db")
    if choice == "begin":
        begin_empty_library(paths)
    else:
        restore_backup(paths, tmp_path / "copy.db")
    for _ in range(2):
        with LibrarySession.open(paths) as session:
            assert dict(session.assets.files()) == shown and len(shown) == 2


def test_a_moved_library_that_lost_its_file_is_missing_and_one_whose_disk_is_away_is_away(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    filled(paths, 1)
    moved = move_library(paths, tmp_path / "there", Progress())
    moved.database.unlink()
    for _ in range(2):
        with pytest.raises(ReaderError) as raised:
            LibrarySession.open(library_paths(str(paths.root)))
        assert raised.value.kind == "library-missing"
    shutil.rmtree(moved.root)
    with pytest.raises(ReaderError) as raised:
        LibrarySession.open(library_paths(str(paths.root)))
    assert raised.value.kind == "library-away"
    assert json.loads((paths.root / "moved.json").read_text())["to"] == str(moved.root)


def test_copies_of_an_empty_library_push_none_with_articles_out(paths: LibraryPaths) -> None:
    filled(paths, 1, 2)
    with LibrarySession.open(paths) as session:
        for number in range(3):
            keep_backups(session, DAY + datetime.timedelta(number))
    paths.database.unlink()
    begin_empty_library(paths)
    with LibrarySession.open(paths) as session:
        for number in range(3, 24):  # nine weeks: weekly copies are kept as well
            keep_backups(session, DAY + datetime.timedelta(3 * number))
    found = newest_sound(paths)
    assert found is not None and found.articles == 2
    kept = [copy.number for copy in copies(paths.backups)]
    assert kept[:3] == [1, 2, 3] and len(kept) == 3 + DAILY
    with LibrarySession.open(paths) as session:
        stock(session, 9)
        for number in range(24, 24 + DAILY):
            keep_backups(session, DAY + datetime.timedelta(3 * number))
    assert [copy.number for copy in copies(paths.backups)] == list(range(25, 25 + DAILY))


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
def test_a_link_to_a_disk_that_is_away_is_not_replaced_by_an_empty_library(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    filled(paths, 1)
    disk = tmp_path / "disk"
    disk.mkdir()
    paths.database.rename(disk / "mine.db")
    paths.database.symlink_to(disk / "mine.db")
    with LibrarySession.open(paths) as session:
        assert session.articles.counts()["all"] == 1
    disk.rename(tmp_path / "unplugged")
    for act in (lambda: LibrarySession.open(paths), lambda: begin_empty_library(paths)):
        with pytest.raises(ReaderError) as raised:
            act()
        assert raised.value.kind == "library-away" and raised.value.values["folder"] == disk
    assert paths.database.is_symlink() and not disk.exists()
    (tmp_path / "unplugged").rename(disk)
    with LibrarySession.open(paths) as session:
        assert session.articles.counts()["all"] == 1


@pytest.mark.parametrize("asked", ["first", "second"])
def test_pointers_that_lead_in_a_circle_end_at_the_library(
    paths: LibraryPaths, tmp_path: Path, asked: str
) -> None:
    """A start went round and round for ever."""
    filled(paths, 1)
    places = {"first": paths.root, "second": tmp_path / "second"}
    places["second"].mkdir()
    for folder, other in (("first", "second"), ("second", "first")):
        (places[folder] / "moved.json").write_text(json.dumps({"to": str(places[other])}))
    found = library_paths(str(places[asked]))
    assert found.root == paths.root
    with LibrarySession.open(found) as session:
        assert session.articles.counts()["all"] == 1
        copy = keep_backups(session, DAY)
    assert copy is not None
    restore_backup(found, copy)
    with LibrarySession.open(found) as session:
        assert session.articles.counts()["all"] == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["settings.json", "moved.json", "moving.json", "leaving.json"])
def test_a_pipe_in_the_place_of_a_small_file_keeps_nobody_waiting(paths: LibraryPaths, name: str) -> None:
    filled(paths, 1)
    (paths.root / name).unlink(missing_ok=True)
    os.mkfifo(paths.root / name)
    with LibrarySession.open(library_paths(str(paths.root))) as session:
        assert session.articles.counts()["all"] == 1
