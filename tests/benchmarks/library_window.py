"""The real window on a library: `python -m tests.benchmarks.library_window FOLDER` prints one JSON object.

Run by `tests.benchmarks.library` on a full library and on one of 10 articles, each time in a process of
its own. Times are ms by the clock; `work` are those of all the process's threads on the processor, which
on a machine that others use are the ones to compare.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from reader.app import make_application
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.gui.main_window.main_window import MainWindow
from reader.services.library.browse_library import SORTS, VIEWS
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen

_PATIENCE = 60_000  # ms for one step
_SCROLLS = 40
_QUERIES = 40


class _Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen += event.type() == QEvent.Type.Paint
        return False


class Stopwatch:
    """Times steps of a window: each ends when its condition holds and the widget is painted after that."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []

    def step(self, act: Callable[[], object], condition: Callable[[], bool], painted: QWidget) -> None:
        """Do one thing and wait until it is to be seen."""
        paints = _Paints(painted)
        started = time.perf_counter(), time.process_time()
        act()
        wait(condition)
        seen = paints.seen
        painted.update()
        wait(lambda: paints.seen > seen)
        self.clock.append(1000 * (time.perf_counter() - started[0]))
        self.work.append(1000 * (time.process_time() - started[1]))
        painted.removeEventFilter(paints)
        paints.deleteLater()


longest = 0.0
"""The longest turn of the event loop so far, in ms of this thread's work."""


def wait(condition: Callable[[], bool]) -> None:
    """Let the window live until the condition holds."""
    loop = QEventLoop()
    limit = QTimer(singleShot=True, interval=_PATIENCE)
    limit.timeout.connect(loop.quit)
    limit.start()
    global longest
    while not condition():
        if not limit.isActive():
            raise TimeoutError("the window did not get there")
        started = time.thread_time()
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        longest = max(longest, 1000 * (time.thread_time() - started))


def main() -> None:
    """Open, measure, print."""
    folder = Path(sys.argv[1])
    only_opening = "--opening" in sys.argv
    app = make_application()
    paths = LibraryPaths(folder)
    settings = Settings(paths.settings)
    for key, value in {"welcomed": True, "sample_added": True, "interface_language": "en"}.items():
        settings.set(key, value)
    started = time.perf_counter(), time.process_time()
    window = open_window(paths, settings, InterfaceLanguage(app))
    on_screen = screen(window)
    window.resize(1440, 900)
    told: dict[str, object] = {}

    def note(name: str) -> None:
        told[name] = [1000 * (time.perf_counter() - started[0]), 1000 * (time.process_time() - started[1])]

    paints = _Paints(on_screen.cards.viewport())
    opened: list[bool] = []
    window.library_opened.connect(lambda: opened.append(True))
    window.show()
    wait(lambda: paints.seen > 0)
    note("first_paint")
    wait(lambda: bool(opened))
    note("whole_list")
    wait(lambda: not on_screen.job_runner.busy)
    on_screen.garbage_collector.settle()
    told["opened_memory"] = memory()
    if not only_opening:
        measure_views(window, told)
        measure_search(window, told)
    told["memory"] = memory()
    print(json.dumps(told))
    window.shut_down()


def measure_views(window: MainWindow, told: dict[str, object]) -> None:
    """Switching to every view in every order, and looking at rows anywhere."""
    on_screen = screen(window)
    shown: list[str] = []
    on_screen.library_rows.connect(lambda view, _listing, _counts: shown.append(view))
    global longest
    switches, scrolls = Stopwatch(), Stopwatch()
    longest = 0.0
    rng = random.Random(3)
    cards = on_screen.cards
    for sort in SORTS:
        on_screen.library.sort = sort
        for view in (*VIEWS, "tag:maroc"):
            shown.clear()

            def there(view: str = view) -> bool:
                return view in shown

            switches.step(lambda view=view: on_screen.show_view(view), there, on_screen.list_pane)  # type: ignore[misc]
            wait(lambda: not on_screen.job_runner.busy)
    told["stall"] = longest
    on_screen.show_view("all")
    wait(lambda: not on_screen.job_runner.busy)
    bar, model = cards.verticalScrollBar(), on_screen.article_model
    for _ in range(_SCROLLS):

        def read() -> bool:
            row = cards.indexAt(cards.viewport().rect().center()).row()
            return row >= 0 and model.known(model.ids[row]) is not None

        place = rng.randint(0, bar.maximum())
        scrolls.step(lambda place=place: bar.setValue(place), read, cards.viewport())  # type: ignore[misc]
    told["switch"] = [switches.clock, switches.work]
    told["scroll"] = [scrolls.clock, scrolls.work]


def measure_search(window: MainWindow, told: dict[str, object]) -> None:
    """Asking for words until their results are painted; without the rest for typing."""
    on_screen = screen(window)
    watch, words = Stopwatch(), [w for row in on_screen.summaries[:400] for w in row.title.split()]
    rng = random.Random(4)
    results = on_screen.result_list
    for _ in range(_QUERIES if len(words) > 3 else 0):
        query = " ".join(rng.sample(words, rng.randint(1, 3)))

        def there(query: str = query) -> bool:
            return results.query == query and on_screen.list_pane.searching

        watch.step(lambda query=query: on_screen.search.ask(query), there, results)  # type: ignore[misc]
    told["search"] = [watch.clock, watch.work]


def memory() -> dict[str, float]:
    """Memory of this process in MB, now and at most."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    found = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmHWM", "VmRSS"))}
    return {"now": int(found["VmRSS"]) / 1024, "most": int(found["VmHWM"]) / 1024}


if __name__ == "__main__":
    main()
