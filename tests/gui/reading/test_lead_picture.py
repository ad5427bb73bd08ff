"""A tall lead picture in the real window: the text begins in sight, whatever stands above and below it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor, QImage

from reader.core.model import Document, Picture, TextView
from reader.core.progress import Progress
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.reading.article_content import DONE
from reader.gui.theme.typography import LARGEST_STEP
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

pytestmark = pytest.mark.models

TITLE = "Le conseil municipal de Rabat adopte un budget de 38 millions de dirhams pour le vieux port"
HTML = (
    "<p>Le ministère de l’Agriculture a promis une aide supplémentaire aux petites exploitations. Le conseil"
    " municipal a voté mardi un budget de 38 millions de dirhams pour la rénovation du vieux port.</p>"
    + "<p>Le train relie désormais Tanger à Casablanca en deux heures. Le port est fermé.</p>"
    * 12
)
CAPTION = "Le vieux port de la ville, vu de la tour, au soir."


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A library with one article whose lead picture is tall, translated by the demonstration models."""
    folder = tmp_path_factory.mktemp("tall") / "library"
    make_empty(folder)
    drawn, buffer = QImage(900, 1800, QImage.Format.Format_RGB32), QBuffer()
    drawn.fill(QColor("#5b8aa6"))
    drawn.save(buffer, "PNG")
    with LibrarySession.open(LibraryPaths(folder)) as session:
        digest = session.assets.add(bytes(buffer.data()), "image/png")
        lead = Picture("https://a.example/p.png", CAPTION, digest=digest, width=900, height=1800)
        url, blocks = "https://a.example/port", blocks_from_html(HTML, "fr")
        document = Document(
            url,
            TITLE,
            blocks,
            HTML,
            author="Salma Idrissi",
            date="2026-01-12",
            language="fr",
            site="Le Quotidien du Port",
            section="Politique",
            lead=lead,
        )
        number = session.articles.add(document, url, "a.example/port", "2026-01-12T00:00:00Z")
        for target in ("ar", "en"):
            translate_article(session, number, target, Progress())
        plain = replace(document, url=url + "-2", title="Les tisserands de Taznakht réinventent le tapis")
        plain = replace(plain, lead=replace(lead, caption=""), section="")
        session.articles.add(plain, plain.url, "a.example/port-2", "2026-01-13T00:00:00Z")
    return folder, number


def first_line(on_screen) -> QRect:
    """Where the first line of the text stands, in px of the window."""
    pane, rendered = on_screen.reading_pane, on_screen.view.rendered
    side = rendered.main_side if pane.target else SOURCE
    first = rendered.units[2].id
    (spot, *_) = rendered.placed[(first, TARGET if side == TARGET else SOURCE)]
    document = on_screen.view.document()
    box = document.documentLayout().blockBoundingRect(spot.block)
    line = spot.block.layout().lineAt(0)
    top = round(box.top() + line.y()) - on_screen.view.verticalScrollBar().value()
    corner = on_screen.view.viewport().mapTo(on_screen.view.window(), QPoint(round(box.left()), top))
    return QRect(corner.x(), corner.y(), round(line.naturalTextWidth()), round(line.height()))


def foot_of_text(on_screen) -> int:
    """Where what stands below the text begins, in px of the window."""
    window, pane = on_screen.view.window(), on_screen.reading_pane
    ends = [pane.mapTo(window, QPoint(0, pane.height())).y()]
    for part in (pane.strip, on_screen.status_line):
        if part.isVisible():
            ends.append(part.mapTo(window, QPoint(0, 0)).y())
    return min(ends)


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("width", [1280, 560])
@pytest.mark.parametrize("step", [3, 5])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_first_line_stands_in_sight(stocked, tmp_path, open_window, qtbot, language, step, width, alone):
    folder, number = stocked
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(width, 800), reading_language=language, text_size=step, reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    if language != "fr":
        qtbot.waitUntil(lambda: on_screen.article_content.state(language).status == DONE)
        qtbot.waitUntil(lambda: on_screen.offer_card.offered)
    if alone:
        on_screen.reading_mode.enter()
        on_screen.rest_timer.blockSignals(True)  # the bars stay
    qtbot.waitUntil(lambda: on_screen.shown_whole)
    qtbot.settle(window)
    assert on_screen.view.verticalScrollBar().value() == 0
    assert first_line(on_screen).bottom() < foot_of_text(on_screen)


