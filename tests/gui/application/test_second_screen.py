"""A window that is moved from a large screen onto a smaller one fits there, and back is as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.limits import LIMIT

SMALL = (1024, 600)
MOVES = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEventLoop
from reader.app import make_application
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings

app = make_application()
paths = LibraryPaths(Path(sys.argv[1]))
settings = Settings(paths.settings)
settings.hold("welcomed", True)
settings.hold("sample_added", True)
window = open_window(paths, settings, InterfaceLanguage(app), at_once=False)
opened = []
window.library_opened.connect(lambda: opened.append(True))
window.show()
while not opened:
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
sizes = []

def move(x):
    window.move(x, 0)
    app.processEvents()
    sizes.append([window.screen().name(), window.width(), window.height()])

move(2000)
move(20)
move(2000)
window.resize(900, 500)
move(20)
window.resize(1440, 900)
app.processEvents()
window.showMaximized()
app.processEvents()
window.windowHandle().setScreen(app.screens()[1])  # a window manager's key moves it so: still maximized
app.processEvents()
assert window.isMaximized() and window.screen().name() == "small"
window.showNormal()
window.setGeometry(1930, 10, 1440, 900)  # where and as large as it was before, as window managers do
app.processEvents()
sizes.append([window.screen().name(), window.width(), window.height()])
move(20)
print(json.dumps(sizes))
window.shut_down()
"""


@pytest.mark.own_start
def test_a_window_fits_on_the_screen_that_it_is_moved_to(tmp_path):
    shapes = [("large", 0, 1920, 1080), ("small", 1920, *SMALL)]
    screens = [{"name": name, "x": x, "y": 0, "width": w, "height": h} for name, x, w, h in shapes]
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": screens}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MOVES, str(tmp_path / "library")],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    first, back, again, own, normal, last = json.loads(done.stdout.splitlines()[-1])
    assert first[0] == again[0] == "small"
    assert first[1] < SMALL[0] and first[2] < SMALL[1] and again == first
    assert back == ["large", 1440, 900], "as it was before"
    assert own == ["large", 900, 500], "what the reader made of it meanwhile stays"
    assert normal[0] == "small"
    assert normal[1] < SMALL[0] and normal[2] < SMALL[1], "it is no longer maximized, and fits"
    assert last == ["large", 1440, 900]
