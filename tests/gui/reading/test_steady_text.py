"""What is being read stays at its height on the screen, whatever comes, goes or changes around the text."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from reader.core.model import Document, ReadingPosition, TextView
from reader.core.progress import Progress
from reader.gui.article_view.document_builder import TOP_MARGIN
from reader.gui.article_view.units import TITLE
from reader.gui.reading.article_content import DONE
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import opened, paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import give_models, make_empty


@pytest.fixture
def article(tmp_path):
    make_empty(tmp_path / "library")
    give_models(tmp_path / "library")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        return add_sample(session, Progress())


@pytest.fixture
def window(open_window, article, qtbot):
    """The sample in English, so large that it scrolls, with the cursor in its fourth paragraph."""
    made = open_window(text_size=5, size=(1440, 900), reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    on_screen.actions.run("translation.en")
    on_screen.reading_pane.choose_view(TextView.TRANSLATION)
    qtbot.settle(made)
    for _ in range(4):
        on_screen.actions.run("paragraph.next")
    qtbot.settle(made)
    assert on_screen.view.verticalScrollBar().value() > 0
    return made


def height_on_screen(window):
    """Px from the window's upper edge to the sentence that is marked."""
    view = screen(window).view
    marked = view.extraSelections()
    cursor = QTextCursor(view.document())
    cursor.setPosition(min(one.cursor.selectionStart() for one in marked))
    return view.viewport().mapTo(window, QPoint(0, 0)).y() + view.cursorRect(cursor).top()


class PaintedPlaces(QObject):
    """Where a paragraph began each time that the text was painted, px from the window's upper edge."""

    def __init__(self, window, unit) -> None:
        super().__init__()
        self._view, self._unit, self.seen = screen(window).view, unit, set()
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view, rendered = self._view, self._view.rendered
        if event.type() == QEvent.Type.Paint and rendered is not None:
            placed = rendered.placed.get((self._unit, rendered.main_side))
            if placed:
                top = view.document().documentLayout().blockBoundingRect(placed[0].block).top()
                above = view.viewport().mapTo(view.window(), QPoint(0, 0)).y()
                self.seen.add(round(above + top - view.verticalScrollBar().value()))
        return False


