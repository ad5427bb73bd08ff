"""An article as PDF: drawn elsewhere, whole or not there, and cancelled when the reader says so."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QProgressDialog, QPushButton

from reader.core.errors import ReaderError
from reader.core.messages import plain
from reader.core.progress import Cancelled, Progress
from reader.gui.export import page_painter
from reader.gui.export import waiting as export_waiting
from reader.services.library import draw_pdf as drawing
from reader.services.library.draw_pdf import draw_pdf
from reader.services.library.export_article import article_on_paper
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths
from reader.workers.process import WorkerProcess
from tests.faults.rows.reading import PROSE
from tests.gui.support.counting import Work
from tests.gui.support.mouse import click
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

FONTS = ("source-serif", "naskh")
CALLS = 4_000
"""Functions that one event of the GUI thread may call: less than one for each of the 5,000 cells."""
ROWS = "".join("<tr>" + "<td>cell</td>" * 10 + "</tr>" for _ in range(500))


@pytest.fixture
def library(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    with LibrarySession.open(paths) as session:
        for name, body in (("short", ""), ("large", f"<table>{ROWS}</table>")):
            head = f"<title>{name}</title><article><h1>{name}</h1><p>{PROSE}</p><p>{PROSE}</p>"
            save_page(
                session, f"{head}{body}<p>{PROSE}</p></article>", Progress(), f"https://x.example/{name}"
            )
        yield session


def test_an_article_becomes_a_pdf_and_nothing_is_left_beside_it(library, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    path = draw_pdf(library, 1, folder / "a.pdf", Progress(), FONTS)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") and b"/FontFile" in data
    assert [file.name for file in folder.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_gone_is_said(library, tmp_path):
    with pytest.raises(ReaderError, match="folder-missing"):
        draw_pdf(library, 1, tmp_path / "missing" / "a.pdf", Progress(), FONTS)


def test_cancelling_ends_the_drawing_and_leaves_no_file(library, tmp_path, monkeypatch):
    answers = []

    class Watched(WorkerProcess):
        def request(self, *given, **more):
            answers.append(super().request(*given, **more))
            return answers[0]

    class CancelledSoon(Progress):
        """By the reader, a moment after the drawing has begun."""

        def on_cancel(self, action):
            super().on_cancel(action)
            if action is not None:
                threading.Timer(0.1, self.cancel).start()

    progress = CancelledSoon()
    monkeypatch.setattr(drawing, "WorkerProcess", Watched)
    with pytest.raises(Cancelled):
        draw_pdf(library, 2, tmp_path / "b.pdf", progress, FONTS)
    assert not answers, "it does not wait for the end of the drawing"
    assert not list(tmp_path.glob("*.pdf*")) and not list(tmp_path.glob(".*.part"))


def test_the_window_goes_on_while_a_large_table_is_drawn(library, tmp_path, open_window, qtbot, monkeypatch):
    threads, here = [], []

    def page(*given):
        threads.append(threading.get_ident())
        return article_on_paper(*given)

    monkeypatch.setattr(drawing, "article_on_paper", page)
    monkeypatch.setattr(page_painter.PagePainter, "draw_with", lambda *_given: here.append("drawn"))
    library.close()
    window = open_window()
    on_screen = screen(window)
    on_screen.open_article(2)
    qtbot.waitUntil(lambda: on_screen.article_id == 2 and on_screen.view.whole)
    qtbot.settle(window)
    target = tmp_path / "large.pdf"
    with Work() as work:
        on_screen.export.write(target, "pdf", "", False)
        qtbot.waitUntil(target.exists)
    assert not here, "it is drawn in another process"
    assert threads and threading.get_ident() not in threads, "what is drawn is not made on this thread"
    assert work.calls < CALLS
    assert os.path.getsize(target) > 100_000
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert not [box for box in window.findChildren(QProgressDialog) if box.isVisible()]


def test_the_reader_can_cancel(library, tmp_path, open_window, qtbot, monkeypatch):
    monkeypatch.setattr(export_waiting, "SOON", 0)
    library.close()
    window = open_window()
    on_screen = screen(window)
    on_screen.open_article(2)
    qtbot.waitUntil(lambda: on_screen.article_id == 2)
    on_screen.export.write(tmp_path / "large.pdf", "pdf", "", False)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QProgressDialog)))
    (waiting,) = window.findChildren(QProgressDialog)
    assert "large.pdf" in waiting.labelText()
    waiting.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert not list(tmp_path.glob("*.pdf"))


def test_the_printer_is_fed_off_the_gui_thread(library, tmp_path, open_window, qtbot, monkeypatch):
    threads = []
    draw = page_painter.PagePainter.draw_with

    def drawn(*given):
        threads.append(threading.get_ident())
        return draw(*given)

    monkeypatch.setattr(page_painter.PagePainter, "draw_with", drawn)
    library.close()
    window = open_window()
    on_screen = screen(window)
    on_screen.open_article(1)
    qtbot.waitUntil(lambda: on_screen.article_id == 1)
    on_screen.cards.setFocus()
    on_screen.picked_articles.toggle(2)
    on_screen.picked_articles.toggle(1)
    on_screen.export.print()
    click(on_screen.print_panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    printer = dialog.printer()
    assert printer.docName() == "large (+ 1)"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    dialog.close()
    qtbot.waitUntil(lambda: bool(threads) and not on_screen.job_runner.busy)
    assert threading.get_ident() not in threads
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert pages[0].extract_text().startswith("large") and pages[-1].extract_text().startswith("short")
    on_screen.picked_articles.clear()

    def full(*_given):
        raise ReaderError("disk-full", "the spooler's")

    monkeypatch.setattr(page_painter.PagePainter, "draw_with", full)
    qtbot.waitUntil(lambda: not window.findChildren(QPrintDialog))
    on_screen.export.print()
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    assert dialog.printer().docName() == "short"
    dialog.accepted.emit(dialog.printer())
    dialog.close()

    def failed():  # beside where the first file is
        errors = (getattr(notice, "error", None) for notice in on_screen.error_notices)
        return [error.kind for error in errors if error is not None]

    qtbot.waitUntil(lambda: failed() == ["disk-full"])


def picked_for_print(open_window, qtbot):
    """The window with both articles picked."""
    window = open_window()
    on_screen = screen(window)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    for article in (2, 1):
        on_screen.picked_articles.toggle(article)
    on_screen.cards.setFocus()
    return window


def test_articles_whose_cards_were_not_read_yet_are_printed_too(library, open_window, qtbot, monkeypatch):
    """In a long list only the cards that were looked at are there."""
    library.close()
    window = picked_for_print(open_window, qtbot)
    on_screen = screen(window)
    known = on_screen.article_model.known
    monkeypatch.setattr(
        on_screen.article_model, "known", lambda number: known(number) if number == 2 else None
    )
    on_screen.actions["article.print"].trigger()
    panel = on_screen.print_panel
    assert plain(panel.title.text()) == "Print 2 articles"
    qtbot.waitUntil(lambda: not panel.is_old())
    click(panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    assert dialog.printer().docName() == "large (+ 1)"
    dialog.close()


def test_an_article_that_cannot_be_read_is_left_out_of_the_print_and_named(
    library, tmp_path, open_window, qtbot
):
    library.close()
    with closing(sqlite3.connect(LibraryPaths(tmp_path / "library").database)) as database, database:
        database.execute("UPDATE article_body SET blocks = substr(blocks, 2) WHERE article_id = 2")
    window = picked_for_print(open_window, qtbot)
    on_screen = screen(window)
    on_screen.actions["article.print"].trigger()
    click(on_screen.print_panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    dialog.close()
    qtbot.waitUntil(lambda: bool(on_screen.error_notices))
    (notice,) = on_screen.error_notices
    said = plain(notice.accessibleName())
    assert "Printed: 1 of 2" in said and "large" in said
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert pages[0].extract_text().startswith("short")


def test_printing_several_says_how_far_it_is_and_can_be_stopped(
    library, tmp_path, open_window, qtbot, monkeypatch
):
    monkeypatch.setattr(export_waiting, "SOON", 0)
    begun, drawing_on = list[object](), threading.Event()
    draw = page_painter.PagePainter.draw_with

    def held(*given):
        begun.append(given)
        assert drawing_on.wait(LIMIT)
        return draw(*given)

    monkeypatch.setattr(page_painter.PagePainter, "draw_with", held)
    library.close()
    window = picked_for_print(open_window, qtbot)
    on_screen = screen(window)
    on_screen.actions["article.print"].trigger()
    click(on_screen.print_panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    dialog.close()
    qtbot.waitUntil(lambda: bool(begun))
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QProgressDialog)))
    (waiting,) = [box for box in window.findChildren(QProgressDialog) if box.isVisible()]
    qtbot.waitUntil(lambda: waiting.maximum() == 2)
    waiting.findChild(QPushButton).click()
    drawing_on.set()
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert len(begun) == 1, "the second is not begun"
    assert not (tmp_path / "printed.pdf").exists(), "what was drawn is not taken for the whole"
