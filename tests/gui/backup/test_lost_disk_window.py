"""A library that was moved to a disk which is away, in the real window: what is said, and each way out."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from reader.app import _Found
from reader.core.messages import plain
from reader.core.progress import Progress
from reader.gui.backup.lost_disk_dialog import LostDiskDialog
from reader.services.backup import other_places
from reader.services.backup.list_backups import back_up_now
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.settings.paths import LibraryPaths, library_paths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

Key = Qt.Key


@pytest.fixture
def disk(tmp_path):
    return tmp_path / "disk" / "books"


@pytest.fixture
def home(tmp_path, disk):
    """The former folder of a library of three articles that was moved to a disk, which is away."""
    made = LibraryPaths(tmp_path / "library")
    fill_library(made)
    with LibrarySession.open(made) as session:
        copy = back_up_now(session)
    shutil.copy(copy, tmp_path / "copy.db")
    move_library(made, disk, Progress())
    disk.parent.rename(tmp_path / "unplugged")
    return made.root


@pytest.fixture
def dialog(home, open_window, qtbot):
    window = open_window(ready=False, reduce_motion=True)
    return shown(window, qtbot)


def shown(window, qtbot, other_than=None):
    def found():
        return [d for d in window.findChildren(LostDiskDialog) if d.buttons and d is not other_than]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def press(dialog, name):
    QTest.keyClick(dialog.buttons[name], Key.Key_Space)


def articles(window):
    session = screen(window).session
    return session.articles.counts()["all"] if session is not None else -1


def choose(window, qtbot, path):
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    (chooser,) = window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.reject()


def asked(window, qtbot):
    """The question that is on screen, and the button that does it."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (box,) = window.findChildren(QMessageBox)
    (yes,) = [b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole]
    return box, yes


def test_it_says_where_the_library_should_be_and_what_can_be_done(dialog, home, disk):
    said = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert str(disk) in said and "disk" in dialog.windowTitle()
    assert list(dialog.buttons) == ["again", "locate", "choose", "begin"], "there is no backup"
    assert not disk.parent.exists() and sorted(os.listdir(home)) == ["moved.json"]


def test_it_opens_when_the_disk_is_back(dialog, tmp_path, disk, qtbot):
    window = dialog.context.window
    press(dialog, "again")
    again = shown(window, qtbot, dialog)
    (tmp_path / "unplugged").rename(disk.parent)
    press(again, "again")
    qtbot.waitUntil(lambda: articles(window) == 3)
    assert screen(window).paths.root == disk


def test_a_disk_that_is_back_is_seen_with_its_options_as_the_reader_comes_back(dialog, tmp_path, disk, qtbot):
    """The library was opened with the defaults, as if nobody had wanted to read in private."""
    window = dialog.context.window
    Settings(LibraryPaths(tmp_path / "unplugged" / "books").settings).set("private_reading", True)
    held, library = [], screen(window).library
    library.ready.connect(lambda _pending: held.append(screen(window).session.private))
    (tmp_path / "unplugged").rename(disk.parent)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: articles(window) == 3)
    qtbot.waitUntil(lambda: not [d for d in window.findChildren(LostDiskDialog) if d.isVisible()])
    assert held == [True]


def test_the_library_is_found_in_another_folder(dialog, tmp_path, home, qtbot):
    window = dialog.context.window
    press(dialog, "locate")
    choose(window, qtbot, tmp_path / "unplugged" / "books")
    qtbot.waitUntil(lambda: articles(window) == 3)
    assert library_paths(str(home)).root == tmp_path / "unplugged" / "books"


def test_a_disk_with_another_name_is_found_by_itself_and_opened_there(
    home, tmp_path, open_window, qtbot, monkeypatch
):
    monkeypatch.setattr(other_places, "TOPS", (tmp_path,))
    dialog = shown(window := open_window(ready=False, reduce_motion=True), qtbot)
    place = tmp_path / "unplugged" / "books"
    said = plain(" ".join(part.text() for part in dialog.findChildren(QLabel))).replace("\u200b", "")
    assert next(iter(dialog.buttons)) == "place-0" and f"{place} · 3 articles" in said
    assert library_paths(str(home)).root != place, "nothing is done by itself"
    press(dialog, "place-0")
    qtbot.waitUntil(lambda: articles(window) == 3)
    assert library_paths(str(home)).root == place


def test_a_folder_without_a_library_is_told_and_asked_about_again(dialog, tmp_path, home, qtbot):
    window = dialog.context.window
    press(dialog, "locate")
    choose(window, qtbot, tmp_path)
    shown(window, qtbot, dialog)
    qtbot.waitUntil(lambda: bool(screen(window).error_notices or window.findChildren(QMessageBox)))
    assert sorted(os.listdir(home)) == ["moved.json"]


def test_an_empty_library_is_begun_after_a_second_question_only(dialog, tmp_path, home, disk, qtbot):
    window = dialog.context.window
    press(dialog, "begin")
    box, yes = asked(window, qtbot)
    assert str(home) in box.text() and box.defaultButton() is not yes
    assert sorted(os.listdir(home)) == ["moved.json"]
    QTest.keyClick(yes, Key.Key_Space)
    qtbot.waitUntil(lambda: articles(window) == 0)
    assert screen(window).paths.root == home and library_paths(str(home)).root == home
    assert list(home.glob("moved.given-up-*.json"))


