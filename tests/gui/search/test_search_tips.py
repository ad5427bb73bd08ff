"""What a search understands, offered under the empty field, by real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reader.gui.search.search_filters import query_with, whole_query, without_place, without_tags
from reader.gui.widgets.fitting_label import FittingLabel
from reader.library.search.search_query import parse
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

KEY = Qt.Key


@pytest.fixture
def window(open_window, tmp_path):
    from reader.settings.paths import LibraryPaths

    fill_library(LibraryPaths(tmp_path / "library"))
    return open_window(reduce_motion=True)


def press(qtbot, window, what):
    qtbot.keyClick(window.focusWidget() or window, what)


def test_examples_are_offered_until_something_is_typed(window, qtbot):
    on_screen = screen(window)
    on_screen.active_cards.setFocus()
    press(qtbot, window, KEY.Key_Slash)
    tips, field = on_screen.search_tips, on_screen.search_field
    assert tips.isVisible() and field.hasFocus()
    assert window.rect().contains(tips.geometry())
    for example, chip in zip(tips.examples, tips.chips, strict=True):
        query = parse(example.text)
        assert not query.empty and not query.ignored, "each of them means something"
        assert chip.text() == example.text and chip.accessibleDescription() == example.meaning
        assert chip.width() >= chip.sizeHint().width(), "none is cut"

    qtbot.keyClicks(field, "a")
    assert not tips.isVisible()
    press(qtbot, window, KEY.Key_Backspace)
    assert tips.isVisible()

    # By arrows into the examples, and Enter puts one into the field, its word chosen.
    press(qtbot, window, KEY.Key_Down)
    press(qtbot, window, KEY.Key_Down)
    assert tips.chips[1].hasFocus() and tips.isVisible()
    press(qtbot, window, KEY.Key_Up)
    press(qtbot, window, KEY.Key_Up)
    assert field.hasFocus() and tips.isVisible()
    press(qtbot, window, KEY.Key_Down)
    press(qtbot, window, KEY.Key_Down)
    press(qtbot, window, KEY.Key_Return)
    assert field.text() == "water OR rain" and field.selectedText() == "rain" and field.hasFocus()
    assert not tips.isVisible()
    qtbot.keyClicks(field, "texte")
    qtbot.waitUntil(
        lambda: on_screen.result_list.query == "water OR texte" and on_screen.result_list.count > 1
    )

    # Esc leaves the search, and nothing lies over the window any more.
    press(qtbot, window, KEY.Key_Escape)
    assert not on_screen.list_pane.searching and not tips.isVisible()


def test_a_click_tries_an_example_and_a_small_window_shows_what_fits(window, qtbot):
    on_screen = screen(window)
    window.resize(560, 400)
    on_screen.active_cards.setFocus()
    press(qtbot, window, KEY.Key_Slash)
    tips = on_screen.search_tips
    qtbot.waitUntil(tips.isVisible)
    shown = [chip for chip in tips.chips if chip.isVisible()]
    assert shown and all(tips.rect().contains(chip.geometry()) for chip in shown)
    assert window.rect().contains(tips.geometry())
    qtbot.mouseClick(tips.chips[0], Qt.MouseButton.LeftButton)
    assert on_screen.search_field.text() == '"drinking water"' and on_screen.search_field.hasFocus()
    window.resize(1200, 800)


@pytest.mark.parametrize(
    ("kept", "words", "tags"),
    [
        ("eau tag:mer", "eau", ["mer"]),
        ("tag:mer OR tag:lac", "tag:mer OR tag:lac", []),
        ("eau OR tag:lac tag:lu", "eau OR tag:lac", ["lu"]),
        ("-tag:lu eau", "-tag:lu eau", []),
        ("eau or tag:lac", "eau or", ["lac"]),
    ],
)
def test_a_kept_search_gives_back_its_tags_but_no_alternatives(kept, words, tags):
    assert without_tags(kept) == (words, tags)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("eau", "eau"),
        ('"eau pot', '"eau pot'),
        ("OR eau", "eau"),
        ("eau OR", "eau "),
        (" OR OR eau OR OR ", "eau "),
        ("mer OR lac", "mer OR lac"),
        ("ORDRE MOR", "ORDRE MOR"),
        ("OR", ""),
    ],
)
def test_a_chosen_tag_must_be_there_whatever_is_typed(typed, words):
    assert query_with(typed, ["lu"]) == f"tag:lu {words}"
    whole = whole_query(typed, "notes", ["lu", "à voir"])
    assert whole == f'tag:lu tag:"à voir" in:notes {words}'.strip()
    rest, place = without_place(whole)
    assert (place, *without_tags(rest)) == ("notes", words.strip(), ["lu", "à voir"])
    assert query_with(typed, []) == typed


def test_a_line_says_less_where_it_has_less_room(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    label = FittingLabel("muted", parent)
    parent.show()
    label.set_texts("6 articles · 38 occurrences", "6 articles", "6")
    wide = label.sizeHint().width()
    for width, text in ((wide, "6 articles · 38 occurrences"), (wide - 10, "6 articles"), (1, "6")):
        label.resize(width, 20)
        assert label.text() == text and label.accessibleName() == "6 articles · 38 occurrences"
    assert label.minimumSizeHint().width() < wide


def test_the_examples_keep_to_a_window_that_was_away(window, qtbot):
    """Hidden in the tray with them open, it came back with examples that stood still."""
    on_screen = screen(window)
    on_screen.active_cards.setFocus()
    press(qtbot, window, KEY.Key_Slash)
    tips = on_screen.search_tips
    window.hide()
    qtbot.settle(window)
    window.show()
    window.resize(420, 480)
    qtbot.settle(window)
    assert tips.isVisible() and window.rect().contains(tips.geometry())
