"""In every language and width: no text cut, every icon named, everything mirrored and translated."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.gui.background.save_entry import SaveState
from reader.services.library.browse_library import Listing
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save

LANGUAGES = ("en", "fr", "ar")
ROWS = [
    ArticleSummary(
        number,
        f"Marrakech : Interpol exhorte les États à agir contre la cybercriminalité ({number})",
        f"https://www.lebrief.ma/{number}",
        "Ilyasse Rhamir",
        "2025-11-27",
        "fr",
        "LeBrief",
        "Politique",
        "Réunis à Marrakech pour leur 93e Assemblée générale",
        words=332,
    )
    for number in range(1, 5)
]
COUNTS = {"unread": 4, "favourites": 2, "archive": 1, "all": 5, "trash": 1}
WAYS = (
    {"state": SaveState.RUNNING, "step": "pictures", "done": 3, "total": 5},
    {"state": SaveState.FAILED, "error": ReaderError("refused", host="lebrief.ma")},
    {"state": SaveState.DUPLICATE, "saved_at": "2025-11-27T00:00:00+00:00"},
    {"state": SaveState.SAVED, "title": "Sécheresse : le Maroc a-t-il tourné la page ?"},
    {"state": SaveState.PARTIAL, "missing_pictures": 2},
)


@pytest.fixture
def made(open_window):
    """A window as it is painted first, filled by hand; the library stays closed."""

    def make(language, size=(1440, 900), **chosen):
        window = open_window(ready=False, size=size, interface_language=language, **chosen)
        screen(window).list_updates.show("unread", Listing([row.id for row in ROWS], ROWS), COUNTS)
        screen(window).library_rows.disconnect()
        return window

    return make


def cut(window):
    """Texts of visible labels and buttons that have less room than they need."""
    found = []
    for widget in (*window.findChildren(QLabel), *window.findChildren(QPushButton)):
        if not widget.isVisible() or not widget.text() or widget.visibleRegion().isEmpty():
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        needed = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().width()
        room = widget.height() if wraps else widget.width()
        if needed > room + 1:
            found.append((widget.text(), needed, room))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_in_the_window(made, qtbot, language):
    window = made(language)
    for size in ((1440, 900), (1000, 700), (480, 800), (400, 480)):
        window.resize(*size)
        qtbot.settle(window)
        assert cut(window) == [], size


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_in_the_tray(made, qtbot, language):
    window = made(language)
    tray = screen(window).save_tray
    for way in WAYS:
        entry = show_save(tray, "https://www.lebrief.ma/politique/marrakech", **way)
        qtbot.settle(window)
        assert [item.entry for item in tray.items] == [entry], way
        assert cut(tray) == [], way
        tray.remove_entry(entry)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_in_empty_views(made, qtbot, language):
    window = made(language)
    for view in ("unread", "favourites", "archive", "trash"):
        screen(window).list_updates.show(view, Listing(), COUNTS)
        qtbot.settle(window)
        assert cut(screen(window).list_pane) == [], view


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_on_the_welcome_page(made, qtbot, language):
    window = made(language)
    on_screen = screen(window)
    on_screen.show_welcome(True, ROWS[0])
    for size in ((1440, 900), (700, 900), (400, 900), (400, 500)):
        window.resize(*size)
        qtbot.settle(window)
        assert cut(on_screen.welcome_page) == [], size
        assert on_screen.welcome_page.horizontalScrollBar().maximum() == 0, size


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_with_only_an_icon_has_a_name(made, qtbot, language):
    window = made(language)
    show_save(screen(window).save_tray, "https://a.example/1", state=SaveState.RUNNING)
    qtbot.settle(window)
    for button in window.findChildren(QToolButton):
        if button.isVisible() and not button.text():
            assert button.accessibleName(), button


def test_arabic_mirrors_sidebar_list_and_header(made, qtbot):
    window = made("ar")
    on_screen = screen(window)
    qtbot.settle(window)
    shown = (on_screen.reading_pane, on_screen.list_pane, on_screen.sidebar)
    pane, cards, sidebar = (part.mapTo(window, QPoint(0, 0)).x() for part in shown)
    assert pane <= 1 < cards < sidebar
    assert on_screen.add_button.x() < on_screen.list_title.x()
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_a_changed_language_reaches_every_text_at_once(made, qtbot):
    window = made("en")
    on_screen = screen(window)
    show_save(on_screen.save_tray, "https://a.example/1", **WAYS[1])
    qtbot.settle(window)

    def texts():
        widgets = (*window.findChildren(QLabel), *window.findChildren(QPushButton))
        shown = {w.text() for w in widgets if w.isVisible()}
        return shown | {item.text() for item in on_screen.sidebar._items()}

    english = texts()
    on_screen.options.language("fr")
    qtbot.settle(window)
    french = texts()
    assert "Non lus" in french
    assert "Réessayer" in french
    assert not {t for t in english & french if t.isascii() and " " in t}
    on_screen.options.language("ar")
    qtbot.settle(window)
    assert "غير مقروءة" in texts()
    assert on_screen.actions["article.add"].text() != "Add link…"
    on_screen.options.language("en")
    qtbot.settle(window)
    assert texts() == english


def test_no_message_is_built_without_isolates(made, qtbot):
    window = made("ar")
    show_save(screen(window).save_tray, "https://www.lebrief.ma/x", **WAYS[1])
    qtbot.settle(window)
    item = screen(window).save_tray.items[0]
    assert "\u2068lebrief.ma\u2069" in item.accessibleName()
