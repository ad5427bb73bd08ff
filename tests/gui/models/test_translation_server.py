"""The dialog of the translation server, with a server that speaks LibreTranslate's interface."""

from __future__ import annotations

import threading

import keyring
import pytest

from reader.core.errors import ReaderError
from reader.services.translation.translation_server import try_server
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.memory_keyring import MemoryKeyring
from tests.translation.engines.test_libretranslate_engine import Server


@pytest.fixture
def server():
    opened = Server()
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def dialog(open_window):
    window = open_window()
    opened = screen(window).translation_server.open()
    assert opened.isVisible()
    return opened


def test_it_says_that_texts_leave_and_keeps_only_a_server_that_answers(dialog, server, qtbot):
    window = dialog.parent()
    on_screen = screen(window)
    assert on_screen.options.text("translation_server") == ""
    dialog.address.setText("http://127.0.0.1:9")
    dialog.use.click()
    qtbot.waitUntil(lambda: "127.0.0.1" in dialog.state.text())
    assert dialog.isVisible() and on_screen.options.text("translation_server") == ""

    dialog.address.setText(server.address)
    on_screen.options.set("private_reading", True)
    dialog.use.click()
    qtbot.waitUntil(lambda: "private reading is on" in dialog.state.text())
    assert dialog.use.isEnabled() and not server.asked
    on_screen.options.set("private_reading", False)
    with qtbot.waitSignal(dialog.accepted):
        dialog.use.click()
    assert on_screen.options.text("translation_server") == server.address
    assert [message["q"] for message in server.asked] == [["Rabat."]], "nothing of the reader’s is sent"


def test_private_reading_that_begins_while_a_server_is_tried_keeps_the_rest_from_it(server):
    answers = iter((True, False))

    def allowed():
        if not next(answers):
            raise ReaderError("private-reading", "")

    with pytest.raises(ReaderError, match="private-reading"):
        try_server(server.address, "", allowed)
    assert not server.asked, "its languages were asked for, and nothing was sent"


class _Noting(MemoryKeyring):
    """A keyring that notes whose thread it is asked by: it may ask the reader to unlock it first."""

    def __init__(self):
        super().__init__()
        self.asked_by = set()

    def _look(self):
        self.asked_by.add(threading.current_thread())
        super()._look()


@pytest.fixture
def ring():
    former, made = keyring.get_keyring(), _Noting()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(former)


def test_the_key_goes_into_the_keyring_beside_the_window_and_a_locked_one_is_told_of(
    dialog, server, ring, qtbot
):
    dialog.address.setText(server.address)
    dialog.key.setText("hush")
    ring.locked = True
    dialog.use.click()
    qtbot.waitUntil(lambda: "keyring stayed locked" in dialog.state.text())
    assert dialog.isVisible() and screen(dialog.parent()).options.text("translation_server") == ""
    ring.locked = False
    with qtbot.waitSignal(dialog.accepted):
        dialog.use.click()
    assert ring.kept == {server.address: "hush"}
    assert ring.asked_by and threading.main_thread() not in ring.asked_by


def test_one_click_goes_back_to_this_computer(dialog, qtbot):
    window = dialog.parent()
    on_screen = screen(window)
    on_screen.options.set("translation_server", "https://libre.example")
    again = on_screen.translation_server.open()
    assert again.address.text() == "https://libre.example"
    with qtbot.waitSignal(again.accepted):
        again.local.click()
    assert on_screen.options.text("translation_server") == ""
    assert on_screen.settings.text("translation_server") == "", "services hear of it before they are asked"


def test_an_opened_article_is_sent_only_when_that_is_wanted(open_window, tmp_path, qtbot, server):
    _, first, second = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(translation_server=server.address, reading_language="en", server_sends="asked")
    on_screen = screen(window)
    on_screen.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == first)
    qtbot.settle(window)
    assert not server.asked and on_screen.reading_pane.target == "", "nothing is sent unasked"
    on_screen.options.set("server_sends", "opened")
    on_screen.open_article(second, with_focus=True)
    qtbot.waitUntil(lambda: bool(server.asked))


def test_what_began_by_itself_is_not_sent_to_a_server_that_gets_only_what_is_asked(
    open_window, tmp_path, qtbot, server
):
    _, first, _ = fill_library(LibraryPaths(tmp_path / "library"))
    server.wait = threading.Event()
    window = open_window(translation_server=server.address, reading_language="en", server_sends="opened")
    on_screen = screen(window)
    on_screen.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.reading_pane.target == "en" and bool(server.asked))
    with Server() as other:
        on_screen.options.set("server_sends", "asked")
        on_screen.options.set("translation_server", other.address)
        changed = on_screen.translation_server.changed
        changed.emit()
        server.wait.set()
        qtbot.settle(window)
        sent = [message["q"] for message in other.asked]
        other.shutdown()
    assert sent == []


def test_what_failed_unasked_is_not_tried_again_on_a_server_that_gets_only_what_is_asked(
    open_window, tmp_path, qtbot, server
):
    _, first, _ = fill_library(LibraryPaths(tmp_path / "library"))
    server.broken = b"no answer"
    window = open_window(translation_server=server.address, reading_language="en", server_sends="opened")
    on_screen = screen(window)
    on_screen.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.reading_pane.target == "en" and bool(server.asked))
    qtbot.settle(window)
    on_screen.options.set("server_sends", "asked")
    server.broken = b""
    before = len(server.asked)
    for news in (on_screen.models.changed, on_screen.translation_server.changed):
        news.emit()
        qtbot.settle(window)
    better = on_screen.models.better
    better.emit("fr", "en")
    qtbot.settle(window)
    assert len(server.asked) == before, "nobody asked for it"
    on_screen.translation_controller.retry()
    qtbot.waitUntil(lambda: len(server.asked) > before)
