"""Dialogs by keyboard: Enter presses the button with the focus, a ring shows it, what cannot act is off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from reader.gui.library_dialog import LibraryDialog
from reader.gui.settings.page_list import PageList
from reader.gui.settings.shortcuts_page import ShortcutsPage
from reader.gui.theme.focus_ring import FocusRing
from reader.gui.widgets.basics import IconButton, push_button
from reader.gui.widgets.check_box import CheckBox
from tests.gui.support.screen import screen


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("make", [push_button, lambda: IconButton("x")])
def test_the_focused_button_is_pressed(qtbot, make, key):
    button, pressed = make(), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    qtbot.keyClick(button, key)
    assert pressed == [1]


@pytest.mark.parametrize(
    "make", [push_button, lambda: push_button("flat"), lambda: IconButton("x"), lambda: CheckBox("x")]
)
def test_the_ring_alone_marks_the_focus(qtbot, make):
    window, control = QWidget(), make()
    control.setText("Name")
    other = push_button()
    row = QHBoxLayout(window)
    row.addWidget(other)
    row.addWidget(control)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(other.hasFocus)
    before = control.grab().toImage()
    qtbot.keyClick(other, Qt.Key.Key_Tab)
    qtbot.waitUntil(control.hasFocus)
    assert control.grab().toImage() == before, "Qt paints a mark of its own"


@pytest.fixture
def window(open_window):
    return open_window()


def opened(window, qtbot, command="article.add"):
    assert screen(window).actions.run(command)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
    (dialog,) = [d for d in window.findChildren(QDialog) if d.isVisible()]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def ring_of(dialog):
    rings = [ring for ring in dialog.findChildren(FocusRing) if ring.isVisible()]
    return rings[0].widget() if rings else None


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_a_ring_follows_the_focus_in_a_dialog(window, qtbot, theme):
    screen(window).options.set("theme", theme)
    dialog = opened(window, qtbot)
    field = dialog.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    qtbot.waitUntil(lambda: ring_of(dialog) is field)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    now = QApplication.focusWidget()
    assert isinstance(now, QPushButton) and ring_of(dialog) is now
    assert not screen(window).focus_ring.isVisible()
    dialog.close()
    qtbot.waitUntil(lambda: not window.findChildren(QDialog) or not dialog.isVisible())


def test_enter_presses_the_button_that_has_the_focus(window, qtbot):
    dialog = opened(window, qtbot, "storage.open")
    close = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close")
    close.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring_of(dialog) is close)
    qtbot.keyClick(close, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())


def test_a_field_of_several_lines_has_a_ring_the_text_of_an_article_none(window, qtbot):
    on_screen = screen(window)
    field = QPlainTextEdit(window)
    field.show()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.hasFocus)
    assert on_screen.focus_ring.widget() is field
    on_screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert on_screen.focus_ring.widget() is not on_screen.view


def test_each_stop_on_a_page_that_scrolls_has_a_ring(open_window, qtbot):
    window = open_window(size=(1280, 800))
    on_screen = screen(window)
    on_screen.actions.run("settings.open")
    nav = window.findChild(PageList)
    qtbot.waitUntil(nav.isVisible)
    qtbot.settle(window)
    nav.setCurrentRow(nav.count() - 1)  # the keys, whose rows are made step by step
    qtbot.waitUntil(lambda: window.findChild(ShortcutsPage) is not None)
    page = window.findChild(ShortcutsPage)
    qtbot.waitUntil(lambda: not page._slices.isActive())
    qtbot.settle(window)
    nav.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.settle(window)
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.settle(window)
        now = QApplication.focusWidget()
        qtbot.waitUntil(
            lambda now=now: on_screen.focus_ring.isVisible() and on_screen.focus_ring.widget() is now
        )


def test_the_glossary_offers_only_what_there_is_something_for(window, qtbot):
    dialog = opened(window, qtbot, "glossary.open")
    buttons = {b.text(): b for b in dialog.findChildren(QPushButton)}
    qtbot.waitUntil(lambda: "No term" in dialog.status.text())
    assert not buttons["Delete"].isEnabled() and not buttons["Export…"].isEnabled()
    dialog.term.setText("Interpol")
    qtbot.keyClick(dialog.term, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert buttons["Export…"].isEnabled() and not buttons["Delete"].isEnabled()
    dialog.table.selectRow(0)
    assert buttons["Delete"].isEnabled()
    qtbot.mouseClick(buttons["Delete"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 0)
    assert not buttons["Delete"].isEnabled() and not buttons["Export…"].isEnabled()
    dialog.close()


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_tab_goes_along_a_row_as_it_is_read(open_window, qtbot, ui):
    """Whatever was made first, and from the right in Arabic."""
    window = open_window(interface_language=ui)
    dialog = LibraryDialog(screen(window).context, "Rows", "")
    last, middle, first, below = (push_button() for _ in range(4))
    for number, button in enumerate((first, middle, last, below)):
        button.setText(str(number))
    row = QWidget()
    line = QHBoxLayout(row)
    for button in (last, middle, first):
        line.insertWidget(0, button)
    dialog.add(row)
    dialog.add_row("Two", "", ("", ""), below)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    for after in (middle, last, below, dialog.close_button):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is after, after.text()
    dialog.close()


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_a_rows_last_button_has_room_for_its_ring(open_window, qtbot, ui):
    """The scroll area cuts what stands at its edge, in Arabic at its left one."""
    window = open_window(interface_language=ui)
    dialog, button = LibraryDialog(screen(window).context, "Rows", ""), push_button()
    button.setText("1")
    dialog.add_row("One", "", ("", ""), button)
    dialog.show()
    body = dialog.rows.parentWidget()
    qtbot.waitUntil(lambda: button.isVisible() and button.width() > 0)
    place = button.mapTo(body, button.rect().topLeft()).x()
    assert (place if ui == "ar" else body.width() - place - button.width()) == 8
