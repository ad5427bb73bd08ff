"""Reading mode over an article of which nothing but the link is here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.model import Document
from reader.gui.article_view.document_builder import TARGET
from reader.gui.reading.article_content import FAILED
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import opened
from tests.gui.support.screen import screen


@pytest.mark.parametrize("why", ["unfetched", "unavailable"])
def test_it_opens_and_claims_no_progress(open_window, qtbot, tmp_path, why):
    document = replace(opened().article.document, incomplete=why)
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        number = session.articles.add(document, document.url, "link", "2026-01-01T10:00:00+00:00")
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_R)
    qtbot.waitUntil(on_screen.status_line.isVisible)
    shown = " ".join(on_screen.status_line.texts())
    assert "%" not in shown and "End of article" not in shown
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: not on_screen.status_line.isVisible())


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_its_source_stands_below_its_title_where_nothing_could_be_translated(
    open_window, qtbot, tmp_path, interface
):
    document = replace(opened().article.document, incomplete="unfetched", blocks=(), lead=None, language="de")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        number = session.articles.add(document, document.url, "link", "2026-01-01T10:00:00+00:00")
    window = open_window(reduce_motion=True, interface_language=interface)
    on_screen = screen(window)
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    on_screen.reading_pane.choose_language("ar")
    qtbot.waitUntil(lambda: on_screen.article_content.state("ar").status == FAILED)
    qtbot.waitUntil(lambda: on_screen.shown_whole and on_screen.rendered_layout.target_language == "ar")
    (title,) = on_screen.rendered.placed[("title", TARGET)]
    below = on_screen.rendered.byline[0]
    assert title.block.textDirection() == Qt.LayoutDirection.LeftToRight
    while below.isValid() and below != title.block:
        assert below.textDirection() == title.block.textDirection(), below.text()
        below = below.previous()


@pytest.mark.parametrize("size", [(1280, 800), (560, 800)])
def test_a_link_in_no_known_language_has_none_marked_in_the_bar(open_window, qtbot, tmp_path, size):
    address = "https://exemple.test/une-adresse"
    link = Document(address, address, (), "", incomplete="unfetched")
    known = replace(link, language="ar")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        numbers = [
            session.articles.add(document, f"{address}/{n}", f"link/{n}", "2026-01-01T10:00:00+00:00")
            for n, document in enumerate((link, known))
        ]
    window = open_window(reduce_motion=True, size=size)
    on_screen = screen(window)
    bar = on_screen.reading_pane.bar
    for number, marked in zip(numbers, ("", "ar"), strict=True):
        on_screen.open_article(number, with_focus=True)
        qtbot.waitUntil(lambda number=number: on_screen.article_id == number)
        checked = [key for key in bar.languages.keys if bar.languages.button(key).isChecked()]
        assert checked == ([marked] if marked else [])
