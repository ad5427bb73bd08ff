"""The article of the last time, on screen before the library is open; the library then takes it up."""

import contextlib
import sqlite3
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest

from reader.core.model import Picture, ReadingPosition
from reader.core.sentence_key import sentence_key
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.article_list.list_pane import ListPane
from reader.gui.article_view.article_view import ArticleView
from reader.gui.feeds.follow_dialog import FollowDialog
from reader.gui.main_window.panes import Panes
from reader.gui.reading.reading_pane import ReadingPane
from reader.library.articles import quick_list
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library, translated_rich
from tests.gui.support.screen import screen
from tests.gui.support.starting import Start


@pytest.fixture
def library(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    return paths, fill_library(paths)


@pytest.fixture
def start(qapp, qtbot, library):
    language, starts = InterfaceLanguage(qapp), []

    def start_one(**how):
        starts.append(Start(library[0], language, **how))
        return starts[-1]

    yield start_one
    for one in starts:
        one.end()
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
        session.articles.set_position(ids[0], ReadingPosition(blocks[-6].id, 0, 0.3), 0.6)
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


@pytest.mark.parametrize("chosen", [{"list_reverse": True}, {"list_sort": "title"}, {"last_view": "tag:sea"}])
def test_where_the_library_alone_can_list_the_last_article_comes_back_with_the_list(
    start, qtbot, library, chosen
):
    paths, ids = library
    with LibrarySession.open(paths) as session:
        session.articles.set_tags(ids[1], ["sea"])
        session.articles.set_tags(ids[2], ["sea"])
    begun = start(last_article=ids[1], **chosen)
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert begun.opened == [ids[1]]
    assert screen(begun.window).list_pane.current_id() == ids[1]


def test_the_last_article_comes_back_from_below_the_first_rows(start, qtbot, library, monkeypatch):
    monkeypatch.setattr(quick_list, "FIRST", 2)
    begun = start(last_article=library[1][2])
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert begun.opened == [library[1][2]]
    assert screen(begun.window).list_pane.current_id() == library[1][2]


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


def pane_of(window):
    """The reading pane of a window, also while its other parts are still to be made."""
    return window.findChild(ReadingPane)


def store_translation(paths, article_id, target):
    made = translated_rich(target)
    blocks = (*made.blocks, *filter(None, (made.title, made.caption)))
    pairs = [(sentence_key(pair.source), pair) for block in blocks for pair in block.sentences]
    with LibrarySession.open(paths) as session:
        session.translations.store(pairs, "fr", target, made.route.key)
        session.translations.record(article_id, made)


def give_picture(paths, article_id):
    picture, file = QImage(40, 30, QImage.Format.Format_RGB32), QBuffer()
    file.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.fill(Qt.GlobalColor.red)
    picture.save(file, "PNG")
    with LibrarySession.open(paths) as session:
        digest = session.assets.add(file.data().data(), "image/png")
        lead = Picture("https://e.org/x.png", "", digest=digest, width=40, height=30)
        document = replace(session.articles.get(article_id).document, lead=lead)
        session.articles.replace(article_id, document, "2026-02-02T10:00:00+00:00")


def while_put_together(window, act):
    """Do something once, after the keys of a window are taken and before it has all its parts."""

    def look():
        if window.is_built:
            timer.stop()
        elif window.actions():
            timer.stop()
            act()

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(0)


def test_its_end_is_there(start, qtbot, library):
    begun = start(last_article=library[1][0])
    qtbot.waitUntil(lambda: bool(begun.opened))
    on_screen = screen(begun.window)
    qtbot.settle(begun.window)
    room, urls = on_screen.view.end_room, on_screen.end_block.urls
    for number in (1, 0):
        on_screen.open_article(library[1][number])
        qtbot.waitUntil(lambda number=number: begun.opened[-1] == library[1][number])
    qtbot.settle(begun.window)
    assert urls == on_screen.end_block.urls
    assert room == on_screen.view.end_room > 200


def test_doubtful_sentences_of_it_are_marked(start, qtbot, library):
    paths, ids = library
    store_translation(paths, ids[0], "en")
    with contextlib.closing(sqlite3.connect(paths.database)) as connection, connection:
        connection.execute("UPDATE sentence_translation SET state = 'suspect' WHERE id % 7 = 0")
    begun = start(last_article=ids[0], reading_language="en")
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    layers = screen(begun.window).text_layers
    shown = len(layers["sentences"])
    view = screen(begun.window).view
    view.laid_out.emit()
    assert shown == len(layers["sentences"]) > 0


def test_one_that_cannot_be_shown_does_not_keep_the_window_from_coming(start, qtbot, library):
    paths, ids = library
    give_picture(paths, ids[0])
    with contextlib.closing(sqlite3.connect(paths.database)) as connection, connection:
        connection.execute("UPDATE article_picture SET width = 'wide'")
    begun = start(last_article=ids[0])
    begun.window.built.connect(begun.window.close)
    qtbot.waitUntil(lambda: begun.window.closed)
    assert begun.seen[-1] == "built"


def test_one_whose_text_is_no_text_is_damaged_and_keeps_nothing_else_from_coming(start, qtbot, library):
    paths, ids = library
    with contextlib.closing(sqlite3.connect(paths.database)) as connection, connection:
        connection.execute("UPDATE article_body SET html = CAST(html AS BLOB) WHERE article_id = ?", ids[:1])
    begun = start(last_article=ids[0])
    qtbot.waitUntil(lambda: "library" in begun.seen)
    assert "article" not in begun.seen
    screen(begun.window).open_article(ids[1])
    qtbot.waitUntil(lambda: bool(begun.opened))


def test_it_is_shown_again_after_another_one_was_wanted_meanwhile(start, qtbot, library):
    _paths, ids = library
    begun = start(last_article=ids[0], slow=True)
    qtbot.waitUntil(lambda: "built" in begun.seen)
    on_screen = screen(begun.window)
    on_screen.open_article(ids[1])
    qtbot.waitUntil(lambda: not on_screen.reading_pane.article_id)  # it says that the other one is opening
    on_screen.open_article(ids[0])
    begun.release()
    qtbot.waitUntil(lambda: begun.opened == [ids[0]])
    assert on_screen.reading_pane.article_id == ids[0]
    assert on_screen.view.isVisible()


def test_it_works_also_in_a_window_made_narrow_meanwhile(start, qtbot, library):
    _paths, ids = library
    begun = start(last_article=ids[0], slow=True)
    qtbot.waitUntil(lambda: "built" in begun.seen)
    on_screen = screen(begun.window)
    begun.window.resize(600, 800)
    qtbot.waitUntil(lambda: on_screen.panes.narrow)
    begun.release()
    qtbot.waitUntil(lambda: "library" in begun.seen)
    qtbot.settle(begun.window)
    assert on_screen.article_id == on_screen.reading_pane.article_id
    assert on_screen.view.isVisible() and not on_screen.cards.isVisible()


@pytest.mark.parametrize("then", ["nothing", "a card", "a view"])
def test_made_narrow_after_a_start_the_window_shows_the_article_that_was_on_screen(
    open_window, qtbot, tmp_path, then
):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(1280, 800), last_article=ids[1])
    on = screen(window)
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    qtbot.settle(window)
    assert on.cards.hasFocus()
    if then == "a card":
        QTest.keyClick(on.cards, Qt.Key.Key_Down)
    elif then == "a view":
        on.show_view("all")
    qtbot.settle(window)
    window.resize(560, 800)
    qtbot.settle(window)
    assert (on.view.isVisible(), on.cards.isVisible()) == (then == "nothing", then != "nothing")


