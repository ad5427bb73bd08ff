"""The real window on a library of many feeds: `python -m tests.benchmarks.feeds_window FOLDER` prints JSON.

Run by `tests.benchmarks.feeds`. `median` and `p95` are of the lists that were gone to, in ms by the clock
until their first rows are there. `longest work` is the longest turn of the event loop without painting, in ms
of its thread's work, `over 16` how many such turns took more ms than that by the clock. While much goes on a
turn is many events, from one sleep to the next; `what is read is shown` is the longest single one of feeds.
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

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from reader.app import make_application
from reader.core.progress import Progress
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.feeds.feed_jobs import read_feeds, read_first
from reader.gui.main_window.construction import open_window
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import Screen, screen

_PATIENCE = 60_000  # ms for one step
_SWITCHES = 40
_LONGEST = 16  # ms
_TIMES = 20


class _Turns(QObject):
    """The turns of the event loop, from waking to sleeping, and the steps that were waited for, in ms.

    Args:
        window: whose painting is told apart: a turn in which it was painted is none of the others.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._began: tuple[float, float] | None = None
        self._painted = False
        self.begin()
        window.installEventFilter(self)
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._on_awake)
        dispatcher.aboutToBlock.connect(self._on_sleep)

    def begin(self) -> None:
        """Forget what was measured."""
        self._clock: list[float] = []
        self._work: list[float] = []
        self._steps: list[float] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted |= event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Paint)
        return False

    def _on_awake(self) -> None:
        self._began, self._painted = (time.perf_counter(), time.thread_time()), False

    def _on_sleep(self) -> None:
        if self._began is not None and not self._painted:
            self._clock.append(1000 * (time.perf_counter() - self._began[0]))
            self._work.append(1000 * (time.thread_time() - self._began[1]))
        self._began = None

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window live until the condition holds."""
        loop, limit = QEventLoop(), QTimer(singleShot=True, interval=_PATIENCE)
        limit.start()
        while not condition():
            if not limit.isActive():
                raise TimeoutError("the window did not get there")
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def step(self, act: Callable[[], object], condition: Callable[[], bool]) -> None:
        """Do one thing and wait until it is there."""
        started = time.perf_counter()
        act()
        self.wait(condition)
        self._steps.append(1000 * (time.perf_counter() - started))

    def told(self) -> dict[str, float]:
        """What they were, as numbers; the next begin anew."""
        steps = sorted(self._steps)
        found = {
            "lists": len(steps),
            "median": steps[len(steps) // 2],
            "p95": steps[int(len(steps) * 0.95)],
            "turns": len(self._work),
            "longest work": max(self._work),
            "longest by the clock": max(self._clock),
            "over 16": sum(each > _LONGEST for each in self._clock),
        }
        self.begin()
        return found


def main() -> None:
    """Open, measure, print."""
    app = make_application()
    paths = LibraryPaths(Path(sys.argv[1]))
    settings = Settings(paths.settings)
    known = {"welcomed": True, "sample_added": True, "interface_language": "en", "feeds_by_themselves": False}
    for key, value in known.items():
        settings.set(key, value)
    window = open_window(paths, settings, InterfaceLanguage(app))
    window.resize(1440, 900)
    turns = _Turns(window)
    window.show()
    on = screen(window)
    turns.wait(lambda: on.sidebar_rows.model().rowCount() > _SWITCHES and not on.job_runner.busy)
    told: dict[str, dict[str, float]] = {}
    turns.begin()
    _switch(on, turns, lambda: False)
    told["nothing else goes on"] = turns.told()
    told["what is read is shown"] = _shown(on)
    session = on.session
    session.politeness._per_host = 8  # one server stands for a thousand
    for name in ("all is new", "little is new"):
        on.show_view("feeds")
        turns.wait(lambda: not on.job_runner.busy)
        turns.begin()
        started = time.perf_counter()
        on.actions.run("feeds.update")
        _switch(on, turns, lambda: on.feed_list.busy)
        turns.wait(lambda: not on.feed_list.busy)
        told[f"all feeds are asked, {name}"] = turns.told() | {"seconds": time.perf_counter() - started}
    window.shut_down()
    print(json.dumps(told))


def _shown(on: Screen) -> dict[str, float]:
    """The longest that the window works on what was read of all feeds: their rows, and all their pieces."""
    works = []
    for _ in range(_TIMES):
        on.show_view("feed:1")
        on.feeds._on_first(read_first(on.session, 1, True))
        listing = read_feeds(on.session, Progress(), 0, True, True)
        started = time.thread_time()
        on.feeds._on_read(listing)
        works.append(1000 * (time.thread_time() - started))
    return {"median work": sorted(works)[_TIMES // 2], "longest work": max(works)}


def _switch(on: Screen, turns: _Turns, going_on: Callable[[], bool]) -> None:
    """Go from list to list, so many times and as long as something goes on."""
    chance, feeds, followed = random.Random(3), on.feed_list, len(on.feeds_followed())
    count = 0
    while count < _SWITCHES or going_on():
        feed = chance.randint(1, followed)
        count += 1
        for name in (f"feed:{feed}", "feeds"):

            def there(feed: int = feed, name: str = name, before: object = feeds.model.ids) -> bool:
                item = feeds.model.item(feeds.model.ids[0]) if feeds.count else None
                if item is None or feeds.model.ids is before:
                    return False
                return name == "feeds" or feed in item.feed_ids

            turns.step(lambda name=name: on.show_view(name), there)  # type: ignore[misc]


if __name__ == "__main__":
    main()
