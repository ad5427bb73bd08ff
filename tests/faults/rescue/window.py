"""What the window says when it is started on a library, read as a reader would: its list, its words, its
dialogs."""

from __future__ import annotations

import json
import time
from pathlib import Path

from tests.faults.rescue.children import Ended, child
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

_TURN = 20  # ms between two looks
_QUIET = 4
"""Looks in a row that find the same before the window is believed to have said all."""


def look(library: Path, read_only: Path | None = None) -> Ended:
    """Start the window on a library in a child, and end it when it has said what it has to say.

    The answer: `welcome` (the page of an empty library), `keys` (the articles in its list), `words` (of the
    window) and `dialogs` (the words of each).
    """
    return child(lambda: open_and_look(library), read_only=read_only)


def open_and_look(library: Path) -> int:
    """What `look` has the child do; prints the answer, and returns 0 when there is one."""
    from PySide6.QtCore import QTimer

    from reader.app import make_application
    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.gui.main_window import construction
    from reader.settings.paths import library_paths
    from reader.settings.store import Settings

    app = make_application()
    paths = library_paths(str(library))
    window = construction.open_window(paths, Settings(paths.settings), InterfaceLanguage(app))
    looker = _Looker(window)
    timer = QTimer(interval=_TURN)
    timer.timeout.connect(lambda: looker.look() and app.quit())
    timer.start()
    window.show()
    app.exec()
    timer.stop()
    print(json.dumps(looker.found), flush=True)
    for dialog in looker.dialogs():
        dialog.close()
    window.close()
    return 0 if looker.found else 1


class _Looker:
    def __init__(self, window) -> None:  # type: ignore[no-untyped-def] # Qt is loaded in the child only
        self._window = window
        self._end = time.monotonic() + LIMIT
        self._same = 0
        self._settled = False
        self.found: dict[str, object] = {}
        library = screen(window).library
        library.rows.connect(self._on_settled)
        library.open_failed.connect(self._on_settled)

    def _on_settled(self, *_: object) -> None:
        self._settled = True

    def dialogs(self) -> list[object]:
        """The visible dialogs."""
        from PySide6.QtWidgets import QApplication, QDialog

        return [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]

    def look(self) -> bool:
        """Look at the screen; `True` when it has stayed as it is."""
        found = self._look()
        at_rest = self._settled and not screen(self._window).job_runner.busy
        self._same = self._same + 1 if at_rest and found == self.found else 0
        self.found = found
        return self._same >= _QUIET or time.monotonic() > self._end

    def _look(self) -> dict[str, object]:
        on_screen = screen(self._window)
        return {
            "welcome": on_screen.welcoming,
            "keys": sorted(card.url.rsplit("/", 1)[-1] for card in on_screen.summaries),
            "words": _words(self._window),
            "dialogs": [_words(dialog) for dialog in self.dialogs()],
        }


def _words(top) -> str:  # type: ignore[no-untyped-def]
    from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox

    shown = [
        part for part in (*top.findChildren(QLabel), *top.findChildren(QAbstractButton)) if part.isVisible()
    ]
    words = [part.text() for part in shown] + [part.accessibleName() for part in shown]
    if isinstance(top, QMessageBox):
        words += [top.text(), top.informativeText(), top.detailedText()]
    return " | ".join(dict.fromkeys(word for word in words if word))