@pytest.mark.parametrize("reads", [True, False], ids=["article", "list"])
def test_a_kill_keeps_what_a_narrow_window_shows(open_window, qtbot, tmp_path, reads):
    """What is stored while the window is open is all that is left of it then."""
    paths = LibraryPaths(tmp_path / "library")
    ids = fill_library(paths)
    window = open_window(size=(1280, 800), last_article=ids[1], start_view="last", last_view="unread")
    on = screen(window)
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    on.show_view("all")
    on.open_article(ids[1], with_focus=True)
    window.resize(560, 800)
    qtbot.waitUntil(lambda: on.view.isVisible() and not on.cards.isVisible())
    if not reads:
        on.panes.show_list()

    def stored():
        left = Settings(paths.settings)
        return (
            left.text("splitter").endswith("a") == reads,
            left.text("last_view"),
            left.number("last_article"),
        )

    qtbot.waitUntil(lambda: stored() == (True, "all", ids[1]))
    geometry = bytes(window.saveGeometry().toBase64().data()).decode()
    qtbot.waitUntil(lambda: Settings(paths.settings).text("geometry") == geometry)


def test_none_stays_that_the_library_does_not_have(start, qtbot, library):
    _paths, ids = library
    begun = start(last_article=ids[0], slow=True)
    qtbot.waitUntil(lambda: "built" in begun.seen)
    on_screen = screen(begun.window)
    on_screen.article_model.remove_many(ids[:1])  # as a backup does that takes the library's place
    begun.release()
    qtbot.waitUntil(lambda: "library" in begun.seen)
    qtbot.settle(begun.window)
    assert on_screen.article_id == on_screen.reading_pane.article_id


