"""Safe keeping in the real window: storage, copies, a check, a move, and a library that is damaged."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from reader.cli.main import run as command_line
from reader.core.errors import ReaderError
from reader.core.messages import plain
from reader.core.model import Check
from reader.gui.article_list import empty_page
from reader.gui.backup.backup_dialog import BackupDialog
from reader.gui.backup.check_dialog import CheckDialog
from reader.gui.backup.library_export_dialog import free_folder
from reader.gui.backup.rescue_dialog import RescueDialog
from reader.gui.backup.storage_dialog import StorageDialog
from reader.library import creation, database
from reader.library.drafts import alone
from reader.services.backup.list_backups import back_up_now
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library, write_articles
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

Key = Qt.Key


@pytest.fixture
def paths(tmp_path):
    """A library of three articles, one of them in Trash, and a copy of it."""
    made = LibraryPaths(tmp_path / "library")
    ids = fill_library(made)
    with LibrarySession.open(made) as session:
        session.articles.move_to_trash(ids[2:])
        back_up_now(session)
    return made


@pytest.fixture
def window(paths, open_window):
    return open_window(reduce_motion=True)


def command(window, qtbot, words):
    """Run a command by its words, from the palette."""
    on_screen = screen(window)
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: on_screen.overlay is not None)
    QTest.keyClicks(on_screen.overlay.field, words)
    QTest.keyClick(on_screen.overlay.field, Key.Key_Return)


def shown(window, qtbot, kind, ready):
    """The dialog of a kind, once it is filled."""
    qtbot.waitUntil(lambda: any(ready(d) for d in window.findChildren(kind)))
    return next(d for d in window.findChildren(kind) if ready(d))


def agree(qtbot, owner):
    """Press the button that does what is asked."""
    qtbot.waitUntil(lambda: bool(owner.findChildren(QMessageBox)))
    (box,) = owner.findChildren(QMessageBox)
    role = QMessageBox.ButtonRole.AcceptRole
    (button,) = [b for b in box.buttons() if box.buttonRole(b) == role]
    assert box.defaultButton() is not button
    QTest.keyClick(button, Key.Key_Space)


def articles(window):
    session = screen(window).session
    return session.articles.counts()["all"] if session is not None else -1


def test_the_storage_page_measures_and_frees_what_is_ticked(window, qtbot):
    command(window, qtbot, "storage")
    dialog = shown(window, qtbot, StorageDialog, lambda d: bool(d.boxes))
    use = dialog.use
    assert (
        use.total
        == use.text + use.translations + use.index + use.other + use.pictures + use.models + use.backups
    )
    assert use.text > 0 and use.backups > 0 and not dialog.free_button.isEnabled()
    assert "trash" in dialog.boxes and dialog.boxes["trash"].isEnabled()
    QTest.keyClick(dialog.boxes["trash"], Key.Key_Space)
    assert dialog.chosen == ["trash"] and dialog.free_button.isEnabled()
    QTest.keyClick(dialog.free_button, Key.Key_Space)
    agree(qtbot, dialog)
    counts = screen(window).articles.counts
    qtbot.waitUntil(lambda: counts()["trash"] == 0)
    assert counts()["all"] == 2
    qtbot.waitUntil(lambda: not dialog.boxes["trash"].isEnabled())


def dark_share(widget, theme):
    """How much of a widget's first 20 px is painted in the colour of outlines or of what is chosen."""
    image = widget.grab().toImage()
    inks = {theme.color("control").rgb(), theme.color("accent").rgb()}
    spots = [(x, y) for x in range(20) for y in range(image.height())]
    return sum(image.pixelColor(x, y).rgb() in inks for x, y in spots) / len(spots)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_check_boxes_are_to_be_seen_and_a_button_that_is_off_looks_so(paths, open_window, qtbot, theme):
    window = open_window(reduce_motion=True, theme=theme)
    on_screen = screen(window)
    on_screen.backup.open_storage()
    dialog = shown(window, qtbot, StorageDialog, lambda d: bool(d.boxes))
    box, button = dialog.boxes["trash"], dialog.free_button
    empty = dark_share(box, on_screen.theme)
    assert empty > 0.03
    accent = on_screen.theme.color("accent")
    assert button.grab().toImage().pixelColor(4, button.height() // 2) != accent
    QTest.keyClick(box, Key.Key_Space)
    assert dark_share(box, on_screen.theme) > 3 * empty
    assert button.grab().toImage().pixelColor(4, button.height() // 2) == accent


def test_a_copy_is_made_and_an_older_one_put_back(window, qtbot, paths):
    on_screen = screen(window)
    command(window, qtbot, "back up now")
    dialog = shown(window, qtbot, BackupDialog, lambda d: len(d.copies) >= 2)
    assert {copy.articles for copy in dialog.copies} == {3}
    on_screen.articles.delete_forever(on_screen.articles.ids("all"))
    copy = dialog.copies[-1]
    dialog.ask(copy)
    agree(qtbot, dialog)
    qtbot.waitUntil(lambda: articles(window) == 2)
    qtbot.waitUntil(lambda: len(on_screen.article_model.ids) == 2)
    replaced = [p for p in paths.backups.glob("replaced-*.db")]
    assert replaced, "what was there before is kept"


def test_the_library_is_checked_and_repaired(window, qtbot):
    with screen(window).database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM article_search WHERE rowid = 1")
    command(window, qtbot, "check library")
    dialog = shown(window, qtbot, CheckDialog, lambda d: bool(d.checks))
    assert [check.ok for check in dialog.checks].count(False) == 1
    assert dialog.repair_button.isVisible()
    said = "\n".join(plain(label.text()) for label in dialog.findChildren(QLabel))
    assert "It does not fit the texts; repairing makes it anew." in said
    (wrong,) = [check for check in dialog.checks if not check.ok]
    title = screen(window).articles.summary(wrong.articles[0]).title
    assert title in said, "the article is named"
    QTest.keyClick(dialog.repair_button, Key.Key_Space)
    qtbot.waitUntil(lambda: any(check.repaired for check in dialog.checks))
    assert not [check for check in dialog.checks if not check.ok]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_a_check_found_is_said_in_the_interface_s_language(window, qtbot, language):
    screen(window).options.language(language)
    dialog = CheckDialog(screen(window).context)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.checks))
    names = (
        "integrity",
        "references",
        "version",
        "texts",
        "pictures",
        "orphans",
        "leftovers",
        "search index",
    )
    for name in names:
        for check in (
            Check(name, False, "DETAIL", count=3, articles=(1,)),
            Check(name, True, "DETAIL", repaired=True, count=2),
        ):
            said = dialog.told(check, {1: "Titre"})
            assert "DETAIL" not in said
            assert "%n" not in said
            assert check.repaired or "Titre" in said
    dialog.close()