@pytest.mark.parametrize("width", [1280, 560])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_in_the_largest_text_the_picture_is_no_strip(stocked, tmp_path, open_window, qtbot, language, width):
    folder, number = stocked
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(
        size=(width, 800), reading_language=language, text_size=LARGEST_STEP, reduce_motion=True
    )
    on_screen = screen(window)
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    for alone in (False, True):
        if alone:
            on_screen.reading_mode.enter()
            on_screen.rest_timer.blockSignals(True)  # the bars stay
        qtbot.waitUntil(lambda: on_screen.shown_whole)
        qtbot.settle(window)
        layout = on_screen.rendered_layout
        assert layout.lead_height >= 220, alone
        assert layout.width <= 7 * layout.lead_height


@pytest.mark.parametrize("interface", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 560])
def test_in_no_size_of_text_the_picture_is_a_strip(stocked, tmp_path, open_window, qtbot, width, interface):
    """Between the five A and the largest letters it had 79 px."""
    folder, number = stocked
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(width, 800), interface_language=interface, reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    heights = {}
    for step in range(1, LARGEST_STEP + 1):
        on_screen.reading_pane.set_text_size(step)
        qtbot.waitUntil(lambda: on_screen.shown_whole)
        heights[step] = on_screen.rendered_layout.lead_height
    assert min(heights.values()) >= 150, heights


class Heights(QObject):
    """How high the lead picture was each time that the text was painted, one after the other."""

    def __init__(self, on_screen) -> None:
        super().__init__()
        self._on_screen, self.seen = on_screen, []
        on_screen.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            height = self._on_screen.rendered_layout.lead_height
            if not self.seen or self.seen[-1] != height:
                self.seen.append(height)
        return False


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("width", [1280, 560])
@pytest.mark.parametrize("view", ["translation", "side-by-side"])
@pytest.mark.parametrize("step", [3, 5])
def test_whatever_comes_below_the_text_the_picture_keeps_its_height(
    stocked, tmp_path, open_window, qtbot, view, width, alone, step
):
    folder, translated = stocked
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(width, 800), text_size=step, reduce_motion=True)
    on_screen = screen(window)
    number = translated + 1
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)
    if alone:
        on_screen.reading_mode.enter()
        on_screen.rest_timer.blockSignals(True)  # the bars stay
    if view != "translation":
        on_screen.reading_pane.choose_language("en")
        on_screen.reading_pane.choose_view(TextView(view))
        qtbot.waitUntil(lambda: on_screen.article_content.state("en").status == DONE)
        on_screen.offer_card.buttons()[-1].click()
    qtbot.settle(window)
    qtbot.waitUntil(lambda: on_screen.shown_whole)
    heights = Heights(on_screen)
    on_screen.view.viewport().update()
    on_screen.reading_pane.choose_language("ar")
    qtbot.waitUntil(lambda: on_screen.article_content.state("ar").status == DONE)
    qtbot.waitUntil(lambda: on_screen.offer_card.offered)
    on_screen.actions.run("find.open")
    qtbot.settle(window)
    on_screen.presenter.refresh()
    qtbot.settle(window)
    on_screen.reading_pane.tell_choice()
    on_screen.offer_card.buttons()[-1].click()
    qtbot.settle(window)
    on_screen.presenter.refresh()
    qtbot.settle(window)
    assert len(heights.seen) == 1, heights.seen
