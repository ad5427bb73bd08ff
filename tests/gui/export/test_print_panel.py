"""Printing several articles: the panel that asks in which language, what it says and what comes of it."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest

from reader.core.messages import plain
from reader.core.model import TextView
from reader.core.sentence_key import sentence_key
from reader.gui.reading.article_content import DONE
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click
from tests.gui.support.reading_library import fill_library, translated_rich
from tests.gui.support.screen import screen


@pytest.fixture
def ids(tmp_path):
    """The articles, newest first; the newest is in English too."""
    paths = LibraryPaths(tmp_path / "library")
    found = fill_library(paths)
    with LibrarySession.open(paths) as session:
        made = translated_rich("en")
        blocks = (made.title, *((made.caption,) if made.caption else ()), *made.blocks)
        pairs = [(sentence_key(pair.source), pair) for block in blocks for pair in block.sentences]
        session.translations.store(pairs, "fr", "en", made.route.key)
        session.translations.record(found[0], made)
    return found


def asked(open_window, qtbot, picked):
    """The window and the panel, opened by its keys over what was picked."""
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3)
    for article in picked:
        on_screen.picked_articles.toggle(article)
    on_screen.cards.setFocus()
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = on_screen.overlay
    qtbot.waitUntil(panel.isVisible)
    return window, panel


def test_two_are_printed_in_both_languages_and_the_one_without_is_named(ids, open_window, qtbot, tmp_path):
    window, panel = asked(open_window, qtbot, ids[:2])
    on_screen = screen(window)
    assert panel.title.text() == "Print 2 articles" and not panel.translate.isVisible()
    panel.text.setCurrentIndex(panel.text.findData("+en"))
    assert panel.translate.isVisible() and panel.translate.accessibleName() == "Translate first"
    click(panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    dialog.close()
    qtbot.waitUntil(lambda: bool(on_screen.error_notices))
    (notice,) = on_screen.error_notices
    said = plain(notice.accessibleName())
    assert "Printed, 1 article in the original" in said and "Autre article 2" in said
    pages = [page.extract_text() for page in PdfReader(tmp_path / "printed.pdf").pages]
    assert "LeBrief" in pages[0] and "officials encouraged member" in " ".join(pages[0].split())
    assert any("Autre article 2" in page and "Phrase une du texte 2" in page for page in pages)


def test_where_a_printed_file_is_stands_in_the_window(ids, open_window, qtbot, tmp_path):
    window, panel = asked(open_window, qtbot, ids[:2])
    click(panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    (dialog,) = window.findChildren(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    dialog.close()
    qtbot.waitUntil(lambda: bool(screen(window).error_notices))
    (notice,) = screen(window).error_notices
    said = plain(notice.accessibleName())
    assert "Written to printed.pdf" in said and str(tmp_path) in said
    assert len(PdfReader(tmp_path / "printed.pdf").pages) >= 2


def test_what_is_not_translated_can_be_translated_first(ids, open_window, qtbot, tmp_path):
    """The panel stays, waits for what it had translated, and prints that."""
    window, panel = asked(open_window, qtbot, ids[1:])
    on_screen = screen(window)
    assert panel.text.currentData() == "" and not panel.translate.isVisible()
    qtbot.waitUntil(lambda: panel.text.findData("+ar") > 0)
    panel.text.setCurrentIndex(panel.text.findData("+en"))
    click(panel.translate)
    qtbot.waitUntil(lambda: not panel.translate.isVisible() and panel.at_once.isVisible())
    assert panel.isVisible() and panel.text.currentData() == "+en"
    click(panel.save)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)))
    assert all("en" in card.translations for card in on_screen.articles.by_ids(ids[1:]))
    (dialog,) = window.findChildren(QPrintDialog)
    dialog.close()


def test_the_text_on_screen_is_chosen_first(ids, open_window, qtbot):
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    on_screen.reading_pane.choose_language("en")
    on_screen.reading_pane.choose_view(TextView.SIDE_BY_SIDE)
    qtbot.waitUntil(lambda: on_screen.article_content.state("en").status == DONE)
    for article in ids[:2]:
        on_screen.picked_articles.toggle(article)
    on_screen.cards.setFocus()
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = on_screen.overlay
    qtbot.waitUntil(panel.isVisible)
    assert panel.text.currentData() == "+en"
