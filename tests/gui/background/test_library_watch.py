"""Another program writes to the library of an open window: the list shows it, and is not read for nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.core.model import ReadingPosition
from reader.gui.background import library_watch
from reader.gui.background.library_watch import LibraryWatch
from tests.gui.support.screen import screen


def liseuse(library, *arguments):
    """A second process that works on the same library."""
    command = [sys.executable, "-m", "reader", "--library", str(library), "--quiet", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_what_a_second_process_does_is_in_the_list_at_once(open_window, qtbot, article_url):
    window = open_window()
    on_screen = screen(window)
    assert len(on_screen.summaries) == 0
    other = liseuse(on_screen.paths.root, "save", "--allow-local", article_url)
    qtbot.waitUntil(lambda: [row.title[:9] for row in on_screen.summaries] == ["Marrakech"])
    assert on_screen.list_count.text() == "1"
    qtbot.waitUntil(lambda: other.poll() is not None)
    article = on_screen.summaries[0].id
    other = liseuse(on_screen.paths.root, "archive", str(article))
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 0)
    qtbot.waitUntil(lambda: other.poll() is not None)
    assert other.returncode == 0


@pytest.mark.parametrize("welcomed", [True, False])
def test_articles_that_come_while_the_welcome_page_has_the_keyboard_take_it(
    open_window, qtbot, site, article_url, welcomed
):
    """The page gave it to the next button of the window, and the keys of the list went into a field."""
    window = open_window(welcomed=welcomed)
    on_screen = screen(window)
    qtbot.waitActive(window)
    qtbot.waitUntil(lambda: on_screen.welcoming)
    other = liseuse(
        on_screen.paths.root,
        "save",
        "--allow-local",
        article_url,
        site.url("/sahara-4-ans-pour-tout-regler/"),
    )
    qtbot.waitUntil(lambda: other.poll() is not None)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    qtbot.settle(window)
    assert on_screen.cards.hasFocus()
    assert on_screen.list_pane.current_id() in {row.id for row in on_screen.summaries}


def test_nothing_is_read_anew_while_nothing_of_the_views_changes(
    open_window, qtbot, article_url, monkeypatch
):
    window = open_window()
    on_screen = screen(window)
    on_screen.give_links([article_url])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    qtbot.settle(window)
    told = []
    on_screen.library_rows.connect(lambda *_: told.append(1))
    on_screen.articles.set_position(on_screen.summaries[0].id, ReadingPosition("b1", 0), 0.3)
    qtbot.settle(window)
    assert told == []
    watch = on_screen.library.findChild(LibraryWatch)
    with monkeypatch.context() as patch:
        patch.setattr(library_watch, "_REST", 1_000)
        watch._on_counts(watch._known)
    watch._on_write()
    assert watch._soon.remainingTime() > 500, "nothing was found, so the next look can wait"
    article = on_screen.summaries[0].id
    for tags in (["maroc"], []):
        told.clear()
        on_screen.articles.set_tags(article, tags)
        qtbot.waitUntil(lambda: told != [])
