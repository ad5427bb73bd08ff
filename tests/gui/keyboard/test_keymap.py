"""The live keymap, and every row of the design's keymap pressed in a real window, on three keyboards."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from reader.commands import COMMANDS, IN_LIST, IN_TEXT
from reader.gui.keyboard.key_caps import caps_of
from reader.gui.keyboard.keymap import CONTEXTS, Keymap
from reader.gui.keyboard.layout_tables import ARABIC_ROWS, LETTER_CODES, NAMED, ROWS
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

CODES = {place: code for code, place in LETTER_CODES["linux"].items()}
KEYS = {name: code for code, name in NAMED.items()}
AZERTY_ROW = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))


# The table


def test_a_key_means_one_thing_in_each_context():
    keymap = Keymap()
    assert keymap.command(IN_TEXT, "J") == "paragraph.next"
    assert keymap.command(IN_LIST, "J") == "list.next"
    assert keymap.command(IN_TEXT, "N") == keymap.command(IN_LIST, "N") == "article.next"
    assert keymap.command(IN_LIST, "G, U") == "view.unread"
    assert keymap.command(IN_LIST, "Shift+Q") == ""


def test_sequences_offer_their_second_keys():
    keymap = Keymap()
    assert keymap.begins(IN_TEXT, "G")
    assert not keymap.begins(IN_TEXT, "J")
    assert {"U", "F", "R", "A", "X", "G"} <= keymap.bound(IN_TEXT, "G")
    assert "J" not in keymap.bound(IN_TEXT, "G")


def test_own_keys_take_the_place_of_the_default_ones():
    keymap = Keymap(own={"article.favourite": ("W",)})
    assert keymap.keys_of("article.favourite") == ("W",)
    assert keymap.command(IN_TEXT, "S") == ""
    assert keymap.command(IN_TEXT, "W") == "article.favourite"


@pytest.mark.parametrize(
    ("command", "keys", "other"),
    [
        ("article.favourite", "E", "article.archive"),
        ("article.favourite", "G", "view.unread"),
        ("article.favourite", "J, K", "list.next"),
        ("paragraph.next", "Shift+J", "heading.next"),
        ("list.next", "Shift+J", ""),
        ("article.favourite", "D", ""),
        ("article.favourite", "W", "translation.word-next"),
        ("article.favourite", "S", ""),
    ],
)
def test_conflicts_name_the_other_command(command, keys, other):
    found = Keymap().conflict(command, keys)
    assert found == other or (other == "view.unread" and found.startswith(("view.", "place.")))


def test_commands_nobody_serves_have_no_key():
    keymap = Keymap(["article.next"])
    assert keymap.keys_of("article.next") == ("N", "Ctrl+PgDown")
    assert keymap.keys_of("article.previous") == ()
    assert keymap.bound(IN_TEXT) == {"N", "Ctrl+PgDown"}


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("J", ["J"]),
        ("Shift+J", ["⇧", "J"]),
        ("G, U", ["G", "U"]),
        ("Ctrl++", ["Ctrl", "+"]),
        ("+", ["+"]),
        ("-", ["−"]),
        ("Ctrl+PgDown", ["Ctrl", "PgDn"]),
        ("Shift+Space", ["⇧", "Space"]),
    ],
)
def test_key_caps(keys, caps):
    assert caps_of(keys) == caps


def test_key_caps_show_the_arabic_letter_too():
    assert caps_of("J", arabic=True) == ["J ت"]
    assert caps_of("Ctrl+K", arabic=True) == ["Ctrl", "K ن"]
    assert caps_of("A", "azerty", arabic=True) == ["A ض"]
    assert caps_of("F1", arabic=True) == ["F1"]


# The window


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A library with three short articles; the last one has headings, links and a translation."""
    folder = tmp_path_factory.mktemp("stocked") / "library"
    fill_library(LibraryPaths(folder))
    return folder


@pytest.fixture
def ran():
    """The commands that keys called, noted instead of run."""
    return []


@pytest.fixture
def window(tmp_path, stocked, open_window, qtbot, ran):
    """The real window with an article open, whose commands are noted instead of run."""
    shutil.copytree(stocked, tmp_path / "library")
    made = open_window(reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(on_screen.summaries[0].id)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)

    def note(command_id):
        ran.append(command_id)
        return True

    on_screen.router._run = note
    return made


