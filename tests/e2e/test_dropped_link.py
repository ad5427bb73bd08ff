"""A link dragged from another program onto the window of the installed app, on a real X server."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Screen
from tests.support.limits import LIMIT, wait_for

pytestmark = pytest.mark.e2e

SOURCE = """
import sys
from PySide6.QtCore import QMimeData, QUrl, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class Source(QLabel):
    def mousePressEvent(self, event):
        self.start = event.position()

    def mouseMoveEvent(self, event):
        if (event.position() - self.start).manhattanLength() > 10:
            drag, data = QDrag(self), QMimeData()
            data.setUrls([QUrl(sys.argv[1])])
            data.setText(sys.argv[1])
            drag.setMimeData(data)
            drag.actionChanged.connect(lambda action: action and open(sys.argv[2], "w").close())
            drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.LinkAction)

app = QApplication([])
source = Source("a link")
source.setWindowTitle("SOURCE")
source.resize(260, 260)
source.show()
app.exec()
"""


def titles(database: Path) -> list[str]:
    if not database.is_file():
        return []
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return [row[0] for row in connection.execute("SELECT title FROM article ORDER BY id")]
        except sqlite3.Error:
            return []


def test_a_link_dragged_onto_the_window_is_saved_and_still_there_after_a_restart(
    screen: Screen, liseuse: list[str], tmp_path: Path, article_url: str, expected: dict[str, Any]
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "settings.json").write_text(json.dumps({"welcomed": True, "sample_added": True}))
    window_command = [*liseuse, "--library", str(library)]
    app = screen.start(window_command)
    window = screen.window("Liseuse")
    screen.place(window, 320, 40, 1040, 800)
    accepted = tmp_path / "accepted"
    screen.start([sys.executable, "-c", SOURCE, article_url, str(accepted)])
    screen.place(screen.window("SOURCE"), 20, 60, 260, 260)
    screen.drag((140, 200), (700, 420), accepted.exists)
    wait_for(lambda: titles(library / "library.db") == [expected["title"]])

    screen.xdotool("windowactivate", "--sync", window, "key", "ctrl+q")
    assert app.wait(LIMIT) == 0, "Ctrl+Q ends the program in order"
    again = screen.start(window_command)
    screen.window("Liseuse")
    command = [*liseuse, "--json", "--library", str(library), "list"]
    listed = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    assert [row["title"] for row in json.loads(listed.stdout)] == [expected["title"]]
    again.terminate()