def test_a_backup_is_put_back_where_the_library_was(dialog, tmp_path, home, qtbot):
    window = dialog.context.window
    press(dialog, "choose")
    choose(window, qtbot, tmp_path / "copy.db")
    qtbot.waitUntil(lambda: articles(window) == 3)
    assert screen(window).paths.root == home


def test_the_newest_backup_beside_the_pointer_is_offered_first(home, tmp_path, open_window, qtbot):
    (home / "backups").mkdir()
    shutil.copy(tmp_path / "copy.db", home / "backups" / "library-20260301-080000.db")
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot)
    assert "3 articles" in [part.text() for part in dialog.findChildren(QLabel)]
    press(dialog, "restore")
    qtbot.waitUntil(lambda: articles(window) == 3)


def test_a_disk_that_comes_back_is_told_of_once(home, tmp_path, disk, open_window, qtbot):
    from reader.services.backup.lost_disk import begin_in_former

    begin_in_former(library_paths(str(home)))
    (tmp_path / "unplugged").rename(disk.parent)
    window = open_window(reduce_motion=True)
    box, yes = asked(window, qtbot)
    assert "here again" in box.text() and str(disk) in box.informativeText()
    QTest.keyClick(yes, Key.Key_Space)
    qtbot.waitUntil(lambda: articles(window) == 3)
    window.close()
    assert screen(open_window(reduce_motion=True)).options.text("disks_told") == str(disk)


# A folder on a disk, named itself


@pytest.fixture
def unmounted(tmp_path, monkeypatch):
    """Where the disk of a library should be that had one before, while nothing is mounted there."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "state" / "liseuse").mkdir(parents=True)
    (tmp_path / "state" / "liseuse" / "disks.json").write_text(json.dumps([str(tmp_path / "library")]))
    (tmp_path / "library" / "backups").mkdir(parents=True)  # `open_window` makes no library there
    return tmp_path / "library"


@pytest.mark.skipif(os.name != "posix", reason="disks have letters there")
def test_a_library_whose_disk_is_not_mounted_is_asked_about(unmounted, open_window, qtbot):
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot)
    assert list(dialog.buttons) == ["again", "other", "begin"]
    assert screen(window).library.session is None
    press(dialog, "again")
    dialog = shown(window, qtbot, dialog)
    assert sorted(os.listdir(unmounted)) == ["backups", "settings.json"], "the test's own"
    fill_library(LibraryPaths(unmounted))  # the disk is back
    press(dialog, "again")
    qtbot.waitUntil(lambda: articles(window) == 3)


@pytest.mark.skipif(os.name != "posix", reason="disks have letters there")
def test_an_empty_library_where_a_disk_belongs_is_begun_after_a_question(unmounted, open_window, qtbot):
    window = open_window(ready=False, reduce_motion=True)
    press(shown(window, qtbot), "begin")
    box, yes = asked(window, qtbot)
    assert "hidden" in box.informativeText() and not (unmounted / "library.db").exists()
    QTest.keyClick(yes, Key.Key_Space)
    qtbot.waitUntil(lambda: screen(window).library.session is not None)
    assert (unmounted / "library.db").is_file()


@pytest.mark.skipif(os.name != "posix", reason="disks have letters there")
def test_a_disk_that_is_mounted_elsewhere_is_opened_there(
    unmounted, tmp_path, open_window, qtbot, monkeypatch
):
    fill_library(LibraryPaths(tmp_path / "media" / "STICK" / "library"))
    monkeypatch.setattr(other_places, "TOPS", (tmp_path / "media",))
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot)
    assert next(iter(dialog.buttons)) == "place-0"
    press(dialog, "place-0")
    qtbot.waitUntil(lambda: articles(window) == 3)
    assert not (unmounted / "library.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="disks have letters there")
@pytest.mark.parametrize("way", ["restore", "salvage"])
def test_nothing_is_put_back_where_a_disk_belongs(unmounted, tmp_path, open_window, qtbot, way):
    """The library on the disk would have been hidden behind an old copy of it."""
    made = LibraryPaths(tmp_path / "made")
    fill_library(made)
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot)
    dialog.reject()
    told = []
    screen(window).library_failed.connect(lambda error: told.append(error.kind))
    ways = {
        "restore": lambda: screen(window).backup.restore(made.database),
        "salvage": screen(window).backup.salvage,
    }
    ways[way]()
    assert list(shown(window, qtbot, dialog).buttons) == ["again", "other", "begin"]
    assert told == ["library-unmounted"] and not (unmounted / "library.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="disks have letters there")
def test_a_start_writes_nothing_where_a_disk_belongs(unmounted, tmp_path):
    (unmounted / "backups").rmdir()
    found = _Found.of(LibraryPaths(unmounted))
    found.settings.set("welcomed", True)
    assert found.settings.flag("welcomed") and list(unmounted.iterdir()) == []
    assert found.logs.is_relative_to(tmp_path / "state")
    found.settings.keep_with(unmounted)  # a library was begun there on purpose
    found.settings.save()
    assert Settings(LibraryPaths(unmounted).settings).flag("welcomed")