def send(widget, key, text, modifiers, scan):
    """A key press as the window system sends it: first asked about as a shortcut, then pressed."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, modifiers, scan, 0, 0, text, False, 1)
        event.ignore()
        QCoreApplication.sendEvent(widget, event)


def type_name(widget, name, layout):
    """Press the key that a name of the keymap means on a layout."""
    for step in name.split(", "):
        *held, last = step.replace("++", "+Plus").split("+") if step != "+" else ["Plus"]
        last = "+" if last == "Plus" else last
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[modifier]
        if last in KEYS:
            send(widget, KEYS[last], " " if last == "Space" else "", modifiers, 0)
            continue
        text, scan, modifiers = on_layout(last, modifiers, layout)
        typed = "" if "Ctrl" in held else text
        send(widget, ord(text[0].upper()) if len(text) == 1 else 0x644, typed, modifiers, scan)


def on_layout(name, modifiers, layout):
    """What a key writes, and where it is, for a layout: its text, its scan code, its modifiers."""
    shift = Qt.KeyboardModifier.ShiftModifier
    if name.isalpha():
        rows = ROWS["azerty" if layout == "azerty" else "qwerty"]
        row, column = next((r, rows[r].index(name)) for r in range(3) if name in rows[r])
        latin = name if modifiers & shift else name.lower()
        return (ARABIC_ROWS[row][column] if layout == "arabic" else latin), CODES[row, column], modifiers
    if name.isdigit() and layout == "azerty":
        return AZERTY_ROW[name], 9 + (int(name) or 10), modifiers
    places = {"qwerty": {"?": 61, ".": 60, "-": 20, "+": 21}, "azerty": {"?": 58, ".": 59, "-": 15, "+": 21}}
    scan = places.get(layout, places["qwerty"]).get(name, 0)
    if name == "?":
        modifiers |= shift
        name = "؟" if layout == "arabic" else "?"
    if name == "." and layout == "azerty":
        modifiers |= shift
    if layout == "arabic" and name.isdigit():
        return "٠١٢٣٤٥٦٧٨٩"[int(name)], 9 + (int(name) or 10), modifiers
    return name, scan, modifiers


def rows(context):
    keymap = Keymap()
    return [
        (command.id, name)
        for command in COMMANDS.values()
        if command.keys_in in ("", context)
        for name in keymap.keys_of(command.id)
    ]


@pytest.mark.parametrize("layout", ["qwerty", "azerty", "arabic"])
@pytest.mark.parametrize("context", CONTEXTS)
def test_every_key_of_the_table_runs_its_command(window, ran, layout, context):
    on_screen = screen(window)
    widget = on_screen.view if context == IN_TEXT else on_screen.cards
    widget.setFocus()
    on_screen.resolver.chosen = "azerty" if layout == "azerty" else "qwerty"
    on_screen.resolver.foreign = layout == "arabic"
    wrong = []
    for command, name in rows(context):
        if name in ("Ctrl+=", "="):
            continue  # the same key as + for the resolver
        ran.clear()
        type_name(widget, name, layout)
        if ran != [command]:
            wrong.append((name, command, ran[:]))
    assert wrong == []


def test_arrows_follow_the_reading_direction(window, ran, monkeypatch):
    view = screen(window).view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    monkeypatch.setattr(type(screen(window).cursor), "direction", Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert ran == ["sentence.next", "sentence.next", "sentence.previous"]


def test_arrows_of_the_list_follow_the_interface(window, ran):
    on_screen = screen(window)
    on_screen.cards.setFocus()
    QTest.keyClick(on_screen.cards, Qt.Key.Key_Right)
    on_screen.options.language("ar")
    QTest.keyClick(on_screen.cards, Qt.Key.Key_Left)
    assert ran == ["list.enter", "list.enter"]


def test_g_waits_and_says_so(window, ran, qtbot):
    on_screen = screen(window)
    view = on_screen.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_G)
    assert on_screen.key_hint.isVisible()
    assert on_screen.key_hint.text() == "G…"
    qtbot.settle(window)
    assert on_screen.router.pending == "G"
    QTest.keyClick(view, Qt.Key.Key_U)
    assert ran == ["view.unread"]
    assert not on_screen.key_hint.isVisible()


@pytest.mark.parametrize("second", [Qt.Key.Key_Escape, Qt.Key.Key_J, Qt.Key.Key_5])
def test_g_and_a_key_that_does_not_follow_does_nothing(window, ran, second):
    on_screen = screen(window)
    view = on_screen.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_G)
    QTest.keyClick(view, Qt.Key.Key_Shift)
    assert on_screen.router.pending == "G"
    QTest.keyClick(view, second)
    assert ran == []
    assert on_screen.router.pending == ""


def test_a_text_field_keeps_its_letters(window, ran, qtbot):
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    for letter in "jkg5?":
        qtbot.keyClicks(field, letter)
    QTest.keyClick(field, Qt.Key.Key_Space)
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert field.text() == "jkg5? "
    assert ran == []


def test_a_button_keeps_space_and_enter_but_not_letters(window, ran, qtbot):
    star = screen(window).favourite_button
    star.setFocus()
    before = star.isChecked()
    QTest.keyClick(star, Qt.Key.Key_Space)
    assert star.isChecked() is not before
    QTest.keyClick(star, Qt.Key.Key_J)
    assert ran == ["paragraph.next"]


def test_a_held_key_repeats_movement_only(window, ran):
    view = screen(window).view
    for key in (Qt.Key.Key_J, Qt.Key.Key_S):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            key,
            Qt.KeyboardModifier.NoModifier,
            0,
            0,
            0,
            chr(key.value).lower(),
            True,
            1,
        )
        QCoreApplication.sendEvent(view, event)
    assert ran == ["paragraph.next"]


def test_a_menu_keeps_its_keys(window, ran, qtbot):
    on_screen = screen(window)
    on_screen.show_menu()
    QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    assert ran == []
    on_screen.menu.close()