def test_a_language_chosen_before_the_parts_are_there_counts(start, qtbot, library):
    paths, ids = library
    store_translation(paths, ids[0], "en")
    begun = start(last_article=ids[0])
    begun.window.article_shown.connect(lambda _id: pane_of(begun.window).choose_language("en"))
    qtbot.waitUntil(lambda: bool(begun.opened))
    assert screen(begun.window).reading_pane.target == "en"
    assert screen(begun.window).options.text("reading_language") == "en"


def test_the_keyboard_stays_in_the_text_that_was_clicked_into(start, qtbot, library):
    begun = start(last_article=library[1][0])
    begun.window.article_shown.connect(
        lambda _id: pane_of(begun.window).view.setFocus(Qt.FocusReason.MouseFocusReason)
    )
    qtbot.waitUntil(lambda: bool(begun.opened))
    assert begun.window.focusWidget() is screen(begun.window).view


class Widths(QObject):
    """The widths in which a text was painted."""

    def __init__(self, view):
        super().__init__(view)
        self.view, self.found = view, []
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and self.view.rendered is not None:
            self.found.append(self.view.width())
        return False


def test_two_columns_have_their_room_from_the_first_moment(start, qtbot, library):
    paths, ids = library
    store_translation(paths, ids[0], "en")
    chosen = {"reading_language": "en", "last_text_view": "side-by-side"}
    begun, widths = start(last_article=ids[0], size=(1280, 800), **chosen), []
    begun.window.article_shown.connect(lambda _id: widths.append(Widths(pane_of(begun.window).view)))
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert len(set(widths[0].found)) == 1, widths[0].found


def test_an_article_whose_text_is_to_come_is_not_read_by_being_shown(start, qtbot, library):
    paths, ids = library
    with LibrarySession.open(paths) as session:
        document = replace(session.articles.get(ids[0]).document, url="https://e.org/1", blocks=(), html="")
        bare = session.articles.add(document, document.url, "e.org/1", "2026-01-09T10:00:00+00:00")
    begun = start(last_article=bare)
    begun.window.article_shown.connect(
        lambda _id: pane_of(begun.window).position_changed.emit(bare, ReadingPosition("title", 0, 0.0), 1.0)
    )
    qtbot.waitUntil(lambda: bool(begun.opened))
    begun.window.shut_down()
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(bare).progress == 0


def test_a_card_chosen_while_the_window_is_put_together_opens(start, qtbot, library):
    _paths, ids = library
    begun = start(last_article=ids[0])
    cards = []
    begun.window.list_shown.connect(cards.append)

    def choose():
        place = cards[0].visualRect(cards[0].model().index(1, 0)).center()
        QTest.mouseClick(cards[0].viewport(), Qt.MouseButton.LeftButton, pos=place)

    while_put_together(begun.window, choose)
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert not begun.closed, "no failure is told"
    assert begun.opened == [ids[1]]


