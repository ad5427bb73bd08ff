"""Rows on screen before the other parts of a window: the same ones, in the same place, then as later."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window import construction
from reader.gui.main_window.startup_frame import StartupFrame
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

MOMENT = "2026-01-05T10:00:00+00:00"


class Moves(QObject):
    """What is seen of a list while the rest of its window comes: sizes it was painted in, and its rows."""

    def __init__(self, cards):
        super().__init__(cards)
        self.cards = cards
        self.painted = []
        cards.viewport().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            self.painted.append((place_of(self.cards), tuple(self.cards.model().ids)))
        return False


def place_of(widget):
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.fixture
def library(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    fill_library(paths)
    return paths


@pytest.fixture
def start(qapp, qtbot, library):
    """Open a window as the program does; returns it shown, and the lists of `list_shown`."""
    language, windows = InterfaceLanguage(qapp), []

    def start_one(size=(1440, 900), **chosen):
        settings = Settings(library.settings)
        for key, value in {"welcomed": True, "interface_language": "en", **chosen}.items():
            settings.set(key, value)
        window = construction.open_window(library, settings, language, at_once=False)
        window.resize(QSize(*size))
        windows.append(window)
        shown = []
        window.list_shown.connect(shown.append)
        opened = []
        window.library_opened.connect(lambda: opened.append(True))
        window.show()
        return window, shown, opened

    yield start_one
    for window in windows:
        window.shut_down()
        window.deleteLater()
    language.set("en")


def test_rows_can_be_read_before_the_other_parts_are_made(start, qtbot):
    window, shown, opened = start()
    painted = []
    window.list_shown.connect(lambda cards: painted.append(Moves(cards)))
    qtbot.waitUntil(lambda: bool(painted and painted[0].painted))
    assert not window.is_built
    first = painted[0].painted[0]
    assert first[1], "rows"
    assert shown[0].hasFocus() or not window.isActiveWindow()
    qtbot.waitUntil(lambda: bool(opened))
    assert screen(window).cards is shown[0]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 900, 600])
@pytest.mark.parametrize("state", ["216,392,", "250,330,", "216,392,r"])
def test_nothing_moves_when_the_other_parts_come(start, qtbot, width, state, language):
    window, _shown, opened = start((width, 800), splitter=state, interface_language=language)
    moves = []
    window.list_shown.connect(lambda cards: moves.append(Moves(cards)))
    qtbot.waitUntil(lambda: bool(opened))
    qtbot.settle(window)
    assert moves
    assert len(set(moves[0].painted)) == 1, moves[0].painted


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"list_sort": "title"},
        {"list_sort": "reading-time", "card_density": "compact"},
        {"start_view": "all"},
        {"start_view": "last", "last_view": "archive"},
        {"titles_in_my_language": True, "interface_language": "ar"},
    ],
)
def test_the_first_rows_are_those_of_the_library(start, qtbot, library, chosen):
    with LibrarySession.open(library) as session:
        ids = session.articles.ids()
        session.articles.set_archived(ids[:2], True)
        session.articles.set_tags(ids[2], ["économie", "بيئة"])
    _window, shown, opened = start(**chosen)
    qtbot.waitUntil(lambda: bool(shown))
    model = shown[0].model()
    first, cards = list(model.ids), list(model.summaries)
    qtbot.waitUntil(lambda: bool(opened))
    assert list(model.ids) == first
    assert list(model.summaries) == cards


@pytest.mark.parametrize("chosen", [{"list_reverse": True}, {"list_short": True}, {"welcomed": False}])
def test_what_only_the_library_can_list_waits_for_it(start, qtbot, chosen):
    window, shown, opened = start(**chosen)
    assert isinstance(window.centralWidget(), StartupFrame)
    qtbot.waitUntil(lambda: bool(opened))
    assert not shown


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_file_that_cannot_be_read_is_left_to_the_library(start, qtbot, library, damage):
    library.database.write_bytes(damage)
    window, shown, _opened = start()
    qtbot.waitUntil(lambda: window.is_built)
    assert not shown


def test_a_card_chosen_before_the_parts_are_there_opens_once_they_are(start, qtbot):
    window, shown, _opened = start()
    chosen = []

    def choose(cards):
        index = cards.model().index(1, 0)
        cards.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        QTest.keyClick(cards, Qt.Key.Key_Return)
        chosen.append(cards.model().ids[1])

    window.list_shown.connect(choose)
    qtbot.waitUntil(lambda: bool(chosen))
    assert not window.is_built
    qtbot.waitUntil(lambda: window.is_built and screen(window).article_id == chosen[0])
    assert shown[0].currentIndex().row() == 1


def test_a_list_scrolled_before_the_parts_are_there_stays(start, qtbot, library):
    with LibrarySession.open(library) as session:
        document = session.articles.get(session.articles.ids()[0]).document
        for number in range(20):
            url = f"https://www.example.org/{number}/"
            session.articles.add(replace(document, url=url), url, f"example.org/{number}", MOMENT)
    window, shown, opened = start((1000, 480))
    moves = []
    window.list_shown.connect(lambda cards: moves.append(Moves(cards)))
    qtbot.waitUntil(lambda: bool(moves and moves[0].painted))
    assert not window.is_built
    bar = shown[0].verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    scrolled = bar.value()
    assert scrolled > 0
    qtbot.waitUntil(lambda: bool(opened))
    assert bar.value() == scrolled
