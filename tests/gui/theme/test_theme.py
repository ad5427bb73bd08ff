"""The themes keep the contrast the design promises; fonts and icons are really there."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from reader.gui.theme import fonts, icons
from reader.gui.theme.stylesheet import mix
from reader.gui.theme.theme import THEMES, apply, load_theme, palette, resolve, stylesheet
from reader.gui.widgets.check_box import CheckBox
from reader.gui.widgets.switch import Switch
from reader.settings.paths import resource
from tests.gui.support.screen import screen

SIX = ("page", "list", "rail", "raised", "sel", "tint")
FOUR = ("page", "list", "rail", "raised")
MARKS = ("cursor", "hl.yellow", "hl.green", "hl.blue", "hl.rose")

# foreground, surfaces, the design's figures in the order of THEMES, floor (design 3.2)
CONTRAST = [
    ("text", SIX, (13.9, 10.6, 9.3, 12.8), 4.5),
    ("muted", SIX, (5.7, 5.3, 4.8, 10.3), 4.5),
    ("accent", SIX, (5.3, 5.8, 6.1, 9.1), 4.5),
    ("error", SIX, (5.4, 5.8, 5.9, 6.4), 4.5),
    ("warn", SIX, (5.3, 5.7, 6.6, 9.1), 4.5),
    ("ok", SIX, (5.2, 5.5, 6.6, 10.3), 4.5),
    ("pend", ("page",), (4.8, 4.8, 4.8, 12.6), 4.5),
    ("text", MARKS, (11.6, 8.9, 6.6, 8.6), 4.5),
    ("muted", ("cursor",), (6.1, 5.4, 4.5, 9.4), 4.5),
    ("onaccent", ("accent",), (6.4, 7.7, 8.6, 14.9), 4.5),
    ("control", FOUR, (3.4, 3.2, 3.6, 21.0), 3.0),
    ("focus", SIX, (5.3, 5.8, 6.1, 8.3), 3.0),
]


def luminance(color: str) -> float:
    """WCAG 2 relative luminance."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("token", "surfaces", "figures", "floor"), CONTRAST)
def test_contrast_of_the_theme_files(name, token, surfaces, figures, floor):
    colors = load_theme(name).colors
    worst = min(contrast(colors[token], colors[surface]) for surface in surfaces)
    assert worst >= floor
    assert worst >= figures[THEMES.index(name)] - 0.1


@pytest.fixture(params=THEMES)
def box_in(request, qapp, qtbot):
    """Makes a box in each of the themes: `box_in(kind, checked, enabled)` returns it and its colours."""
    apply(qapp, load_theme(request.param))

    def make(kind, checked, enabled):
        made = kind()
        qtbot.addWidget(made)
        made.setFixedWidth(40)
        made.setChecked(checked)
        made.setEnabled(enabled)
        image = made.grab().toImage()
        places = [(x, y) for y in range(image.height()) for x in range(40)]
        return made, [image.pixelColor(*place).name() for place in places]

    yield make
    apply(qapp, load_theme("light"))


@pytest.mark.parametrize("kind", [Switch, partial(CheckBox, "")])
def test_what_is_on_and_cannot_be_changed_looks_like_neither_on_nor_off(box_in, kind):
    """A switch that was on looked the same whether it could be pressed or not."""
    looks = [tuple(box_in(kind, *state)[1]) for state in ((True, True), (True, False), (False, False))]
    assert len(set(looks)) == 3


