"""The welcome page, the link field, the empty views: words, focus, what they send."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from reader.core.error_kinds import KINDS, RESCUABLE
from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.gui.article_list.empty_page import EmptyPage
from reader.gui.main_window.welcome_page import WelcomePage
from reader.gui.settings.settings_dialog import SettingsDialog
from reader.gui.theme.theme import THEMES, apply, load_theme
from reader.gui.widgets.basics import IconButton
from reader.gui.widgets.link_field import LinkField
from tests.gui.support.screen import screen

SAMPLE = ArticleSummary(7, "Marrakech : Interpol", "https://www.lebrief.ma/x", language="fr", words=332)


@pytest.fixture
def welcome(qtbot):
    made = WelcomePage()
    qtbot.addWidget(made)
    made.resize(900, 800)
    made.show_first_run(True)
    made.show_language("en")
    made.show_reading("original")
    made.show()
    return made


def card(welcome, code):
    return next(card for card in welcome._cards if card.code == code)


def test_the_language_cards_are_one_tab_stop_and_arrows_move(welcome, qtbot):
    welcome.activateWindow()
    welcome.focus_first()
    assert card(welcome, "en").hasFocus()
    qtbot.keyClick(card(welcome, "en"), Qt.Key.Key_Tab)
    assert welcome.reading.button("original").hasFocus()
    qtbot.keyClick(welcome.reading.button("original"), Qt.Key.Key_Tab)
    assert welcome.field.edit.hasFocus()
    qtbot.keyClick(welcome.field.edit, Qt.Key.Key_Backtab)
    qtbot.keyClick(welcome.reading.button("original"), Qt.Key.Key_Backtab)
    assert card(welcome, "en").hasFocus()
    with qtbot.waitSignal(welcome.language_chosen) as told:
        qtbot.keyClick(card(welcome, "en"), Qt.Key.Key_Right)
    assert told.args == ["fr"]


def test_arrows_choose_what_articles_are_read_in(welcome, qtbot):
    with qtbot.waitSignal(welcome.reading_chosen) as told:
        qtbot.keyClick(welcome.reading.button("original"), Qt.Key.Key_Left)
    assert told.args == ["ar"]
    with qtbot.waitSignal(welcome.reading_shown) as told:
        welcome.show_reading("ar")
    assert told.args == ["ar"] and welcome.reading.current == "ar"


def test_a_click_and_enter_choose_a_language(welcome, qtbot):
    with qtbot.waitSignal(welcome.language_chosen) as told:
        qtbot.mouseClick(card(welcome, "ar"), Qt.MouseButton.LeftButton)
    assert told.args == ["ar"]
    with qtbot.waitSignal(welcome.language_chosen) as told:
        qtbot.keyClick(card(welcome, "fr"), Qt.Key.Key_Return)
    assert told.args == ["fr"]


def test_cards_name_themselves_in_their_own_script(welcome):
    assert [c.accessibleName() for c in welcome._cards] == ["English", "Français", "العربية"]
    assert [c.isChecked() for c in welcome._cards] == [True, False, False]
    welcome.show_language("ar")
    assert card(welcome, "ar").isChecked()
    assert not card(welcome, "en").isChecked()


@pytest.mark.parametrize("width", [400, 900])
def test_the_sign_of_the_chosen_language_stands_clear_of_its_name(welcome, qtbot, width):
    welcome.resize(width, 480)
    welcome.show_language("fr")
    qtbot.settle(welcome)
    drawn = card(welcome, "fr").grab().toImage()
    across = range(5, drawn.width() - 4)
    points = [(x, drawn.pixelColor(x, y)) for x in across for y in range(4, 28)]
    name = [x for x, colour in points if max(colour.red(), colour.green(), colour.blue()) < 90]
    sign = [x for x, colour in points if colour.green() - colour.red() > 60]
    assert name and sign and max(name) + 4 <= min(sign)


def test_empty_again_has_no_language_cards_and_begins_in_the_field(welcome):
    welcome.show_first_run(False)
    welcome.activateWindow()
    welcome.focus_first()
    assert not card(welcome, "en").isVisible()
    assert welcome.field.edit.hasFocus()


def test_the_sample_comes_when_there_is_one(welcome, qtbot):
    assert not welcome.sample_shown
    assert not welcome._sample_row.isVisible()
    welcome.show_sample(SAMPLE)
    assert welcome._sample_row.isVisible()
    assert welcome._sample_title.text() == SAMPLE.title
    assert "French" in welcome._sample_head.text()
    with qtbot.waitSignal(welcome.sample_wanted) as told:
        qtbot.mouseClick(welcome._read_it, Qt.MouseButton.LeftButton)
    assert told.args == [7]
    welcome.show_sample(None)
    assert not welcome._sample_row.isVisible()


def test_nothing_moves_when_the_sample_comes(welcome, qtbot):
    parts = (welcome._title, welcome._area, welcome.field, welcome._models)
    before = [part.mapTo(welcome, QPoint(0, 0)) for part in parts]
    title = "Marrakech : Interpol exhorte les États à agir contre la cybercriminalité"
    welcome.show_sample(replace(SAMPLE, title=title))
    qtbot.settle(welcome)
    assert [part.mapTo(welcome, QPoint(0, 0)) for part in parts] == before


class _Places(QObject):
    """Where the title and the field are, one after the other, whenever some of the page is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, int]] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            page = watched
            while page is not None and not isinstance(page, WelcomePage):
                page = page.parent()
            if page is not None:
                at = tuple(part.mapTo(page, QPoint(0, 0)).y() for part in (page._title, page.field))
                self.seen += [at] if [at] != self.seen[-1:] else []
        return False


