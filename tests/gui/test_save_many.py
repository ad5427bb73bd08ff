"""Two hundred links at once: saved, cancelled, taken up after a restart; the window never waits."""

from __future__ import annotations

import os
import re
import shutil
import time

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer

from reader.gui.save_entry import SaveState
from tests.conftest import SITE, SiteServer

COUNT = 200
STALL = 100  # ms


class Stalls:
    """Notes the longest turn of the event loop: in ms by the clock, and in ms that the thread itself worked.

    The second is not moved by what else the machine does.
    """

    def __init__(self, parent):
        self.longest = 0
        self.busiest = 0.0
        self._worked = time.thread_time()
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self):
        self.longest = max(self.longest, self._since.restart())
        worked = time.thread_time()
        self.busiest = max(self.busiest, (worked - self._worked) * 1000)
        self._worked = worked

    def stop(self):
        self._timer.stop()
        return self.longest, self.busiest


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The fixture's article under many paths, each with its own address and words."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(SITE / "wp-content", folder / "wp-content")
    page = next(SITE.glob("marrakech*")) / "index.html"
    text = page.read_text("utf-8")
    text = re.sub(r'<link rel="canonical"[^>]*>|<meta property="og:url"[^>]*>', "", text)
    text = re.sub(r'"(?:url|@id|mainEntityOfPage)":\s*"[^"]*",?', "", text)
    assert "<h2" in text
    for number in range(COUNT):
        place = folder / f"article-{number}"
        place.mkdir()
        own = text.replace("Marrakech", f"Marrakech{number}")
        (place / "index.html").write_text(own, "utf-8")
    server = SiteServer(folder)
    yield [server.url(f"/article-{number}/") for number in range(COUNT)]
    server.close()


@pytest.mark.timeout(300)
def test_two_hundred_links_are_saved_and_the_window_never_waits(open_window, qtbot, many, settled_heap):
    window = open_window()
    qtbot.wait(300)
    stalls = Stalls(window)
    started = time.monotonic()
    window.queue.add(many)
    qtbot.waitUntil(lambda: window.list.tray._more.text() == "197 more")
    most_running = 0

    def finished():
        nonlocal most_running
        running = sum(entry.job is not None for entry in window.queue.entries)
        most_running = max(most_running, running)
        return not window.runner.busy and not any(entry.active for entry in window.queue.entries)

    qtbot.waitUntil(finished, timeout=240_000)
    seconds = time.monotonic() - started
    longest, busiest = stalls.stop()
    print(
        f"\n{COUNT} links in {seconds:.1f} s, {most_running} at once;"
        f" longest turn {longest} ms, of which worked {busiest:.0f} ms at most"
    )
    assert not [entry for entry in window.queue.entries if entry.state is SaveState.FAILED]
    assert most_running <= 2, "one host is asked for two pages at once, not four"
    assert window.library.session.pending.all() == []
    assert len(window.library.session.articles.ids("all")) == COUNT
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert busiest < STALL
    assert longest < STALL * crowd * 2


@pytest.mark.timeout(200)
def test_what_is_left_goes_on_after_a_restart(open_window, qtbot, many):
    links = many[:40]
    window = open_window()
    window.queue.add(links)
    qtbot.waitUntil(lambda: window.library.session.articles.counts()["all"] >= 8, timeout=60_000)
    window.close()
    again = open_window()
    session = again.library.session
    left = len(session.pending.all())
    assert 0 < left <= 32
    qtbot.waitUntil(lambda: session.articles.counts()["all"] == 40, timeout=90_000)
    qtbot.waitUntil(lambda: session.pending.all() == [], timeout=10_000)
    assert len(session.articles.ids("all")) == 40, "none twice"


def test_all_can_be_cancelled(open_window, qtbot, many):
    window = open_window()
    window.queue.add(many)
    session = window.library.session
    qtbot.waitUntil(lambda: session.articles.counts()["all"] >= 1, timeout=60_000)
    window.queue.cancel_all()
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)
    assert session.pending.all() == []
    assert session.articles.counts()["all"] < 20
    assert not [entry for entry in window.queue.entries if entry.active]
