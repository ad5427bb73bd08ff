"""The layout-independent resolver: one test a rule of the design’s section 6.2, on real key presses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.gui.keyboard.key_resolver import (
    AZERTY,
    QWERTY,
    QWERTZ,
    KeyResolver,
    Press,
    latin_layout_of,
    non_latin,
)
from reader.gui.keyboard.keymap import CONTEXTS, Keymap
from reader.gui.keyboard.layout_tables import ARABIC_ROWS, LETTER_CODES, ROWS

BOUND = Keymap().bound("text") | Keymap().bound("list")


def press(text="", key=0, scan=0, **held):
    """A press as Qt tells it: the key number is the upper-case letter's unless given."""
    return Press(key or (ord(text.upper()[0]) if text else 0), text, scan, **held)


def resolve(pressed, bound=BOUND, **made):
    return KeyResolver(**made).resolve(pressed, bound)


# 1. Symbol first


@pytest.mark.parametrize(
    ("pressed", "name"),
    [
        (press("j"), "J"),
        (press("J", shift=True), "Shift+J"),
        (press("J"), "J"),  # Caps Lock writes capitals without Shift
        (press("?", scan=58, shift=True), "?"),  # AZERTY: Shift and the comma key
        (press("?", scan=61, shift=True), "?"),  # QWERTY: Shift and the slash key
        (press("/", scan=60, shift=True), "/"),  # AZERTY: Shift and the colon key
        (press(".", scan=59, shift=True), "."),  # AZERTY: Shift and the semicolon key
        (press("-", scan=15), "-"),  # AZERTY's 6: smaller, by the first rule
        (press("+", shift=True), "+"),
        (press("=", scan=21), "+"),
        (press(" "), "Space"),
        (press(" ", shift=True), "Shift+Space"),
        (Press(0x01000000), "Esc"),
        (Press(0x01000004), "Return"),
        (Press(0x01000005, keypad=True), "Return"),
        (Press(0x01000013), "Up"),
        (Press(0x01000031, shift=True), "Shift+F2" if "Shift+F2" in BOUND else ""),
        (press("@", scan=19, ctrl=True, alt=True), ""),  # AltGr writes, it commands nothing
    ],
)
def test_what_the_key_writes_comes_first(pressed, name):
    assert resolve(pressed) == name


def test_the_slash_on_azerty_needs_no_position():
    assert resolve(press("/", scan=60, shift=True), {"/"}) == "/"


# 2. Digits by the physical row


@pytest.mark.parametrize(
    ("text", "scan", "name"),
    [("&", 10, "1"), ("é", 11, "2"), ('"', 12, "3"), ("'", 13, "4"), ("(", 14, "5"), ("à", 19, "0")],
)
@pytest.mark.parametrize("named", [True, False])
def test_azerty_digits_without_shift(text, scan, name, named):
    assert resolve(press(text, scan=scan if named else 0)) == name


@pytest.mark.parametrize("digit", range(1, 6))
def test_azerty_digits_with_shift(digit):
    assert resolve(press(str(digit), scan=9 + digit, shift=True)) == str(digit)


@pytest.mark.parametrize(
    ("platform", "code", "digit"),
    [("linux", 10, "1"), ("linux", 14, "5"), ("win32", 2, "1"), ("win32", 6, "5"), ("win32", 11, "0")],
)
def test_each_platform_numbers_the_row_its_own_way(platform, code, digit):
    assert resolve(press("ß", scan=code), platform=platform) == digit


def test_macos_tells_virtual_keys():
    assert resolve(Press(0xE9, "é", virtual=0x13), platform="darwin") == "2"
    assert resolve(Press(0x628, "ب", virtual=0x03), {"F"}, platform="darwin") == "F"


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_arabic_indic_digits_count_as_digits(digits):
    found = [resolve(press(d), set("0123456789")) for d in digits]
    assert found == list("0123456789")


def test_the_number_pad_always_works():
    assert resolve(press("4", scan=83, keypad=True)) == "4"
    assert resolve(press("+", scan=86, keypad=True)) == "+"
    assert resolve(press("-", scan=82, keypad=True)) == "-"


# 3. Other scripts by the physical key