@pytest.fixture(params=itertools.product([(1280, 800), (560, 800)], [False, True]), ids=str)
def in_french(request, open_window, article, qtbot):
    """The window with the French article, not translated yet, at its title; in reading mode too."""
    size, reading_mode = request.param
    made = open_window(size=size, reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    if reading_mode:
        on_screen.reading_mode.enter()
    return made


@pytest.mark.models
def test_a_first_translation_another_language_and_the_original_leave_it_there(in_french, qtbot):
    window, on_screen = in_french, screen(in_french)
    for _ in range(4):
        on_screen.actions.run("paragraph.next")
    qtbot.settle(window, pauses=1000)
    places = PaintedPlaces(window, on_screen.view.position().block)
    assert on_screen.view.verticalScrollBar().value() > 0
    for code in ("en", "ar"):
        on_screen.actions.run(f"translation.{code}")
        state = on_screen.article_content.state(code)
        qtbot.waitUntil(lambda state=state: state.status == DONE and on_screen.offer_card.offered)
        qtbot.settle(window, pauses=1000)
    on_screen.reading_pane.choose_view(TextView.ORIGINAL)
    qtbot.settle(window, pauses=1000)
    assert not on_screen.banner.isVisible()
    assert max(places.seen) - min(places.seen) <= 8, places.seen  # an Arabic line is higher by as much


@pytest.mark.models
def test_a_first_translation_leaves_the_text_below_the_title_where_it_is(in_french, qtbot):
    """At the very top, title and caption take other numbers of lines, and the strip comes above them."""
    window, on_screen = in_french, screen(in_french)
    qtbot.settle(window, pauses=1000)
    assert on_screen.view.position().block == TITLE
    text = on_screen.article_content.blocks[0].id
    for code in ("en", "ar"):
        places, head = PaintedPlaces(window, text), height_of_head(on_screen, text)
        on_screen.actions.run(f"translation.{code}")
        state = on_screen.article_content.state(code)
        qtbot.waitUntil(lambda state=state: state.status == DONE and on_screen.offer_card.offered)
        qtbot.settle(window, pauses=1000)
        on_screen.view.viewport().removeEventFilter(places)
        grown = max(0, height_of_head(on_screen, text) - head)  # all of it stays in sight
        assert max(places.seen) - min(places.seen) <= 8 + grown, places.seen  # an Arabic line is higher
        assert on_screen.view.verticalScrollBar().value() == 0, "it is at the very top still"


def height_of_head(on_screen, text):
    """Px from the first line, that of the section, to the first of the text."""
    layout, rendered = on_screen.view.document().documentLayout(), on_screen.rendered
    first, below = rendered.document.begin(), rendered.placed[(text, rendered.main_side)][0].block
    return layout.blockBoundingRect(below).top() - layout.blockBoundingRect(first).top()


LONG_TITLE = "Le conseil municipal de Rabat adopte un budget de 38 millions de dirhams pour le vieux port"


def about_the_port(open_window, tmp_path, qtbot, title, **options):
    """A window with an article of a section that is read in its text."""
    make_empty(tmp_path / "library")
    give_models(tmp_path / "library")
    html = "<p>Le train relie désormais Tanger à Casablanca en deux heures. Le port est fermé.</p>" * 12
    url, blocks = "https://a.example/port", blocks_from_html(html, "fr")
    document = Document(url, title, blocks, html, language="fr", site="A", section="Politique")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        number = session.articles.add(document, url, "a.example/port", "2026-01-12T00:00:00Z")
    window = open_window(reduce_motion=True, **options)
    on_screen = screen(window)
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    return window, on_screen


@pytest.mark.models
@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("size", [(1280, 800), (700, 800), (560, 800)])
@pytest.mark.parametrize("down", [1, 2])
def test_a_title_that_takes_fewer_lines_leaves_it_there_at_the_very_top(
    open_window, tmp_path, qtbot, size, code, down
):
    """Where nothing can be scrolled back it went up by a line of the title."""
    window, on_screen = about_the_port(open_window, tmp_path, qtbot, LONG_TITLE, size=size)
    for _ in range(down):
        on_screen.actions.run("paragraph.next")
    qtbot.settle(window)
    places = PaintedPlaces(window, on_screen.view.position().block)
    on_screen.view.viewport().update()
    qtbot.settle(window)
    on_screen.actions.run(f"translation.{code}")
    state = on_screen.article_content.state(code)
    qtbot.waitUntil(lambda: state.status == DONE)
    qtbot.settle(window)
    assert max(places.seen) - min(places.seen) <= 8, places.seen  # an Arabic line is higher by as much
    on_screen.presenter.refresh()
    QTest.keyClick(on_screen.view, Qt.Key.Key_Home)
    qtbot.settle(window)
    top = on_screen.view.document().rootFrame().frameFormat().topMargin()
    assert top == TOP_MARGIN, "it is not held down for ever"


@pytest.mark.models
@pytest.mark.parametrize("interface", ["fr", "ar"])
@pytest.mark.parametrize("title", ["Les trains de nuit reviennent entre Tanger et Casablanca", LONG_TITLE])
def test_a_title_that_takes_more_lines_leaves_the_head_whole(open_window, tmp_path, qtbot, interface, title):
    """The name of the section, above the title, was cut in half."""
    window, on_screen = about_the_port(
        open_window, tmp_path, qtbot, title, interface_language=interface, size=(1280, 800)
    )
    view = on_screen.view
    qtbot.settle(window, pauses=600)
    assert view.verticalScrollBar().value() == 0
    on_screen.actions.run("translation.ar")
    state = on_screen.article_content.state("ar")
    qtbot.waitUntil(lambda: state.status == DONE and on_screen.offer_card.offered)
    qtbot.settle(window, pauses=600)
    head = view.document().begin()
    assert head.text() and head.text() != title, "the section stands first"
    top = view.document().documentLayout().blockBoundingRect(head).top()
    assert top >= view.verticalScrollBar().value() == 0, f"{head.text()} is cut"


@pytest.mark.models
@pytest.mark.parametrize("lines", [0, 3])
def test_the_offer_of_better_models_covers_no_line_that_is_read(open_window, article, qtbot, lines):
    """Nor does "Not now": the first line in sight is where it was, and in sight."""
    window = open_window(size=(1280, 800), reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    bar = on_screen.view.verticalScrollBar()
    bar.setValue(600 + 30 * lines)
    qtbot.settle(window, pauses=1000)
    read = on_screen.view.measured()
    places = PaintedPlaces(window, read.block)
    on_screen.actions.run("translation.en")
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    qtbot.settle(window, pauses=1000)
    assert on_screen.view.position() == read and read.offset >= 0
    QTest.mouseClick(on_screen.offer_card.buttons()[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not on_screen.offer_card.isVisible())
    qtbot.settle(window, pauses=1000)
    assert on_screen.view.position() == read and len(places.seen) == 1


def test_another_language_of_the_interface_does_not_move_it(window, qtbot):
    before = height_on_screen(window)
    for code in ("ar", "fr", "en"):
        screen(window).options.language(code)
        qtbot.settle(window)
        assert abs(height_on_screen(window) - before) <= 1, code


def test_a_strip_of_another_height_does_not_move_it(window, qtbot):
    before, strip = height_on_screen(window), screen(window).reading_pane.strip
    high = strip.height()
    for width in (1000, 900, 800):  # in whatever font the system has for its programs
        window.resize(width, 900)
        qtbot.settle(window)
        if strip.height() != high:
            break
    assert strip.height() != high
    assert abs(height_on_screen(window) - before) <= 1
    window.resize(1440, 900)
    qtbot.settle(window)
    assert abs(height_on_screen(window) - before) <= 1


def test_the_line_about_an_incomplete_text_does_not_move_it(pane, qtbot):
    whole = opened(*[paragraph(n, f"Phrase numéro {n}. " * 40) for n in range(30)])
    left = ReadingPosition("b20", 0, 120)
    article = replace(whole.article, position=left)
    pane.show_article(replace(whole, article=article))
    qtbot.settle(pane)
    above = pane.view.mapTo(pane, QPoint(0, 0)).y()
    document = replace(article.document, incomplete="short")
    pane.show_article(replace(whole, article=replace(article, document=document)))
    qtbot.settle(pane)
    assert pane.incomplete.isVisible()
    assert pane.view.mapTo(pane, QPoint(0, 0)).y() + pane.view.position().offset == above + left.offset
    pane.show_article(replace(whole, article=article))
    qtbot.settle(pane)
    assert not pane.incomplete.isVisible() and pane.view.position() == left


def test_an_incomplete_article_opens_where_it_was_left(pane, qtbot):
    whole = opened(*[paragraph(n, f"Phrase numéro {n}. " * 40) for n in range(30)])
    left = ReadingPosition("b20", 0, 120)
    document = replace(whole.article.document, incomplete="short")
    pane.show_article(replace(whole, article=replace(whole.article, position=left, document=document)))
    qtbot.settle(pane)
    assert pane.incomplete.isVisible() and pane.view.position() == left


def test_an_article_opened_after_a_page_without_text_stands_where_it_was_left(window, qtbot):
    pane = screen(window).reading_pane
    assert pane.strip.isVisible()
    pane.show_loading("Titre")
    whole = opened(*[paragraph(n, f"Phrase numéro {n}. " * 40) for n in range(30)])
    left = ReadingPosition("b20", 0, 120)
    pane.show_article(replace(whole, article=replace(whole.article, position=left)))
    qtbot.settle(window)
    assert pane.view.position() == left
