"""A real window that joins a folder on a server by its address, and what it says when the server does not."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.mouse import click, paste
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.sync.test_two_windows import bring_in_step
from tests.support.kept_port import kept_port
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT
from tests.support.servers.s3_server import KEY, SECRET, S3Server
from tests.support.servers.store_servers import PASSWORD, USER, WebdavServer

WORDS = "three small words"


@pytest.fixture
def server(tmp_path):
    """A WebDAV server with an empty folder."""
    (tmp_path / "served").mkdir()
    with kept_port() as port:
        server = WebdavServer(tmp_path / "served", port=port)
        yield server
        server.close()


def test_a_folder_on_a_server_is_joined_by_its_address(open_window, qtbot, tmp_path, server, monkeypatch):
    monkeypatch.setattr("reader.gui.sync.rest._LONGEST", 0)
    fill_library(LibraryPaths(tmp_path / "here"))
    window = open_window(folder="here", reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).actions["sync.open"].trigger()
    dialog, rounds = screen(window).sync.dialog, screen(window).sync.rounds
    qtbot.waitUntil(lambda: dialog.isVisible())
    steps = dialog.steps
    assert steps.folder.isVisible() and not steps.user.isVisible(), "nobody is asked about a folder"
    QTest.keyClicks(steps.folder, f"http://127.0.0.1:{server.port}/liseuse")
    assert steps.user.isVisible() and steps.password.isVisible()
    QTest.keyClicks(steps.user, USER)
    QTest.keyClicks(steps.password, "wrong")
    click(dialog.next)
    qtbot.waitUntil(lambda: "does not accept user name and password" in dialog.status.text())
    steps.password.clear()
    paste(steps.password, PASSWORD)
    QTest.keyClick(steps.password, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: steps.again.isVisible() and dialog.next.isEnabled())
    click(dialog.back)
    assert steps.user.isVisible() and steps.password.text() == PASSWORD, "what was typed is kept"
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.again.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(steps.passphrase, WORDS)
    QTest.keyClicks(steps.again, WORDS)
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.name.isVisible() and dialog.next.isEnabled())
    click(dialog.next)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")
    assert rounds.state.store == f"http://{USER}@127.0.0.1:{server.port}/liseuse"
    assert rounds.password == PASSWORD and not steps.password.text(), "this system has no keyring"

    rounds.password = rounds.passphrase = None  # as after a start
    qtbot.settle(window)
    server.asked.clear()
    rounds.now()
    qtbot.waitUntil(lambda: "unlock" in dialog.act_buttons and not rounds.running)
    assert server.asked == [], "nobody is asked without the password"
    paste(dialog.passphrase, "wrong")
    click(dialog.act_buttons["unlock"])
    qtbot.waitUntil(lambda: server.asked != [] and not rounds.running)
    qtbot.settle(window)
    rounds.begin()
    assert not rounds.running, "it is not asked again by itself: it might shut the reader out"
    for secret in (PASSWORD, WORDS):
        qtbot.waitUntil(lambda: "unlock" in dialog.act_buttons and not rounds.running)
        paste(dialog.passphrase, secret)
        kind = rounds.error.kind
        click(dialog.act_buttons["unlock"])
        qtbot.waitUntil(
            lambda k=kind: not rounds.running and (rounds.error is None or rounds.error.kind != k)
        )
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")
    qtbot.waitUntil(lambda: not rounds.running)
    screen(window).actions.run("private.on")
    server.asked.clear()
    click(dialog.act_buttons["now"])
    qtbot.waitUntil(lambda: dialog.state_line.text().startswith("Not in step"))
    assert rounds.error.kind == "private-reading"
    rounds.begin()
    qtbot.settle(window)
    assert server.asked == [], "nothing is asked of a server in private reading"
    kept = screen(window).paths.settings
    qtbot.waitUntil(lambda: Settings(kept).flag("private_reading"))
    written, told = threading.Event(), []
    screen(window).job_runner.submit("pictures", lambda _progress: written.wait(LIMIT))  # as on a slow disk
    rounds.changed.connect(lambda: told.append(rounds.running))
    screen(window).actions.run("private.on")  # it ends, and a round begins by itself
    qtbot.waitUntil(lambda: True in told and False in told[told.index(True) :])
    assert server.asked == [], "the round still found private reading on the disk"
    written.set()
    qtbot.waitUntil(lambda: bool(server.asked))
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now" and not rounds.running)
    server.close()
    rounds.now()
    qtbot.waitUntil(lambda: dialog.state_line.text() == "Offline" and not rounds.running)
    assert screen(window).article_model.rowCount() == 3


def test_a_bucket_is_joined_with_its_access_key(open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.gui.sync.rest._LONGEST", 0)
    (tmp_path / "served").mkdir()
    server = S3Server(tmp_path / "served")
    fill_library(LibraryPaths(tmp_path / "here"))
    window = open_window(folder="here", reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).actions["sync.open"].trigger()
    dialog, rounds = screen(window).sync.dialog, screen(window).sync.rounds
    qtbot.waitUntil(lambda: dialog.isVisible())
    steps = dialog.steps
    QTest.keyClicks(steps.folder, server.address("liseuse"))
    assert (steps.user.accessibleName(), steps.password.isVisible()) == ("Access key", True)
    QTest.keyClicks(steps.user, KEY)
    QTest.keyClicks(steps.password, "wrong")
    click(dialog.next)
    qtbot.waitUntil(lambda: "does not accept user name and password" in dialog.status.text())
    steps.password.clear()
    paste(steps.password, SECRET)
    QTest.keyClick(steps.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.again.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(steps.passphrase, WORDS)
    QTest.keyClicks(steps.again, WORDS)
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.name.isVisible() and dialog.next.isEnabled())
    click(dialog.next)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")
    assert rounds.state.store == server.address("liseuse"), "the key does not stand in the address"
    assert rounds.password == PASSWORD and not steps.password.text() and not steps.user.text()

    rounds.password = rounds.passphrase = None  # as after a start
    rounds.now()
    for secret in (PASSWORD, WORDS):
        qtbot.waitUntil(lambda: "unlock" in dialog.act_buttons and not rounds.running)
        paste(dialog.passphrase, secret)
        kind = rounds.error.kind
        click(dialog.act_buttons["unlock"])
        qtbot.waitUntil(
            lambda k=kind: not rounds.running and (rounds.error is None or rounds.error.kind != k)
        )
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now" and not rounds.running)
    server.close()


def test_two_windows_read_and_note_without_their_bucket_and_meet_there_again(open_window, qtbot, tmp_path):
    (tmp_path / "served").mkdir()
    fill_library(LibraryPaths(tmp_path / "here"))
    make_empty(tmp_path / "there")
    with kept_port() as port:
        server = S3Server(tmp_path / "served", port=port)
        place = server.address("mes livres/été")
        sessions = []
        for name in ("here", "there"):
            with LibrarySession.open(LibraryPaths(tmp_path / name)) as session:
                join_store(session, place, WORDS, Progress(), name, PASSWORD)
        windows = [open_window(folder=name, reduce_motion=True) for name in ("here", "there")]
        for window in windows:
            rounds = screen(window).sync.rounds
            qtbot.waitUntil(lambda r=rounds: r.state is not None and not r.running)
            rounds.password, rounds.passphrase = PASSWORD, WORDS
            bring_in_step(window, qtbot)
            assert rounds.error is None
            sessions.append(screen(window).session)
        qtbot.waitUntil(lambda: screen(windows[1]).article_model.rowCount() == 3)

        server.close()
        title = sessions[0].articles.summaries()[0].title
        for session, text in zip(sessions, ("noted here", "noted there"), strict=True):
            (number,) = [card.id for card in session.articles.summaries() if card.title == title]
            session.annotations.set_note(number, text)
        for window in windows:
            bring_in_step(window, qtbot)
            rounds = screen(window).sync.rounds
            assert rounds.error.kind == "sync-unreachable"
        (number,) = [card.id for card in sessions[1].articles.summaries() if card.title == title]
        screen(windows[1]).open_article(number)
        qtbot.waitUntil(lambda: screen(windows[1]).article_id == number)

        server = S3Server(tmp_path / "served", port=port)
        for window in (*windows, *windows):
            bring_in_step(window, qtbot)
            rounds = screen(window).sync.rounds
            assert rounds.error is None
        notes = [*sessions[0].annotations.notes().values(), *sessions[1].annotations.notes().values()]
        server.close()
    assert len(notes) == 2 and notes[0] == notes[1]
    assert "noted here" in notes[0] and "noted there" in notes[0]
