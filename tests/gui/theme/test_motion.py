"""Where the reader wants no motion, nothing moves by itself, whatever is opened and read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import reader
from reader.gui.theme.motion import MOTION
from reader.gui.widgets.basics import ProgressBar
from reader.settings.paths import LibraryPaths
from tests.gui.support.every_place import every_place
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

MOVES = re.compile(r"Q(?:Variant|Property)Animation\(|QTimeLine\(|QMovie\(|QScroller\.|QProgressBar\(\)")


def running():
    tops = QApplication.topLevelWidgets()
    found = [one for top in tops for one in top.findChildren(QAbstractAnimation)]
    return {type(one.parent()).__name__ for one in found if one.state() is one.State.Running}


@pytest.mark.parametrize("reduced", [True, False])
def test_nothing_moves_while_all_is_opened_and_read(open_window, qtbot, tmp_path, reduced):
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    window = open_window(reduce_motion=reduced, size=(1000, 500))
    on, moved = screen(window), set()
    looks = QTimer(window, interval=1)
    looks.timeout.connect(lambda: moved.update(running()))
    looks.start()
    on.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == article)
    for key in "JJJJJJJJKKKLLHRJJJJR":
        QTest.keyClick(on.view, key)
        moved |= running()
        QApplication.processEvents()
    qtbot.settle(window)
    if reduced:
        for _place in every_place(window, qtbot):
            moved |= running()
    assert bool(moved) is not reduced, moved


def test_a_bar_of_unknown_length_stands_still(qtbot):
    bar = ProgressBar()
    qtbot.addWidget(bar)
    bar.setRange(0, 0)
    bar.resize(300, 12)
    bar.show()
    qtbot.waitExposed(bar)

    def picture() -> QImage:
        return bar.grab().toImage()

    first = picture()
    qtbot.waitUntil(lambda: picture() != first)
    MOTION.by_option = True
    bar.update()
    qtbot.waitUntil(lambda: not running())
    still = picture()
    qtbot.settle(bar)
    assert picture() == still


def test_only_what_asks_whether_it_may_moves():
    """Another way to move something has to ask `MOTION`, too, and to be named here."""
    top = Path(reader.__file__).parent
    found = {file.name for file in top.rglob("*.py") if MOVES.search(file.read_text("utf-8"))}
    assert found == {"fade.py", "smooth_scroll.py"}
