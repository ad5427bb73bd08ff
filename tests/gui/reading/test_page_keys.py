"""Space and Shift with Space turn pages: every line is seen whole, and no picture stands there alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Block, BlockKind, Document, Picture
from reader.gui.article_view.article_view import ArticleView
from reader.gui.reading.page_step import page_step
from reader.gui.theme.theme import apply
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

SENTENCE = {
    "fr": "Le conseil municipal a voté mardi un budget pour la rénovation du vieux port. ",
    "ar": "صادق المجلس الجماعي يوم الثلاثاء على ميزانية لتجديد الميناء القديم. ",
}
TITLE = {"fr": "Le conseil vote son budget", "ar": "حث الدول على العمل ضد التمييز السيبراني في المدن"}


@pytest.fixture(params=["fr", "ar"])
def reading(request, tmp_path, open_window, qtbot):
    """An article with pictures at its head, between paragraphs of several lengths, and at its end."""
    paths, language = LibraryPaths(tmp_path / "library"), request.param
    make_empty(paths.root)
    drawn, buffer = QImage(1200, 700, QImage.Format.Format_RGB32), QBuffer()
    drawn.fill(QColor("#5b8aa6"))
    drawn.save(buffer, "PNG")
    with LibrarySession.open(paths) as session:
        digest = session.assets.add(bytes(buffer.data()), "image/png")
        picture = Picture("https://a.example/p.png", "", digest=digest, width=1200, height=700)
        blocks = []
        for n, times in enumerate((1, 3, 2, 6, 1, 4)):
            blocks.append(paragraph(n, SENTENCE[language] * times))
            blocks.append(Block(f"figure{n}", BlockKind.FIGURE, (), picture=picture))
        made = Document(
            "https://a.example/1",
            TITLE[language],
            tuple(blocks),
            "",
            language=language,
            author="Salma Idrissi",
            date="2026-01-12",
            site="A",
            lead=picture,
        )
        article = session.articles.add(made, made.url, made.url, "2026-01-12T10:00:00+00:00")

    def open_one(size, step, mode):
        window = open_window(
            reduce_motion=True,
            size=size,
            text_size=step,
            interface_language=language,
            reading_language=language,
        )
        on = screen(window)
        on.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == article and on.view.hasFocus() and on.shown_whole)
        if mode:
            on.reading_mode.enter()
        qtbot.settle(window, pauses=1000)
        return on

    return open_one


def rows(on):
    """Every line of text and every picture by block and number: top and bottom, whether it is text.

    The line of author and date has fewer lines once less is left to read, and all below it moves.
    """
    document, found = on.view.document(), {}
    block = document.begin()
    while block.isValid():
        top = document.documentLayout().blockBoundingRect(block).top()
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())] if block.text() else []
        text = any(letter.isalnum() for letter in block.text())
        for number, line in enumerate(lines):
            begin = top + line.y()
            found[block.blockNumber(), number] = (round(begin), round(begin + line.height()), text)
        block = block.next()
    return found


def in_sight(on):
    """What stands whole on the page, besides the bars, how high it is, and whether text goes on below."""
    above, below = on.view.rooms
    top = on.view.verticalScrollBar().value() + above
    foot = on.view.verticalScrollBar().value() + on.view.viewport().height() - below
    every = rows(on)
    whole = {key: row for key, row in every.items() if top - 1 <= row[0] and row[1] <= foot + 1}
    return whole, foot - top, max(end for _, end, _ in every.values()) > foot


def turn(on, qtbot, shift):
    """Press the key to the end; what stood whole on each page."""
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    bar, pages, place = on.view.verticalScrollBar(), [in_sight(on)], None
    while place != bar.value():
        place = bar.value()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space, modifier)
        qtbot.settle(on.view.window(), pauses=1000)
        pages.append(in_sight(on))
        assert bar.value() >= place if not shift else bar.value() <= place
    return pages


@pytest.mark.parametrize(
    ("size", "step", "mode"),
    [((1280, 800), 5, True), ((560, 800), 8, False), ((560, 460), 3, False), ((560, 460), 8, True)],
)
def test_every_line_is_seen_whole_and_no_picture_alone(reading, qtbot, size, step, mode):
    on = reading(size, step, mode)
    for shift in (False, True):
        pages = turn(on, qtbot, shift)
        page = min(height for _, height, _ in pages)
        seen = set().union(*(whole for whole, *_ in pages))
        every = rows(on)
        passed = {key: row for key, row in every.items() if key not in seen and row[1] - row[0] <= page}
        assert not passed, (shift, passed)
        line = max(bottom - top for top, bottom, text in every.values() if text)
        for number, (whole, height, goes_on) in enumerate(pages):
            highest = max((bottom - top for top, bottom, text in whole.values() if not text), default=0)
            text = any(text for _, _, text in whole.values())
            assert not goes_on or text or highest + 3 * line > height, (shift, number, whole)


@pytest.mark.parametrize("by", [1, -1])
def test_a_text_that_is_empty_or_hidden_is_no_page(qtbot, qapp, theme, by):
    apply(qapp, theme)
    view = ArticleView()
    qtbot.addWidget(view)
    assert page_step(view, by) in range(-view.height(), view.height()), "before anything is laid out"
    view.resize(800, 600)
    view.show()
    qtbot.waitExposed(view)
    view.setDocument(QTextDocument(view))
    before = view.verticalScrollBar().value()
    view.scroll_by(page_step(view, by))
    assert view.verticalScrollBar().value() == before