@pytest.mark.parametrize("kind", [Switch, partial(CheckBox, "")])
def test_the_edge_of_a_box_that_cannot_be_pressed_is_seen(box_in, kind):
    box, colors = box_in(kind, False, False)
    assert contrast(colors[40 * (box.height() // 2)], box.theme.colors["raised"]) >= 1.3


def test_contrast_knows_black_on_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_all_themes_have_the_same_tokens():
    tokens = [set(load_theme(name).colors) for name in THEMES]
    assert all(found == tokens[0] for found in tokens)
    assert len(tokens[0]) == 22


@pytest.mark.parametrize("name", THEMES)
def test_stylesheet_is_filled_and_not_one_sided(name):
    sheet = stylesheet(load_theme(name))
    assert "@" not in sheet
    assert "border-left" not in sheet and "border-right" not in sheet


def test_an_unknown_token_is_a_bug():
    with pytest.raises(KeyError):
        load_theme("light").color("purple")


def test_apply_reaches_widgets(qapp, qtbot):
    for name in THEMES:
        theme = load_theme(name)
        apply(qapp, theme)
        button = QPushButton("Save")
        button.setProperty("kind", "primary")
        qtbot.addWidget(button)
        button.resize(120, 34)
        picture = button.grab().toImage()
        assert picture.pixelColor(8, 17).name().upper() == theme.colors["accent"]
        label = QLabel("x")
        label.setProperty("role", "muted")
        qtbot.addWidget(label)
        label.ensurePolished()
        assert label.palette().color(label.foregroundRole()).name().upper() == theme.colors["muted"]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_hint_of_an_empty_field_is_muted_and_no_paler(qapp, qtbot, name, kind):
    theme = load_theme(name)
    apply(qapp, theme)
    field = kind()
    qtbot.addWidget(field)
    field.ensurePolished()
    hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (hint.name().upper(), hint.alpha()) == (theme.colors["muted"].upper(), 255)


class Desktop:
    """What the system prefers, as Qt tells it; without a display Qt never learns of a dark system."""

    def __init__(self, scheme: Qt.ColorScheme, contrast=Qt.ContrastPreference.NoPreference):
        self.scheme, self.contrast = scheme, contrast

    def styleHints(self):
        return self

    def accessibility(self):
        return self

    def colorScheme(self):
        return self.scheme

    def contrastPreference(self):
        return self.contrast


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        (Qt.ColorScheme.Dark, "dark"),
        (Qt.ColorScheme.Light, "light"),
        (Qt.ColorScheme.Unknown, "light"),
    ],
)
def test_the_system_theme_is_dark_where_the_system_is(scheme, name):
    assert resolve("system", Desktop(scheme)).name == name
    assert resolve("system", Desktop(scheme, Qt.ContrastPreference.HighContrast)).name == "contrast"
    for chosen in THEMES:
        assert resolve(chosen, Desktop(scheme, Qt.ContrastPreference.HighContrast)).name == chosen


def test_the_real_system_can_be_asked(qapp):
    assert resolve("system", qapp).name in ("light", "dark", "contrast")
    assert resolve("sepia", qapp).name == "sepia"


def test_the_window_follows_the_system_only_when_asked_to(qapp, open_window, monkeypatch):
    window = open_window(theme="system")
    on_screen = screen(window)
    assert on_screen.theme.name == "light"
    monkeypatch.setattr(on_screen.option_effects, "_app", AppOn(qapp, Desktop(Qt.ColorScheme.Dark)))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert on_screen.theme.name == "dark"
    on_screen.options.theme("sepia")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert on_screen.theme.name == "sepia"


class AppOn:
    """The running application on another desktop."""

    def __init__(self, app, desktop: Desktop):
        self._app, self.styleHints = app, desktop.styleHints

    def __getattr__(self, name: str):
        return getattr(self._app, name)


def test_selection_uses_the_accent():
    theme = load_theme("dark")
    assert palette(theme).highlight().color() == theme.color("accent")
    assert palette(theme).highlightedText().color() == theme.color("onaccent")


def test_high_contrast_has_the_wider_ring():
    assert load_theme("contrast").focus_width == 3
    assert load_theme("light").focus_width == 2


def test_mix():
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#112233", "#FFFFFF", 1) == "#112233"


def test_the_bundled_fonts_load():
    families = {fonts.LATIN_FAMILY, fonts.SEMIBOLD_FAMILY, fonts.ARABIC_FAMILY, fonts.MONO_FAMILY}
    assert families <= set(fonts.load_fonts())


def test_weight_600_is_really_semibold():
    raw = QRawFont.fromFont(fonts.reading_font(19, semibold=True))
    assert raw.familyName() == fonts.SEMIBOLD_FAMILY
    assert raw.weight() == 600
    regular = QRawFont.fromFont(fonts.reading_font(19))
    assert (regular.familyName(), regular.weight()) == (fonts.LATIN_FAMILY, 400)


def test_italic_and_arabic_resolve_to_the_bundled_faces():
    assert QRawFont.fromFont(fonts.reading_font(19, italic=True)).style() == fonts.QFont.Style.StyleItalic
    arabic = fonts.arabic_font(22)
    assert QFontInfo(arabic).family() == fonts.ARABIC_FAMILY
    assert all(QRawFont.fromFont(arabic).supportsCharacter(ord(c)) for c in "ابتثقدلاپ،؟")


def test_every_icon_draws_in_its_colour(qapp):
    color = QColor("#0B6B62")
    names = [file.stem for file in resource("icons").glob("*.svg")]
    assert len(names) > 50
    for name in names:
        image = icons.pixmap(name, color, 20).toImage()
        solid = {
            image.pixelColor(x, y).name()
            for x in range(20)
            for y in range(20)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid <= {color.name()}, name
        assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), name


def test_icons_are_sharp_on_fine_screens_and_cached(qapp):
    one = icons.pixmap("star", QColor("red"), 20, 2.0)
    assert (one.width(), one.devicePixelRatio()) == (40, 2.0)
    assert icons.pixmap("star", QColor("red"), 20, 2.0).cacheKey() == one.cacheKey()


def test_filled_star_is_filled(qapp):
    middle = icons.pixmap("star", QColor("red"), 40, filled=True).toImage().pixelColor(20, 20)
    assert middle == QColor("red")
    assert icons.pixmap("star", QColor("red"), 40).toImage().pixelColor(20, 20).alpha() == 0


def test_directed_icons_turn_round_in_a_right_to_left_interface(qapp):
    plain = icons.pixmap("arrow-left", QColor("red"), 20).toImage()
    clock = icons.pixmap("clock", QColor("red"), 20).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert icons.pixmap("arrow-left", QColor("red"), 20).toImage() == plain.flipped(
            Qt.Orientation.Horizontal
        )
        assert icons.pixmap("clock", QColor("red"), 20).toImage() == clock
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_unknown_icon_is_a_bug():
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", QColor("red"))