@pytest.mark.parametrize("at", ["rows", "article", "late"])
def test_letters_typed_before_the_parts_are_there_act_in_their_order(start, qtbot, library, at):
    _paths, ids = library
    begun, cards = start(last_article=ids[0]), []

    def press(*_args):
        QTest.keyClicks(cards[0], "jjs")

    begun.window.list_shown.connect(cards.append)
    if at == "rows":
        begun.window.list_shown.connect(press)
    elif at == "article":
        begun.window.article_shown.connect(press)
    else:
        while_put_together(begun.window, press)
    qtbot.waitUntil(lambda: ids[2] in begun.opened)
    qtbot.settle(begun.window)
    on_screen = screen(begun.window)
    assert on_screen.article_id == on_screen.list_pane.current_id() == ids[2]
    assert on_screen.articles.ids(view="favourites") == [ids[2]]


def test_letters_typed_into_the_text_before_the_parts_are_there_go_through_it(start, qtbot, library):
    begun = start(last_article=library[1][1])

    def press(_article_id):
        view = begun.window.findChild(ArticleView)
        view.setFocus()
        QTest.keyClicks(view, "js")

    begun.window.article_shown.connect(press)
    qtbot.waitUntil(lambda: "library" in begun.seen and bool(begun.opened))
    on_screen = screen(begun.window)
    qtbot.waitUntil(lambda: on_screen.articles.ids(view="favourites") == [library[1][1]])


def test_letters_about_the_text_wait_until_the_library_takes_it_up(start, qtbot, library):
    begun = start(last_article=library[1][0], slow=True)
    pressed = []

    def press(_article_id):
        view = begun.window.findChild(ArticleView)
        view.setFocus()
        QTest.keyClicks(view, "jt")
        pressed.append(True)

    begun.window.article_shown.connect(press)
    qtbot.waitUntil(lambda: "built" in begun.seen and bool(pressed))
    on_screen = screen(begun.window)
    before = on_screen.cursor.stop
    begun.release()
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert on_screen.cursor.stop != before
    assert on_screen.options.text("last_text_view") == "translation"


def test_a_sequence_typed_before_the_parts_are_there_is_one(start, qtbot, library):
    begun, cards = start(last_article=library[1][0]), []
    begun.window.list_shown.connect(cards.append)
    begun.window.list_shown.connect(lambda _cards: QTest.keyClick(cards[0], Qt.Key.Key_G))
    begun.window.article_shown.connect(lambda _id: QTest.keyClick(cards[0], Qt.Key.Key_A))
    qtbot.waitUntil(lambda: "library" in begun.seen and screen(begun.window).library.view == "all")


def test_an_article_archived_before_the_parts_are_there_makes_room_for_the_next(start, qtbot, library):
    _paths, ids = library
    begun, cards = start(last_article=ids[0]), []
    begun.window.list_shown.connect(cards.append)
    while_put_together(begun.window, lambda: QTest.keyClick(cards[0], Qt.Key.Key_E))
    qtbot.waitUntil(lambda: "library" in begun.seen and bool(begun.opened))
    qtbot.settle(begun.window)
    on_screen = screen(begun.window)
    assert not on_screen.error_notices
    assert begun.opened == [ids[1]]
    assert ids[0] not in on_screen.articles.ids(view="unread")
    assert on_screen.article_model.ids == on_screen.articles.ids(view="unread")


@pytest.mark.parametrize("at", ["frame", "rows", "article", "late"])
def test_shortcuts_pressed_before_the_parts_are_there_act_once_they_are(start, qtbot, library, at):
    begun, cards = start(last_article=library[1][0]), []

    def press(*_args):
        place = cards[0] if cards else begun.window
        QTest.keyClick(
            place, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )

    begun.window.list_shown.connect(cards.append)
    if at == "frame":
        press()
    elif at == "rows":
        begun.window.list_shown.connect(press)
    elif at == "article":
        begun.window.article_shown.connect(press)
    else:
        while_put_together(begun.window, press)
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.waitUntil(lambda: [one.isVisible() for one in begun.window.findChildren(FollowDialog)] == [True])


