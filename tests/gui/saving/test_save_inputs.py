"""Pages and files given to the real window: dropped, pasted, chosen; pictures and links tried again."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog

from reader.core.errors import ReaderError
from reader.gui.background.save_entry import SaveState, short_address
from reader.gui.saving.given import given_in
from reader.gui.saving.save_actions import actions_of
from reader.gui.widgets.mime_page import copied_page, source_address
from tests.conftest import SITE, SiteServer
from tests.gui.support.counting import Work, watch_searches
from tests.gui.support.local_question import agree_to_local
from tests.gui.support.screen import screen
from tests.page_samples import PAGE_URL, SENTENCES, article, mhtml, web_archive

PROSE = " ".join(SENTENCES)
CF_HTML = f"Version:0.9\r\nStartHTML:00000120\r\nSourceURL:{PAGE_URL}\r\n<html><body>x</body></html>"


def copied(text=PROSE, html="", formats=(), urls=()):
    data = QMimeData()
    if text:
        data.setText(text)
    if html or text:
        data.setHtml(html or f"<article><h1>Titre</h1><p>{text}</p></article>")
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    for name, value in formats:
        data.setData(name, value)
    return data


CHROMIUM = ("chromium/x-source-url", PAGE_URL.encode())


@pytest.mark.parametrize(
    "one",
    [
        CHROMIUM,
        ("chromium/x-source-url", f"{PAGE_URL}\0".encode()),
        ("text/x-moz-url-priv", PAGE_URL.encode("utf-16-le")),
        ("HTML Format", CF_HTML.encode()),
        ('application/x-qt-windows-mime;value="HTML Format"', CF_HTML.encode()),
    ],
)
def test_a_copied_part_of_a_page_names_its_address(one):
    page = copied_page(copied(formats=[one]))
    assert page is not None and page.url == PAGE_URL and SENTENCES[0] in page.html


@pytest.mark.parametrize(
    "data",
    [
        copied(),
        copied(formats=[("chromium/x-source-url", b"file:///etc/passwd")]),
        copied(formats=[("chromium/x-source-url", b"chrome://settings")]),
        copied(formats=[("HTML Format", b"Version:0.9\r\nSourceURL:about:blank\r\n")]),
        copied(text="un mot", formats=[CHROMIUM]),
        copied(text="\n".join(f"https://a.example/{n}" for n in range(40)), formats=[CHROMIUM]),
        copied(formats=[CHROMIUM], urls=[PAGE_URL]),
        copied(text="", formats=[CHROMIUM]),
    ],
)
def test_what_is_no_article_is_left_to_be_read_as_links(data):
    assert copied_page(data) is None


def test_of_ten_megabytes_on_the_clipboard_only_the_beginning_is_looked_at(monkeypatch):
    from reader.gui.widgets import mime_page as looked_at
    from reader.saving.fetching import urls

    names = ((looked_at, "_LINK"), (looked_at, "_HEADER"), (looked_at, "_SOURCE_LINE"), (urls, "_FOUND"))
    searched = watch_searches(monkeypatch, *names)
    data = copied(text="https://a.example/x " * 500_000, formats=[CHROMIUM])
    with Work() as work:
        assert copied_page(data) is None and source_address(data) == PAGE_URL
    assert 0 < searched() < 100_000
    assert work.calls < 10_000


def only(window):
    (found,) = screen(window).save_tray.items
    return found


def titles(window):
    return [row.title for row in screen(window).summaries]


def test_pasting_a_part_of_a_page_saves_it_with_its_address(open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    html = article().partition("<body>")[2].partition("</body>")[0]
    QGuiApplication.clipboard().setMimeData(copied(html=html, formats=[CHROMIUM]))
    qtbot.keySequence(on_screen.cards, QKeySequence("Ctrl+V"))
    qtbot.waitUntil(lambda: titles(window) == ["Le budget est adopté"])
    assert on_screen.summaries[0].url == PAGE_URL
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.SAVED)
    assert on_screen.pending_saves.all() == []


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("page.html", lambda: article().encode()),
        ("page.mhtml", lambda: mhtml(article())),
        ("page.webarchive", lambda: web_archive(article())),
    ],
)
def test_a_dropped_page_is_saved_from_its_file(open_window, qtbot, tmp_path, hold, name, make):
    file = tmp_path / name
    file.write_bytes(make())
    window = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    release = hold(window)
    assert screen(window).saving.take(given_in(data))
    qtbot.waitUntil(lambda: bool(screen(window).save_tray.items))
    assert name in only(window).accessibleName()
    release()
    qtbot.waitUntil(lambda: titles(window) == ["Le budget est adopté"])
    qtbot.waitUntil(lambda: screen(window).pending_saves.all() == [])


def test_a_page_that_was_not_done_goes_on_after_a_restart(open_window, qtbot, tmp_path):
    file = tmp_path / "page à lire.html"
    file.write_text(article(), "utf-8")
    window = open_window()
    screen(window).pending_saves.add(QUrl.fromLocalFile(str(file)).toString())
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: titles(again) == ["Le budget est adopté"])


def test_a_dropped_text_gives_all_its_links(open_window, qtbot, tmp_path, site, article_url):
    file = tmp_path / "liste.txt"
    file.write_text(f"{article_url}\n{site.url('/nothing/')}\n")
    window = open_window()
    screen(window).saving.give_files([file])
    agree_to_local(window, qtbot)
    agree_to_local(window, qtbot)
    qtbot.waitUntil(lambda: len(screen(window).save_tray.items) == 2)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_a_file_that_is_no_page_says_what_it_is(open_window, qtbot, tmp_path):
    file = tmp_path / "page.html"
    file.write_bytes(b"%PDF-1.7")
    window = open_window()
    screen(window).saving.give_files([file])
    qtbot.waitUntil(lambda: bool(screen(window).save_tray.items))
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.FAILED)
    assert only(window).entry.error.kind == "not-a-page"
    assert short_address(only(window).entry.url).strip("\u2068\u2069") == "page.html"


def test_ctrl_o_asks_for_files(open_window, qtbot, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(article(), "utf-8")
    window = open_window()
    qtbot.keySequence(screen(window).cards, QKeySequence("Ctrl+O"))
    dialog = window.findChild(QFileDialog)
    assert dialog is not None and "*.mhtml" in dialog.nameFilters()[0]
    dialog.filesSelected.emit([str(file)])
    dialog.close()
    qtbot.waitUntil(lambda: titles(window) == ["Le budget est adopté"])


@pytest.fixture
def bare(tmp_path):
    """The fixture site without its pictures, and where they belong."""
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    shutil.rmtree(folder / "wp-content" / "uploads")
    server = SiteServer(folder)
    yield server, folder / "wp-content" / "uploads"
    server.close()


def test_missing_pictures_come_by_themselves(open_window, qtbot, bare, expected, monkeypatch):
    from reader.services.saving import keep_trying

    monkeypatch.setattr(keep_trying, "RETRY_MINUTES", (0.001, 0.001, 0.001))
    server, uploads = bare
    window = open_window()
    on_screen = screen(window)
    tray, told = on_screen.save_tray, []
    on_screen.link_saved.connect(told.append)
    on_screen.saving.give([server.url(expected["url_path"])])
    qtbot.waitUntil(lambda: bool(told))
    (entry,) = told
    article = entry.article_id
    qtbot.waitUntil(lambda: tray.entries == [])
    assert entry.state is SaveState.PARTIAL and entry.attempts == 3, "asked three times, then left alone"
    shutil.copytree(SITE / "wp-content" / "uploads", uploads)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    on_screen.open_article(article, with_focus=True)
    on_screen.commands.retry_pictures()
    qtbot.waitUntil(lambda: on_screen.articles.wanted_pictures(article) == [])
    qtbot.waitUntil(lambda: bool(on_screen.summaries[0].thumbnail))


def test_retry_of_pictures_in_the_panel(open_window, qtbot, bare, expected):
    server, uploads = bare
    window = open_window()
    on_screen = screen(window)
    tray = on_screen.save_tray
    on_screen.saving.give([server.url(expected["url_path"])])
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.PARTIAL)
    entry = only(window).entry
    only(window).left.emit()
    qtbot.waitUntil(lambda: "1 without some pictures" in tray.line.words().replace("\u2068", ""))
    shutil.copytree(SITE / "wp-content" / "uploads", uploads)
    qtbot.mouseClick(tray.line, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tray.panel.retry_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: entry.state is SaveState.SAVED)
    qtbot.waitUntil(lambda: tray.entries == [] and not tray.isVisible())
    assert on_screen.articles.wanted_pictures(entry.article_id) == []


def test_fetch_missing_pictures_of_the_article(open_window, qtbot, bare, expected):
    server, uploads = bare
    window = open_window()
    on_screen = screen(window)
    on_screen.saving.give([server.url(expected["url_path"])])
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.PARTIAL)
    on_screen.save_queue.remove(only(window).entry)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    on_screen.open_article(on_screen.summaries[0].id, with_focus=True)
    on_screen.commands.retry_pictures()
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.PARTIAL)
    shutil.copytree(SITE / "wp-content" / "uploads", uploads)
    entry = only(window).entry
    (retry,) = [action for action in actions_of(entry) if action.text == "Retry"]
    on_screen.save_tray._ask(retry.name, entry)
    assert entry.attempts == 0, "the reader asked, so the schedule begins anew"
    qtbot.waitUntil(lambda: entry.state is SaveState.SAVED)  # its item may leave at once: the article is open


class Flaky:
    """Takes the place of the service: fails as told, then hands over to the real one."""

    def __init__(self, monkeypatch, *kinds):
        from reader.services.saving import save_article as module

        self.kinds, self.calls, real = list(kinds), 0, module.save_article

        def save(*arguments, **named):
            self.calls += 1
            if self.kinds:
                raise ReaderError(self.kinds.pop(0), host="journal.example")
            return real(*arguments, **named)

        monkeypatch.setattr(module, "save_article", save)


def shorten(monkeypatch, *minutes):
    from reader.services.saving import keep_trying

    monkeypatch.setattr(keep_trying, "RETRY_MINUTES", minutes)


def test_a_failure_is_tried_again_by_the_clock_until_it_works(open_window, qtbot, article_url, monkeypatch):
    shorten(monkeypatch, 0.005, 0.01, 0.02)
    flaky = Flaky(monkeypatch, "refused", "server-error", "timeout")
    window = open_window()
    screen(window).saving.give([article_url])
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    assert flaky.calls == 4
    assert screen(window).pending_saves.all() == []


def test_after_three_tries_it_waits_for_the_reader(open_window, qtbot, article_url, monkeypatch):
    shorten(monkeypatch, 0.001, 0.001, 0.001)
    flaky = Flaky(monkeypatch, *["refused"] * 9)
    window = open_window()
    on_screen = screen(window)
    on_screen.saving.give([article_url])
    qtbot.waitUntil(lambda: flaky.calls == 4)
    qtbot.settle(window)
    assert flaky.calls == 4, "never a storm"
    (kept,) = on_screen.pending_saves.all()
    assert (kept.attempts, kept.next_at) == (4, "")
    flaky.kinds.clear()
    on_screen.retry_wanted.emit(only(window).entry)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_what_time_does_not_mend_is_not_tried_again(open_window, qtbot, article_url, monkeypatch):
    shorten(monkeypatch, 0.001, 0.001, 0.001)
    flaky = Flaky(monkeypatch, "login-needed")
    window = open_window()
    screen(window).saving.give([article_url])
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.FAILED)
    qtbot.settle(window)
    assert flaky.calls == 1


def test_a_link_whose_time_came_while_closed_is_saved_at_the_next_start(open_window, qtbot, article_url):
    window = open_window()
    kept = screen(window).pending_saves.add(article_url)
    screen(window).pending_saves.fail(kept.id, "offline", {}, 1, "2026-01-01T00:00:00+00:00")
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: len(titles(again)) == 1)


def test_the_connection_comes_back_and_the_links_are_saved(open_window, qtbot, article_url, monkeypatch):
    flaky = Flaky(monkeypatch, "unknown-host")
    window = open_window()
    qtbot.settle(window)
    screen(window).saving.give([article_url])
    qtbot.waitUntil(lambda: only(window).entry.state is SaveState.FAILED)
    assert flaky.calls == 1
    screen(window).network_changed.emit(True)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_closing_while_a_retry_is_due_leaves_nothing_running(open_window, qtbot, article_url, monkeypatch):
    shorten(monkeypatch, 0.002)
    flaky = Flaky(monkeypatch, *["refused"] * 5)
    window = open_window()
    screen(window).saving.give([article_url])
    qtbot.waitUntil(lambda: flaky.calls >= 1)
    window.close()
    calls = flaky.calls
    qtbot.settle(window)
    assert flaky.calls == calls
