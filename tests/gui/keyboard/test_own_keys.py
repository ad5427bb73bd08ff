"""The reader's own keys: recorded by pressing them, conflicts refused by name, in force at once."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from reader.commands import COMMANDS, IN_LIST, IN_TEXT
from reader.gui.keyboard.command_groups import group_of, help_rows
from reader.gui.keyboard.key_caps import spoken
from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.keymap import Keymap, own_keys_of, text_of_own_keys
from reader.gui.settings.shortcut_recorder import ShortcutRecorder, name_of_press
from tests.gui.support.screen import screen


@pytest.fixture
def window(filled, open_window, qtbot):
    made = open_window(reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(on_screen.summaries[0].id)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(window):
    screen(window).overlays.open_settings("keyboard")
    keys = screen(window).shortcuts_page
    keys.complete()
    return keys


def press(widget, key, text="", modifiers=Qt.KeyboardModifier.NoModifier, scan=0):
    """A key as the window system sends it, with its physical place."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, scan, 0, 0, text, False, 1)
        event.ignore()
        QCoreApplication.sendEvent(widget, event)


def record(page, command, key, text="", modifiers=Qt.KeyboardModifier.NoModifier, number=0, scan=0):
    button = page.row(command).buttons[number]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.recording
    press(button, key, text, modifiers, scan)
    return page.row(command)


# Storing


def test_own_keys_survive_the_settings_file():
    own = {"article.favourite": ("D", "Ctrl+D"), "help.open": ()}
    assert own_keys_of(text_of_own_keys(own)) == own
    assert text_of_own_keys({"article.favourite": COMMANDS["article.favourite"].keys}) == ""


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"nope": ["A"]}', '{"help.open": "A"}', '{"help.open": [""]}']
)
def test_damaged_own_keys_are_left_out(text):
    assert own_keys_of(text) == {}


def test_two_commands_with_one_key_by_hand_leave_it_to_the_first():
    keymap = Keymap(own={"article.favourite": ("D",), "article.archive": ("D",)})
    assert keymap.command(IN_TEXT, "D") == "article.favourite"


# The page


def test_every_command_is_there_with_its_keys_under_its_group(window, page):
    assert {row.command_id for row in page.rows} == set(screen(window).actions)
    for row in page.rows:
        assert tuple(b.keys for b in row.buttons) == (*COMMANDS[row.command_id].keys, "")
        assert all(b.accessibleName() for b in row.buttons)
    assert group_of(COMMANDS["article.file"]) == "everywhere"


def test_a_recorded_key_holds_at_once_everywhere(window, page, tmp_path):
    on_screen = screen(window)
    row = record(page, "article.favourite", Qt.Key.Key_D, "d")
    assert [b.keys for b in row.buttons] == ["D", "Ctrl+D", ""]
    assert row.buttons[0].hasFocus()
    assert on_screen.router_keymap.command(IN_TEXT, "D") == "article.favourite"
    assert on_screen.router_keymap.command(IN_TEXT, "S") == ""
    assert on_screen.actions["article.favourite"].shortcut().toString() == "D"
    assert on_screen.favourite_button.toolTip() == "Favourite (\u2066D\u2069)"
    assert on_screen.favourite_button.accessibleDescription() == "D"
    on_screen.overlays.close()
    on_screen.view.setFocus()
    QTest.keyClick(on_screen.view, Qt.Key.Key_D)
    assert on_screen.shown_summary().favourite
    QTest.keyClick(on_screen.view, Qt.Key.Key_S)
    assert on_screen.shown_summary().favourite
    QTest.keyClick(on_screen.view, Qt.Key.Key_F1)
    assert "D" in {label.text() for label in on_screen.overlay.findChildren(QLabel)}
    window.shut_down()
    found = json.loads((tmp_path / "library" / "settings.json").read_text("utf-8"))
    assert json.loads(found["own_keys"]) == {"article.favourite": ["D", "Ctrl+D"]}


