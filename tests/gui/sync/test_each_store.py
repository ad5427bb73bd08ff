"""Two real windows through each kind of store: save here, read there offline, note on both, meet again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.settings.paths import LibraryPaths
from tests.gui.saving.test_drop_and_save import drop
from tests.gui.saving.test_dropped_links import mime
from tests.gui.support.mouse import click, paste
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.sync.test_two_windows import WORDS, bring_in_step, dialog_of, finish, note, set_note
from tests.support.servers.postgres import Hub, cluster
from tests.support.servers.s3_server import KEY, SECRET
from tests.support.servers.store_servers import PASSWORD, USER, Relay, SftpServer, store_server

__all__ = ["cluster"]

ANNA = f"anna{os.getpid()}"


@dataclass
class Place:
    """Where a store is, what the reader types for it, and the line or the disk between, which can be away."""

    typed: str
    user: str
    password: str
    between: Relay | Path

    def set_away(self, away: bool) -> None:
        if isinstance(self.between, Relay):
            self.between.away = away
            return
        names = (self.between, self.between.with_name("away"))
        one, other = names if away else reversed(names)
        one.rename(other)


@contextlib.contextmanager
def line_to(port: int) -> Iterator[Relay]:
    line = Relay(port)
    try:
        yield line
    finally:
        line.close()


@contextlib.contextmanager
def place_of(kind: str, top: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    (top / "served").mkdir()
    if kind == "folder":
        yield Place(str(top / "served" / "liseuse"), "", "", top / "served")
    elif kind == "hub":
        hub = Hub(request.getfixturevalue("cluster"), ANNA)
        with line_to(hub.cluster.port) as line:
            typed = f"postgresql://127.0.0.1:{line.port}/{hub.database}"
            yield Place(typed, ANNA, hub.passwords[ANNA], line)
    else:
        with store_server(kind, top / "served") as server, line_to(server.port) as line:
            if isinstance(server, SftpServer):
                server.known_hosts(top, line.port)
            typed = server.address("liseuse", line.port).replace(f"{USER}@", "")
            keys = (KEY, SECRET) if kind == "s3" else (USER, PASSWORD)
            yield Place(typed, *keys, line)


def join(window, qtbot, place: Place) -> None:
    """Through the three steps, as somebody types them who knows the address and the passphrase."""
    dialog = dialog_of(window, qtbot)
    steps = dialog.steps
    QTest.keyClicks(steps.folder, place.typed)
    assert steps.user.isVisible() == bool(place.user)
    if place.user:
        QTest.keyClicks(steps.user, place.user)
        paste(steps.password, place.password)
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.passphrase.isVisible() and dialog.next.isEnabled())
    for line in (steps.passphrase, steps.again):
        if line.isVisible():
            QTest.keyClicks(line, WORDS)
    QTest.keyClick(steps.passphrase, Qt.Key.Key_Return)
    finish(window, qtbot, dialog)
    dialog.close()


@pytest.mark.parametrize("kind", ["folder", "webdav", "sftp", "s3", "hub"])
def test_save_here_read_there_offline_note_on_both_and_meet_again(
    kind, open_window, qtbot, tmp_path, monkeypatch, request, article_url
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    fill_library(LibraryPaths(tmp_path / "here"))
    here, there = (open_window(folder=name, reduce_motion=True) for name in ("here", "there"))
    for window in (here, there):
        qtbot.waitUntil(lambda w=window: screen(w).session is not None)
    with place_of(kind, tmp_path, request) as place:
        join(here, qtbot, place)
        join(there, qtbot, place)
        qtbot.waitUntil(lambda: screen(there).article_model.rowCount() == 3)
        drop(here, mime(urls=[article_url]))
        qtbot.waitUntil(lambda: screen(here).article_model.rowCount() == 4)
        for window in (here, there):
            bring_in_step(window, qtbot)
        qtbot.waitUntil(lambda: screen(there).article_model.rowCount() == 4)

        place.set_away(True)
        number = screen(there).article_model.ids[0]
        screen(there).open_article(number)
        qtbot.waitUntil(lambda: screen(there).article_id == number)
        for window, text in ((here, "noted here"), (there, "noted there")):
            set_note(window, text)
            bring_in_step(window, qtbot)
            rounds = screen(window).sync.rounds
            assert rounds.error.kind == "sync-unreachable"
            assert note(window) == text

        place.set_away(False)
        for window in (here, there, here):
            bring_in_step(window, qtbot)
            rounds = screen(window).sync.rounds
            assert rounds.error is None
        qtbot.waitUntil(lambda: note(here) == note(there) != "noted here")
        assert "noted here" in note(here) and "noted there" in note(here)
