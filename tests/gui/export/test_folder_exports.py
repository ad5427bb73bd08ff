"""The library as a website, and books on an e-reader, asked for in the real window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog

from reader.services.library.browse_library import change
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.told import told
from tests.services.library.test_export_article import document


@pytest.fixture
def ids(tmp_path):
    return fill_library(LibraryPaths(tmp_path / "library"))


def folder_chosen(window, qtbot, folder):
    """Choose a folder in the dialog that comes."""
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)


def answered(window, qtbot, button):
    """What the question says; it is answered by one of its buttons."""
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    text = f"{box.text()}\n{box.informativeText()}"
    next(one for one in box.buttons() if one.text() == button).click()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not box)
    return text


def books_state(books):
    """Every file of a folder with its time."""
    return {path.name: path.stat().st_mtime_ns for path in books.iterdir()}


def test_the_library_as_a_website_and_books_on_a_device(ids, open_window, qtbot, tmp_path):
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    full = tmp_path / "documents"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    on_screen.actions["site.export"].trigger()
    folder_chosen(window, qtbot, full)
    said = told(window, qtbot)
    index = full / "Liseuse" / "index.html"
    assert "3" in said and str(index.parent) in said and index.is_file()

    # Some articles, by the panel.
    on_screen.cards.setFocus()
    on_screen.actions["card.pick-all"].trigger()
    on_screen.actions["article.export"].trigger()
    panel = on_screen.overlay
    panel.form.setCurrentIndex(panel.form.findData("device"))
    panel.save.click()
    device = tmp_path / "KINDLE"
    for name in ("documents", "system/thumbnails"):
        (device / name).mkdir(parents=True)
    folder_chosen(window, qtbot, device)
    said = told(window, qtbot)
    books = device / "documents" / "Liseuse"
    assert "Books written" in said and "KOReader" in said and len(list(books.glob("*.epub"))) == 3

    # All that is unread, and what of it was read since.
    change(on_screen.session, [ids[1]], "unread", False)
    empty = replace(document(), blocks=(), incomplete="unfetched")
    on_screen.articles.add(empty, empty.url, "empty", "2026-11-25T08:00:00+00:00")
    before = books_state(books)
    on_screen.actions["device.export"].trigger()
    folder_chosen(window, qtbot, device)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    qtbot.keyClick(window.findChild(QMessageBox), Qt.Key.Key_Escape)
    qtbot.settle(window)
    assert window.findChild(QMessageBox) is None and books_state(books) == before
    for answer, left, removed in (("Keep them", 3, False), ("Remove", 2, True)):
        on_screen.actions["device.export"].trigger()
        folder_chosen(window, qtbot, device)
        assert "no longer unread" in answered(window, qtbot, answer)
        said = told(window, qtbot)
        assert "unchanged" in said and "no text of them" in said and ("removed" in said) is removed
        assert len(list(books.glob("*.epub"))) == left
    qtbot.waitUntil(lambda: window.findChild(QProgressDialog) is None)
