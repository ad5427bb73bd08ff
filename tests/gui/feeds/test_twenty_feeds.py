"""Twenty feeds of every form, half of them broken, followed, read, ruled and exported in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.feeds import OK, FeedRule
from reader.services.feeds.feed_lists import export_feeds
from reader.services.feeds.rules import add_rule, preview_rule
from tests.gui.feeds.test_feeds import titles
from tests.gui.support.screen import screen
from tests.support import sample_feeds
from tests.support.servers.feed_server import FeedServer, article_page


def served(press: FeedServer) -> str:
    """All of them at `press`, and a list that names them."""
    for name in sample_feeds.NAMES:
        document = getattr(sample_feeds, name)
        data = document if isinstance(document, bytes) else document.encode()
        press.put(name, data.replace(b"http://vieux.example/1", press.url("a/1").encode()))
    press.put("a/1", article_page(1))
    outlines = "".join(f'<outline type="rss" xmlUrl="{press.url(name)}"/>' for name in sample_feeds.NAMES)
    return f'<opml version="2.0"><body>{outlines}</body></opml>'


def test_twenty_feeds_from_the_list_to_the_export(open_window, qtbot, press, tmp_path, monkeypatch):
    file = tmp_path / "twenty.opml"
    file.write_text(served(press), "utf-8")
    window = open_window(feeds_by_themselves=False)
    session = screen(window).session
    answered = screen(window).notices
    monkeypatch.setattr(answered, "ask", lambda *given: given[-1]())  # they lie in this computer's network
    screen(window).feeds.take_lists([file])
    qtbot.waitUntil(lambda: len(screen(window).sidebar_feeds) == 22)  # and the morning, and all pieces
    screen(window).actions.run("feeds.update")
    pieces = screen(window).feed_list
    qtbot.waitUntil(lambda: len(screen(window).feed_requests(99)) == 20 and not pieces.busy)
    feeds = screen(window).feeds_followed()
    assert {feed.state for feed in feeds} == {OK} and all(feed.title for feed in feeds)
    assert {"الأخبار", "صحيفة الرباط", "Société", "Seize", "Blanc", "Ondes"} <= {feed.title for feed in feeds}

    assert next(item.title for item in preview_rule(session, "الحكومة")).endswith("٢٠٢٧")
    add_rule(session, FeedRule(0, 0, "marché", "skip", "", 0))
    press.put("RSS_092", sample_feeds.RSS_092.replace("/marche<", "/autre<"))
    screen(window).actions.run("feeds.update")
    qtbot.waitUntil(lambda: len(screen(window).feed_requests(99)) == 40 and not pieces.busy)
    ancien = next(feed.id for feed in feeds if feed.title == "Ancien")
    screen(window).show_view(f"feed:{ancien}")
    qtbot.waitUntil(lambda: pieces.isVisible() and titles(window) == ["Le marché"])
    vieux = next(feed.id for feed in feeds if feed.title == "Vieux")
    screen(window).show_view(f"feed:{vieux}")
    qtbot.waitUntil(lambda: titles(window) == ["Café"])
    pieces.view.setFocus()
    QTest.keyClick(pieces.view, Qt.Key.Key_Down)
    QTest.keyClick(pieces.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen(window).article_id > 0)

    written = tmp_path / "out.opml"
    export_feeds(feeds, written)
    text = written.read_text("utf-8")
    assert all(press.url(name) in text for name in sample_feeds.NAMES)
