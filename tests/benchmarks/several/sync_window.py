"""How long a change in one real window takes to reach another: `-m tests.benchmarks.several.sync_window`.

A favourite is set in one library, and waited for in the list of the other window; first through a folder on
the same disk, then through a hub where PostgreSQL is installed. Seconds by the clock: a quiet computer tells
most. Between two changes both windows come to rest; then some follow soon on the one before.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from reader.app import make_application
from reader.core.progress import Progress
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.places import PASSPHRASE_VARIABLE, PASSWORD_VARIABLE
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.benchmarks.library_build import say
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty
from tests.support.servers.postgres import Cluster, Hub

WORDS = "three small words"
WANTED = {"folder": 2.0, "hub": 0.5}  # s
_TIMES = 9
_SOON_AGAIN = 4
_REST = 9_000  # ms, longer than between two rounds of a window
_LONG_REST = 25_000  # ms after which the process of a folder's rounds has ended
_SOON = 2_000  # ms, in which a round comes to its end and the window does not come to rest
_LOOK = 10  # ms


def turn(until: Callable[[], bool]) -> None:
    """Let the windows live until something holds."""
    loop, look = QEventLoop(), QTimer(interval=_LOOK)
    look.timeout.connect(lambda: loop.quit() if until() else None)
    look.start()
    loop.exec()


def rest(milliseconds: int) -> None:
    """Let the windows live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measured(top: Path, place: str, password: str | None, language: InterfaceLanguage) -> list[float]:
    """Join two libraries, open their windows, and let one wait for the other's changes."""
    fill_library(LibraryPaths(top / "here"))
    make_empty(top / "there")
    windows = []
    for name in ("here", "there"):
        paths = LibraryPaths(top / name)
        with LibrarySession.open(paths) as session:
            join_store(session, place, WORDS, Progress(), name, password)
        settings = Settings(paths.settings)
        for key in ("welcomed", "sample_added"):
            settings.set(key, True)
        windows.append(open_window(paths, settings, language))
    for window in windows:
        window.show()
        turn(lambda w=window: screen(w).session is not None)  # type: ignore[misc]
    ours = screen(windows[0]).session
    assert ours is not None
    (number, *_) = ours.articles.ids("all")
    title = ours.articles.summary(number).title
    shown = screen(windows[1]).article_model
    turn(lambda: title in [card.title for card in shown.summaries])
    there = next(card.id for card in shown.summaries if card.title == title)
    found = []
    for count in range(_TIMES + _SOON_AGAIN):
        rest(_SOON if count >= _TIMES else _LONG_REST if count % 3 == 2 else _REST)
        wanted, begun = count % 2 == 0, time.perf_counter()
        ours.articles.set_favourite([number], wanted)
        turn(lambda w=wanted: (card := shown.known(there)) is not None and card.favourite == w)  # type: ignore[misc]
        found.append(time.perf_counter() - begun)
    for window in windows:
        window.shut_down()
    return found


def tell(name: str, found: list[float]) -> bool:
    """Say how long it took; whether that is as wanted."""
    middle, soon = statistics.median(found[:_TIMES]), found[_TIMES:]
    each, again = (", ".join(f"{one:.2f}" for one in some) for some in (found[:_TIMES], soon))
    say(f"{name:<8}a change is there after {middle:.2f} s in the middle of {each}; wanted {WANTED[name]}")
    say(f"{'':<8}those {_SOON / 1000:.0f} s after the one before: {again}")
    return middle <= WANTED[name]


def main() -> int:
    """Measure, and print."""
    os.environ[PASSPHRASE_VARIABLE] = WORDS
    language, good = InterfaceLanguage(make_application()), []
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        good.append(tell("folder", measured(top / "1", str(top / "store"), None, language)))
        try:
            cluster = Cluster()
        except pytest.skip.Exception as skipped:
            say(f"hub     not measured: {skipped}")
            return 0 if all(good) else 1
        try:
            hub = Hub(cluster, "anna")
            os.environ[PASSWORD_VARIABLE] = hub.passwords["anna"]
            place = hub.address("anna").text
            good.append(tell("hub", measured(top / "2", place, hub.passwords["anna"], language)))
        finally:
            cluster.close()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
