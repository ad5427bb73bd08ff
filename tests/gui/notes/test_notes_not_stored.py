"""Notes that the library refuses for a while: nothing typed is lost, doubled, or brought back unasked."""

from __future__ import annotations

import contextlib
import sqlite3
import threading

import pytest
from PySide6.QtCore import Qt

from reader.library.file_kind import REVISIONS
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


class Reader:
    """Somebody who writes notes in a window whose library can be made to refuse them."""

    def __init__(self, window, qtbot, ids):
        self.on_screen, self.qtbot, self.ids = screen(window), qtbot, ids
        self.told: list[str] = []
        self._gate = threading.Event()
        self._gate.set()
        self.on_screen.library.failed.connect(lambda error: self.told.append(error.kind))

    def hold(self):
        """Keep what is asked of the library from now on waiting, until `go`."""
        gate = self._gate = threading.Event()
        self.on_screen.library.work(lambda *_: gate.wait(LIMIT))

    def go(self):
        """Let the library do all that waits."""
        self._gate.set()
        self.qtbot.waitUntil(lambda: not self.on_screen.job_runner.busy)

    def refuse(self, on=True):
        """What comes after this cannot be stored, as where a newer version has been; or again it can."""
        database, version = self.on_screen.paths.database, 9999 if on else len(REVISIONS)

        def write(*_):
            with contextlib.closing(sqlite3.connect(database)) as other:
                other.execute(f"PRAGMA user_version = {version}")

        self.on_screen.library.work(write)

    def type(self, words):
        """Type, and rest until that is given to the library."""
        self.on_screen.note_field.insertPlainText(words)
        self.on_screen.note_editor.flush()

    def begin_on_sentence(self):
        """Begin a note on a sentence of the text."""
        self.on_screen.view.setFocus()
        for key in (Qt.Key.Key_L, Qt.Key.Key_C):
            self.qtbot.keyClick(self.on_screen.view, key)
        assert self.on_screen.note_field.hasFocus()

    def open(self, place):
        """Open an article."""
        self.on_screen.open_article(self.ids[place], with_focus=True)
        self.qtbot.waitUntil(lambda: self.on_screen.article_id == self.ids[place])
        self.qtbot.waitUntil(lambda: self.on_screen.note_subject is not None)
        self.qtbot.waitUntil(lambda: not self.on_screen.job_runner.busy)

    def leave(self):
        """Another article comes; the library does what it was asked."""
        self.on_screen.note_editor.set_subject(None, "")
        self.qtbot.waitUntil(lambda: not self.on_screen.job_runner.busy)

    def come_back(self):
        """Open another article, and the first again, with a library that takes notes."""
        self.refuse(False)
        self.open(1)
        self.open(0)
        self.on_screen.note_editor.flush()
        self.go()

    def note(self):
        """The note on the first article, as it is stored."""
        return self.on_screen.annotations.note(self.ids[0])

    def notes_on_sentences(self):
        """Those on sentences of the first article."""
        return [mark.note for mark in self.on_screen.annotations.of_article(self.ids[0])]


@pytest.fixture
def reader(tmp_path, open_window, qtbot):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    made = Reader(open_window(reduce_motion=True), qtbot, ids)
    made.open(0)
    yield made
    made._gate.set()


def test_what_follows_a_refused_note_is_written_over_what_is_stored(reader):
    reader.on_screen.note_editor.edit()
    reader.type("Le puits")
    reader.go()
    reader.hold()
    reader.refuse()
    reader.type(" est")
    reader.refuse(False)
    reader.type(" à sec.")
    reader.go()
    assert reader.told == ["library-newer"]
    assert reader.note() == "Le puits est à sec."


def test_what_follows_a_refused_note_on_a_sentence_marks_it(reader):
    reader.begin_on_sentence()
    reader.hold()
    reader.refuse()
    reader.type("Which")
    reader.refuse(False)
    reader.type(" report?")
    reader.go()
    assert reader.told == ["library-newer"]
    assert reader.notes_on_sentences() == ["Which report?"]


def test_a_refused_note_on_a_sentence_is_stored_once_its_article_is_open_again(reader):
    reader.begin_on_sentence()
    reader.refuse()
    reader.type("Which report?")
    reader.leave()
    assert reader.notes_on_sentences() == []
    reader.come_back()
    assert reader.notes_on_sentences() == ["Which report?"]
    assert reader.note() == ""
    reader.come_back()
    assert reader.notes_on_sentences() == ["Which report?"], "once"


def test_a_refused_note_on_a_sentence_leaves_that_on_the_article_alone(reader):
    reader.refuse()
    reader.on_screen.note_editor.edit()
    reader.type("Of the article.")
    reader.go()
    reader.begin_on_sentence()
    reader.type("Of the sentence.")
    reader.type(" All of it.")
    reader.leave()
    reader.come_back()
    assert reader.note() == "Of the article."
    assert reader.notes_on_sentences() == ["Of the sentence. All of it."]


def test_a_refused_note_that_was_taken_out_of_its_field_does_not_come_back(reader):
    reader.on_screen.note_editor.edit()
    reader.refuse()
    reader.type("Le puits")
    reader.go()
    reader.on_screen.note_field.clear()
    reader.leave()
    reader.come_back()
    assert reader.on_screen.note_field.toPlainText() == ""
    assert reader.note() == ""


def test_a_refused_note_keeps_what_another_computer_wrote_meanwhile(reader):
    reader.on_screen.note_editor.edit()
    reader.type("Le puits")
    reader.go()
    reader.refuse()
    reader.type(" est à sec.")
    reader.leave()
    reader.refuse(False)
    reader.go()
    reader.on_screen.annotations.set_note(reader.ids[0], "Le puits\nLa corde aussi")
    reader.come_back()
    assert reader.note() == "Le puits est à sec.\nLa corde aussi"


def test_a_refused_note_that_was_undone_does_not_come_back(reader):
    reader.on_screen.note_editor.edit()
    reader.refuse()
    reader.type("Le puits")
    reader.leave()
    reader.refuse(False)
    reader.go()
    assert reader.on_screen.library.undo()
    reader.go()
    reader.come_back()
    assert reader.on_screen.note_field.toPlainText() == reader.note() == ""


def test_a_refused_note_stays_with_its_library(reader, tmp_path):
    other = LibraryPaths(tmp_path / "other")
    assert fill_library(other) == reader.ids
    reader.on_screen.note_editor.edit()
    reader.refuse()
    reader.type("Le puits")
    reader.leave()
    reader.refuse(False)
    reader.go()
    reader.on_screen.backup.open_other(other.root)
    reader.qtbot.waitUntil(lambda: reader.on_screen.paths.root == other.root)
    reader.qtbot.waitUntil(lambda: reader.on_screen.session is not None)
    reader.come_back()
    assert reader.on_screen.note_field.toPlainText() == reader.note() == ""
