"""Tab goes through the window as one reads it, whatever was made when; Shift+Tab goes back the same way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.gui.background.save_entry import SaveState
from reader.gui.reading.article_content import DONE
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save

pytestmark = pytest.mark.models

MOST = 80


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A library with an article that a demonstration model translated."""
    folder = tmp_path_factory.mktemp("written")
    with LibrarySession.open(LibraryPaths(folder)) as session:
        article = add_sample(session)
        translate_article(session, article, "en", Progress())
    return folder, article


@pytest.fixture
def reading(written, tmp_path, open_window, qtbot):
    import shutil

    folder, article = written
    shutil.copytree(folder, tmp_path / "library")

    def open_one(**chosen):
        window = open_window(reduce_motion=True, reading_language="en", **chosen)
        on = screen(window)
        on.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == article and on.article_content.state("en").status == DONE)
        qtbot.waitUntil(lambda: on.offer_card.offered)
        qtbot.settle(window)
        return window

    return open_one


def _areas(window):
    """What Tab is to come through, in this order."""
    on = screen(window)
    bar, strip, card = on.reading_pane.bar, on.banner, on.offer_card
    lists = on.list_pane
    return [
        ("sidebar", on.sidebar),
        ("list header", lists.header),
        ("cards", lists.pages),
        ("tray", on.save_tray),
        ("bar", bar),
        ("text", on.view),
        ("offer", card),
        ("strip", strip),
    ]


def _area(window, widget):
    known = {part: name for name, part in _areas(window)}
    while widget is not None and widget not in known:
        widget = widget.parentWidget()
    return known.get(widget, "elsewhere")


def _round(window, key):
    """The areas that the key comes through until it is where it began, and what it reaches, in order."""
    areas, reached = [], []
    for _ in range(MOST):
        now = QApplication.focusWidget()
        if len(reached) > 1 and now is reached[0]:
            break
        if not reached or now is not reached[-1]:
            reached.append(now)
        area = _area(window, now)
        if not areas or areas[-1] != area:
            areas.append(area)
        QTest.keyClick(now, key)
        for _ in range(3):
            QApplication.processEvents()
    return areas, reached


def _across(window, parts):
    """Whether parts follow each other as one reads: from above, and along the line."""
    rtl = window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    places = [part.mapTo(window, part.rect().center()) for part in parts]
    return [(place.y() // 20, -place.x() if rtl else place.x()) for place in places]


@pytest.mark.parametrize("tray", [False, True])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_tab_goes_through_the_panes_as_one_reads_them(reading, qtbot, code, tray):
    window = reading(interface_language=code, size=(1280, 800))
    on = screen(window)
    if tray:
        show_save(on.save_tray, "https://a.example/1", state=SaveState.FAILED, error=ReaderError("not-found"))
        qtbot.waitUntil(on.save_tray.isVisible)
    _made_anew(window, qtbot)
    on.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    forward, reached = _round(window, Qt.Key.Key_Tab)
    wanted = ["sidebar", "list header", "cards", "tray", "bar", "text", "strip", "offer"]
    assert forward == [area for area in wanted if tray or area != "tray"]
    for area in ("sidebar", "list header", "bar", "strip", "offer"):
        places = _across(window, [part for part in reached if _area(window, part) == area])
        assert places == sorted(places), area
    backward = _round(window, Qt.Key.Key_Backtab)[1]
    assert backward == [reached[0], *reached[:0:-1]]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_tab_goes_through_a_narrow_window_as_one_reads_it(reading, qtbot, code):
    window = reading(interface_language=code, size=(560, 800))
    on = screen(window)
    _made_anew(window, qtbot)
    assert on.offer_card.isHidden() and on.offer_card.offered
    on.view.setFocus(Qt.FocusReason.TabFocusReason)
    areas, reached = _round(window, Qt.Key.Key_Tab)
    assert areas == ["text", "strip", "bar"]
    places = _across(window, [part for part in reached if _area(window, part) == "strip"])
    assert places == sorted(places)
    areas, back = _round(window, Qt.Key.Key_Backtab)
    assert areas == ["text", "bar", "strip"]
    outside = [part for part in reached if _area(window, part) != "text"]
    assert back[1:] == outside[::-1]  # the end of the article is not in sight from its beginning


def _made_anew(window, qtbot):
    """Strip and offer say something else meanwhile, and then the same again by new buttons."""
    on = screen(window)
    for language in ("fr", "en"):
        on.reading_pane.choose_language(language)
        qtbot.settle(window)
    qtbot.waitUntil(lambda: on.offer_card.offered and on.banner.isVisible())
