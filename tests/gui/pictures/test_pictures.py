"""The picture viewer: opened by pointer and key, zoom, pan, next, save, copy, and back to the text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reader.core.messages import plain
from reader.gui.background.picture_loader import decode, whole_picture
from reader.gui.cards.thumbnails import read_thumbnail
from reader.gui.pictures.picture_canvas import PictureCanvas
from reader.gui.pictures.picture_list import pictures_of
from reader.gui.reading.article_content import ArticleContent
from reader.settings.paths import LibraryPaths
from tests.gui.support.all_kinds import every_kind, store
from tests.gui.support.reading_samples import lebrief
from tests.gui.support.screen import screen

COLORS = {1: "#33aa77", 2: "#aa6633", 3: "#336699"}


@pytest.fixture
def window(tmp_path, open_window, qtbot):
    first = store(LibraryPaths(tmp_path / "library"), tmp_path, "fr", "ar")[0]
    made = open_window(reduce_motion=True)
    show(made, qtbot, first)
    return made


def number(viewer) -> str:
    return plain(viewer.count.text())


def show(window, qtbot, article_id):
    screen(window).open_article(article_id, with_focus=True)
    qtbot.waitUntil(lambda: screen(window).article_id == article_id)


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def shown(window, qtbot, wanted):
    """Wait until the picture of a number fills the viewer."""
    viewer = screen(window).picture_viewer

    def fills():
        picture = viewer.canvas.picture
        return not picture.isNull() and picture.pixelColor(picture.rect().center()).name() == COLORS[wanted]

    qtbot.waitUntil(fills)
    return viewer


def open_by_key(window, qtbot):
    press(window, Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    return shown(window, qtbot, 1)


def test_the_pictures_of_an_article_in_order_with_their_words(tmp_path):
    found = pictures_of(ArticleContent(every_kind(tmp_path)))
    assert [p.digest for p in found] == ["aa", "bb", "cc"]
    assert [p.unit for p in found] == ["caption", "figure-bb", "figure-cc"]
    assert [p.words for p in found] == ["La salle du conseil, à Rabat"] * 2 + ["Une salle"]
    assert [p.credit for p in found] == ["", "Agence X", "Agence X"]
    assert [p.name for p in found] == ["aa", "bb", "cc"]


def test_captions_are_in_the_language_being_read(tmp_path):
    from tests.gui.support.reading_samples import translation

    opened = lebrief()
    opened.translations["ar"] = translation(opened, "ar")
    picture = pictures_of(ArticleContent(opened), "ar")[0]
    assert picture.caption == opened.translations["ar"].caption.sentences[0].target
    assert picture.direction.value == "rtl"


def test_a_picture_that_is_not_there_cannot_be_shown(tmp_path):
    opened = every_kind(tmp_path)
    opened.picture_paths.pop("bb")
    assert [p.digest for p in pictures_of(ArticleContent(opened))] == ["aa", "cc"]


def test_a_click_on_a_picture_opens_it_over_the_window(window, qtbot):
    view = screen(window).view
    spot = next(
        QPoint(view.viewport().width() // 2, y)
        for y in range(0, view.viewport().height(), 8)
        if view.picture_at(QPoint(view.viewport().width() // 2, y))
    ) + QPoint(0, 30)
    QTest.mouseMove(view.viewport(), spot)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    viewer = shown(window, qtbot, 1)
    assert viewer.panel.geometry() == window.rect()
    assert number(viewer) == "1 of 3"
    assert "La salle du conseil" in viewer.caption.text()
    assert viewer.canvas.accessibleName() == "La salle du conseil, à Rabat"
    assert all(button.accessibleName() for button in viewer.buttons.values())


def test_everything_by_keyboard(window, qtbot):
    on_screen = screen(window)
    viewer = open_by_key(window, qtbot)
    press(window, Qt.Key.Key_Right)
    shown(window, qtbot, 2)
    assert viewer.caption.text() == "La salle du conseil, à Rabat\nAgence X"
    press(window, Qt.Key.Key_N)
    shown(window, qtbot, 3)
    press(window, Qt.Key.Key_Right)
    assert number(viewer) == "3 of 3", "it stops at the end"
    press(window, Qt.Key.Key_Home)
    shown(window, qtbot, 1)
    press(window, Qt.Key.Key_Left)
    assert number(viewer) == "1 of 3"
    press(window, Qt.Key.Key_Escape)
    assert on_screen.picture_viewer is None
    assert window.focusWidget() is on_screen.view
    assert on_screen.article_id, "the article is still open"


def test_keys_of_the_text_do_nothing_behind_it(window, qtbot):
    on_screen = screen(window)
    open_by_key(window, qtbot)
    size, place = on_screen.reading_pane.text_size, on_screen.sentence_stop
    for key in (Qt.Key.Key_5, Qt.Key.Key_E, Qt.Key.Key_S, Qt.Key.Key_O):
        press(window, key)
    assert (on_screen.reading_pane.text_size, on_screen.sentence_stop) == (size, place)
    press(window, Qt.Key.Key_Q)
    assert on_screen.picture_viewer is None


def test_zoom_and_pan(window, qtbot):
    viewer = open_by_key(window, qtbot)
    press(window, Qt.Key.Key_Right)
    shown(window, qtbot, 2)
    canvas = viewer.canvas
    assert canvas.fits and canvas.area().width() <= canvas.width()
    fitted = canvas.scale
    for _ in range(4):
        press(window, Qt.Key.Key_Plus)
    assert canvas.scale == pytest.approx(fitted * 1.25**4)
    assert viewer.zoom.text() == f"{round(canvas.scale * 100)}\u00a0%"
    before = canvas.area()
    press(window, Qt.Key.Key_Right)
    assert number(viewer) == "2 of 3", "arrows move a zoomed picture"
    assert canvas.area().left() < before.left()
    for _ in range(40):
        press(window, Qt.Key.Key_Down)
    assert canvas.area().bottom() >= canvas.height() - 1, "never past its edge"
    press(window, Qt.Key.Key_0)
    assert canvas.fits
    press(window, Qt.Key.Key_1)
    assert canvas.scale == pytest.approx(1.0)
    press(window, Qt.Key.Key_PageDown)
    assert shown(window, qtbot, 3).canvas.fits


def test_in_arabic_left_goes_on(window, qtbot):
    show(window, qtbot, next(s.id for s in screen(window).summaries if s.language == "ar"))
    viewer = open_by_key(window, qtbot)
    press(window, Qt.Key.Key_Left)
    assert number(viewer) == "2 of 3"
    assert viewer.caption.alignment() & Qt.AlignmentFlag.AlignRight
    viewer._pictures[1] = replace(viewer.current, caption="MAP : صورة من الرباط", credit="PAT")
    viewer._show(1)
    kinds = map(unicodedata.bidirectional, viewer.caption.text())
    assert next(kind for kind in kinds if kind in ("L", "R", "AL")) != "L", (
        "else all of it begins at the left"
    )
    press(window, Qt.Key.Key_Right)
    assert number(viewer) == "1 of 3"


def test_enter_on_a_caption_opens_its_picture(window, qtbot):
    place = screen(window).cursor
    place.go_to(next(n for n, stop in enumerate(place.stops) if stop.unit == "figure-bb"))
    press(window, Qt.Key.Key_Return)
    shown(window, qtbot, 2)


def test_the_next_picture_below_is_the_nearest(window, qtbot):
    place = screen(window).cursor
    place.go_to(next(n for n, stop in enumerate(place.stops) if stop.unit == "quote"))
    press(window, Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    shown(window, qtbot, 3)


def asked_where(window, qtbot) -> QFileDialog:
    """The dialog that asks where a file goes."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    (dialog,) = window.findChildren(QFileDialog)
    return dialog


