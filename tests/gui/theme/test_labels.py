"""Labels begin at the edge that the interface begins at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reader.gui.widgets.basics import in_direction, label

WORD = "كلمة"
"""One word alone, so that every line begins with the same letter."""


def ends(shown: QLabel) -> list[int]:
    """How far each line of a label reaches to the right, px."""
    image, high = shown.grab().toImage(), shown.fontMetrics().height()
    dark = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 128
    ]
    top = min(y for _x, y in dark)
    lines = [[x for x, y in dark if (y - top) // high == number] for number in range(image.height() // high)]
    return [max(line) for line in lines if line]


@pytest.mark.parametrize("text", [" ".join([WORD] * 24), f"{WORD}\n" + " ".join([WORD] * 16)])
def test_every_line_of_a_right_to_left_paragraph_begins_at_the_edge(qapp, qtbot, text):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown = label(wrap=True)
    qtbot.addWidget(shown)
    shown.setText(text)
    shown.setStyleSheet("background: white; color: black")
    shown.resize(220, shown.heightForWidth(220) + 4 * shown.fontMetrics().height())
    lines = ends(shown)
    assert len(lines) > 2
    assert len(set(lines)) == 1, lines
    plain = QLabel()
    qtbot.addWidget(plain)
    plain.setWordWrap(True)
    plain.setStyleSheet(shown.styleSheet())
    plain.setText(text)
    plain.resize(shown.size())
    assert len(ends(plain)) == len(lines), "it breaks where its height was measured for"


@pytest.mark.parametrize("interface", list(Qt.LayoutDirection)[:2], ids=["English", "Arabic"])
@pytest.mark.parametrize("rtl", [True, False])
def test_a_line_of_isolates_runs_as_it_is_told_to_in_either_interface(qapp, qtbot, interface, rtl):
    """Below an Arabic article the separators of a line stand at its left also in an English interface."""
    qapp.setLayoutDirection(interface)
    drawn = []
    for shown in (label(wrap=True), QLabel()):
        qtbot.addWidget(shown)
        shown.setWordWrap(True)
        shown.setText(in_direction("· \u2068Mouna\u2069 · \u206812 January\u2069", rtl))
        shown.setStyleSheet("background: white; color: black")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        shown.resize(220, 40)
        image = shown.grab().toImage()
        rows = range(image.height())
        drawn.append([x for x in range(220) if any(image.pixelColor(x, y).lightness() < 128 for y in rows)])
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(
    "upright", [Qt.AlignmentFlag(0), Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter]
)
def test_a_paragraph_stands_as_high_as_qt_would_have_it(qapp, qtbot, upright):
    """Above a correction and below a picture it begins at the top, whatever room there is."""
    tops = []
    for shown in (label(wrap=True), QLabel()):
        qtbot.addWidget(shown)
        shown.setWordWrap(True)
        shown.setText(" ".join([WORD] * 24))
        shown.setStyleSheet("background: white; color: black")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | upright)
        shown.resize(220, shown.heightForWidth(220) + 60)
        image = shown.grab().toImage()
        dark = (
            y
            for y in range(image.height())
            for x in range(image.width())
            if image.pixelColor(x, y).lightness() < 128
        )
        tops.append(next(dark))
    assert abs(tops[0] - tops[1]) <= 1, tops


@pytest.mark.parametrize("wrap", [False, True])
@pytest.mark.parametrize("role", ["", "muted", "meta", "card-title", "pane-title", "dialog-title"])
def test_marks_below_the_letters_are_not_cut(qapp, qtbot, role, wrap):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    inked = []
    for more in (0, 40):
        shown = label(role, wrap=wrap)
        qtbot.addWidget(shown)
        shown.setText("جارٍ البحث…")
        shown.ensurePolished()
        high = shown.heightForWidth(200) if wrap else shown.sizeHint().height()
        shown.resize(200, high + more)
        image = shown.grab().toImage()
        ground = image.pixel(0, 0)
        dots = [(x, y) for x in range(image.width()) for y in range(image.height())]
        inked.append(sum(image.pixel(x, y) != ground for x, y in dots))
    assert inked[0] == inked[1]
