"""What an import could not fetch: gathered in the list of saves, told once, and in nobody's way meanwhile."""

from __future__ import annotations

import contextlib
import http.server
import socket
import threading

import pytest
from PySide6.QtCore import Qt

from reader.core.messages import plain
from reader.gui.dialogs.notices import Notices
from reader.gui.saving.save_rows import action_places
from tests.gui.importing.test_importing import click, looked_at, texts
from tests.gui.support.screen import screen

LINE = "<p>Phrase {} du texte, assez longue pour compter comme un paragraphe. Une autre dit la suite.</p>"
BODY = "".join(LINE.format(number) for number in range(12))


class Pages(http.server.BaseHTTPRequestHandler):
    """Articles, but for those whose path says `dead` until they are mended."""

    mended = False

    def do_GET(self):
        self.server.held.get(self.path, self.server.free).wait()
        if self.path.startswith("/dead") and not type(self).mended:
            self.send_error(404)
            return
        title = f"Page {self.path}"
        head = f"<html lang=fr><title>{title}</title>"
        page = f"{head}<article><h1>{title}</h1>{BODY}</article></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *args):
        pass


@pytest.fixture
def pages():
    """The port of a server at every address of this computer, and its handler."""
    with serving() as server:
        yield server.server_port, server.RequestHandlerClass


@contextlib.contextmanager
def serving():
    """A server at every address of this computer; what is asked for waits for its event in `held`."""
    handler = type("Handler", (Pages,), {})
    with http.server.ThreadingHTTPServer(("0.0.0.0", 0), handler) as server:
        server.held, server.free = {}, threading.Event()
        server.free.set()
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        for event in server.held.values():
            event.set()
        server.shutdown()


@pytest.fixture
def said(monkeypatch):
    """What is announced."""
    told: list[str] = []
    announce = Notices.announce

    def keep(self, text, assertive=False):
        told.append(plain(text))
        announce(self, text, assertive)

    monkeypatch.setattr(Notices, "announce", keep)
    return told


def imported(window, qtbot, tmp_path, links):
    """The dialog of an import of links whose file has been taken in."""
    file = tmp_path / "liste.csv"
    file.write_text("url,title\n" + "".join(f"{link},Titre {n}\n" for n, link in enumerate(links)))
    dialog = looked_at(window, qtbot, file)
    dialog.boxes["local"].setChecked(True)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: len(screen(window).articles.ids()) == len(links))
    return dialog


def test_dead_links_are_gathered_and_told_once(open_window, qtbot, tmp_path, pages, said):
    port, handler = pages
    names = ["ok", "dead", "ok", "dead", "dead", "ok"]
    links = [f"http://127.0.0.{2 + n}:{port}/{name}/{n}" for n, name in enumerate(names)]
    window = open_window(size=(1280, 800))
    on = screen(window)
    dialog = imported(window, qtbot, tmp_path, links)
    qtbot.waitUntil(lambda: not on.import_run.running and dialog.status.isVisible())
    assert "ended" not in texts(dialog), "texts are still being fetched"
    qtbot.waitUntil(lambda: "The import has ended." in texts(dialog))
    assert on.waiting_texts.count() == 0
    summary = "3 articles fetched · 3 articles could not be fetched"
    qtbot.waitUntil(lambda: summary in texts(dialog))
    qtbot.settle(window)
    assert texts(dialog).count(summary) == 1, texts(dialog)
    assert [text for text in said if "could not" in text and "import" not in text] == [summary]
    dialog.close()
    line = on.save_tray.line
    qtbot.waitUntil(line.isVisible)
    assert plain(line.words()) == "3 failed"
    handler.mended = True
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    click(on.save_panel.retry_all)
    qtbot.waitUntil(lambda: all(card.words > 50 for card in on.articles.summaries()))
    qtbot.settle(window)
    assert not [entry for entry in on.save_tray.entries if entry.error is not None]


def test_the_web_archive_fills_the_article_that_an_import_left_without_its_text(
    open_window, qtbot, tmp_path, pages
):
    port, _ = pages
    dead = f"http://127.0.0.2:{port}/dead/1"
    window = open_window(size=(1280, 800), web_archive=f"http://127.0.0.3:{port}/kept?of=")
    on = screen(window)
    dialog = imported(window, qtbot, tmp_path, [dead])
    qtbot.waitUntil(lambda: "The import has ended." in texts(dialog))
    dialog.close()
    qtbot.waitUntil(lambda: bool(on.save_tray.entries))
    (article,), (entry,) = on.articles.ids(), on.save_tray.entries
    assert entry.article_id == article
    qtbot.mouseClick(on.save_tray.line, Qt.MouseButton.LeftButton)
    view = on.save_panel.view
    places = action_places(view.visualRect(view.rows.index(0, 0)), view.layoutDirection(), entry)
    spot = next(spot for action, spot in places if action.text == "Web archive")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.center())
    qtbot.waitUntil(lambda: on.articles.summary(article).words > 50)
    qtbot.settle(window)
    assert on.articles.ids() == [article]
    assert on.articles.requested_url(article) == dead and on.waiting_texts.count() == 0