def test_copy_and_save(window, qtbot, tmp_path, monkeypatch):
    on_screen = screen(window)
    open_by_key(window, qtbot)
    press(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().image()
    assert (copied.width(), copied.height()) == (600, 300)
    goal = tmp_path / "saved.png"
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = asked_where(window, qtbot)
    assert dialog.selectedFiles()[0].endswith("aa.png")
    dialog.fileSelected.emit(str(goal))
    dialog.close()
    qtbot.waitUntil(goal.exists)
    qtbot.waitUntil(lambda: QImage(str(goal)).width() == 600)
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    failures = []
    monkeypatch.setattr(on_screen.notices, "error", failures.append)
    on_screen.pictures.save(on_screen.pictures.pictures()[0])
    dialog = asked_where(window, qtbot)
    dialog.fileSelected.emit(str(tmp_path / "no" / "x.png"))
    dialog.close()
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].kind == "read-only"


def test_an_article_without_pictures_says_so(window, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(screen(window).notices, "announce", said.append)
    monkeypatch.setattr(type(screen(window).pictures), "pictures", lambda self: [])
    press(window, Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    assert said == ["This article has no pictures"]


def test_it_follows_the_window_and_the_theme(window, qtbot):
    viewer = open_by_key(window, qtbot)
    window.resize(700, 600)
    qtbot.waitUntil(lambda: viewer.panel.geometry() == window.rect())
    screen(window).options.theme("contrast")
    assert viewer.canvas.back == QColor("#000000")


def test_the_wheel_keeps_what_is_under_the_pointer(qtbot):
    canvas = PictureCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show_picture(QImage(1600, 1200, QImage.Format.Format_RGB32))
    spot = QPointF(100, 80)
    under = canvas._in_picture(spot)
    canvas.zoom_by(3, spot)
    assert canvas._in_picture(spot).x() == pytest.approx(under.x())
    assert canvas._in_picture(spot).y() == pytest.approx(under.y())
    canvas.zoom_by(-20)
    assert canvas.fits
    canvas.zoom_by(100)
    assert canvas.scale == 8.0


def test_a_drag_moves_it_and_a_double_click_comes_nearer(qtbot):
    canvas = PictureCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    canvas.show_picture(QImage(1600, 1200, QImage.Format.Format_RGB32))
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert not canvas.fits
    before = canvas.area().topLeft()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    QTest.mouseMove(canvas, QPoint(160, 140))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 140))
    assert canvas.moved
    assert canvas.area().topLeft() == before + QPointF(-40, -10)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert canvas.fits


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_kind_that_is_stored_is_read_by_its_beginning(tmp_path, kind):
    stored = tmp_path / "0a1b"  # by its digest, without an ending
    Image.new("RGB", (90, 60), (200, 30, 30)).save(stored, kind)
    assert (whole_picture(stored).width(), whole_picture(stored).height()) == (90, 60)
    assert decode(stored, 45, 30, 1.0).pixelColor(20, 15).red() > 150
    assert read_thumbnail(stored, QSize(20, 20), 2.0) is not None


def test_no_other_reader_is_asked_off_the_gui_thread(tmp_path):
    """Qt's own for SVG makes objects with signals there, and once in a while the window waited for ever."""
    drawing = tmp_path / "0a1b"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="9"/></svg>'
    )
    assert whole_picture(drawing).isNull() and decode(drawing, 45, 30, 1.0).isNull()
    assert read_thumbnail(drawing, QSize(20, 20), 2.0) is None
    assert whole_picture(tmp_path / "absent").isNull()
