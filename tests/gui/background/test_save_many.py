"""Many links at once: saved, cancelled, taken up after a restart; the window never waits."""

from __future__ import annotations

import re
import shutil

import pytest

from reader.gui.background.save_entry import SaveState
from reader.gui.saving.save_tray import MOST_ITEMS
from tests.conftest import SITE, SiteServer
from tests.gui.support.counting import Work
from tests.gui.support.screen import screen

COUNT = 60
CALLS = 16_000 + 120 * COUNT
"""Functions that one event of the GUI thread may call; the longest does as much for few links as for many."""


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


def test_many_links_are_saved_and_the_window_never_waits(open_window, qtbot, many, monkeypatch):
    window = open_window()
    on_screen = screen(window)
    qtbot.settle(window)
    tray, shown = on_screen.save_tray, []
    show = tray._show
    monkeypatch.setattr(tray, "_show", lambda: (shown.append(1), show()))
    most_running = most_items = 0

    def finished():
        nonlocal most_running, most_items
        running = sum(entry.job is not None for entry in on_screen.save_queue.entries)
        most_running = max(most_running, running)
        most_items = max(most_items, len(tray.items))
        return not on_screen.job_runner.busy and not any(
            entry.active for entry in on_screen.save_queue.entries
        )

    def waiting():
        return sum(entry.active for entry in on_screen.save_queue.entries)

    with Work() as work:
        on_screen.save_queue.add(many)
        assert len(shown) <= MOST_ITEMS, "once for all of them, not for each link"
        qtbot.waitUntil(lambda: str(COUNT) in tray.line.words())
        for left in range(COUNT, -1, -20):  # the limit is for twenty, not for all of them
            qtbot.waitUntil(lambda most=left: finished() or waiting() <= most)
        qtbot.waitUntil(finished)
    assert not [entry for entry in on_screen.save_queue.entries if entry.state is SaveState.FAILED]
    assert most_running <= 2, "one host is asked for two pages at once, not four"
    assert most_items == MOST_ITEMS
    assert on_screen.pending_saves.all() == []
    assert len(on_screen.articles.ids("all")) == COUNT
    assert work.calls < CALLS


def test_what_is_left_goes_on_after_a_restart(open_window, qtbot, many):
    links = many[:30]
    window = open_window()
    screen(window).save_queue.add(links)
    qtbot.waitUntil(lambda: screen(window).articles.counts()["all"] >= 4)
    window.close()
    again = open_window()
    session = screen(again).session
    left = len(session.pending.all())
    assert 0 < left <= 26
    qtbot.waitUntil(lambda: session.articles.counts()["all"] == 30)
    qtbot.waitUntil(lambda: session.pending.all() == [])
    assert len(session.articles.ids("all")) == 30, "none twice"


def test_all_can_be_cancelled(open_window, qtbot, many):
    window = open_window()
    on_screen = screen(window)
    on_screen.save_queue.add(many)
    session = on_screen.session
    qtbot.waitUntil(lambda: session.articles.counts()["all"] >= 1)
    on_screen.save_queue.cancel_all()
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert session.pending.all() == []
    assert session.articles.counts()["all"] < 20
    assert not [entry for entry in on_screen.save_queue.entries if entry.active]