def test_the_library_moves_to_another_folder_and_is_used_there(window, qtbot, tmp_path, paths):
    on_screen = screen(window)
    before = list(on_screen.article_model.ids)
    on_screen.backup.ask_move(tmp_path / "elsewhere" / "books")
    agree(qtbot, window)
    there = LibraryPaths(tmp_path / "elsewhere" / "books")
    qtbot.waitUntil(lambda: on_screen.paths.root == there.root and articles(window) == 2)
    assert there.database.is_file() and not paths.database.exists()
    qtbot.waitUntil(lambda: list(on_screen.article_model.ids) == before)
    on_screen.articles.set_favourite(before[:1], True)
    assert on_screen.articles.counts()["favourites"] == 1


def test_nothing_that_was_done_in_one_library_is_taken_back_in_another(window, qtbot, tmp_path):
    on, other = screen(window), LibraryPaths(tmp_path / "other")
    (known, *_) = fill_library(other)
    with LibrarySession.open(other) as session:
        session.articles.set_favourite([known], True)
    assert known in on.article_model.ids, "both have an article of this number"
    on.library.change([known], "favourite", True)
    qtbot.waitUntil(lambda: on.articles.counts()["favourites"] == 1)
    on.backup.open_other(other.root)
    qtbot.waitUntil(lambda: on.paths.root == other.root and on.session is not None)
    assert not on.library.undo()
    qtbot.settle(window)
    assert on.articles.counts()["favourites"] == 1


