"""Reading mode in the real window: same window, bars that come and go without moving the text, Esc order."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.gui.reading_mode.feature import REST
from reader.gui.theme.typography import text_step
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.counting import PaintWatch
from tests.gui.support.reading_samples import translation
from tests.gui.support.screen import screen


@pytest.fixture
def open_reading(open_reading):
    """As everywhere; the bars rest when a test says so, not when it is slow."""

    def open_one(**chosen):
        window = open_reading(**chosen)
        screen(window).rest_timer.blockSignals(True)
        return window

    return open_one


def key(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, what, modifier)


def keys(window, *names):
    for name in names:
        key(window, getattr(Qt.Key, f"Key_{name}"))


def move_pointer(window, x=300, y=300):
    """A pointer movement over the text, as the window system tells it."""
    screen(window).reading_mode._pointer = QPoint(-1, -1)
    viewport = screen(window).view.viewport()
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(x, y),
        viewport.mapToGlobal(QPointF(x, y)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def rest(window):
    """As if two seconds had passed."""
    timer = screen(window).rest_timer
    timer.stop()
    timer.blockSignals(False)
    timer.timeout.emit()
    timer.blockSignals(True)


def text_pixels(window):
    """The picture of the text's own column below the top bar and above the status line."""
    view = screen(window).view.viewport()
    top = view.mapTo(window, QPoint(0, 0))
    return window.grab().toImage().copy(top.x(), 140, view.width(), window.height() - 240)


def line_height(window):
    place = screen(window).cursor
    return screen(window).view.viewport().mapTo(window, QPoint(0, round(place.line_top()))).y()


def test_r_shows_the_article_alone_and_r_brings_the_library_back(open_reading):
    window = open_reading()
    on_screen = screen(window)
    keys(window, "R")
    mode = on_screen.reading_mode
    assert mode.active
    assert not on_screen.sidebar.isVisible()
    assert not on_screen.list_pane.isVisible()
    assert on_screen.reading_pane.width() == window.width()
    assert on_screen.progress_line.mapTo(window, QPoint(0, 0)).y() == 0
    assert on_screen.progress_line.height() == 3
    assert on_screen.view.hasFocus()
    keys(window, "R")
    assert not mode.active
    assert on_screen.sidebar.isVisible()
    assert on_screen.list_pane.isVisible()
    assert on_screen.toolbar.isVisible()
    assert on_screen.toolbar.height() == 52
    assert not on_screen.status_line.isVisible()


@pytest.mark.parametrize("way", ["Q", "Escape", "button"])
def test_the_ways_out(open_reading, qtbot, way):
    window = open_reading()
    on_screen = screen(window)
    qtbot.mouseClick(on_screen.toolbar.reading_mode, Qt.MouseButton.LeftButton)
    assert on_screen.reading_mode.active
    if way == "button":
        qtbot.mouseClick(on_screen.back_button, Qt.MouseButton.LeftButton)
    else:
        keys(window, way)
    assert not on_screen.reading_mode.active
    assert on_screen.view.hasFocus()


def test_enter_on_a_card_reads_it(open_reading, qtbot):
    window = open_reading()
    on_screen = screen(window)
    on_screen.cards.setFocus()
    on_screen.list_pane.select(on_screen.summaries[1].id)
    keys(window, "Return")
    assert on_screen.reading_mode.active
    qtbot.waitUntil(lambda: on_screen.article_id == on_screen.summaries[1].id)
    qtbot.waitUntil(on_screen.view.hasFocus)
    keys(window, "J")
    assert on_screen.cursor.text() == "Phrase une du texte 2."


