"""What a screen reader is told after a key that moves no focus: each change is said once, in words."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from reader.core.errors import ReaderError
from reader.gui.widgets.basics import IconButton
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.reading_samples import translation
from tests.gui.support.screen import screen
from tests.gui.support.translated_pane import shown_in

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def heard(tmp_path, open_window, qtbot, monkeypatch):
    """The window, wide enough for two columns, with a translated article, and what is said from now on."""
    ids = fill_library(LibraryPaths(tmp_path / "library"))

    def open_one(**chosen):
        window = open_window(**{"reduce_motion": True, **chosen})
        on_screen = screen(window)
        on_screen.open_article(ids[0], with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
        on_screen.pane_translation.done("en", translation(on_screen.opened_article, "en"))
        said = []
        monkeypatch.setattr(
            on_screen.notices,
            "announce",
            lambda text, assertive=False: said.append((re.sub("[\u2066-\u2069]", "", text), assertive)),
        )
        return window, said

    return open_one


def press(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, what, modifier)


@pytest.mark.parametrize(
    ("ui", "presses", "expected"),
    [
        ("en", ["5"], ["Text size 5"]),
        ("en", ["+"], ["Text size 4"]),
        ("en", ["T"], ["Translation, English"]),
        ("en", ["T", "O"], ["Translation, English", "Original, French"]),
        ("en", ["T", "I"], ["Translation, English", "Interleaved, English"]),
        ("en", ["B"], ["Side by side, French, English"]),
        ("en", ["shift+D"], ["Sepia"]),
        ("en", ["R", "R"], ["Reading mode", "Reading mode left"]),
        ("en", ["S", "S"], ["Added to favourites", "Removed from favourites"]),
        ("en", ["U"], ["Marked as read"]),
        ("en", ["S", "ctrl+Z"], ["Added to favourites", "Undone"]),
        ("en", ["S", "ctrl+Z", "ctrl+shift+Z"], ["Added to favourites", "Undone", "Done again"]),
        ("fr", ["T", "5", "U"], ["Traduction, anglais", "Taille du texte 5", "Marqué comme lu"]),
        ("ar", ["T", "5"], ["الترجمة، الإنجليزية", "حجم النص 5"]),
    ],
)
def test_each_key_says_what_it_did(heard, ui, presses, expected):
    window, said = heard(interface_language=ui, theme="light", size=(1900, 900))
    for name in presses:
        *held, letter = name.split("+") if name != "+" else ["+"]
        modifier = Qt.KeyboardModifier.NoModifier
        for word in held:
            modifier |= SHIFT if word == "shift" else CTRL
        press(window, Qt.Key.Key_Plus if letter == "+" else getattr(Qt.Key, f"Key_{letter}"), modifier)
    assert said == [(text, False) for text in expected]


def test_another_article_under_the_focus_is_told_by_its_title(heard, qtbot):
    """And is no change of language; from the list its row was heard, and the text's name comes with focus."""
    window, said = heard()
    press(window, Qt.Key.Key_T)
    press(window, Qt.Key.Key_O)  # else the next one would be translated too
    said.clear()
    first = screen(window).article_id
    press(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: screen(window).article_id not in (0, first))
    qtbot.settle(window)
    title = screen(window).article_document.title
    assert said == [(f"{title}, French", False)]
    said.clear()
    press(window, Qt.Key.Key_Escape)
    assert not screen(window).view.hasFocus()
    press(window, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: screen(window).article_id == first)
    qtbot.settle(window)
    assert said == []


def test_the_text_keeps_its_name_while_the_reader_is_in_it(heard, qtbot):
    """A screen reader reads all of what has the focus again when it hears that it has another name."""
    window, _ = heard()
    view = screen(window).view
    named = re.sub("[\u2066-\u2069]", "", view.accessibleName())
    press(window, Qt.Key.Key_T)
    assert (
        view.hasFocus() and re.sub("[\u2066-\u2069]", "", view.accessibleName()) == named == "Article, French"
    )
    press(window, Qt.Key.Key_Escape)
    assert not view.hasFocus()
    assert re.sub("[\u2066-\u2069]", "", view.accessibleName()) == "Article, English"


def test_a_button_with_an_icon_says_its_name_once(heard):
    """Qt gives a screen reader the tooltip, name and key, for the description that is missing."""
    window, _ = heard(size=(1500, 900))
    found = {
        button.accessibleName(): QAccessible.queryAccessibleInterface(button).text(
            QAccessible.Text.Description
        )
        for button in window.findChildren(IconButton)
        if button.isVisible() and button.accessibleName()
    }
    assert found["Menu"] == "F10" and found["Settings"] == "Ctrl+,"
    twice = {name: more for name, more in found.items() if more != name and more.startswith(name)}
    assert not twice


def test_a_failed_translation_interrupts_and_a_stopped_one_does_not(heard):
    window, said = heard()
    pane = screen(window).reading_pane
    shown_in(pane).started("ar", 11)
    shown_in(pane).cancelled("ar", 3, 11)
    shown_in(pane).started("ar", 11)
    shown_in(pane).failed("ar", ReaderError("translation-failed"))
    texts = [text for text, _ in said]
    assert texts[1] == "Stopped after 3 of 11. What is done is kept."
    assert texts[-1] == "The translation stopped. What is done is kept. Try again to go on."
    assert [assertive for _, assertive in said] == [False, False, False, True]


def test_nothing_remembered_is_said_when_the_window_opens(open_window, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(
        "reader.gui.dialogs.notices.Notices.announce", lambda _self, text, **_: said.append(text)
    )
    qtbot.settle(open_window(text_size=5, theme="dark", interface_language="fr"))
    assert said == []