def test_own_keys_hold_after_a_restart(tmp_path, filled, open_window):
    window = open_window(own_keys='{"theme.next": ["D"]}')
    on_screen = screen(window)
    on_screen.cards.setFocus()
    before = on_screen.theme.name
    QTest.keyClick(on_screen.cards, Qt.Key.Key_D)
    assert on_screen.theme.name != before


@pytest.mark.parametrize(
    ("command", "key", "text", "modifiers", "other"),
    [
        ("article.favourite", Qt.Key.Key_E, "e", Qt.KeyboardModifier.NoModifier, "Archive or unarchive"),
        ("article.favourite", Qt.Key.Key_J, "j", Qt.KeyboardModifier.NoModifier, "Next card"),
        ("sentence.next", Qt.Key.Key_J, "J", Qt.KeyboardModifier.ShiftModifier, "Next heading"),
        ("undo", Qt.Key.Key_K, "", Qt.KeyboardModifier.ControlModifier, "Command palette"),
    ],
)
def test_a_conflict_is_refused_with_the_other_commands_name(
    window, page, command, key, text, modifiers, other
):
    on_screen = screen(window)
    before = on_screen.keymap.keys_of(command)
    row = record(page, command, key, text, modifiers)
    assert on_screen.keymap.keys_of(command) == before
    assert row.said.isVisible()
    assert other in row.said.text()
    assert on_screen.options.text("own_keys") == ""


def test_the_same_key_may_mean_two_things_in_list_and_text(window, page):
    record(page, "list.next", Qt.Key.Key_D, "d")
    row = record(page, "paragraph.next", Qt.Key.Key_D, "d")
    assert not row.said.isVisible()
    assert row.keys[0] == "D"


def test_a_sequence_is_recorded_with_its_second_key(window, page):
    button = page.row("theme.next").buttons[0]
    button.setFocus()
    button.click()
    press(button, Qt.Key.Key_G, "g")
    assert button.recording
    assert button.text() == "G…"
    press(button, Qt.Key.Key_D, "d")
    assert screen(window).keymap.keys_of("theme.next") == ("G, D",)
    row = record(page, "help.open", Qt.Key.Key_G, "g")
    press(row.buttons[0], Qt.Key.Key_U, "u")
    assert "Unread" in row.said.text()


def test_escape_keeps_backspace_removes_plus_adds(window, page):
    record(page, "article.favourite", Qt.Key.Key_Escape)
    assert page.row("article.favourite").keys == ("S", "Ctrl+D")
    assert screen(window).overlay is not None
    record(page, "article.favourite", Qt.Key.Key_Backspace)
    assert page.row("article.favourite").keys == ("Ctrl+D",)
    record(page, "article.favourite", Qt.Key.Key_D, "d", number=1)
    assert page.row("article.favourite").keys == ("Ctrl+D", "D")


def test_tab_cannot_be_given_away(window, page):
    row = record(page, "article.favourite", Qt.Key.Key_Tab)
    assert row.said.isVisible()
    assert row.keys == ("S", "Ctrl+D")


def test_nothing_runs_while_a_key_is_recorded(window, page):
    before = screen(window).theme.name
    button = page.row("article.favourite").buttons[0]
    button.setFocus()
    button.click()
    press(button, Qt.Key.Key_D, "D", Qt.KeyboardModifier.ShiftModifier)
    assert screen(window).theme.name == before
    assert "Next theme" in page.row("article.favourite").said.text()


def test_one_command_or_all_go_back_to_their_keys(window, page):
    record(page, "article.favourite", Qt.Key.Key_D, "d")
    record(page, "article.archive", Qt.Key.Key_Less, "<")
    row = page.row("article.favourite")
    assert row.reset.isVisible()
    row.reset.click()
    assert row.keys == ("S", "Ctrl+D")
    assert not row.reset.isVisible()
    assert page.row("article.archive").keys == ("<",)
    page.reset_all()
    assert page.row("article.archive").keys == ("E",)
    assert screen(window).options.text("own_keys") == ""