@pytest.mark.parametrize("into", ["R", "Return"])
@pytest.mark.parametrize("out", ["Q", "Escape", "R"])
def test_the_keyboard_is_in_the_list_again_after_reading_from_there(open_reading, qtbot, into, out):
    window = open_reading()
    on_screen = screen(window)
    on_screen.cards.setFocus()
    keys(window, into)
    assert on_screen.reading_mode.active and on_screen.view.hasFocus()
    keys(window, out)
    assert not on_screen.reading_mode.active
    assert on_screen.cards.hasFocus() and on_screen.list_pane.current_id() == on_screen.article_id
    key(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(on_screen.picked_articles) == len(on_screen.summaries)
    assert not on_screen.view.textCursor().hasSelection()


def test_the_keyboard_stays_in_the_text_where_the_list_is_not_shown(open_reading, qtbot):
    window = open_reading()
    on_screen = screen(window)
    window.resize(560, 800)
    qtbot.settle(window)
    on_screen.panes.show_list()
    on_screen.cards.setFocus()
    keys(window, "Return", "Q")
    assert not on_screen.reading_mode.active and on_screen.view.hasFocus()


def test_n_and_p_go_through_the_list_and_stay(open_reading, qtbot):
    window = open_reading()
    on_screen = screen(window)
    first, second = (row.id for row in on_screen.summaries[:2])
    keys(window, "R", "N")
    qtbot.waitUntil(lambda: on_screen.article_id == second)
    assert on_screen.reading_mode.active
    qtbot.waitUntil(on_screen.view.hasFocus)
    keys(window, "P")
    qtbot.waitUntil(lambda: on_screen.article_id == first)


def test_at_rest_only_text_and_hairline_remain(open_reading):
    window = open_reading()
    on_screen = screen(window)
    keys(window, "R")
    mode = on_screen.reading_mode
    assert mode.bars_shown
    assert on_screen.rest_timer.isActive()
    assert on_screen.rest_timer.interval() == REST == 2000
    rest(window)
    assert not mode.bars_shown
    assert not on_screen.toolbar.isVisible()
    assert not on_screen.status_line.isVisible()
    assert on_screen.progress_line.isVisible()


def test_the_bars_never_move_the_text(open_reading):
    window = open_reading()
    keys(window, "R", "J", "J", "J")
    rest(window)
    hidden = text_pixels(window)
    move_pointer(window)
    assert screen(window).toolbar.isVisible()
    assert screen(window).status_line.isVisible()
    assert text_pixels(window) == hidden


@pytest.mark.parametrize("wake", ["pointer", "tab", "size", "theme"])
def test_what_shows_the_bars(open_reading, wake):
    window = open_reading()
    keys(window, "R")
    rest(window)
    if wake == "pointer":
        move_pointer(window)
    elif wake == "tab":
        keys(window, "Tab")
    elif wake == "size":
        keys(window, "4")
    else:
        key(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert screen(window).reading_mode.bars_shown


def test_moving_the_cursor_does_not_show_them(open_reading):
    window = open_reading()
    keys(window, "R")
    rest(window)
    keys(window, "J", "L", "K", "H")
    assert not screen(window).reading_mode.bars_shown


def test_they_stay_while_the_focus_is_inside(open_reading):
    window = open_reading()
    on_screen = screen(window)
    keys(window, "R")
    on_screen.favourite_button.setFocus(Qt.FocusReason.TabFocusReason)
    rest(window)
    assert on_screen.reading_mode.bars_shown
    on_screen.view.setFocus()
    rest(window)
    assert not on_screen.reading_mode.bars_shown


def test_they_can_be_kept(open_reading):
    window = open_reading(reading_bars="keep")
    keys(window, "R")
    rest(window)
    assert screen(window).reading_mode.bars_shown


def test_without_reduced_motion_they_fade(open_reading, qtbot):
    window = open_reading(reduce_motion=False)
    on_screen = screen(window)
    keys(window, "R")
    qtbot.waitUntil(lambda: on_screen.toolbar.graphicsEffect() is None)
    rest(window)
    assert on_screen.toolbar.isVisible()
    assert on_screen.toolbar.graphicsEffect() is not None
    qtbot.waitUntil(lambda: not on_screen.toolbar.isVisible())
    keys(window, "R")
    assert on_screen.toolbar.isVisible()
    assert on_screen.toolbar.graphicsEffect() is None


def test_the_status_line_says_where_one_is(open_reading):
    window = open_reading()
    keys(window, "R", "J", "J", "J", "L")
    shown = [
        text.translate({0x2068: None, 0x2069: None, 0x200E: None})
        for text in screen(window).status_line.texts()
    ]
    assert shown[0].endswith("1 min left") or shown[0].endswith("2 min left")
    assert "%" in shown[0]
    assert shown[1] == "Paragraph 3 of 11 · sentence 2 of 2"
    assert shown[2:] == ["J", "K", "paragraph", "H", "L", "sentence", "T", "translate", "?", "all keys"]
    assert "Paragraph" in screen(window).status_line.accessibleName()


def test_the_status_line_at_the_end(open_reading):
    window = open_reading()
    keys(window, "R", "End")
    shown = screen(window).status_line.texts()
    assert shown[1].endswith("End of article")
    assert shown[2:] == ["E", "archive", "N", "next article", "C", "note", "Tab", "links"]


@pytest.mark.parametrize("ui", ["en", "ar"])
@pytest.mark.parametrize("size", [(1440, 900), (700, 800)])
def test_the_text_begins_below_the_bar_and_ends_above_the_strip(open_reading, qtbot, ui, size):
    window = open_reading(interface_language=ui, size=size)
    on_screen = screen(window)
    target = translation(on_screen.opened_article, "ar")
    on_screen.pane_translation.done("ar", target)
    keys(window, "R")
    on_screen.reading_pane.choose_language("ar")
    key(window, Qt.Key.Key_Home)
    qtbot.settle(window, pauses=1000)
    mode, pane = on_screen.reading_mode, on_screen.reading_pane
    assert mode.bars_shown
    assert pane.view.verticalScrollBar().value() == 0
    strip = pane.strip.geometry()
    assert strip.bottom() < on_screen.status_line.geometry().top()
    assert pane.strip.height() >= pane.strip.heightForWidth(pane.strip.width())
    frame = pane.view.document().rootFrame().frameFormat()
    assert frame.topMargin() > pane.bar.geometry().bottom() + 8
    assert frame.bottomMargin() > pane.height() - strip.top() + 8
    pane.choose_language("fr")
    qtbot.settle(window, pauses=1000)
    fewer = pane.view.document().rootFrame().frameFormat()
    assert fewer.topMargin() == frame.topMargin()
    assert fewer.bottomMargin() == frame.bottomMargin() - strip.height()


def test_a_ring_shows_that_the_text_has_the_keyboard_before_the_cursor_does(open_reading):
    window = open_reading()
    view = screen(window).view
    screen(window).cards.setFocus(Qt.FocusReason.TabFocusReason)
    key(window, Qt.Key.Key_F6)
    assert view.hasFocus() and view.shows_focus
    ring = view.theme.color("focus")
    image = view.viewport().grab().toImage()
    assert image.pixelColor(image.width() // 2, 2) == ring
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    end = screen(window).end_block.mapTo(view.viewport(), QPoint(0, 0)).y()
    image = view.viewport().grab().toImage()
    right = [y for y in range(image.height()) if image.pixelColor(image.width() - 3, y) == ring]
    assert not right or max(right) < end, "it crosses nothing at the article's end"
    bar.setValue(0)
    keys(window, "J")
    assert not view.shows_focus
    keys(window, "Escape")
    image = view.viewport().grab().toImage()
    assert image.pixelColor(image.width() // 2, 2) != ring
    keys(window, "R")
    assert view.hasFocus() and not view.shows_focus


def test_g_waits_in_the_status_line(open_reading):
    window = open_reading()
    on_screen = screen(window)
    keys(window, "R")
    rest(window)
    keys(window, "G")
    assert on_screen.reading_mode.bars_shown
    assert "G…" in on_screen.status_line.texts()
    rest(window)
    assert on_screen.reading_mode.bars_shown
    keys(window, "Escape")
    assert on_screen.reading_mode.active
    assert "G…" not in on_screen.status_line.texts()


def test_entering_and_leaving_keeps_the_sentence(open_reading):
    window = open_reading()
    on_screen = screen(window)
    keys(window, *"JJJJJ")
    unit = on_screen.sentence_stop.unit
    keys(window, "R")
    assert on_screen.sentence_stop.unit == unit
    assert 0 < on_screen.cursor.line_top() < on_screen.view.viewport().height()
    keys(window, "R")
    assert on_screen.sentence_stop.unit == unit
    assert 0 < on_screen.cursor.line_top() < on_screen.view.viewport().height()


def test_the_column_is_centred_and_as_wide_as_before(open_reading):
    window = open_reading()
    on_screen = screen(window)
    before = on_screen.view.column
    keys(window, "R")
    viewport = on_screen.view.viewport()
    left = viewport.mapTo(window, QPoint(0, 0)).x()
    right = window.width() - left - viewport.width()
    assert on_screen.view.column == before
    assert abs(left - right) <= 14


def test_f11_fills_the_screen(open_reading):
    window = open_reading()
    keys(window, "R", "F11")
    assert window.isFullScreen()
    keys(window, "F11")
    assert not window.isFullScreen()
    assert screen(window).reading_mode.active


def test_escape_closes_one_layer_at_a_time(open_reading):
    window = open_reading()
    on_screen = screen(window)
    keys(window, "R")
    key(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    key(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    if on_screen.overlay is None:  # the find field keeps Ctrl+K for itself
        on_screen.overlays.open_palette()
    keys(window, "Escape")
    assert on_screen.overlay is None
    assert on_screen.find_bar.isVisible()
    keys(window, "Escape")
    assert not on_screen.find_bar.isVisible()
    on_screen.view.selectAll()
    keys(window, "Escape")
    assert not on_screen.view.textCursor().hasSelection()
    assert on_screen.reading_mode.active
    keys(window, "Escape")
    assert not on_screen.reading_mode.active
    assert on_screen.view.hasFocus()
    keys(window, "Escape")
    assert on_screen.cards.hasFocus()
    keys(window, "Escape")
    assert window.isVisible()


def test_trashing_the_last_article_leaves_the_mode(open_reading, qtbot):
    window = open_reading()
    on_screen = screen(window)
    keys(window, "R")
    for left in reversed(range(len(on_screen.summaries))):
        before = on_screen.article_id
        assert on_screen.reading_mode.active
        keys(window, "Delete")
        qtbot.waitUntil(lambda n=left: len(on_screen.summaries) == n)
        if left:
            qtbot.waitUntil(lambda was=before: on_screen.article_id not in (was, 0, None))
    qtbot.waitUntil(lambda: not on_screen.reading_mode.active)
    assert on_screen.list_pane.isVisible()


def test_r_without_an_article_does_nothing(open_window):
    window = open_window()
    screen(window).cards.setFocus()
    keys(window, "R", "Q")
    assert not screen(window).reading_mode.active


def test_the_mode_is_the_same_in_a_narrow_window(open_reading, qtbot):
    window = open_reading()
    on_screen = screen(window)
    window.resize(480, 800)
    keys(window, "R")
    assert on_screen.reading_mode.active
    assert on_screen.reading_pane.isVisible()
    assert not on_screen.list_pane.isVisible()
    window.resize(1440, 900)
    assert not on_screen.sidebar.isVisible()
    keys(window, "R")
    assert on_screen.sidebar.isVisible()


@pytest.mark.parametrize("ui", ["en", "fr", "ar"])
def test_languages_and_sizes_stay_in_sight_at_560(open_reading, qtbot, ui):
    window = open_reading(interface_language=ui, size=(560, 800))
    bar = screen(window).toolbar
    for alone in (False, True):
        if alone:
            keys(window, "R")
        qtbot.settle(window)
        assert bar.width() == 560 and bar.back.isVisible() and bar.more.isVisible()
        assert bar.languages.isVisible() and bar.sizes.isVisible(), alone
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        shown = [part for part in bar.findChildren(QWidget, options=direct) if part.isVisible()]
        shown = sorted((part for part in shown if part.width()), key=QWidget.x)
        for one, other in itertools.pairwise(shown):
            assert one.geometry().right() < other.x()
        assert all(part.width() == part.sizeHint().width() for part in (bar.languages, bar.sizes))
        assert shown[0].x() >= 0 and shown[-1].geometry().right() <= bar.width()


def test_everything_mirrors_in_arabic(open_reading, qtbot):
    window = open_reading(interface_language="ar")
    keys(window, "R", "J")
    qtbot.settle(window, pauses=1000)
    bar = screen(window).toolbar
    assert bar.back.x() > bar.width() // 2
    assert bar.favourite.x() < bar.width() // 2
    status = screen(window).status_line
    assert status.progress.x() > status.width() // 2
    assert status.progress.text().startswith("\u200f")
    assert QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_tab_goes_through_the_links_and_enter_follows(open_reading, qtbot, monkeypatch):
    followed = []
    window = open_reading()
    screen(window).link_clicked.disconnect()
    screen(window).link_clicked.connect(followed.append)
    keys(window, "Tab", "Return")
    keys(window, "Tab", "Return")
    assert followed == ["https://www.lebrief.ma/93e-session/", "https://www.lebrief.ma/autre-1/"]


@pytest.mark.parametrize("height", range(300, 620, 20))
def test_no_bar_covers_the_link_that_tab_goes_to(open_reading, qtbot, height):
    window = open_reading()
    on_screen = screen(window)
    window.resize(900, height)
    qtbot.settle(window)
    keys(window, "R")
    for _ in range(2):
        keys(window, "Tab")
        view = on_screen.view
        ends = view.textCursor().selectionStart(), view.textCursor().selectionEnd()
        assert view.hasFocus() and ends[0] < ends[1]
        places = []
        for position in ends:
            at = view.textCursor()
            at.setPosition(position)
            places.append(view.viewport().mapTo(window, view.cursorRect(at).topLeft()).y())
        first, last = places[0], places[1] + view.cursorRect().height()
        assert on_screen.toolbar.isVisible() and on_screen.status_line.isVisible()
        bars = [bar.mapTo(window, QPoint(0, 0)).y() for bar in (on_screen.toolbar, on_screen.status_line)]
        assert bars[0] + on_screen.toolbar.height() <= first
        assert last <= bars[1]


@pytest.mark.parametrize("theme", ["light", "sepia", "dark", "contrast"])
def test_a_ring_shows_the_link_that_tab_goes_to_until_the_keyboard_leaves_it(open_reading, theme):
    window = open_reading()
    on_screen = screen(window)
    on_screen.actions[f"theme.{theme}"].trigger()
    keys(window, "R", "Tab")
    view = on_screen.view
    link = view.textCursor()
    link.setPosition(link.selectionStart())
    ring = view.theme.color("focus")

    def rung():
        """How much of the ring's side stands left of the link, from 0 to 1."""
        at, image = view.cursorRect(link), view.viewport().grab().toImage()
        beside = range(at.left() - 8, at.left() - 1)
        ys = range(at.top() + 4, at.bottom() - 4)
        return max(sum(image.pixelColor(x, y) == ring for y in ys) / len(ys) for x in beside)

    assert rung() == 1
    view.clearFocus()
    assert rung() == 0


def test_the_ring_goes_whole_when_the_keyboard_leaves_the_link(open_reading, qtbot):
    window = open_reading()
    view = screen(window).view
    keys(window, "R", "Tab")
    view.scroll_by(view.cursorRect().top() - 300)
    qtbot.settle(window)
    link = view.textCursor()
    link.setPosition(link.selectionStart())
    around = view.cursorRect(link).adjusted(-4, -4, 4, 4) & view.viewport().rect()
    painted = PaintWatch(view.viewport())
    keys(window, "Escape")
    qtbot.waitUntil(lambda: painted.seen > 0)
    qtbot.settle(window)
    assert not view.textCursor().hasSelection()
    assert (QRegion(around) - painted.region).isEmpty()


def test_enter_follows_the_only_link_of_the_sentence(open_reading, qtbot):
    followed = []
    window = open_reading()
    on_screen = screen(window)
    on_screen.link_clicked.disconnect()
    on_screen.link_clicked.connect(followed.append)
    stops = [stop.unit for stop in on_screen.cursor.stops]
    on_screen.cursor.go_to(stops.index("linked"))
    keys(window, "Return")
    keys(window, "L", "Return")
    assert followed == ["https://www.lebrief.ma/autre-1/"]


def show_end(window, qtbot):
    bar = screen(window).view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.settle(window, pauses=REST - 1)


def test_tab_goes_on_to_the_end_of_the_article_once_that_is_in_sight(open_reading, qtbot):
    window = open_reading()
    on_screen = screen(window)
    on_screen.end_block.name_source("Le Quotidien", True)  # told at any time after the text is shown
    stops = on_screen.end_block.stops()
    keys(window, "Tab", "Tab")
    show_end(window, qtbot)
    keys(window, "Tab")
    assert window.focusWidget() is stops[0]
    top = stops[0].mapTo(on_screen.view, QPoint(0, 0)).y()
    assert 0 < top < on_screen.view.height()


@pytest.mark.parametrize("mode", [True, False], ids=["reading mode", "panes"])
def test_tab_passes_by_an_end_that_is_out_of_sight(open_reading, qtbot, mode):
    """It showed the end, and with it an article that nobody had read was finished."""
    window = open_reading(size=(1280, 480))
    on_screen = screen(window)
    on_screen.open_article(on_screen.summaries[1].id, with_focus=True)  # no links in it
    qtbot.waitUntil(lambda: on_screen.article_id == on_screen.summaries[1].id)
    qtbot.settle(window)
    if mode:
        keys(window, "R")
        rest(window)
    keys(window, "Space")
    qtbot.settle(window, pauses=REST - 1)
    place = on_screen.view.verticalScrollBar().value()
    left = on_screen.view.verticalScrollBar().maximum() - place
    assert place > 0 and left > 1.5 * on_screen.view.viewport().height(), "a page would not show the rest"
    keys(window, "Tab")
    qtbot.settle(window, pauses=REST - 1)
    assert on_screen.view.verticalScrollBar().value() == place
    assert not on_screen.view.isAncestorOf(window.focusWidget())
    if mode:
        bars = (on_screen.toolbar, on_screen.status_line, on_screen.banner)
        assert any(bar.isAncestorOf(window.focusWidget()) for bar in bars)
    on_screen.view.setFocus()
    show_end(window, qtbot)
    keys(window, "Tab")
    assert window.focusWidget() is on_screen.end_block.stops()[0]


def test_pages_and_ends_of_list_and_text(open_reading):
    window = open_reading()
    on_screen = screen(window)
    bar = on_screen.view.verticalScrollBar()
    keys(window, "Space")
    page, height = bar.value(), on_screen.view.viewport().height()
    assert height * 0.8 < page < height - 2 * text_step(3).line, "the last lines are seen again"
    key(window, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    keys(window, "PageDown")
    assert bar.value() == page
    key(window, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == bar.maximum()
    keys(window, "G", "G")
    assert bar.value() == 0
    on_screen.cards.setFocus()
    keys(window, "End")
    assert on_screen.list_pane.current_id() == on_screen.summaries[-1].id
    keys(window, "Home")
    assert on_screen.list_pane.current_id() == on_screen.summaries[0].id
    keys(window, "PageDown")
    assert on_screen.list_pane.current_id() == on_screen.summaries[-1].id


def test_l_and_h_go_between_the_panes(open_reading):
    window = open_reading()
    on_screen = screen(window)
    on_screen.cards.setFocus()
    keys(window, "H")
    assert on_screen.sidebar_rows.hasFocus()
    keys(window, "L")
    assert on_screen.cards.hasFocus()
    keys(window, "L")
    assert on_screen.view.hasFocus()


def test_z_says_what_it_did(open_reading):
    window = open_reading()
    keys(window, "Z")
    assert screen(window).cursor.focused
    keys(window, "Z")
    assert not screen(window).cursor.focused


def test_contents_lists_the_headings_and_goes_there(open_reading, qtbot):
    window = open_reading()
    key(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    headings = ["Une coopération renforcée pour des menaces en expansion", "Une autre partie"]
    # Isolated: in an Arabic window the question mark of a French heading would stand before it.
    assert [action.text() for action in menu.actions()] == [f"\u2068{text}\u2069" for text in headings]
    menu.actions()[1].trigger()
    menu.close()
    assert screen(window).cursor.text() == "Une autre partie"


def test_the_picture_of_the_command_line_is_reading_mode(tmp_path, filled):
    from argparse import Namespace

    from PySide6.QtGui import QImage

    from reader.studio import draw_article

    paths = LibraryPaths(tmp_path / "library")
    before = Settings(paths.settings).text("theme")
    output = tmp_path / "a.png"
    options = Namespace(
        id=3,
        lang="fr",
        view="",
        theme="dark",
        text_size=5,
        ui="en",
        size=(1200, 800),
        mode="reading",
        output=str(output),
    )
    draw_article(paths, options)
    picture = QImage(str(output))
    assert (picture.width(), picture.height()) == (1200, 800)
    from reader.gui.theme.theme import load_theme

    page = load_theme("dark").color("page")
    assert picture.pixelColor(10, 400) == page
    column = [picture.pixelColor(x, y) for x in range(300, 900, 5) for y in range(250, 700, 5)]
    assert any(color != page for color in column), "the text is on it"
    assert Settings(paths.settings).text("theme") == before


def test_tab_needs_one_press_for_each_stop_below_the_article(open_reading, qtbot):
    """The text's links were gone through again at each of them, without a sign."""
    window = open_reading()
    on_screen = screen(window)
    show_end(window, qtbot)
    stops = on_screen.end_block.stops()
    assert len(stops) > 5
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    for stop in stops:
        assert window.focusWidget() is stop
        keys(window, "Tab")
    assert not on_screen.view.isAncestorOf(window.focusWidget())
    stops[1].setFocus()
    key(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is stops[0]
    key(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is on_screen.view


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_tab_goes_through_the_bar_as_it_reads(open_reading, qtbot, ui):
    window = open_reading(interface_language=ui, size=(1900, 900))
    bar = screen(window).toolbar
    bar.languages.button(bar.languages.current).setFocus()
    stops = []
    while bar.isAncestorOf(window.focusWidget()):
        stops.append(window.focusWidget())
        keys(window, "Tab")
    assert len(stops) == 8

    def in_order():
        places = [stop.mapTo(bar, QPoint(0, 0)).x() for stop in stops]
        return places == sorted(places, reverse=ui == "ar")

    qtbot.waitUntil(in_order)  # once the bar is laid out