@pytest.mark.parametrize(
    ("locale", "layout"),
    [
        ("fr_FR", AZERTY),
        ("ar_MA", AZERTY),
        ("ar_DZ", AZERTY),
        ("fr_CA", QWERTY),
        ("ar_EG", QWERTY),
        ("en_GB", QWERTY),
        ("de_DE", QWERTZ),
    ],
)
def test_the_first_guess_follows_the_locale(locale, layout):
    assert latin_layout_of(locale) == layout
    assert KeyResolver(locale=locale).layout == layout


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("column", range(10))
def test_every_arabic_letter_is_its_physical_key(row, column):
    letter = ARABIC_ROWS[row][column]
    latin = ROWS[QWERTY][row][column]
    codes = {place: code for code, place in LETTER_CODES["linux"].items()}
    resolver = KeyResolver()
    assert resolver.resolve(press(letter, scan=codes[row, column]), {latin}) == latin
    assert resolver.resolve(press(letter), {latin}) == latin  # no physical key told: by what it writes


@pytest.mark.parametrize(
    ("text", "scan", "name"),
    [
        ("[", 41, "Shift+F"),  # Shift and ب writes a bracket
        ("\u064f", 26, "Shift+E"),
        ("\u0650", 38, "Shift+A"),
        ("ـ", 44, "Shift+J"),
        ("،", 45, "Shift+K"),
        ("]", 40, "Shift+D"),
        ("لأ", 42, "Shift+G"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_shifted_arabic_keys_are_commands_too(text, scan, name, named):
    resolver = KeyResolver()
    resolver.foreign = True
    assert resolver.resolve(press(text, scan=scan if named else 0, shift=True), BOUND) == name


def test_a_bracket_typed_on_a_latin_keyboard_is_no_command():
    resolver = KeyResolver()
    resolver.candidates(press("a", scan=38))
    assert resolver.resolve(press("]", scan=41, shift=True), BOUND) == ""


def test_lam_alef_writes_two_letters_from_one_key():
    assert resolve(press("لا", scan=56), {"B"}) == "B"
    assert resolve(press("لا"), {"B"}) == "B"


def test_arabic_signs_count_as_the_latin_ones():
    assert resolve(press("؟", scan=61, shift=True)) == "?"
    assert resolve(press("،", scan=45, shift=True), {","}) == ","


def test_the_latin_layout_behind_an_arabic_one():
    q_place = press("ض", scan=24)
    assert resolve(q_place, {"A", "Q"}, locale="ar_MA") == "A"
    assert resolve(q_place, {"A", "Q"}, locale="ar_EG") == "Q"
    assert resolve(q_place, {"A", "Q"}, locale="ar_EG", chosen=AZERTY) == "A"


@pytest.mark.parametrize(("text", "scan", "name"), [("о", 44, "J"), ("л", 45, "K"), ("κ", 45, "K")])
def test_cyrillic_and_greek_by_the_physical_key(text, scan, name):
    assert resolve(press(text, scan=scan)) == name


@pytest.mark.parametrize(
    ("presses", "layout"),
    [
        ([("a", 24)], AZERTY),
        ([("z", 25)], AZERTY),
        ([("q", 24)], QWERTY),
        ([("w", 25)], QWERTY),
        ([("z", 29)], QWERTZ),
        ([("z", 29), ("q", 24)], QWERTZ),
        ([("e", 26)], ""),
    ],
)
def test_letters_teach_the_layout(presses, layout):
    resolver = KeyResolver()
    for text, scan in presses:
        resolver.candidates(press(text, scan=scan))
    assert resolver.learnt == layout
    assert resolver.detected is bool(layout)


def test_what_was_learnt_beats_the_locale_and_a_choice_beats_both():
    resolver = KeyResolver(locale="fr_FR")
    resolver.candidates(press("q", scan=24))
    assert resolver.layout == QWERTY
    resolver.chosen = QWERTZ
    assert resolver.layout == QWERTZ
    assert not resolver.detected


# 4. Ctrl goes the same way


@pytest.mark.parametrize(
    ("pressed", "name"),
    [
        (Press(ord("K"), "\x0b", ctrl=True), "Ctrl+K"),
        (Press(0x646, "", 45, ctrl=True), "Ctrl+K"),  # ن on the Arabic layout
        (Press(0x646, "ن", 45, ctrl=True), "Ctrl+K"),
        (Press(ord("."), "", 59, ctrl=True, shift=True), "Ctrl+."),  # AZERTY
        (Press(ord("="), "", 21, ctrl=True), "Ctrl++"),
        (Press(ord("+"), "", 21, ctrl=True, shift=True), "Ctrl++"),
        (Press(0xE0, "", 19, ctrl=True), "Ctrl+0"),  # AZERTY's à
        (Press(ord("-"), "", 15, ctrl=True), "Ctrl+-"),
        (Press(0x01000017, ctrl=True), "Ctrl+PgDown"),
        (Press(0x01000015, ctrl=True), "Ctrl+Down"),
        (Press(0x01000012, alt=True), "Alt+Left"),
    ],
)
def test_control_combinations(pressed, name):
    assert resolve(pressed) == name


# AltGr


@pytest.mark.parametrize(
    ("pressed", "sign"),
    [
        (press("@", scan=19, ctrl=True, alt=True), "@"),  # AZERTY's 0
        (press("/", scan=61, ctrl=True, alt=True), "/"),
        (press("€", scan=26, ctrl=True, alt=True), "€"),
        (Press(ord("E"), "€", 26, ctrl=True, alt=True), "€"),
        (press("4", scan=13, ctrl=True, alt=True), "4"),
    ],
)
def test_a_sign_written_with_altgr_is_that_sign_and_nothing_held(pressed, sign):
    """On Windows AltGr arrives as Ctrl and Alt; neither they nor the key below are what was meant."""
    resolver = KeyResolver()
    resolver.foreign = True  # not even the physical key, which other scripts go by
    assert resolver.candidates(pressed) == [sign]


@pytest.mark.parametrize(
    ("pressed", "name"),
    [
        (Press(ord("K"), "", 45, ctrl=True, alt=True), "Ctrl+Alt+K"),  # nothing written: both were held
        (Press(ord("K"), "\x0b", 45, ctrl=True, alt=True), "Ctrl+Alt+K"),
        (Press(ord("@"), "@", 19, ctrl=True), "Ctrl+0"),  # one of the two alone is no AltGr
        (Press(ord("é"), "é", 11, alt=True), "Alt+2"),
    ],
)
def test_ctrl_and_alt_that_write_nothing_are_held(pressed, name):
    assert resolve(pressed, {name, "K", "@", "2"}) == name


@pytest.mark.parametrize(
    ("sign", "scan"), [("~", 11), ("#", 12), ("{", 13), ("[", 14), ("|", 15), ("^", 18), ("@", 19), ("€", 26)]
)
def test_a_sign_written_with_altgr_is_no_digit_where_nobody_says_that_altgr_is_held(sign, scan):
    """X11 and Wayland tell no modifier for AltGr; the signs below are AZERTY's."""
    assert KeyResolver(locale="fr_FR").candidates(press(sign, scan=scan)) == [sign]


def test_a_letter_written_with_altgr_teaches_no_layout():
    resolver = KeyResolver(locale="en_US")
    resolver.candidates(press("a", scan=24, ctrl=True, alt=True))
    assert (resolver.learnt, resolver.layout) == ("", QWERTY)


# Always


def test_scripts_are_told_apart():
    assert all(non_latin(c) for c in "بкλ؟ﻻ")
    assert not any(non_latin(c) for c in ("a", "é", "?", "5", ""))


@given(st.text(max_size=3), st.integers(0, 0x1FFFFFF), st.integers(0, 300), st.booleans(), st.booleans())
def test_no_press_breaks_it(text, key, scan, ctrl, shift):
    names = KeyResolver().candidates(Press(key, text, scan, ctrl=ctrl, shift=shift))
    assert all(isinstance(name, str) and name for name in names)


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_default_is_a_banned_key(context):
    banned = set("[]{}@\\|~`^¨")
    names = Keymap().bound(context)
    assert Keymap().keys_of("article.trash") == ("Del", "#"), "only beside a key that no layout hides"
    assert not [n for n in names if n[-1] in banned]
    assert not [n for n in names if n.startswith("Shift+") and n[-1].isdigit() and "F" not in n]
