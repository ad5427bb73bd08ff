"""The article of the last time, on screen before the library is open; the library then takes it up."""

import pytest
from PySide6.QtCore import QSize

from reader.core.model import ReadingPosition
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window import construction
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


class Start:
    """One window, opened as the program does, and what was seen of it in order."""

    def __init__(self, paths, language, size, reopens, chosen):
        settings = Settings(paths.settings)
        for key, value in {"welcomed": True, "interface_language": "en", **chosen}.items():
            settings.set(key, value)
        self.window = construction.open_window(paths, settings, language, at_once=False)
        self.window.reopens_article = reopens
        self.window.resize(QSize(*size))
        self.seen = []
        self.window.list_shown.connect(lambda _cards: self.seen.append("rows"))
        self.window.article_shown.connect(lambda _id: self.seen.append("article"))
        self.window.built.connect(self._built)
        self.window.library_opened.connect(lambda: self.seen.append("library"))
        self.opened = []
        self.window.show()

    def _built(self):
        self.seen.append("built")
        screen(self.window).reading_opened.connect(self.opened.append)


@pytest.fixture
def library(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    return paths, fill_library(paths)


@pytest.fixture
def start(qapp, qtbot, library):
    language, starts = InterfaceLanguage(qapp), []

    def start_one(size=(1440, 900), reopens=True, **chosen):
        starts.append(Start(library[0], language, size, reopens, chosen))
        return starts[-1]

    yield start_one
    for one in starts:
        one.window.shut_down()
        one.window.deleteLater()
    language.set("en")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_last_article_can_be_read_before_the_library_is_open(start, qtbot, library, number):
    ids = library[1][number:]
    begun = start(last_article=ids[0])
    shown = []
    begun.window.article_shown.connect(lambda _id: shown.append(begun.window.is_built))
    qtbot.waitUntil(lambda: bool(begun.opened))
    assert begun.seen[:3] == ["rows", "article", "built"]
    assert shown == [False]
    assert begun.opened == [ids[0]]
    on_screen = screen(begun.window)
    assert on_screen.reading_pane.article_id == on_screen.article_id == ids[0]
    assert on_screen.list_pane.current_id() == ids[0]


def test_its_text_is_written_once_and_stays_where_it_is(start, qtbot, library):
    paths, ids = library
    with LibrarySession.open(paths) as session:
        blocks = session.articles.get(ids[0]).document.blocks
        session.articles.set_position(ids[0], ReadingPosition(blocks[-2].id, 0, 0.1), 0.6)
    begun = start(last_article=ids[0])
    qtbot.waitUntil(lambda: "built" in begun.seen)
    on_screen = screen(begun.window)
    content, place = on_screen.reading_pane.content, on_screen.text_place
    assert place > 0
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert on_screen.reading_pane.content is content, "not shown anew"
    assert on_screen.text_place == place


def test_a_place_reached_before_the_library_is_open_is_kept(start, qtbot, library):
    paths, ids = library
    begun = start(last_article=ids[1])
    qtbot.waitUntil(lambda: "built" in begun.seen)
    on_screen = screen(begun.window)
    pane = on_screen.reading_pane
    pane.position_changed.emit(ids[1], ReadingPosition("b9", 0, 0.0), 0.4)
    qtbot.waitUntil(lambda: bool(begun.opened))
    begun.window.shut_down()
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(ids[1]).progress == pytest.approx(0.4)


def test_an_article_that_changed_meanwhile_is_shown_anew(start, qtbot, library):
    paths, ids = library
    begun, changed = start(last_article=ids[1]), []

    def change(_id):
        with LibrarySession.open(paths) as session:
            document = session.articles.get(ids[0]).document
            session.articles.replace(ids[1], document, "2026-02-02T10:00:00+00:00")
        changed.append(document)

    begun.window.article_shown.connect(change)
    qtbot.waitUntil(lambda: bool(begun.opened))
    pane = screen(begun.window).reading_pane
    assert pane.content.document.blocks == changed[0].blocks


@pytest.mark.parametrize(
    ("more", "chosen"),
    [
        ({"reopens": False}, {}),  # something else is opened at the start
        ({}, {"reopen_article": False}),
        ({"size": (600, 800)}, {}),  # the list fills the window
        ({}, {"list_reverse": True}),  # the library alone can list it
    ],
)
def test_no_article_comes_before_the_library_where_none_is_wanted_yet(start, qtbot, library, more, chosen):
    begun = start(**more, last_article=library[1][0], **chosen)
    qtbot.waitUntil(lambda: "library" in begun.seen)
    assert "article" not in begun.seen


def test_an_article_out_of_sight_of_the_first_rows_waits_for_the_library(start, qtbot, library):
    begun = start(last_article=4711)
    qtbot.waitUntil(lambda: "library" in begun.seen)
    qtbot.settle(begun.window)
    assert "article" not in begun.seen
    assert not begun.opened


def test_another_card_chosen_meanwhile_wins(start, qtbot, library):
    _paths, ids = library
    begun = start(last_article=ids[0])
    begun.window.article_shown.connect(lambda _id: begun.window.want_article(ids[2], False))
    qtbot.waitUntil(lambda: ids[2] in begun.opened)
    qtbot.settle(begun.window)
    assert begun.opened == [ids[2]]
    assert screen(begun.window).reading_pane.article_id == ids[2]


def test_a_window_closed_before_the_library_is_open_keeps_its_article(start, qtbot, library):
    paths, ids = library
    begun = start(last_article=ids[0])
    begun.window.built.connect(begun.window.close)
    qtbot.waitUntil(lambda: begun.window.closed)
    assert Settings(paths.settings).number("last_article") == ids[0]
