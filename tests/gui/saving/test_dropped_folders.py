"""Folders that are dropped: an export goes to the import, of others the pages are saved."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from PySide6.QtCore import QMimeData, QUrl

from reader.core.messages import plain
from reader.core.progress import Cancelled, Progress
from reader.gui.importing.import_dialog import ImportDialog
from reader.gui.saving import given_folders
from reader.gui.widgets.given_files import GivenFiles
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.saving.test_drop_and_save import drop, enter
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.told import told
from tests.support import exports


def dropped(*folders):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
    return data


def offered(window, qtbot):
    """The rows of the import that a drop asks about; the dialog is closed."""
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    qtbot.waitUntil(lambda: bool(dialog.previews) or not dialog.import_button.isVisible())
    qtbot.settle(window)
    found = [(preview.format, preview.rows) for preview in dialog.previews]
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)
    return found


def test_a_folder_is_imported_or_its_pages_are_saved(open_window, qtbot, tmp_path, article_url, monkeypatch):
    omnivore = tmp_path / "omnivore"
    with zipfile.ZipFile(exports.omnivore(tmp_path)) as packed:
        packed.extractall(omnivore)
    paths = LibraryPaths(tmp_path / "other")
    fill_library(paths)
    with LibrarySession.open(paths) as session:
        export_library(session, tmp_path / "own", Progress())
    marks = tmp_path / "bookmarks.html"
    marks.mkdir()
    shutil.move(exports.bookmarks(tmp_path), marks / "b.html")
    pages = tmp_path / "pages"
    (pages / "inner").mkdir(parents=True)
    text = "<p>" + "Un texte assez long pour un article entier, avec des phrases. " * 30
    for name in ("un", "inner/deux"):
        (pages / f"{name}.html").write_text(
            f"<html><title>Page {name}</title><article><h1>Page {name}</h1>{text}"
        )
    (tmp_path / "empty").mkdir()

    window = open_window(reduce_motion=True)
    for folder, rows in (
        (omnivore, ("omnivore", 2)),
        (tmp_path / "own", ("liseuse", 3)),
        (marks, ("bookmarks", 3)),
    ):
        drop(window, dropped(folder))
        ((kind, count),) = offered(window, qtbot)
        assert (kind, count) == rows, folder
    drop(window, dropped(tmp_path / "empty"))
    assert offered(window, qtbot) == []
    enter(window, dropped(pages))
    assert "Folders" in screen(window).drop_overlay.explanation
    drop(window, dropped(pages))
    qtbot.waitUntil(lambda: len(screen(window).summaries) == 2)
    assert {card.title for card in screen(window).summaries} == {"Page un", "Page inner/deux"}
    monkeypatch.setattr(given_folders, "MOST_PAGES", 1)
    drop(window, dropped(pages))
    said = told(window, qtbot)
    assert "pages" in said and "left out" in said
    qtbot.settle(window)


def test_everything_in_a_mixed_folder_is_taken_or_said(open_window, qtbot, tmp_path):
    mixed = tmp_path / "mixed"
    (mixed / "page_fichiers").mkdir(parents=True)
    text = "<p>" + "Un texte assez long pour un article entier, avec des phrases. " * 30
    page = f"<html><title>Page</title><article><h1>Page</h1>{text}"
    for name in ("page.html", "page_fichiers/frame.html"):
        (mixed / name).write_text(page)
    for make in (exports.pocket_csv, exports.instapaper, exports.omnivore, exports.pocket_html):
        make(mixed)
    (mixed / "links.txt").write_text("https://a.example/links")
    for name in ("a.docx", "b.pdf", "c.jpg", "broken.zip", "empty.csv", "nothing.txt", ".hidden"):
        (mixed / name).write_bytes(b"PK\x03\x04" if name == "broken.zip" else b"")
    found = given_folders.looked_into(GivenFiles(folders=(mixed,)), Progress())
    assert {file.name for file in found.exports} == {
        *("pocket.zip", "instapaper.csv", "omnivore.zip", "ril_export.html")
    }
    assert [file.name for file in found.pages] == ["page.html"], "what a browser keeps beside it is its own"
    assert found.links == ["https://a.example/links"] and found.left == [(mixed, 6)]

    (mixed / "links.txt").unlink()
    window = open_window(reduce_motion=True)
    drop(window, dropped(mixed))
    formats = {kind for kind, _ in offered(window, qtbot)}
    assert formats == {"pocket-csv", "instapaper", "omnivore", "pocket-html"}
    assert "6 files in mixed hold nothing" in plain(told(window, qtbot))
    qtbot.waitUntil(lambda: [card.title for card in screen(window).summaries] == ["Page"])


def test_no_more_pages_of_a_folder_are_taken_than_are_saved(tmp_path, monkeypatch):
    monkeypatch.setattr(given_folders, "MOST_PAGES", 3)
    for number in range(5):
        (tmp_path / "a" / f"{number}").mkdir(parents=True)
        (tmp_path / "a" / f"{number}" / "page.html").write_text("<p>Un")
    (tmp_path / "b").mkdir()
    for number in range(3):
        (tmp_path / "b" / f"{number}.html").write_text("<p>Un")
    checked = []
    progress = Progress()
    monkeypatch.setattr(progress, "check", lambda: checked.append(1))
    found = given_folders.looked_into(GivenFiles(folders=(tmp_path / "a", tmp_path / "b")), progress)
    assert len(found.pages) == 6 and found.cut == [tmp_path / "a"] and found.exports == []
    folders = len(checked) - len(found.pages)  # a page is looked into as well
    assert folders == 9, "one for each folder: a and the 5 in it, b, and the two given"
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        given_folders.looked_into(GivenFiles(folders=(tmp_path / "a",)), progress)


def test_only_what_a_browser_keeps_beside_a_page_is_passed_over(tmp_path):
    for name in (
        "blog.html",
        "blog-posts/un.html",
        "blog_files/x.html",
        "blog.files/x.html",
        "blog-Dateien/x.html",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Un")
    (tmp_path / "blog_old").mkdir()
    (tmp_path / "blog_old" / "a.docx").write_bytes(b"")
    found = given_folders.looked_into(GivenFiles(folders=(tmp_path,)), Progress())
    assert [file.name for file in found.pages] == ["blog.html", "un.html"]
    assert found.left == [(tmp_path, 1)] and found.cut == []


def test_an_export_after_the_last_page_that_is_saved_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(given_folders, "MOST_PAGES", 1)
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<p>Un")
    (tmp_path / "inner").mkdir()
    exports.instapaper(tmp_path / "inner")
    found = given_folders.looked_into(GivenFiles(folders=(tmp_path,)), Progress())
    assert [file.name for file in found.exports] == ["instapaper.csv"]
    assert [file.name for file in found.pages] == ["a.html"] and found.cut == [tmp_path]