def wipe(path, table):
    """Overwrite the first page of a table: the file cannot be opened any more."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 64)


@pytest.mark.parametrize("choice", ["restore", "salvage"])
def test_a_damaged_library_is_restored_or_salvaged_and_never_overwritten(paths, open_window, qtbot, choice):
    wipe(paths.database, "article" if choice == "restore" else "search_pending")
    if choice == "salvage":
        shutil.rmtree(paths.backups)
    damaged = paths.database.read_bytes()
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert paths.database.read_bytes() == damaged
    assert (choice == "restore") == ("restore" in dialog.buttons)
    QTest.keyClick(dialog.buttons[choice], Key.Key_Space)
    qtbot.waitUntil(lambda: articles(window) > 0)
    assert articles(window) == 2
    assert damaged in [kept.read_bytes() for kept in paths.backups.rglob("*.db")]


def test_a_library_that_the_command_line_mended_is_opened_and_no_more_offered_for_mending(
    paths, open_window, qtbot
):
    """The dialog stood over the mended library, and its backup would have taken that one's place."""
    wipe(paths.database, "article")
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert command_line(["--quiet", "--library", str(paths.root), "salvage"]) == 0
    mended = paths.database.stat().st_ino
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dialog.activateWindow()  # the reader comes back from the terminal
    qtbot.waitUntil(lambda: screen(window).session is not None)
    qtbot.waitUntil(lambda: not [d for d in window.findChildren(RescueDialog) if d.isVisible()])
    assert paths.database.stat().st_ino == mended and not screen(window).session.read_only


def test_a_mended_library_that_another_program_still_works_on_is_tried_again(
    paths, open_window, qtbot, monkeypatch
):
    """The dialog looked no more: the file was the one that it had tried."""
    for module in (creation, database):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.1)
    wipe(paths.database, "article")
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert command_line(["--quiet", "--library", str(paths.root), "salvage"]) == 0
    refused = []
    screen(window).library_open_failed.connect(lambda error: refused.append(error.kind))
    with contextlib.closing(sqlite3.connect(paths.database)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        dialog.activateWindow()
        qtbot.waitUntil(lambda: bool(refused))
    assert set(refused) == {"library-busy"}
    qtbot.waitUntil(lambda: screen(window).session is not None)
    qtbot.waitUntil(lambda: not [d for d in window.findChildren(RescueDialog) if d.isVisible()])


def test_what_the_window_writes_to_an_open_damaged_library_does_not_end_what_is_offered(
    paths, open_window, qtbot
):
    """It was taken for a library mended elsewhere: the dialog went, and the same one was told to be open."""
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    on_screen.backup.tell(ReaderError("library-damaged", "a page read late", file="library.db"))
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    reopened, library = [], on_screen.library
    library.reopened.connect(reopened.append)
    on_screen.articles.set_favourite(on_screen.articles.ids("all")[:1], True)
    with contextlib.closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # as SQLite does by itself now and then
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen = []
    dialog.replaced.connect(lambda: seen.append(True))
    dialog.activateWindow()
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert dialog.isVisible() and not reopened


@pytest.mark.parametrize("choice", ["restore", "begin"])
def test_a_missing_library_is_asked_about_and_not_begun_by_itself(paths, open_window, qtbot, choice):
    paths.database.unlink()
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert not paths.database.exists()
    assert "missing" in dialog.windowTitle() and "salvage" not in dialog.buttons
    QTest.keyClick(dialog.buttons[choice], Key.Key_Space)
    qtbot.waitUntil(lambda: articles(window) == (2 if choice == "restore" else 0))
    assert list(paths.backups.glob("*.db")), "the backup stays"


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
def test_a_folder_of_backups_that_cannot_be_read_is_said_to_be_so(paths, open_window, qtbot, tmp_path):
    """It was said that there was no sound backup."""
    wipe(paths.database, "article")
    paths.backups.rename(tmp_path / "unplugged")
    paths.backups.symlink_to(tmp_path / "away")
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "The folder of backups cannot be read" in said and "There is no sound backup" not in said, said


def test_nothing_is_made_where_the_disk_of_a_moved_library_was(paths, tmp_path):
    """A folder of that name would be in the disk's way when it comes back."""
    away = tmp_path / "disk" / "library"
    (paths.root / "moved.json").write_text(json.dumps({"to": str(away)}))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("away_window.py")), str(paths.root)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.stdout.splitlines() == ["FAILED library-away", "CODE 0"], done.stderr
    assert not (tmp_path / "disk").exists()


def test_a_failure_to_restore_a_missing_library_is_told_and_asked_about_again(
    paths, open_window, qtbot, tmp_path
):
    paths.database.unlink()
    (tmp_path / "no.db").write_bytes(b"no backup" * 99)
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    dialog.reject()
    screen(window).backup.restore(tmp_path / "no.db")
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox) or screen(window).error_notices))
    again = shown(window, qtbot, RescueDialog, lambda d: d is not dialog and bool(d.buttons))
    assert "missing" in again.windowTitle() and not paths.database.exists()


