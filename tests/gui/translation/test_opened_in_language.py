"""An article that opens in the reader's language never shows its original as if that were to be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint

from reader.core.progress import Progress
from reader.gui.reading.article_content import DONE
from reader.services.library_session import LibrarySession
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.gui.models.test_better_models import add_french, hold_translation
from tests.gui.support.screen import screen
from tests.support.libraries import give_models, make_empty

pytestmark = pytest.mark.models


class Frames(QObject):
    """How each frame of an article shows it: in which view, waiting or not, and where the text ends."""

    def __init__(self, on, article) -> None:
        super().__init__()
        self._on, self._article, self.seen = on, article, []
        on.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        rendered = self._on.view.rendered
        if event.type() == QEvent.Type.Paint and self._on.reading_pane.article_id == self._article:
            foot = watched.mapTo(watched.window(), QPoint(0, watched.height())).y()
            frame = rendered.layout.view.value, rendered.layout.waiting, foot
            if not self.seen or self.seen[-1] != frame:
                self.seen.append(frame)
        return False


@pytest.fixture
def articles(tmp_path):
    """Three French articles; the last is translated."""
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    give_models(paths.root)
    with LibrarySession.open(paths) as session:
        ids = [add_french(session, number) for number in (1, 2, 3)]
        translate_article(session, ids[2], "en", Progress())
    return ids


def test_what_is_still_to_be_translated_waits_from_the_first_frame(articles, open_window, qtbot):
    window = open_window(reading_language="en", size=(1280, 800))
    on = screen(window)
    on.open_article(articles[0])
    qtbot.waitUntil(lambda: on.article_id == articles[0] and on.article_content.state("en").status == DONE)
    qtbot.settle(window)
    frames, hold = Frames(on, articles[1]), hold_translation(on)
    on.open_article(articles[1])
    qtbot.waitUntil(lambda: on.article_id == articles[1] and on.reading_pane.target == "en")
    qtbot.waitUntil(lambda: bool(frames.seen))
    hold.set()
    state = on.article_content.state("en")
    qtbot.waitUntil(lambda: state.status == DONE)
    qtbot.settle(window)
    assert {(view, waiting) for view, waiting, _ in frames.seen} == {("translation", True)}
    assert len({foot for _, _, foot in frames.seen}) == 1
    assert on.options.text("reading_language") == "en"


def test_what_is_translated_is_painted_so_at_once(articles, open_window, qtbot):
    window = open_window(reading_language="en", size=(1280, 800))
    on = screen(window)
    frames = Frames(on, articles[2])
    on.open_article(articles[2])
    qtbot.waitUntil(lambda: on.article_id == articles[2] and bool(frames.seen))
    qtbot.settle(window)
    assert {view for view, _, _ in frames.seen} == {"translation"}
