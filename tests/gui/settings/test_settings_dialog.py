"""The settings in the real window: every option has a row, changes hold at once, by keyboard alone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QRawFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QSlider, QSpinBox

from reader.core.messages import untranslated
from reader.gui.command_palette.help_overlay import HelpOverlay
from reader.gui.settings.page_table import PAGES, choices_of, found_options, options_of, page_ids
from reader.gui.settings.theme_picker import ThemeCard
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.motion import MOTION
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.gui.widgets.form_editors import DropDown, NumberEditor, SliderEditor, SwitchEditor, TextEditor
from reader.settings.option import Option
from reader.settings.options import OPTIONS
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen


@pytest.fixture
def window(filled, open_window):
    made = open_window(reduce_motion=True, theme="light")
    screen(made).cards.setFocus()
    return made


def press(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, what, modifier)


def open_settings(window, page="", key=""):
    if page:
        screen(window).overlays.open_settings(page, key)
    else:
        press(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    return screen(window).overlay


def stored(window, tmp_path):
    screen(window).job_runner.close()
    return json.loads((tmp_path / "library" / "settings.json").read_text("utf-8"))


# The table


def test_every_shown_option_has_a_page_and_every_choice_a_name():
    assert set(page_ids()) >= {"general", "appearance", "reading", "translation", "saving", "keyboard"}
    shown = [option for page in page_ids() for option in options_of(page)]
    assert {option.key for option in shown} == {o.key for o in OPTIONS.values() if o.page}
    for option in shown:
        assert not option.names or len(option.names) == len(option.choices), option.key
        assert option.page in PAGES, f"{option.key}: page {option.page} has no title"
        assert all(name for _, name in choices_of(option, untranslated)), option.key


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_list_of_choices_has_no_example_of_what_to_type(qapp, language):
    from PySide6.QtCore import QCoreApplication

    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.gui.settings.page_table import LONE_CHOICES

    shown = InterfaceLanguage(qapp)
    shown.set(language)
    labels = [QCoreApplication.translate("settings", OPTIONS[key].label) for key in LONE_CHOICES]
    shown.set("en")
    assert not [label for label in labels if "en, ar" in label or "(" in label]


def test_a_newly_declared_option_shows_up_by_itself(window, monkeypatch):
    monkeypatch.setitem(OPTIONS, "new_one", Option("new_one", True, "Something new", "reading"))
    monkeypatch.setitem(OPTIONS, "new_page", Option("new_page", "a", "Lone", "extras", ("a", "b")))
    dialog = open_settings(window, "reading")
    assert isinstance(dialog.body.row_of("new_one").editor, SwitchEditor)
    dialog.show_page("extras")
    assert isinstance(dialog.body.row_of("new_page").editor, DropDown)
    assert dialog.pages.findData("extras") >= 0


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("theme", "theme"),
        ("azerty", "keyboard_layout"),
        ("sepia", "theme"),
        ("learn", "learn_speed"),
        ("amiri", "arabic_font"),
        ("pictures", "fetch_pictures"),
    ],
)
def test_settings_are_found_by_label_choice_and_hint(query, first):
    assert found_options(query, untranslated)[0].key == first


def test_settings_are_found_in_english_in_any_language():
    def french(context, text):
        return "Réglage" if context == "settings" else text

    assert "reduce_motion" in {option.key for option in found_options("reduce motion", french)}
    assert found_options("zzz", untranslated) == []


# The dialog


def test_ctrl_comma_opens_it_and_escape_gives_the_focus_back(window):
    dialog = open_settings(window)
    assert dialog.isVisible()
    assert dialog.nav.hasFocus()
    assert dialog.page == "general"
    press(window, Qt.Key.Key_Escape)
    assert screen(window).overlay is None
    assert screen(window).cards.hasFocus()


def test_arrows_go_from_page_to_page_and_tab_into_it(window):
    dialog = open_settings(window)
    pages = [dialog.page]
    for _ in page_ids()[1:]:
        press(window, Qt.Key.Key_Down)
        pages.append(dialog.page)
    assert pages == page_ids()
    press(window, Qt.Key.Key_Home)
    for _ in range(3):
        press(window, Qt.Key.Key_Tab)
        assert dialog.isAncestorOf(window.focusWidget())


def test_no_key_of_the_window_gets_through(window):
    on_screen = screen(window)
    dialog = open_settings(window, "appearance")
    row = dialog.body.row_of("reduce_motion")
    row.control.setFocus()
    for letter in (Qt.Key.Key_R, Qt.Key.Key_J, Qt.Key.Key_D, Qt.Key.Key_Delete, Qt.Key.Key_E):
        press(window, letter)
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not on_screen.reading_mode.active
    assert dialog.isVisible()
    assert [s.favourite or s.archived or s.trashed for s in on_screen.summaries] == [False] * 3
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert on_screen.overlay is not dialog


def test_every_page_of_rows_has_the_right_editor(window):
    dialog = open_settings(window)
    for page in page_ids():
        dialog.show_page(page)
        for option in options_of(page):
            editor = dialog.body.row_of(option.key).editor
            if choices_of(option, untranslated) and option.key != "theme":
                assert isinstance(editor, DropDown)
            elif isinstance(option.default, bool):
                assert isinstance(editor, SwitchEditor)
            elif isinstance(option.default, int) and option.key != "text_size":
                assert isinstance(editor, SliderEditor | NumberEditor)
            elif isinstance(option.default, str) and option.key != "theme":
                assert isinstance(editor, TextEditor)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_row_of_an_opened_drop_down_is_marked_by_the_theme(window, qtbot, theme):
    on_screen = screen(window)
    on_screen.options.set("theme", theme)
    dialog = open_settings(window, "reading")
    editor = dialog.body.findChildren(DropDown)[0]
    editor.showPopup()
    rows = editor.view()
    qtbot.waitUntil(rows.isVisible)
    rows.setCurrentIndex(editor.model().index(1, 0))
    spot = rows.visualRect(rows.currentIndex())
    assert spot.height() >= 28
    marked = rows.viewport().grab().toImage().pixelColor(spot.topLeft() + QPoint(3, 3))
    editor.hidePopup()
    assert marked == on_screen.theme.color("tint")


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [400, 560, 1440])
def test_the_names_of_the_themes_are_shown_whole(window, qtbot, code, width):
    screen(window).options.set("interface_language", code)
    window.resize(width, 900)
    dialog = open_settings(window, "appearance")
    qtbot.settle(window)
    cards = dialog.body.findChildren(ThemeCard)
    if width != 560:
        assert len({card.y() for card in cards}) == (1 if width == 1440 else 2)
    for card in cards:
        name = QFontMetrics(ui_font(12, 600)).horizontalAdvance(card.text())
        assert name <= card.width() - 24, (card.text(), card.width())


def test_every_change_holds_at_once_and_is_stored(window, tmp_path):
    on_screen = screen(window)
    dialog = open_settings(window, "appearance")
    body = dialog.body
    card = next(card for card in body.findChildren(ThemeCard) if card.name == "sepia")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert on_screen.theme.name == "sepia"
    body.row_of("measure").editor.slider.setValue(64)
    assert on_screen.presenter.measure == 64
    body.row_of("line_height").editor.slider.setValue(120)
    assert on_screen.presenter.leading == 120
    QTest.keyClick(body.row_of("reduce_motion").control, Qt.Key.Key_Space)
    assert not MOTION.reduced
    dialog.show_page("reading")
    bars = dialog.body.row_of("reading_bars").editor
    bars.setFocus()
    press(window, Qt.Key.Key_Down)
    assert on_screen.reading_mode.keep_bars
    found = stored(window, tmp_path)
    assert (found["theme"], found["measure"], found["line_height"]) == ("sepia", 64, 120)
    assert (found["reduce_motion"], found["reading_bars"]) == (False, "keep")


def test_text_is_taken_when_the_field_is_left(window):
    dialog = open_settings(window, "translation")
    field = dialog.body.row_of("model_index").editor
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "http://127.0.0.1:9/index.json")
    assert screen(window).options.text("model_index") == OPTIONS["model_index"].default
    press(window, Qt.Key.Key_Return)
    assert screen(window).options.text("model_index") == "http://127.0.0.1:9/index.json"
    dialog.body.reset()
    assert field.text() == OPTIONS["model_index"].default


def test_the_focus_stays_where_it_was_when_theme_and_language_change(window, qtbot):
    dialog = open_settings(window, "general", "interface_language")
    editor = dialog.body.row_of("interface_language").editor
    assert editor.hasFocus()
    editor.setCurrentIndex(editor.findData("fr"))
    editor.activated.emit(editor.currentIndex())
    qtbot.waitUntil(lambda: dialog.body.row_of("interface_language").editor is not editor)
    assert dialog.body.focused_option() == "interface_language"
    screen(window).options.language("ar")
    qtbot.waitUntil(lambda: dialog.body.focused_option() == "interface_language")
    assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
    qtbot.waitUntil(lambda: dialog.nav.mapTo(dialog.panel, dialog.nav.rect().topLeft()).x() > 440)


def test_a_change_made_elsewhere_shows(window):
    dialog = open_settings(window, "appearance")
    screen(window).options.text_size(5)
    assert dialog.body.row_of("text_size").editor.current == "5"
    screen(window).options.set("measure", 70)
    assert dialog.body.row_of("measure").editor.slider.value() == 70


@pytest.mark.parametrize("query", ["", "dark"])
def test_a_chosen_theme_is_no_longer_the_systems(window, qtbot, query):
    screen(window).options.set("theme", "system")
    dialog = open_settings(window, "appearance")
    dialog.field.setText(query)
    qtbot.waitUntil(lambda: dialog.body.page == ("" if query else "appearance"))
    follow = dialog.body.follow.findChild(QAbstractButton) or dialog.body.follow
    assert follow.isChecked()
    dark = next(b for b in dialog.body.findChildren(QAbstractButton) if b.text() == "Dark")
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert screen(window).options.text("theme") == "dark"
    qtbot.waitUntil(lambda: not follow.isChecked())
    qtbot.mouseClick(follow, Qt.MouseButton.LeftButton)
    assert screen(window).options.text("theme") == "system"


def test_reset_gives_a_page_its_defaults_and_leaves_the_others(window):
    on_screen = screen(window)
    on_screen.options.set("measure", 62)
    on_screen.options.set("enter_opens", "pane")
    dialog = open_settings(window, "appearance")
    button = next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Reset this page")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert on_screen.options.number("measure") == 68
    assert on_screen.options.text("enter_opens") == "pane"


def test_searching_shows_rows_of_every_page(window, qtbot):
    dialog = open_settings(window)
    dialog.field.setFocus()
    QTest.keyClicks(dialog.field, "reading")
    qtbot.waitUntil(lambda: dialog.page == "")
    assert dialog.body.row_of("latin_font") is not None
    assert dialog.body.row_of("learn_speed") is not None
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.page == "general")
    QTest.keyClicks(dialog.field, "xyzzy")
    qtbot.waitUntil(lambda: any("xyzzy" in label.text() for label in dialog.body.findChildren(QLabel)))


def test_a_narrow_window_has_one_pane(window):
    window.resize(480, 700)
    dialog = open_settings(window)
    assert not dialog.nav.isVisible()
    assert dialog.pages.isVisible()
    assert dialog.pages.hasFocus()
    assert dialog.field.isVisible()
    press(window, Qt.Key.Key_Down)
    assert dialog.page == page_ids()[1]
    assert window.rect().contains(dialog.panel.geometry())


def test_a_narrow_search_has_no_box_that_names_no_page(window, qtbot):
    window.resize(560, 700)
    dialog = open_settings(window)
    beside = dialog.field.width()
    QTest.keyClicks(window.focusWidget(), "theme")
    qtbot.waitUntil(lambda: dialog.page == "")
    assert not dialog.pages.isVisible()
    qtbot.waitUntil(lambda: dialog.field.width() > beside)
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(dialog.pages.isVisible)
    assert dialog.page == "general" and dialog.pages.currentText() == "General"


@pytest.mark.parametrize("width", [560, 1280])
def test_what_is_typed_at_once_is_searched_for(window, qtbot, width):
    window.resize(width, 700)
    dialog = open_settings(window)
    for letter in "theme":
        QTest.keyClicks(window.focusWidget(), letter)
    assert dialog.field.text() == "theme"
    qtbot.waitUntil(lambda: dialog.page == "")
    assert dialog.field.hasFocus()


def test_the_wheel_changes_nothing(window):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    dialog = open_settings(window, "appearance")
    before = {key: screen(window).options.value(key) for key in OPTIONS}
    for kind in (QComboBox, QSlider, QSpinBox):
        for control in dialog.body.findChildren(kind):
            event = QWheelEvent(
                QPointF(5, 5),
                control.mapToGlobal(QPointF(5, 5)),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(control, event)
    assert {key: screen(window).options.value(key) for key in OPTIONS} == before


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_control_has_a_name(window, qtbot, language):
    screen(window).options.language(language)
    dialog = open_settings(window)
    for page in page_ids():
        dialog.show_page(page)
        for control in dialog.findChildren(QAbstractButton) + dialog.findChildren(QComboBox):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus and control.isVisible():
                name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
                assert name.strip(), f"{page}: {control} has no name"
        for field in dialog.findChildren(QLineEdit):
            if field.isVisible() and not isinstance(field.parentWidget(), QSpinBox):
                assert field.accessibleName(), f"{page}: a field has no name"


def test_a_speed_by_hand_and_the_usual_one(window):
    on_screen = screen(window)
    dialog = open_settings(window, "reading")
    row = dialog.body.row_of("reading_speed_fr")
    assert "200" in row.hint.text()
    row.editor.field.stepUp()
    assert on_screen.options.number("reading_speed_fr") == 80
    assert on_screen.reading_speeds.of("fr") == 80
    assert on_screen.reading_speeds.of("ar") == 0
    row.editor.field.stepDown()
    assert on_screen.options.number("reading_speed_fr") == 0


def test_a_font_that_is_chosen_is_really_used(window, qtbot):
    on_screen = screen(window)
    on_screen.open_article(on_screen.summaries[0].id)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    on_screen.options.set("latin_font", "atkinson")
    block = on_screen.view.document().lastBlock()
    while not block.text().strip():
        block = block.previous()
    families = block.begin().fragment().charFormat().font().families()
    assert families[0] == "Atkinson Hyperlegible"


@pytest.mark.parametrize(
    ("fonts", "arabic", "family"),
    [
        (ReadingFonts(), False, "Source Serif 4"),
        (ReadingFonts("atkinson"), False, "Atkinson Hyperlegible"),
        (ReadingFonts(), True, "Noto Naskh Arabic"),
        (ReadingFonts(arabic="amiri"), True, "Amiri"),
        (ReadingFonts(arabic="vazirmatn"), True, "Vazirmatn"),
    ],
)
def test_the_chosen_fonts_resolve_in_both_weights(fonts, arabic, family):
    for strong in (False, True):
        font = fonts.for_arabic(20, strong) if arabic else fonts.for_latin(20, strong)
        raw = QRawFont.fromFont(font)
        assert raw.familyName().startswith(family)
        assert raw.weight() >= 600 if strong else raw.weight() == 400


def test_arabic_fonts_look_the_same_size():
    sizes = [ReadingFonts(arabic=name).arabic_size(22) for name in ("vazirmatn", "naskh", "amiri")]
    assert sizes == [20, 22, 24]


# Opening


def test_the_window_opens_with_the_chosen_view(open_window, filled):
    window = open_window(start_view="all", last_view="archive")
    assert screen(window).library.view == "all"


def test_the_last_article_is_left_alone_when_the_reader_wants_so(open_window, filled, qtbot):
    window = open_window(last_article=1, reopen_article=False)
    qtbot.settle(window)
    assert screen(window).article_id == 0


def test_settings_survive_a_restart(window, tmp_path):
    screen(window).options.set("arabic_font", "amiri")
    screen(window).options.set("own_keys", '{"article.favourite": ["W"]}')
    window.shut_down()
    settings = Settings(LibraryPaths(tmp_path / "library").settings)
    assert settings.text("arabic_font") == "amiri"
    assert settings.text("own_keys") == '{"article.favourite": ["W"]}'


# From the window, and to its commands


def test_settings_and_help_are_one_click_away_and_a_search_finds_commands(window, qtbot):
    on_screen = screen(window)
    qtbot.mouseClick(on_screen.sidebar.help_button, Qt.MouseButton.LeftButton)
    assert isinstance(on_screen.overlay, HelpOverlay)
    on_screen.overlays.close()
    qtbot.mouseClick(on_screen.sidebar.settings_button, Qt.MouseButton.LeftButton)
    dialog = on_screen.overlay
    dialog.field.setFocus()
    qtbot.keyClicks(dialog.field, "reading mode")
    qtbot.waitUntil(lambda: dialog.page == "")
    (run,) = [b for b in dialog.body.findChildren(QPushButton) if "Reading mode" in b.accessibleName()][:1]
    assert run.text() == "Run"
    on_screen.open_article(on_screen.summaries[0].id)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    run.click()
    qtbot.waitUntil(lambda: on_screen.reading_mode.active)
    assert on_screen.overlay is None, "the settings are out of the way"