@pytest.mark.parametrize("name", ["dead", "ok"])
def test_the_article_on_screen_says_at_once_what_became_of_its_text(open_window, qtbot, tmp_path, name):
    """While another one is still waited for."""
    with serving() as server:
        wanted, other = f"/{name}/1", "/ok/2"
        server.held = {wanted: threading.Event(), other: threading.Event()}
        links = [
            f"http://127.0.0.{2 + n}:{server.server_port}{path}" for n, path in enumerate((wanted, other))
        ]
        window = open_window(size=(1280, 800))
        imported(window, qtbot, tmp_path, links).close()
        on = screen(window)
        article = next(one for one in on.articles.ids() if on.articles.requested_url(one) == links[0])
        on.open_article(article)
        qtbot.waitUntil(on.incomplete.isVisible)
        assert "not fetched yet" in plain(on.incomplete.text)
        server.held[wanted].set()
        if name == "dead":
            qtbot.waitUntil(lambda: "does not exist" in plain(on.incomplete.text))
        else:
            qtbot.waitUntil(lambda: not on.incomplete.isVisible())
            assert on.article_document.blocks
        assert on.waiting_texts.count() == 1, "the other one is still on its way"
        server.held[other].set()
        qtbot.settle(window)


def click_action(qtbot, panel, row, name):
    """Click what can be done about a save in the open list of saves."""
    view, entry = panel.view, panel.view.rows.entries[row]
    places = action_places(view.visualRect(view.rows.index(row, 0)), view.layoutDirection(), entry)
    spot = next(spot for action, spot in places if action.text == name)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.center())


def opened_again(open_window, qtbot, window):
    """The window on the same library after a restart, when it has come to rest."""
    open_window.end(window)
    window = open_window(size=(1280, 800))
    qtbot.settle(window)
    return window, screen(window)


def test_texts_given_up_stand_in_the_list_after_a_restart_until_they_are_taken_off(
    open_window, qtbot, tmp_path, pages
):
    port, _ = pages
    links = [f"http://127.0.0.{2 + n}:{port}/{name}" for n, name in enumerate(("dead/1", "ok", "dead/2"))]
    window = open_window(size=(1280, 800))
    dialog = imported(window, qtbot, tmp_path, links)
    qtbot.waitUntil(lambda: "The import has ended." in texts(dialog))
    dialog.close()
    on = screen(window)
    qtbot.waitUntil(lambda: len(on.save_tray.entries) == 2)
    shown = {(entry.url, entry.title, entry.error.kind, entry.article_id) for entry in on.save_tray.entries}

    window, on = opened_again(open_window, qtbot, window)
    line = on.save_tray.line
    assert plain(line.words()) == "2 failed"
    again = {(entry.url, entry.title, entry.error.kind, entry.article_id) for entry in on.save_tray.entries}
    assert again == shown

    qtbot.mouseClick(on.save_tray.line, Qt.MouseButton.LeftButton)
    click_action(qtbot, on.save_panel, 0, "Remove")
    (left,) = on.save_tray.entries
    window, on = opened_again(open_window, qtbot, window)
    assert [entry.url for entry in on.save_tray.entries] == [left.url], "what was taken off the list is back"

    qtbot.mouseClick(on.save_tray.line, Qt.MouseButton.LeftButton)
    click(on.save_panel.remove_all)
    on.library.undo()
    window, on = opened_again(open_window, qtbot, window)
    assert [entry.url for entry in on.save_tray.entries] == [left.url], "its removal was undone"

    qtbot.mouseClick(on.save_tray.line, Qt.MouseButton.LeftButton)
    click(on.save_panel.remove_all)
    window, on = opened_again(open_window, qtbot, window)
    assert not on.save_tray.entries
    on.open_article(left.article_id)
    qtbot.waitUntil(lambda: on.article_id == left.article_id)
    assert "does not exist" in plain(on.incomplete.text), "why it has no text is still said"


def test_a_host_that_does_not_answer_keeps_no_other_waiting(open_window, qtbot, tmp_path, pages):
    port, _ = pages
    window = open_window(size=(1280, 800))
    on = screen(window)
    with socket.create_server(("127.0.0.9", 0)) as silent:
        silent_link = f"http://127.0.0.9:{silent.getsockname()[1]}/silent"
        good = [f"http://127.0.0.{2 + n}:{port}/ok/{n}" for n in range(4)]
        links = [silent_link, *good, silent_link + "/2"]
        dialog = imported(window, qtbot, tmp_path, links)
        ids = {on.articles.requested_url(one): one for one in on.articles.ids()}
        qtbot.waitUntil(lambda: sum(card.words > 50 for card in on.articles.summaries()) == 4)
        failed = [on.waiting_texts.of_article(one).error for link, one in ids.items() if "silent" in link]
        assert failed == ["", ""], "the others came only after it was given up"
    dialog.close()
    qtbot.settle(window)


def test_failures_of_many_saves_are_told_once(open_window, qtbot, pages, said):
    port, _ = pages
    window = open_window(size=(1280, 800))
    on = screen(window)
    on.saving.give([f"http://127.0.0.{2 + n}:{port}/dead/{n}" for n in range(8)])
    tray = on.save_tray
    qtbot.waitUntil(lambda: len(tray.entries) == 8 and not any(e.active for e in tray.entries))
    qtbot.settle(window)
    assert said[-1] == "8 failed"
    assert len(said) == 1, "each failure is told by itself"