def test_a_function_key_pressed_at_the_first_frame_acts_once_the_parts_are_there(start, qtbot, library):
    begun = start(last_article=library[1][0])
    QTest.keyClick(begun.window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.waitUntil(lambda: screen(begun.window).overlay is not None)


def test_keys_that_mean_nothing_and_keys_held_down_do_nothing(start, qtbot, library):
    _paths, ids = library
    begun, cards = start(last_article=ids[0]), []

    def press():
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j", True)
        QCoreApplication.sendEvent(cards[0], held)
        QTest.keyClick(cards[0], Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    begun.window.list_shown.connect(cards.append)
    while_put_together(begun.window, press)
    qtbot.waitUntil(lambda: bool(begun.opened))
    qtbot.settle(begun.window)
    assert begun.opened == [ids[0]]


def test_a_window_closed_before_its_parts_are_there_leaves_no_thread(start, qtbot, library):
    paths, ids = library
    give_picture(paths, ids[0])
    before = set(threading.enumerate())
    begun = start(last_article=ids[0])
    begun.window.article_shown.connect(lambda _id: begun.window.close())
    qtbot.waitUntil(lambda: begun.window.closed)
    assert not begun.window.is_built
    assert [thread.name for thread in set(threading.enumerate()) - before] == []


def test_a_card_rested_on_while_the_window_is_put_together_is_opened(start, qtbot, library):
    _paths, ids = library
    begun, cards = start(last_article=ids[0]), []
    begun.window.list_shown.connect(cards.append)
    while_put_together(begun.window, lambda: QTest.keyClick(cards[0], Qt.Key.Key_Down))
    qtbot.waitUntil(lambda: ids[1] in begun.opened)
    qtbot.settle(begun.window)
    assert screen(begun.window).list_pane.current_id() == screen(begun.window).article_id == ids[1]


@pytest.mark.parametrize("reads", [True, False], ids=["article", "list"])
def test_a_narrow_window_begins_where_it_ended(open_window, qtbot, tmp_path, reads):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        blocks = session.articles.get(ids[1]).document.blocks
        session.articles.set_position(ids[1], ReadingPosition(blocks[12].id, 0, 100.0), 0.4)
    window = open_window(size=(560, 800))
    on = screen(window)
    on.open_article(ids[1], with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    qtbot.settle(window)
    place = on.view.position().block
    assert place == blocks[12].id
    if not reads:
        on.panes.show_list()
    window.close()
    for _ in range(2):
        again = open_window(size=(560, 800), ready=False)
        on = screen(again)
        qtbot.waitUntil(lambda on=on: on.list_pane.current_id() == ids[1])
        qtbot.waitUntil(lambda on=on: on.library.session is not None)
        qtbot.settle(again)
        assert (on.view.isVisible(), on.cards.isVisible()) == (reads, not reads)
        if not reads:
            again.resize(1280, 800)
        qtbot.waitUntil(lambda on=on: on.article_id == ids[1])
        qtbot.settle(again)
        assert on.view.isVisible()
        assert on.view.position().block == place
        open_window.end(again)


class Frames(QObject):
    """What each frame of a starting window could show, in order: the list, the article, or neither."""

    def __init__(self, window):
        super().__init__()
        self._window, self.seen = window, []
        window.installEventFilter(self)

    def eventFilter(self, watched, event):
        panes = self._window.findChild(Panes)
        if event.type() is QEvent.Type.UpdateRequest and panes is not None and panes.updatesEnabled():
            cards, view = self._window.findChild(ListPane), self._window.findChild(ArticleView)
            read = view is not None and view.isVisible() and view.updatesEnabled() and view.rendered
            now = "article" if read else "list" if cards is not None and cards.isVisible() else "nothing"
            if self.seen[-1:] != [now]:
                self.seen.append(now)
        return False


def test_a_narrow_window_shows_the_list_until_the_article_can_be_read(open_window, start, qtbot, library):
    """It was white between them."""
    paths, ids = library
    window = open_window(size=(560, 800))
    screen(window).open_article(ids[1], with_focus=True)
    qtbot.waitUntil(lambda: screen(window).article_id == ids[1])
    qtbot.settle(window)
    window.close()
    state = Settings(paths.settings).text("splitter")
    open_window.end(window)
    begun = start(size=(560, 800), last_article=ids[1], splitter=state)
    frames = Frames(begun.window)
    qtbot.waitUntil(lambda: ids[1] in begun.opened)
    qtbot.settle(begun.window)
    begun.window.removeEventFilter(frames)
    assert frames.seen == ["list", "article"]
    assert begun.seen[:3] == ["rows", "article", "built"]
