"""Tooltips and messages show what a page says letter by letter: Qt would open the files that it names."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import Qt as RichText
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox

from reader.core.errors import ReaderError
from reader.core.marks import Annotation
from reader.core.model import Direction, Picture
from reader.gui.article_view.block_writer import BlockWriter
from reader.gui.article_view.display_text import Piece
from reader.gui.article_view.inline_runs import Run
from reader.gui.article_view.text_formats import Role, TextFormats
from reader.gui.dialogs.notices import Notices
from reader.gui.notes.highlighting import tip_of
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.typography import text_step
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.faults.jobs import document
from tests.gui.support.screen import screen

HOSTILE = '<img src="file:///etc/hostname"> <b>gras</b> & <a href="x">lien</a>\nsuite'


class Shown(QTextDocument):
    """A tooltip as Qt's own label reads it."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        if RichText.mightBeRichText(tip):
            self.setHtml(tip)
            self.adjustSize()
        else:
            self.setPlainText(tip)

    def loadResource(self, kind: int, url: QUrl) -> object:
        self.asked.append(url.toString())
        return b""


def assert_plain(tip: str, text: str = HOSTILE) -> None:
    shown = Shown(tip)
    assert not shown.asked and shown.toPlainText() == text


def test_the_judge_sees_a_file_that_a_tooltip_opens(qapp):
    assert set(Shown(HOSTILE).asked) == {"file:///etc/hostname"}


@pytest.mark.parametrize("text", [HOSTILE, "a < b & c", "Un titre", "<qt>", "&lt;b&gt;<i>x</i>", ""])
def test_a_tooltip_says_the_text(qapp, text):
    assert_plain(plain_tip(text), text)


def test_a_pictures_words_are_plain(theme):
    document = QTextDocument()
    writer = BlockWriter(TextFormats(theme, text_step(3)), 400, {"d": "picture:d"})
    picture = Picture("https://x.example/a.png", digest="d", alt=HOSTILE, width=10, height=10)
    writer.picture(QTextCursor(document), picture, Direction.LTR)
    (tip,) = (part.fragment().charFormat().toolTip() for part in document.begin())
    assert_plain(tip)


def test_a_links_address_is_plain(theme):
    formats = TextFormats(theme, text_step(3))
    address = "https://x.example/?<img src=file:///etc/hostname>"
    assert_plain(formats.piece(Role.BODY, Piece("x", Run("x", href=address), False)).toolTip(), address)


def test_titles_of_the_list_are_plain(tmp_path, open_window, qtbot):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        made = dataclasses.replace(document("a"), title=HOSTILE.replace("\n", " "))
        session.articles.add(made, made.url, "a", "2026-11-25T08:00:00+00:00")
    window = open_window()
    model = screen(window).article_model
    index = model.index(0, 0)
    qtbot.waitUntil(lambda: bool(model.data(index, Qt.ItemDataRole.DisplayRole)))
    assert_plain(model.data(index, Qt.ItemDataRole.ToolTipRole), HOSTILE.replace("\n", " "))


def test_a_notes_words_are_plain(qapp):
    tip = plain_tip(tip_of(Annotation(0, 1, "fr", "b1", 0, 0, 6, "x", note=HOSTILE)))
    assert not Shown(tip).asked and Shown(tip).toPlainText().endswith(HOSTILE)


def test_a_message_is_plain(qtbot):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    Notices(window).error(ReaderError("not-a-link", text="<img src='file:///etc/hostname'>"))
    (box,) = window.findChildren(QMessageBox)
    labels = [part for part in box.findChildren(QLabel) if part.text()]
    assert len(labels) == 2 and all(part.textFormat() is Qt.TextFormat.PlainText for part in labels)
    box.close()