def test_default_keys_somebody_took_are_refused_too(window, page):
    record(page, "article.favourite", Qt.Key.Key_D, "d")
    record(page, "theme.next", Qt.Key.Key_S, "s")
    row = page.row("article.favourite")
    row.reset.click()
    assert "Next theme" in row.said.text()
    assert row.keys == ("D", "Ctrl+D")


@pytest.mark.parametrize(
    ("layout", "key", "text", "scan", "name"),
    [
        ("qwerty", 0x62A, "ت", 44, "J"),
        ("azerty", 0x636, "ض", 24, "A"),
        ("azerty", ord("&"), "&", 10, "1"),
        ("azerty", ord("-"), "-", 15, "-"),
        ("qwerty", ord("D"), "d", 40, "D"),
        ("qwerty", 0x663, "٣", 12, "3"),
    ],
)
def test_a_key_is_kept_so_that_it_works_on_every_layout(layout, key, text, scan, name):
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, scan, 0, 0, text)
    assert name_of_press(KeyResolver(chosen=layout), event) == name


def test_a_key_recorded_on_the_arabic_layout_works_on_qwerty(window, page):
    record(page, "article.favourite", 0x64A, "ي", scan=40)
    assert page.row("article.favourite").keys[0] == "D"


def test_the_layout_is_chosen_live(window):
    on_screen = screen(window)
    on_screen.options.set("keyboard_layout", "azerty")
    assert on_screen.resolver.layout == "azerty"
    assert "AZERTY" in on_screen.overlays.layout_text()


def test_a_button_that_loses_the_focus_stops(window, page):
    button = page.row("article.favourite").buttons[0]
    assert isinstance(button, ShortcutRecorder)
    button.setFocus()
    button.click()
    page.row("article.archive").buttons[0].setFocus()
    assert not button.recording


@pytest.fixture
def arabic(filled, open_window, qtbot):
    """A window in Arabic with its Keyboard page."""
    made = open_window(reduce_motion=True, interface_language="ar")
    qtbot.waitUntil(made.isActiveWindow)
    return made


def shown_on(page, command):
    return [button.text().strip("\u2066\u2069") for button in page.row(command).buttons][:-1]


def page_of(window):
    screen(window).overlays.open_settings("keyboard")
    return screen(window).shortcuts_page


def test_in_an_arabic_interface_the_arrows_that_work_are_shown(arabic, qtbot):
    on_screen = screen(arabic)
    on_screen.cards.setFocus()
    on_screen.list_pane.select(on_screen.summaries[0].id)
    press(on_screen.cards, Qt.Key.Key_Left)
    qtbot.waitUntil(on_screen.view.hasFocus)
    page = page_of(arabic)
    assert shown_on(page, "list.enter") == ["L", "←"]
    assert shown_on(page, "list.leave") == ["H", "→"]
    assert spoken("Left") in page.row("list.enter").buttons[1].accessibleName()
    assert shown_on(page, "sentence.next") == ["L", "→"]  # the text on screen is French
    assert shown_on(page, "history.back")[0].endswith("→")
    shortcuts = [keys.toString() for keys in on_screen.actions["history.back"].shortcuts()]
    assert shortcuts == ["Alt+Right"]
    rows = help_rows(on_screen.keymap, IN_LIST, lambda _context, text: text)
    enter = next(row for row in rows if "list.enter" in row.commands)
    assert "Left" in enter.others


def test_an_arrow_recorded_in_an_arabic_interface_is_the_one_that_works(arabic, qtbot):
    page = page_of(arabic)
    record(page, "list.enter", Qt.Key.Key_Left, number=1)
    assert screen(arabic).keymap.keys_of("list.enter") == COMMANDS["list.enter"].keys
    record(page, "list.enter", Qt.Key.Key_Right, number=1)
    row = page.row("list.enter")
    assert row.said.isVisible() and "→" in row.said.text()  # it leads back
