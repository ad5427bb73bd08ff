"""The window through Qt's accessibility tree: names, roles, values; no control without a name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.gui.support.screen import screen

ACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.Slider,
    QAccessible.Role.SpinBox,
    QAccessible.Role.ProgressBar,
}


def shown(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below an interface that can be seen."""
    for number in range(top.childCount()):
        child = top.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield child
            yield from shown(child)


def parts(window) -> list[QAccessibleInterface]:
    return list(shown(QAccessible.queryAccessibleInterface(window)))


def name(part: QAccessibleInterface) -> str:
    return part.text(QAccessible.Text.Name).strip()


def named(window, text: str) -> QAccessibleInterface:
    return next(part for part in parts(window) if name(part) == text)


@pytest.mark.parametrize("ui", ["en", "fr", "ar"])
@pytest.mark.parametrize("size", [(1440, 900), (500, 700)])
def test_nothing_that_can_be_used_is_without_a_name(open_reading, ui, size):
    window = open_reading(interface_language=ui, size=size)
    for keys in ("", "r", "/"):
        for key in keys:
            QTest.keyClick(window.focusWidget() or window, key)
        nameless = [
            (part.role(), part.object())
            for part in parts(window)
            if not name(part) and part.role() in ACTIVE and part.state().focusable
        ]
        assert nameless == []


def test_regions_roles_states_and_values(open_reading):
    window = open_reading()
    on_screen = screen(window)
    for region in ("Library", "List of articles", "Article"):
        assert named(window, region).isValid()
    assert named(window, "Library views").role() is QAccessible.Role.List
    favourite = named(window, "Favourite")
    assert favourite.state().checkable and not favourite.state().checked
    assert favourite.text(QAccessible.Text.Description) == "S"
    assert named(window, "Text size 3").state().checked
    assert not named(window, "Text size 4").state().checked
    assert named(window, "Reading progress").role() is QAccessible.Role.ProgressBar
    on_screen.view.lay_out_all()
    on_screen.view.verticalScrollBar().setValue(on_screen.view.verticalScrollBar().maximum())
    title = named(window, "Autre article 1")
    assert title.role() is QAccessible.Role.Button
    assert named(window, "Archive and next").role() is QAccessible.Role.Button


def test_a_choice_of_one_is_radio_buttons_that_arrows_move(open_reading):
    window = open_reading()
    bar = screen(window).toolbar
    for segment in (bar.languages, bar.views, bar.sizes):
        cells = [QAccessible.queryAccessibleInterface(segment.button(key)) for key in segment.keys]
        assert {cell.role() for cell in cells} == {QAccessible.Role.RadioButton}
        assert [cell.state().checked for cell in cells].count(True) == 1
    bar.sizes.button("3").setFocus()
    QTest.keyClick(bar.sizes.button("3"), Qt.Key.Key_Right)
    assert named(window, "Text size 4").state().checked
    assert not named(window, "Text size 3").state().checked
    assert named(window, "Text size 4").state().focused
    assert named(window, "Favourite").role() is QAccessible.Role.CheckBox


@pytest.mark.parametrize(("ui", "words"), [("en", "French"), ("fr", "français"), ("ar", "الفرنسية")])
def test_a_card_names_its_language_in_the_words_of_the_interface(open_reading, ui, words):
    window = open_reading(interface_language=ui)
    cards = [part for part in parts(window) if part.role() is QAccessible.Role.ListItem]
    card = next(name(part) for part in cards if "Interpol" in name(part))
    assert words in card
    if ui != "fr":
        assert "rançais" not in card


def test_f6_goes_through_sidebar_list_text_and_notes_and_back(open_reading):
    window = open_reading(size=(1700, 900))
    on_screen = screen(window)
    QTest.keyClick(on_screen.view, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    panel = on_screen.notes_panel
    assert panel.isVisible()
    on_screen.sidebar_rows.setFocus()

    def go(modifier):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, modifier)
        focus = window.focusWidget()
        if panel.isAncestorOf(focus):
            return "notes"
        places = {"rail": on_screen.sidebar, "list": on_screen.list_pane, "text": on_screen.reading_pane}
        return next(place for place, pane in places.items() if pane.isAncestorOf(focus))

    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    assert [go(none) for _ in range(4)] == ["list", "text", "notes", "rail"]
    assert [go(shift) for _ in range(4)] == ["notes", "text", "list", "rail"]


def test_the_text_can_be_read_and_its_headings_are_headings(open_reading):
    window = open_reading()
    article = next(part for part in parts(window) if part.object() is screen(window).view)
    assert "French" in name(article)
    text = article.textInterface()
    assert text is not None and text.characterCount() > 500
    assert "Marrakech" in text.text(0, 300)
    levels = set()
    block = screen(window).view.document().begin()
    while block.isValid():
        levels.add(block.blockFormat().headingLevel())
        block = block.next()
    assert {0, 1, 2} <= levels


PLACES = (
    "window",
    "reading mode",
    "notes",
    "palette.open",
    "help.open",
    "find.open",
    "settings.open",
    "article.add",
    "article.tags",
    "models.open",
    "storage.open",
    "glossary.open",
)


@pytest.mark.parametrize("ui", ["en", "ar"])
@pytest.mark.parametrize("place", PLACES)
def test_every_stop_of_tab_has_a_name(open_reading, qapp, qtbot, place, ui):
    """Also what is neither button nor field, such as a list that only scrolls."""
    window = open_reading(interface_language=ui)
    on_screen = screen(window)
    before = window.focusWidget()
    if place == "reading mode":
        on_screen.reading_mode.enter()
    elif place == "notes":
        on_screen.actions["notes.panel"].trigger()
    elif place != "window":
        on_screen.actions[place].trigger()
        qtbot.waitUntil(lambda: qapp.focusWidget() not in (before, None))
    first, nameless = qapp.focusWidget() or window.focusWidget(), []
    for _ in range(60):
        stop = qapp.focusWidget() or window.focusWidget()
        if not name(QAccessible.queryAccessibleInterface(stop)):
            nameless.append(stop)
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        if (qapp.focusWidget() or window.focusWidget()) is first:
            break
    for dialog in window.findChildren(QDialog):
        dialog.close()
    assert nameless == []
