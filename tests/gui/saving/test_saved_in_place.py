"""A link saved from where it stands says so there; a dead one is looked for in the web archive."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.sources.link_model import FAILED, NEW, SAVING, LinkRole
from reader.services.library.source_lists import LinkRow
from reader.settings.paths import LibraryPaths
from tests.conftest import SITE, SiteServer
from tests.gui.support.local_question import agree_to_local
from tests.gui.support.reading_library import fill_library, link
from tests.gui.support.screen import screen

ARCHIVE = "/web/2id_/"


@pytest.fixture
def archive(tmp_path):
    """A server that has lost a page, and keeps a copy of it where the web archive would."""
    folder = tmp_path / "archive"
    server = SiteServer(folder)
    dead = server.url("/lost/")
    kept = folder / f"{ARCHIVE.strip('/')}/{dead}"
    kept.mkdir(parents=True)
    page = next(SITE.glob("marrakech*")) / "index.html"
    text = re.sub(r'<link rel="canonical"[^>]*>|<meta property="og:url"[^>]*>', "", page.read_text("utf-8"))
    (kept / "index.html").write_text(text, "utf-8")
    yield server, dead
    server.close()


def test_a_dead_link_is_looked_for_in_the_web_archive_when_the_reader_says_so(open_window, qtbot, archive):
    server, dead = archive
    window = open_window(web_archive=server.url(ARCHIVE))
    on_screen = screen(window)
    on_screen.give_links([dead])
    qtbot.waitUntil(lambda: [e.state for e in on_screen.save_queue.entries] == [SaveState.FAILED])
    qtbot.settle(window)
    assert len(on_screen.summaries) == 0, "nothing asks the archive by itself"
    (item,) = on_screen.save_tray.items
    (look,) = [b for b in item.findChildren(QPushButton) if b.text() == "Web archive"]
    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row.title[:9] for row in on_screen.summaries] == ["Marrakech"])
    assert on_screen.summaries[0].url.startswith(server.url(ARCHIVE))
    assert on_screen.pending_saves.all() == []


def test_a_link_of_the_text_says_how_its_save_goes(open_window, qtbot, archive):
    _, dead = archive
    window = open_window()
    on_screen = screen(window)
    on_screen.links._save(0, dead)
    agree_to_local(window, qtbot)
    (item,) = on_screen.save_tray.items
    qtbot.waitUntil(lambda: "does not exist" in item.accessibleName())
    menu = on_screen.links.offer(0, dead)
    texts = [action.text() for action in menu.actions()]
    assert "does not exist" in texts[0] and texts[1] == "Try to save it again"
    menu.close()
    queue, (failed,) = on_screen.save_queue, on_screen.save_queue.entries
    on_screen.links._save(0, dead)
    qtbot.waitUntil(lambda: failed not in queue.entries)
    queue.remove(queue.entries[0])
    menu = on_screen.links.offer(0, dead)
    assert menu.actions()[1].text() == "Save for offline reading"
    menu.close()


def test_a_link_given_up_is_not_waited_for_and_the_first_of_all_still_is(open_window):
    on_screen = screen(open_window())
    for number in (1, 2):
        on_screen.saving.give([f"http://127.0.0.1:9/{number}"])
    assert on_screen.saving._first, "the window was empty"
    on_screen.save_queue.cancel_all()
    assert on_screen.saving._alone == {}


def test_a_row_of_a_source_says_saving_and_failed(open_window, qtbot):
    on_screen = screen(open_window())
    model = on_screen.link_list.model
    model.show([LinkRow(link(1), 0)])
    first = model.index(0, 0)
    url = link(1).url
    entry = SaveEntry(url)
    for state, shown in (
        (SaveState.RUNNING, SAVING),
        (SaveState.FAILED, FAILED),
        (SaveState.WAITING, SAVING),
    ):
        entry.state = state
        on_screen.sources._on_save(entry)
        assert model.data(first, LinkRole.STATE) == shown
    model.note(url, FAILED)
    with qtbot.waitSignal(on_screen.link_list.save_wanted) as asked:
        on_screen.link_list._use(first, True)
    assert asked.args == [url] and model.data(first, LinkRole.STATE) == SAVING
    model.note(url, NEW)
    assert "Save" in model.data(first, Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_can_be_done_with_a_link_that_tab_reached_is_offered_at_the_link(
    open_window, tmp_path, qtbot, language
):
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    window = open_window(interface_language=language, reduce_motion=True, size=(760, 700))
    on_screen = screen(window)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article and on_screen.rendered.whole)
    view = on_screen.view
    while "93e-session" not in view.textCursor().charFormat().anchorHref():
        QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    offered, carets = menu.geometry(), [view.textCursor(), view.textCursor()]
    for caret, end in zip(carets, view.focused_link or (0, 0), strict=True):
        caret.setPosition(end)
    first, last = (view.cursorRect(caret) for caret in carets)
    begin = view.viewport().mapToGlobal(QPoint(first.left(), last.bottom()))
    menu.close()
    qtbot.settle(window)
    assert offered.left() - 1 <= begin.x() <= offered.right() + 1
    assert abs(offered.top() - begin.y()) < last.height()
