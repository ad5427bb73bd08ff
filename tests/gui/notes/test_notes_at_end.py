"""Notes that the library refuses when the window closes: the reader is asked, and nothing is lost unseen."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading

import pytest
from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon

from reader.core.messages import plain
from reader.gui.notes import notes_at_end
from reader.gui.notes.unstored_dialog import UnstoredDialog
from reader.library.file_kind import REVISIONS
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


@pytest.fixture
def ids(tmp_path):
    return fill_library(LibraryPaths(tmp_path / "library"))


@pytest.fixture
def window(ids, open_window, qtbot):
    made = open_window(reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    on_screen.note_editor.edit()
    return made


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """The reader's documents are a folder of the test's."""
    folder = tmp_path / "documents"
    folder.mkdir()
    found = QStandardPaths.writableLocation
    location = QStandardPaths.StandardLocation.DocumentsLocation
    monkeypatch.setattr(
        QStandardPaths,
        "writableLocation",
        staticmethod(lambda kind: str(folder) if kind == location else found(kind)),
    )
    return folder


def refuse(window, on=True):
    """Let the library take no notes, as where a newer version has been; or take them again."""
    with contextlib.closing(sqlite3.connect(screen(window).paths.database)) as other:
        other.execute(f"PRAGMA user_version = {9999 if on else len(REVISIONS)}")


def write(window, text):
    screen(window).note_field.insertPlainText(text)


def asked(window, qtbot, other_than=None):
    def found():
        return [d for d in window.findChildren(UnstoredDialog) if d.isVisible() and d is not other_than]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def press(dialog, name):
    QTest.keyClick(dialog.buttons[name], Qt.Key.Key_Space)


def stored(window, ids):
    """The note on the first article, as the next start finds it."""
    with LibrarySession.open(LibraryPaths(screen(window).paths.root)) as session:
        return session.annotations.note(ids[0])


def test_a_note_that_is_refused_as_the_window_closes_is_asked_about(window, qtbot):
    refuse(window)
    write(window, "The well is dry.")
    window.close()
    dialog = asked(window, qtbot)
    said = plain(" ".join(part.text() for part in dialog.findChildren(QLabel)))
    assert "The well is dry." in said and "newer Liseuse" in said
    assert not window.closed and window.isVisible()
    press(dialog, "copy")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("## ") and copied.endswith("The well is dry.\n")
    assert dialog.isVisible()
    press(dialog, "close")
    qtbot.waitUntil(lambda: window.closed)


def test_the_reader_may_stay_and_go_on(window, qtbot, ids):
    refuse(window)
    write(window, "The well is dry.")
    window.close()
    asked(window, qtbot).reject()
    assert not window.closed
    refuse(window, False)
    write(window, " The rope too.")
    window.close()
    qtbot.waitUntil(lambda: window.closed)
    assert stored(window, ids) == "The well is dry. The rope too."


def test_a_note_is_tried_again(window, qtbot, ids):
    refuse(window)
    write(window, "The well is dry.")
    window.close()
    dialog = asked(window, qtbot)
    press(dialog, "again")
    dialog = asked(window, qtbot, dialog)
    refuse(window, False)
    press(dialog, "again")
    qtbot.waitUntil(lambda: window.closed)
    assert stored(window, ids) == "The well is dry."


def test_notes_of_articles_that_were_left_are_tried_again(window, qtbot, ids):
    refuse(window)
    write(window, "The well is dry.")
    on_screen = screen(window)
    on_screen.note_editor.set_subject(None, "")
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    window.close()
    dialog = asked(window, qtbot)
    refuse(window, False)
    press(dialog, "again")
    qtbot.waitUntil(lambda: window.closed)
    assert stored(window, ids) == "The well is dry."


def test_notes_are_saved_as_a_file(window, qtbot, tmp_path):
    refuse(window)
    write(window, "The well is dry.")
    window.close()
    dialog = asked(window, qtbot)
    dialog.save(tmp_path / "no folder" / "notes.md")
    qtbot.waitUntil(lambda: dialog.status.property("role") == "error")
    dialog.save(tmp_path / "notes.md")
    qtbot.waitUntil(lambda: str(tmp_path / "notes.md") in plain(dialog.status.text()))
    assert (tmp_path / "notes.md").read_text("utf-8").endswith("\n\nThe well is dry.\n")
    assert not window.closed
    press(dialog, "close")
    qtbot.waitUntil(lambda: window.closed)


def test_a_note_that_is_stored_holds_nothing_up(window, qtbot, ids):
    write(window, "The well is full.")
    window.close()
    qtbot.waitUntil(lambda: window.closed)
    assert stored(window, ids) == "The well is full."
    assert not window.findChildren(UnstoredDialog)


def test_nothing_typed_closes_at_once(window):
    window.close()
    assert window.closed


def test_an_end_from_outside_writes_a_file_and_asks_nothing(window, qtbot, documents):
    refuse(window)
    write(window, "The well is dry.")
    window.may_ask = False
    window.close()
    qtbot.waitUntil(lambda: window.closed)
    (file,) = documents.iterdir()
    assert file.suffix == ".md" and file.read_text("utf-8").endswith("The well is dry.\n")
    assert not window.findChildren(UnstoredDialog)


def test_an_end_from_outside_does_not_wait_for_the_answer(window, qtbot, documents):
    refuse(window)
    write(window, "The well is dry.")
    window.close()
    asked(window, qtbot)
    window.may_ask = False
    window.close()
    assert window.closed
    assert [file.suffix for file in documents.iterdir()] == [".md"]


def test_a_session_that_is_called_off_leaves_a_file_and_the_window(window, qtbot, documents, ids):
    refuse(window)
    write(window, "The well is dry.")
    screen(window).note_editor.flush()
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy)
    window.write_state()
    assert [file.suffix for file in documents.iterdir()] == [".md"] and not window.closed
    write(window, " The rope too.")
    window.close()
    dialog = asked(window, qtbot)
    refuse(window, False)
    press(dialog, "again")
    qtbot.waitUntil(lambda: window.closed)
    assert stored(window, ids) == "The well is dry. The rope too."


def test_a_session_that_ends_as_a_note_is_typed_finds_it_in_the_library(window, documents, ids, monkeypatch):
    """Which has it within moments: a file beside it said that it could not be stored."""
    monkeypatch.setattr(notes_at_end, "_SOON", LIMIT * 1000)
    write(window, "The well is full.")
    window.write_state()
    assert list(documents.iterdir()) == []
    assert stored(window, ids) == "The well is full."


def test_a_session_that_ends_as_a_refused_note_is_typed_leaves_a_file(window, documents):
    refuse(window)
    write(window, "The well is dry.")
    window.write_state()
    (file,) = documents.iterdir()
    assert file.read_text("utf-8").endswith("The well is dry.\n")


def test_a_session_that_ends_does_not_wait_for_a_library_that_is_silent(window, qtbot, documents, ids):
    library, held = screen(window).library, threading.Event()
    library.work(lambda _session, _progress: held.wait(LIMIT))
    before, jobs = screen(window).job_runner.unwritten(), screen(window).job_runner
    write(window, "The well is full.")
    screen(window).note_editor.flush()
    typed = jobs.unwritten() - before
    window.write_state()
    assert [file.suffix for file in documents.iterdir()] == [".md"], "it may be ended now"
    assert not typed & jobs.unwritten() and typed, "it is kept in the file"
    held.set()
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy)
    assert stored(window, ids) == "The well is full."


def test_a_highlight_that_was_refused_leaves_no_step_to_undo(window, qtbot):
    on_screen, told = screen(window), []
    on_screen.library.failed.connect(lambda error: told.append(error.kind))
    on_screen.view.setFocus()
    qtbot.keyClick(on_screen.view, Qt.Key.Key_L)
    refuse(window)
    on_screen.highlighting.choose_number(1)
    qtbot.waitUntil(lambda: told == ["library-newer"])
    assert not on_screen.library.undo()


def test_quitting_from_the_tray_ends_the_program_though_the_window_came_up(
    ids, open_window, qtbot, monkeypatch
):
    """As the window was shown to ask, the tray took the end for called off: the close only hid the window,
    and the next one asked nothing."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    window = open_window(reduce_motion=True, tray_icon=True)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.note_subject is not None)
    on_screen.note_editor.edit()
    refuse(window)
    write(window, "The well is dry.")
    window.close()
    assert not window.isVisible() and not window.closed, "there is the icon"
    menu = on_screen.tray_icon._menu
    next(action for action in menu.actions() if action.text() == "Quit").trigger()
    dialog = asked(window, qtbot)
    assert window.isVisible()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))  # as the window system does
    press(dialog, "close")
    qtbot.waitUntil(lambda: window.closed)
    QGuiApplication.setQuitOnLastWindowClosed(True)


def test_a_disk_that_answers_late_takes_the_question_back(window, qtbot, ids):
    library, held = screen(window).library, threading.Event()
    library.work(lambda _session, _progress: held.wait(LIMIT))
    write(window, "The well is full.")
    window.close()
    asked(window, qtbot)
    held.set()
    qtbot.waitUntil(lambda: window.closed)
    assert stored(window, ids) == "The well is full."


@pytest.mark.skipif(os.name != "posix", reason="there are no modes")
def test_notes_that_are_written_unasked_are_nobody_elses_business(window, qtbot, documents):
    refuse(window)
    write(window, "The well is dry.")
    window.may_ask = False
    window.close()
    qtbot.waitUntil(lambda: window.closed)
    (file,) = documents.iterdir()
    assert not file.stat().st_mode & 0o077
