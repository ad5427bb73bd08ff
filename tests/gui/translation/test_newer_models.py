"""An article that an older model translated: the strip offers to translate it again, and it is done."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest

from reader.core.progress import Progress
from reader.gui.reading.article_content import DONE
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.gui.models.test_better_models import hold_translation
from tests.gui.support.screen import screen
from tests.support.former_models import age

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library of version 0.1: the sample in English, by packages of version 1.0."""
    folder = tmp_path_factory.mktemp("former")
    with LibrarySession.open(LibraryPaths(folder)) as session:
        article = add_sample(session)
        translate_article(session, article, "en", Progress())
        (present,) = (folder.name for folder in session.paths.models.glob("translate-fr_en-*"))
        age(session.paths.models)
        (former,) = (folder.name for folder in session.paths.models.glob("translate-fr_en-*"))
        database = session.paths.database
    library = sqlite3.connect(database)
    with library:
        library.execute("UPDATE route SET key = replace(key, '@1.1', '@1.0')")
        library.execute(
            "UPDATE article_translation SET route_key = replace(route_key, '@1.1', '@1.0'),"
            """ route = replace(replace(route, '"1.1"', '"1.0"'), ?, ?)""",
            (present, former),
        )
    library.close()
    return folder, article


class Painted(QObject):
    """Counts how often a widget is painted from now on."""

    def __init__(self, widget):
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.times += event.type() == QEvent.Type.Paint
        return False


def buttons(on_screen):
    return {button.text(): button for button in on_screen.banner.buttons() if button.isVisible()}


def test_the_strip_offers_a_newer_model_and_uses_it(made, tmp_path, open_window, qtbot):
    folder, article = made
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(1500, 900))
    on_screen = screen(window)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    content = on_screen.reading_pane.content
    state = content.state("en")
    assert state.status == DONE and [hop.version for hop in state.route.hops] == ["1.0"]
    qtbot.waitUntil(lambda: "Translate again" in buttons(on_screen))
    assert "A newer model is installed." in on_screen.banner.text
    offered = Painted(on_screen.offer_card)
    on_screen.reading_controller.reload(article)
    qtbot.waitUntil(lambda: on_screen.reading_pane.content is not content)
    qtbot.settle(window)
    assert "Translate again" in buttons(on_screen)
    assert not offered.times, "what the last look found is shown until the next has answered"
    state = on_screen.article_content.state("en")
    QTest.mouseClick(buttons(on_screen)["Translate again"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state.route.hops[0].version == "1.1" and state.status == DONE)
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    assert "Translate again" not in buttons(on_screen)


def test_nothing_is_offered_before_it_is_known_whether_a_newer_model_is_there(
    made, tmp_path, open_window, qtbot
):
    """At the first opening of a run better models were offered until the engine's library was loaded."""
    folder, article = made
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(1500, 900), reading_language="en")
    on_screen = screen(window)
    release = hold_translation(on_screen).set
    offered = Painted(on_screen.offer_card)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    qtbot.waitUntil(lambda: on_screen.banner.isVisible() and not on_screen.translation_offer.awaited)
    assert on_screen.article_content.state("en").newer is None
    assert list(buttons(on_screen)) == ["Details", "Show original"]
    release()
    qtbot.waitUntil(lambda: "Translate again" in buttons(on_screen))
    qtbot.settle(window)
    assert not offered.times
