"""Real windows on a hub: joined by its address, and what one changes is on the other's screen at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QProcess
from PySide6.QtTest import QTest

from reader.core.progress import Progress
from reader.gui.sync.hub_listener import HubListener
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click, paste
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import Cluster, Hub, cluster

__all__ = ["cluster"]

WORDS = "three small words"
ANNA = f"anna{os.getpid()}"


@pytest.fixture
def hub(cluster: Cluster) -> Hub:
    """A hub with a library of anna's."""
    return Hub(cluster, ANNA)


class Keeper:
    """Looks into the hub over one connection."""

    def __init__(self, hub: Hub) -> None:
        self._open = hub.connect()
        self._connection = self._open.__enter__()

    def one(self, asked: str) -> int:
        """A number out of it."""
        row = self._connection.execute(asked).fetchone()
        assert row is not None
        return int(row[0])

    def listeners(self) -> int:
        """How many connections of anna's listen."""
        return self.one(
            f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{ANNA}' AND query LIKE 'LISTEN%'"
        )

    def listener(self) -> int:
        """The server's process of anna's latest connection that listens, 0 without one."""
        return self.one(
            "SELECT coalesce((SELECT pid FROM pg_stat_activity"
            f" WHERE usename = '{ANNA}' AND query LIKE 'LISTEN%' ORDER BY backend_start DESC LIMIT 1), 0)"
        )

    def files(self) -> int:
        """How many files there are."""
        return self.one("SELECT count(*) FROM liseuse.file")

    def close(self) -> None:
        self._open.__exit__(None, None, None)


@pytest.fixture
def keeper(hub: Hub):
    """Whoever keeps the hub."""
    made = Keeper(hub)
    yield made
    made.close()


def test_a_hub_is_joined_by_its_address_and_tells_at_once_what_comes(
    open_window, qtbot, tmp_path: Path, hub: Hub, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.gui.sync.rounds._EVERY", 24 * 3600 * 1000)
    fill_library(LibraryPaths(tmp_path / "here"))
    window = open_window(folder="here", reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).actions["sync.open"].trigger()
    dialog, rounds = screen(window).sync.dialog, screen(window).sync.rounds
    qtbot.waitUntil(lambda: dialog.isVisible())
    steps = dialog.steps
    QTest.keyClicks(steps.folder, f"postgresql://127.0.0.1:{hub.cluster.port}/nowhere")
    assert steps.user.isVisible() and steps.password.isVisible()
    QTest.keyClicks(steps.user, ANNA)
    paste(steps.password, hub.passwords[ANNA])
    click(dialog.next)
    qtbot.waitUntil(lambda: "There is no hub" in dialog.status.text())
    steps.folder.selectAll()
    QTest.keyClicks(steps.folder, f"postgresql://127.0.0.1:{hub.cluster.port}/{hub.database}")
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.again.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(steps.passphrase, WORDS)
    QTest.keyClicks(steps.again, WORDS)
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.name.isVisible() and dialog.next.isEnabled())
    click(dialog.next)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    assert rounds.state.store == hub.address(ANNA).text and rounds.state.on_hub
    qtbot.waitUntil(lambda: keeper.listeners() == 1)

    with LibrarySession.open(LibraryPaths(tmp_path / "there")) as there:
        join_store(there, hub.address(ANNA).text, WORDS, Progress(), "lap", hub.passwords[ANNA])
        there.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
        run_round(there, WORDS, Progress(), hub.passwords[ANNA])
        session = screen(window).session
        qtbot.waitUntil(lambda: session.articles.find("x.org/1") is not None)
        number = session.articles.find("x.org/1").id
        qtbot.waitUntil(lambda: not rounds.running)
        before = keeper.files()
        session.articles.set_favourite([number], True)
        qtbot.waitUntil(lambda: keeper.files() > before)
        run_round(there, WORDS, Progress(), hub.passwords[ANNA])
        assert any(card.favourite and card.title == "Title 1.0" for card in there.articles.summaries())

    cut = keeper.listener()
    program = rounds.findChild(HubListener).findChild(QProcess)
    hub.end_connections(ANNA)
    # By itself. A round that was under way may listen again before this looks: the former one must be gone.
    qtbot.waitUntil(lambda: not shiboken6.isValid(program))
    qtbot.waitUntil(lambda: keeper.listeners() == 1 and keeper.listener() != cut)
    screen(window).options.set("private_reading", True)
    qtbot.waitUntil(lambda: keeper.listeners() == 0)