@pytest.mark.parametrize("ui", ["en", "fr", "ar"])
@pytest.mark.parametrize("size", [(640, 600), (1280, 720), (1366, 768)])
def test_nothing_moves_while_the_window_starts(open_window, qtbot, qapp, ui, size):
    places = _Places()
    qapp.installEventFilter(places)
    window = open_window(welcomed=False, interface_language=ui, size=size)
    qtbot.waitUntil(lambda: screen(window).welcome_page.isVisible())
    qtbot.settle(window)
    qapp.removeEventFilter(places)
    assert len(places.seen) == 1


def test_typed_links_are_given_and_models_can_be_asked_for(welcome, qtbot):
    qtbot.keyClicks(welcome.field.edit, "www.lebrief.ma/politique")
    with qtbot.waitSignal(welcome.links_given) as told:
        qtbot.mouseClick(welcome.field.button, Qt.MouseButton.LeftButton)
    assert told.args == [["https://www.lebrief.ma/politique"]]
    with qtbot.waitSignal(welcome.models_wanted):
        qtbot.mouseClick(welcome._models, Qt.MouseButton.LeftButton)


def test_a_click_beside_the_field_goes_to_it(welcome, qtbot):
    welcome.activateWindow()
    qtbot.mouseClick(welcome._area, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert welcome.field.edit.hasFocus()


@pytest.mark.parametrize("width", [900, 640, 480, 400])
def test_nothing_scrolls_sideways(welcome, qtbot, width):
    welcome.show_sample(SAMPLE)
    welcome.setFixedWidth(width)
    qtbot.waitUntil(lambda: welcome.horizontalScrollBar().maximum() == 0)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_paints_it(welcome, qapp, theme):
    apply(qapp, load_theme(theme))
    chosen, other = card(welcome, "en").grab().toImage(), card(welcome, "fr").grab().toImage()
    assert chosen.pixelColor(75, 6) == load_theme(theme).color("tint")
    assert other.pixelColor(75, 6) == load_theme(theme).color("page")


@pytest.fixture
def field(qtbot):
    made = LinkField()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("text", ["", "bonjour", "ftp://x.y/z", "javascript:alert(1)", "a@b.ma", "deux mots"])
def test_what_is_no_link_is_said_and_kept(field, qtbot, text):
    field.edit.setText(text)
    with qtbot.assertNotEmitted(field.links_given):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.problem == "Only web links can be saved"
    assert field.edit.text() == text
    qtbot.keyClicks(field.edit, "x")
    assert field.problem == ""


def test_several_links_are_given_at_once(field, qtbot):
    field.edit.setText("https://a.example/1 et https://b.example/2")
    with qtbot.waitSignal(field.links_given) as told:
        field.give()
    assert told.args == [["https://a.example/1", "https://b.example/2"]]
    assert field.edit.text() == ""


def test_the_clipboard_fills_it_only_with_a_link(field):
    QGuiApplication.clipboard().setText("voir https://a.example/1 merci")
    field.fill_from_clipboard()
    assert field.edit.text() == "https://a.example/1"
    assert field.edit.selectedText() == "https://a.example/1"
    QGuiApplication.clipboard().setText("rien")
    field.fill_from_clipboard()
    assert field.edit.text() == ""


def test_addresses_run_left_to_right_also_in_arabic(field):
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert field.edit.layoutDirection() == Qt.LayoutDirection.LeftToRight
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_drop_on_the_field_is_left_to_the_window(field):
    assert not field.edit.acceptDrops()


@pytest.fixture
def empty(qtbot):
    made = EmptyPage()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("view", "line"),
    [
        ("unread", "All read"),
        ("favourites", "No favourites yet"),
        ("archive", "The archive is empty"),
        ("trash", "Trash is empty"),
        ("all", "No articles yet"),
    ],
)
def test_empty_views_say_one_line_and_one_sentence(empty, view, line):
    empty.show_view(view)
    assert empty.text.splitlines()[0] == line
    assert empty.text.splitlines()[1].endswith(".")
    assert empty.accessibleName() == empty.text
    assert len(empty.findChildren(QPushButton)) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith(("library", "read", "disk"))])
def test_why_the_library_does_not_open_is_said_with_a_way_on(empty, qtbot, kind):
    error = ReaderError(kind, folder="/x", file="library.db")
    empty.show_error(error)
    assert empty.text == f"{error.title.show()}\n{error.hint.show()}"
    with qtbot.waitSignal(empty.wanted) as told:
        empty._button.click()
    assert told.args == ["rescue" if kind in RESCUABLE else "retry"]
    empty.show_view("unread")
    assert empty.text.startswith("All read")


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_the_settings_are_a_click_away_before_anything_is_saved(open_window, qtbot, ui):
    window = open_window(welcomed=False, interface_language=ui)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.welcome_page.isVisible())
    page = on_screen.welcome_page
    gear = next(b for b in page.findChildren(IconButton) if b.parentWidget() is page)
    assert gear.accessibleName()
    middle = gear.geometry().center().x()
    assert middle < 60 if ui == "ar" else middle > page.width() - 60
    qtbot.mouseClick(gear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(on_screen.overlay, SettingsDialog))


@pytest.mark.parametrize("ui", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [560, 1280])
def test_a_library_from_elsewhere_is_a_click_away(open_window, qtbot, ui, width):
    window = open_window(welcomed=False, interface_language=ui, size=(width, 800))
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.welcome_page.isVisible())
    bring, page = on_screen.bring_button, on_screen.welcome_page
    page.ensureWidgetVisible(bring)
    assert page.viewport().rect().contains(bring.mapTo(page.viewport(), bring.rect().center()))
    qtbot.mouseClick(bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    window.findChild(QFileDialog).close()