def test_a_library_with_a_trigger_of_another_program_is_salvaged(paths, open_window, qtbot):
    with contextlib.closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("CREATE TRIGGER trap AFTER UPDATE ON article BEGIN DELETE FROM article; END")
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert "another program" in dialog.windowTitle() and "look" not in dialog.buttons
    QTest.keyClick(dialog.buttons["salvage"], Key.Key_Space)
    qtbot.waitUntil(lambda: articles(window) == 2)
    on_screen = screen(window)
    on_screen.articles.set_favourite(on_screen.articles.ids("all")[:1], True)
    assert on_screen.articles.counts()["all"] == 2


def test_a_damaged_library_stays_as_it_is_with_the_log_that_a_kill_left(paths, open_window, qtbot):
    copy = paths.database.with_name("killed")
    with contextlib.closing(sqlite3.connect(paths.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO tag (name, fold) VALUES ('new', 'new')")
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        log = paths.database.with_name("library.db-wal").read_bytes()
        shutil.copy(paths.database, copy)
    with copy.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    copy.replace(paths.database)
    paths.database.with_name("library.db-wal").write_bytes(log)
    before = paths.database.read_bytes()
    window = open_window(ready=False, reduce_motion=True)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert "It was left as it is" in screen(window).empty_text
    dialog.reject()
    window.close()
    assert command_line(["--library", str(paths.root), "doctor"]) != 0
    assert paths.database.read_bytes() == before
    assert paths.database.with_name("library.db-wal").read_bytes() == log


def test_what_to_do_about_damage_is_offered_in_one_dialog(window, qtbot):
    for _ in range(3):
        screen(window).library_open_failed.emit(ReaderError("library-damaged", "a page", file="library.db"))
    shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    (dialog,) = [dialog for dialog in window.findChildren(RescueDialog) if dialog.isVisible()]
    dialog.reject()


def test_damage_that_shows_later_offers_the_same_once(window, qtbot):
    error = ReaderError("library-damaged", "a page", file="library.db")
    screen(window).library_failed.emit(error)
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert not window.findChildren(QMessageBox)
    dialog.reject()
    screen(window).library_failed.emit(error)
    (notice,) = screen(window).error_notices
    assert "damaged" in notice.accessibleName()


def test_the_words_of_the_dialogs_in_arabic(paths, open_window, qtbot):
    window = open_window(reduce_motion=True, interface_language="ar")
    screen(window).backup.open_storage()
    dialog = shown(window, qtbot, StorageDialog, lambda d: bool(d.boxes))
    assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
    texts = [plain(box.text()) for box in dialog.boxes.values()] + [plain(dialog.free_button.text())]
    assert all(any("\u0600" <= c <= "\u06ff" for c in text) for text in texts), texts


def test_a_synchronised_folder_is_told_of_once(tmp_path, open_window, qtbot):
    folder = "Dropbox/Liseuse"
    fill_library(LibraryPaths(tmp_path / folder))

    def told(window):
        return [box for box in window.findChildren(QMessageBox) if "synchron" in box.text()]

    window = open_window(folder)
    qtbot.waitUntil(lambda: bool(told(window)))
    (box,) = told(window)
    assert [button.text() for button in box.buttons() if "Move" in button.text()]
    box.close()
    qtbot.waitUntil(lambda: screen(window).settings.flag("place_told"))
    again = open_window(folder, place_told=True)
    qtbot.settle(again)
    assert not told(again)


@pytest.mark.parametrize("name", ["settings.json", "moved.json"])
def test_a_damaged_small_file_stops_no_window_and_is_told_of_once(tmp_path, open_window, qtbot, name):
    made = LibraryPaths(tmp_path / "library")
    fill_library(made)
    (made.root / name).write_text("[" * 200_000)

    def told(window):
        said = [notice.accessibleName() for notice in screen(window).error_notices]
        return [text for text in said if f"{name[:5]}" in text]

    window = open_window()
    qtbot.waitUntil(lambda: bool(told(window)))
    (text,) = told(window)
    assert ".damaged-" in text
    qtbot.waitUntil(lambda: ".damaged-" in Settings(made.settings).text("damage_told"))
    again = open_window(damage_told=Settings(made.settings).text("damage_told"))
    qtbot.settle(again)
    assert not told(again)


def test_on_another_computers_disk_no_write_ahead_log_is_used(tmp_path, monkeypatch):
    from reader.library import creation, database

    for module in (creation, database):
        monkeypatch.setattr(module, "is_on_a_server", lambda _folder: True)
    made = LibraryPaths(tmp_path / "library")
    assert write_articles(made)
    with contextlib.closing(sqlite3.connect(made.database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert not list(made.root.glob("library.db-*"))


LOOKING = "Looking at the library…"


def test_while_a_damaged_library_is_looked_at_that_is_said_and_nobody_is_welcomed(paths, open_window, qtbot):
    """Another process is about to put a file in its place, which is why it takes so long."""
    for name in ("library.db", "library.db.ready"):
        (paths.root / name).write_bytes(b"rubbish" * 999)
    with alone(paths.database):
        window = open_window(ready=False, reduce_motion=True)
        on_screen = screen(window)
        assert not on_screen.welcoming
        qtbot.waitUntil(lambda: on_screen.empty_page.isVisible())
        assert not on_screen.welcoming and on_screen.empty_text.startswith(LOOKING)
        assert on_screen.empty_button.isHidden(), "it would only flash up"
    dialog = shown(window, qtbot, RescueDialog, lambda d: bool(d.buttons))
    assert "damaged" in on_screen.empty_text and on_screen.empty_button.isVisible()
    dialog.reject()


def test_looking_at_a_library_can_be_stopped_and_taken_up_again(paths, open_window, qtbot, monkeypatch):
    monkeypatch.setattr(empty_page, "_LONG", 0)
    shutil.copy(next(paths.backups.glob("*.db")), paths.root / "library.db.ready")
    paths.database.unlink()
    with alone(paths.database):
        window = open_window(ready=False, reduce_motion=True)
        on_screen = screen(window)
        qtbot.waitUntil(lambda: on_screen.job_runner.busy and on_screen.empty_button.isVisible())
        assert on_screen.empty_text.startswith(LOOKING) and on_screen.empty_button.text() == "Cancel"
        QTest.mouseClick(on_screen.empty_button, Qt.MouseButton.LeftButton)
        assert on_screen.empty_text.startswith("The library is not open")
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert on_screen.session is None, "nobody waits for it"
    QTest.mouseClick(on_screen.empty_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: articles(window) == 2)
    qtbot.waitUntil(on_screen.cards.isVisible)


def test_a_new_library_is_still_welcomed_at_once(open_window):
    window = open_window(ready=False, welcomed=False)
    assert screen(window).welcoming


def test_for_reading_only_is_said_whatever_the_width(window, qtbot):
    on_screen = screen(window)
    on_screen.sidebar.set_read_only("read-only")
    line = on_screen.narrow_status
    assert on_screen.sidebar_status.isVisible() and not line.isVisible()
    window.resize(900, 700)  # the sidebar has icons alone
    qtbot.waitUntil(line.isVisible)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not line.isVisible())
    on_screen.panes.toggle_sidebar()
    assert line.isVisible() and line.words.text() == on_screen.sidebar_told
    on_screen.panes.toggle_sidebar()
    assert not line.isVisible()
    window.resize(480, 700)
    qtbot.waitUntil(line.isVisible)
    assert (
        line.words.text().startswith("For reading only: nothing can be written to")
        and not on_screen.sidebar_status.isVisible()
    )
    on_screen.open_article(on_screen.articles.ids("all")[0], True)
    qtbot.waitUntil(on_screen.view.isVisible)
    assert line.isVisible() and line.geometry().bottom() == on_screen.panes.rect().bottom()
    on_screen.sidebar.set_read_only("")
    assert not line.isVisible()


def test_the_library_goes_out_by_the_menu_and_in_again_by_its_folder(window, qtbot, tmp_path):
    place = tmp_path / "exports"
    place.mkdir()
    dialog = screen(window).backup.export(place)
    assert dialog.close_button.text() == "Cancel"
    qtbot.waitUntil(lambda: dialog.exported is not None)
    assert plain("\n".join(one.text() for one in dialog.findChildren(QLabel))).count("3 articles")
    folder = dialog.exported.path
    assert dialog.close_button.text() == "Close" and folder.parent == place
    assert free_folder(place).name == f"{folder.name}-2"
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    preview = screen(window).importing.import_files([folder / "library.json"])
    qtbot.waitUntil(lambda: bool(preview.previews))
    (seen,) = preview.previews
    assert (seen.format, seen.rows, seen.new + seen.known) == ("liseuse", 3, 3)
