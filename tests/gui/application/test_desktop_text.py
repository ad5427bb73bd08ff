"""What Liseuse does with a desktop whose font is larger than usual."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize

from reader.gui.application import desktop_text
from reader.gui.application.desktop_text import LEAST_ROOM, text_factor
from reader.gui.widgets.pane_layout import LEAST_WINDOW
from tests.support.limits import LIMIT

WIDE = QSize(2560, 1440)


@pytest.mark.parametrize(
    ("points", "factor"), [(-1, 1), (8, 1), (10, 1), (12, 1), (12.5, 1.25), (13.75, 1.25), (20, 2), (22, 2)]
)
def test_all_is_drawn_larger_by_as_much_as_the_font_is(points, factor):
    assert text_factor(points, WIDE) == factor


def test_the_smallest_window_always_has_room_on_the_screen():
    assert (LEAST_ROOM.width(), LEAST_ROOM.height()) == (LEAST_WINDOW[0] + 16, LEAST_WINDOW[1] + 48)
    for room in (QSize(1280, 800), QSize(1024, 600), QSize(800, 480), QSize(320, 200)):
        factor = text_factor(200, room)
        assert factor == 1 or room.height() / factor >= LEAST_ROOM.height()
        assert factor == 1 or room.width() / factor >= LEAST_ROOM.width()
    assert text_factor(200, QSize(1280, 800)) == 2


MORE = ["a file.html", "liseuse:save?url=https%3A//example.org/é"]

LARGE_FONT = """
import json, os, sys
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMenu
from reader import app as start
from reader.gui.application import desktop_text
from reader.gui.theme.theme import apply, load_theme

class Desktop(QApplication):
    def __init__(self, arguments):
        os.unsetenv("DESKTOP_STARTUP_ID")  # as Qt does where it finds one
        super().__init__(arguments)
        font = QFont()
        font.setPointSizeF(float(sys.argv[1]) * desktop_text.USUAL_POINTS)
        self.setFont(font)

start.QApplication = Desktop
app = start.make_application()
apply(app, load_theme("light"))
menu = QMenu()
assert app is QApplication.instance()
given = [*map(os.environ.get, ("QT_SCALE_FACTOR", "LISEUSE_SCALED", "DESKTOP_STARTUP_ID")), sys.argv[1:]]
print(json.dumps([menu.devicePixelRatio(), menu.fontInfo().pixelSize(), *given]))
"""


@pytest.mark.own_start
@pytest.mark.parametrize(
    ("times", "chosen", "ratio"), [("1", None, 1), ("2", None, 2), ("1.5", None, 1.5), ("2", "1.25", 1.25)]
)
def test_the_window_is_drawn_larger_and_the_programs_it_starts_are_not(times, chosen, ratio, tmp_path):
    screens = tmp_path / "screens.json"
    screens.write_text('{"screens": [{"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1200}]}')
    environment = {
        **os.environ,
        "DESKTOP_STARTUP_ID": "a start",
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
    }
    done = subprocess.run(
        [sys.executable, "-c", LARGE_FONT, times, *MORE],
        env=environment | ({"QT_SCALE_FACTOR": chosen} if chosen else {}),
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [ratio, 13, chosen, None, "a start", [times, *MORE]]


@pytest.mark.parametrize("frozen", [True, False])
def test_where_it_cannot_begin_anew_it_goes_on_as_it_was(monkeypatch, frozen):
    tried = []

    def refuse(program: str, arguments: list[str], environment: dict[str, str]) -> None:
        tried.append((program, arguments[1:], environment))
        raise PermissionError(program)

    before = dict(os.environ)
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(os, "execve", refuse)
    desktop_text._begin_anew(1.5)
    [(program, arguments, environment)] = tried
    assert (program, arguments) == (sys.executable, sys.orig_argv[1:])
    assert environment["QT_SCALE_FACTOR"] == "1.5"
    assert ("PYINSTALLER_RESET_ENVIRONMENT" in environment) is frozen, "it loads its own libraries again"
    assert dict(os.environ) == before


def test_a_scale_that_was_lost_on_the_way_is_no_fault(monkeypatch, qapp):
    monkeypatch.setenv("LISEUSE_SCALED", "1")
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    desktop_text.draw_as_large(qapp)
    assert "LISEUSE_SCALED" not in os.environ
