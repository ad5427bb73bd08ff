"""The program in a process of its own, whose files are replaced under it: `… TREE LIBRARY HOW`.

Run with TREE first among the places of modules. It reads to the middle of an article, has its own files
taken away (`removed`) or written over with those of another version (`other`), as a package manager does it,
goes on reading, makes a highlight, asks for what was not loaded yet, gives a link, and closes the window. One
JSON line tells what was shown meanwhile.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

import reader
from reader.app import make_application, open_window
from reader.gui.main_window.main_window import MainWindow
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen

OTHER = "raise AttributeError('this is another version of the program')\n"


def replace_files(tree: Path, how: str) -> None:
    """What a package manager does: new files take the names of the old ones, or all of them go."""
    if how == "removed":
        shutil.rmtree(tree)
        return
    for module in tree.rglob("*.py"):
        fresh = module.with_suffix(".dpkg-new")
        fresh.write_text(OTHER)
        os.replace(fresh, module)
    for compiled in tree.rglob("__pycache__"):
        shutil.rmtree(compiled)


class Reader:
    """Does one step after the other, each when the one before has come true."""

    def __init__(self, tree: Path, how: str) -> None:
        self._tree, self._how = tree, how
        self.shown: list[str] = []
        self._steps = self._read()
        self._until = next(self._steps)
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QWidget) and box.isVisible() and not isinstance(box, MainWindow):
                texts = [label.text() for label in box.findChildren(QLabel) if label.text()]
                self.shown.append(" / ".join([type(box).__name__, *texts]))
                if isinstance(box, QMessageBox):
                    box.close()
        if self._until():
            self._until = next(self._steps)

    @property
    def _window(self) -> MainWindow | None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        return found[0] if found else None

    def _read(self) -> Iterator[object]:
        yield lambda: self._window is not None and self._window.is_built
        window = self._window
        assert window is not None
        on = screen(window)
        yield lambda: on.session is not None and not on.job_runner.busy
        article = on.articles.ids("all")[0]
        on.open_article(article)
        yield lambda: on.article_id == article and on.view.whole and not on.job_runner.busy
        replace_files(self._tree, self._how)
        bar = on.view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        yield lambda: not on.job_runner.busy
        for command in ("note.highlight", "note.highlight", "settings.open", "article.export", "models.open"):
            QTimer.singleShot(0, window, lambda command=command: on.actions.run(command))
            yield self._turns(10)
        QTimer.singleShot(0, window, lambda: on.give_links(["http://127.0.0.1:1/article"]))
        yield self._turns(10)
        yield lambda: not on.job_runner.busy
        print(json.dumps({"shown": self.shown, "article": article}), flush=True)
        QTimer.singleShot(0, window, window.close)
        yield lambda: False

    def _turns(self, number: int) -> object:
        left = [number]

        def over() -> bool:
            left[0] -= 1
            return left[0] <= 0

        return over


if __name__ == "__main__":
    tree, library, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    assert Path(reader.__file__).is_relative_to(tree), reader.__file__
    make_application()
    reading = Reader(tree, how)
    sys.exit(open_window(LibraryPaths(library)))
