"""The last article's translation, on screen before the library: what is said of it stays as it is."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from reader.core.model import Document
from reader.core.progress import Progress
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.models.offer_card import OfferCard
from reader.gui.reading.reading_pane import ReadingPane
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.gui.support.starting import Start
from tests.support.libraries import give_models, make_empty

pytestmark = pytest.mark.models

HTML = "<p>Le conseil municipal a voté mardi un budget pour le vieux port. Le port est fermé.</p>" * 20


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A library with one article, translated by the demonstration models."""
    folder = tmp_path_factory.mktemp("translated") / "library"
    make_empty(folder)
    give_models(folder)
    with LibrarySession.open(LibraryPaths(folder)) as session:
        url = "https://a.example/port"
        document = Document(url, "Le vieux port", blocks_from_html(HTML, "fr"), HTML, language="fr")
        number = session.articles.add(document, url, "a.example/port", "2026-01-12T00:00:00Z")
        for target in ("ar", "en"):
            translate_article(session, number, target, Progress())
    return folder, number


@pytest.fixture
def start(qapp, stocked, tmp_path):
    paths, language, starts = LibraryPaths(tmp_path / "library"), InterfaceLanguage(qapp), []
    shutil.copytree(stocked[0], paths.root)

    def start_one(**how):
        for one in starts:
            one.end()
        starts.clear()
        starts.append(Start(paths, language, last_article=stocked[1], **how))
        return starts[-1]

    yield start_one
    for one in starts:
        one.end()
    language.set("en")


class Foot(QObject):
    """What stood below the text each time that this or the text was painted, one after the other."""

    def __init__(self, begun: Start) -> None:
        super().__init__()
        self.seen: list[tuple[object, ...]] = []
        self._begun = begun
        begun.window.article_shown.connect(self._begin)

    def _begin(self) -> None:
        self._pane = self._begun.window.findChild(ReadingPane)
        self._watch(self._pane.strip, self._pane.view.viewport())

    def _watch(self, *parts: QObject) -> None:
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and (not self.seen or self.seen[-1] != self._now()):
            self.seen.append(self._now())
        return False

    def _now(self) -> tuple[object, ...]:
        strip, card = self._pane.strip, self._pane.findChild(OfferCard)
        buttons = tuple(button.text() for button in strip.buttons() if button.isVisible())
        offered = (card.text, card.height()) if card is not None and card.isVisible() else ()
        return strip.text, buttons, strip.isVisible() and strip.height(), offered, self._pane.view.height()


def run(begun: Start, number: int, qtbot) -> Foot:
    """Let a start come to its end; gives what stood below the text meanwhile."""
    foot = Foot(begun)
    qtbot.waitUntil(lambda: "library" in begun.seen)
    on_screen = screen(begun.window)
    if "article" not in begun.seen:  # a narrow window that was never closed begins with its list
        qtbot.settle(begun.window)
        on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number and on_screen.offer_card.offered)
    qtbot.settle(begun.window)
    return foot


@pytest.mark.parametrize("size", [(1280, 800), (560, 800)])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_said_of_the_first_translation_is_said_once(start, stocked, qtbot, language, size):
    before = start(size=size, reading_language=language)
    run(before, stocked[1], qtbot)
    begun = start(size=size, reading_language=language)
    foot = run(begun, stocked[1], qtbot)
    assert begun.seen[:3] == ["rows", "article", "built"]
    assert len(foot.seen) == 1, foot.seen
    assert (begun.window.width() < 600) == (foot.seen[0][3] == ()), "the card, or its fold into the strip"


@pytest.mark.parametrize("size", [(1280, 800), (560, 800)])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_is_said_once_also_where_no_earlier_run_has_looked(start, stocked, qtbot, language, size):
    """As in a library that was carried to another computer."""
    begun = start(size=size, reading_language=language, splitter="220,360,a")
    foot = run(begun, stocked[1], qtbot)
    assert begun.seen[:3] == ["rows", "article", "built"]
    assert len(foot.seen) == 1, foot.seen


def test_better_models_wanted_before_the_library_is_open_are_fetched_then(start, stocked, qtbot):
    how = {"reading_language": "en", "private_reading": True, "firefox_models": ""}
    run(start(**how), stocked[1], qtbot)
    begun = start(**how, slow=True)
    qtbot.waitUntil(lambda: "built" in begun.seen)
    on_screen = screen(begun.window)
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    qtbot.mouseClick(on_screen.offer_card.buttons()[0], Qt.MouseButton.LeftButton)
    assert not on_screen.model_downloads.all
    begun.release()
    qtbot.waitUntil(lambda: bool(on_screen.model_downloads.all))


@pytest.mark.parametrize("known", ["{", "[]", '{"fr-en@1.0": 3}', '{"WAY": {"newer": false, "models": {}}}'])
def test_a_memory_that_cannot_be_read_is_none(start, stocked, qtbot, known):
    with LibrarySession.open(LibraryPaths(stocked[0])) as session:
        way = session.translations.status(stocked[1])["en"].route.key
    begun = start(reading_language="en", offers_known=known.replace("WAY", way))
    run(begun, stocked[1], qtbot)
    assert begun.seen[:3] == ["rows", "article", "built"]
