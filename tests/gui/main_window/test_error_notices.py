"""A failure of what was just asked for is told at the window's foot, and reading goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from reader.core.errors import ReaderError
from reader.gui.background.save_entry import SaveState
from reader.settings import installation
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save

Key = Qt.Key


@pytest.fixture
def window(open_window, tmp_path, qtbot):
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    made = open_window(reduce_motion=True)
    screen(made).open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: screen(made).article_id == article and screen(made).rendered.whole)
    return made


def paste(window, text):
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(window.focusWidget(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def button(notice, text):
    return next(b for b in notice.findChildren(QPushButton) if b.text() == text and not b.isHidden())


def test_a_failure_takes_no_key_and_is_closed_by_one(window, qtbot):
    on_screen = screen(window)
    paste(window, "no link at all")
    (notice,) = on_screen.error_notices
    assert notice.isVisible() and on_screen.view.hasFocus()
    assert not window.findChildren(QMessageBox) and QApplication.activeModalWidget() is None
    place = notice.parentWidget().geometry()
    assert window.rect().contains(place) and place.width() <= 460

    before = on_screen.cursor.stop
    QTest.keyClick(on_screen.view, Key.Key_J)
    assert on_screen.cursor.stop != before, "reading goes on"
    paste(window, "no link at all")
    assert len(on_screen.error_notices) == 1, "the same is told once"

    QTest.keyClick(on_screen.view, Key.Key_Escape)
    assert on_screen.error_notices == [] and on_screen.view.hasFocus()


def test_the_same_failure_again_is_on_screen_again(window, qtbot):
    """What took the place of the only one stayed hidden: the second star that could not be stored went out
    without a word."""
    on_screen = screen(window)
    for _ in range(3):
        on_screen.notices.error(ReaderError("library-busy"))
        qtbot.settle(window)
        (notice,) = on_screen.error_notices
        assert notice.isVisible() and notice.height() <= notice.parentWidget().height()


def test_at_most_three_stand_there_with_their_details_at_every_size(window, qtbot):
    on_screen = screen(window)
    kinds = ("library-damaged", "not-a-link", "disk-full", "worker-failed")
    for kind in kinds:
        on_screen.notices.error(ReaderError(kind, "the cause", file="a", text="b", needed="1", free="2"))
    qtbot.waitUntil(lambda: len(on_screen.error_notices) == 3)
    assert [notice.error.kind for notice in on_screen.error_notices] == list(kinds[1:])
    for code, size in (("en", (480, 700)), ("ar", (1280, 800)), ("fr", (480, 700))):
        on_screen.options.set("interface_language", code)
        window.resize(*size)
        newest = on_screen.error_notices[-1]
        stack = newest.parentWidget()
        qtbot.settle(window)
        assert window.rect().contains(stack.geometry())
        for label in (part for each in on_screen.error_notices for part in each.findChildren(QLabel)):
            if label.text() and not label.isHidden():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
        for part in newest.findChildren(QPushButton):
            assert part.isHidden() or part.width() >= part.minimumSizeHint().width()
    on_screen.options.set("interface_language", "en")
    qtbot.settle(window)
    newest = on_screen.error_notices[-1]
    button(newest, "Show details").click()
    (box,) = window.findChildren(QMessageBox)
    assert box.detailedText() == "the cause"
    box.close()
    closing = button(newest, "Close")
    closing.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(closing, Key.Key_Space)
    assert len(on_screen.error_notices) == 2 and on_screen.view.hasFocus()


def test_a_failure_is_told_over_the_guide_that_lies_over_the_window(window, qtbot):
    on_screen = screen(window)
    on_screen.actions["guide.open"].trigger()
    qtbot.waitUntil(on_screen.guide.isActiveWindow)
    on_screen.notices.error(ReaderError("not-a-link", "the cause", text="a"))
    (box,) = window.findChildren(QMessageBox)
    assert box.isVisible() and on_screen.error_notices == []
    box.close()
    on_screen.guide.close()


def test_a_box_with_details_has_the_room_that_one_without_has(window, qtbot):
    """Qt makes the layout anew for the details, and the focus ring of a button touched what is beside it."""
    rooms = set()
    for detail in ("", "the cause"):
        screen(window).notices._show_whole(ReaderError("library-busy", detail))
        (box,) = window.findChildren(QMessageBox)
        assert box.detailedText() == detail
        rooms.add((box.layout().contentsMargins().left(), box.layout().spacing()))
        box.close()
        qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    assert len(rooms) == 1


def test_the_icon_of_an_open_box_takes_the_colour_of_another_theme(window, qtbot):
    on = screen(window)
    on.notices.ask("Empty the Trash?", "", "Empty", lambda: None)
    (box,) = window.findChildren(QMessageBox)
    drawn = {}
    for name in ("light", "dark"):
        on.options.set("theme", name)
        qtbot.waitUntil(lambda name=name: on.theme.name == name)
        image = box.iconPixmap().toImage()
        middle = [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]
        drawn[name] = max(middle, key=lambda color: color.alpha()).name()
        assert drawn[name] == on.theme.color("accent").name()
    box.reject()
    assert drawn["light"] != drawn["dark"]


def test_an_outcome_is_told_there_too_and_a_long_one_in_short(window, qtbot):
    on_screen = screen(window)
    on_screen.notices.tell("Written to a.epub", "\n".join(f"without text: {n}" for n in range(9)))
    (notice,) = on_screen.error_notices
    assert on_screen.view.hasFocus() and QApplication.activeModalWidget() is None
    assert "without text: 2" in notice.accessibleName() and "text: 3" not in notice.accessibleName()
    button(notice, "Show all").click()
    (box,) = window.findChildren(QMessageBox)
    assert "without text: 8" in box.informativeText()
    box.close()
    QTest.keyClick(on_screen.view, Key.Key_Escape)
    assert on_screen.error_notices == []

    on_screen.notices.tell("Nothing is highlighted or noted here.")
    (notice,) = on_screen.error_notices
    shown = [part.text() for part in notice.findChildren(QPushButton) if not part.isHidden()]
    assert shown == ["Close"]


def test_no_outcome_is_lost_to_another_of_its_heading_or_to_a_failure(window, qtbot):
    on_screen = screen(window)
    for left_out in ("one", "two", "two"):
        on_screen.notices.tell("Written to a.epub", f"without text: {left_out}")
    said = [notice.accessibleName() for notice in on_screen.error_notices]
    assert len(said) == 2 and "text: one" in said[0] and "text: two" in said[1], "the same is told once"
    for kind in ("library-damaged", "not-a-link"):
        on_screen.notices.error(ReaderError(kind, "the cause", file="a", text="b"))
    said = [notice.accessibleName() for notice in on_screen.error_notices]
    assert len(said) == 3 and "text: one" in said[0] and "text: two" in said[1]
    assert on_screen.error_notices[-1].error.kind == "not-a-link", "the newest is told"
    on_screen.notices.tell("Written to a.epub", "without text: three")
    on_screen.notices.tell("Written to a.epub", "without text: four")
    said = [notice.accessibleName() for notice in on_screen.error_notices]
    assert [name.rpartition(" ")[2].strip(".") for name in said] == ["two", "three", "four"]


def test_an_update_is_told_once_when_the_reader_comes_back(window, qtbot, monkeypatch, tmp_path):
    file = tmp_path / "program"
    file.write_text("1")
    monkeypatch.setattr(installation, "OWN", installation.Installation(file))

    def leave_and_come_back():
        other = QWidget()
        qtbot.addWidget(other)
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
        other.close()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, other))

    leave_and_come_back()
    assert not window.findChildren(QMessageBox)
    file.write_text("of another version")
    leave_and_come_back()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (box,) = window.findChildren(QMessageBox)
    assert box.text() == "Liseuse was updated while it was open."
    assert "start it again" in box.informativeText()
    with qtbot.waitSignal(box.finished):
        box.close()
    leave_and_come_back()
    qtbot.settle(window)
    assert not [shown for shown in window.findChildren(QMessageBox) if shown is not box]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("width", "reads"), [(560, False), (560, True), (1280, True)])
def test_what_stands_at_the_foot_is_not_covered(open_window, tmp_path, qtbot, language, width, reads):
    """The line that the library can only be read, the tray, the strip about the translation."""
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    window = open_window(reduce_motion=True, interface_language=language, size=(width, 800))
    on_screen = screen(window)
    on_screen.notices.error(ReaderError("library-busy"))
    (notice,) = on_screen.error_notices
    if reads:
        on_screen.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id == article and on_screen.rendered.whole)
        on_screen.pane_translation.started("en", 3)
        on_screen.reading_pane.choose_language("en")
    on_screen.panes._tell_state("lock", "For reading only")
    show_save(on_screen.save_tray, "https://www.example.org/a", state=SaveState.RUNNING, step="extracting")
    qtbot.settle(window, pauses=1000)
    parts = [on_screen.save_tray, on_screen.narrow_status, on_screen.banner]
    shown = [part for part in parts if part.isVisible()]
    assert on_screen.save_tray in shown and (on_screen.narrow_status in shown) == (width == 560)
    assert (on_screen.banner in shown) == reads
    for at in (notice, on_screen.key_hint):
        on_screen.key_hint.show_text("G…")
        place = at.rect().translated(at.mapTo(window, QPoint(0, 0)))
        assert window.rect().contains(place)
        for part in shown:
            assert not place.intersects(part.rect().translated(part.mapTo(window, QPoint(0, 0)))), part
