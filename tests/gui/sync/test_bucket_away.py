"""A real window on a hub whose bucket does not answer: it is named, and what needs no large file goes on."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from reader.core.model import Picture
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.places import PASSPHRASE_VARIABLE, PASSWORD_VARIABLE
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.computers import SAVED, document
from tests.support.libraries import make_empty
from tests.support.servers.postgres import Cluster, Hub, cluster
from tests.support.servers.s3_server import S3Server
from tests.support.servers.store_servers import PASSWORD as KEYS

__all__ = ["cluster"]

WORDS = "three small words"
ANNA = f"anna{os.getpid()}"


def said_in(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_bucket_that_does_not_answer_is_named_until_it_does(
    open_window, qtbot, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "served").mkdir()
    server, hub = S3Server(tmp_path / "served"), Hub(cluster, ANNA)
    hub.give_bucket(ANNA, server.address("anna"), KEYS)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    monkeypatch.setenv(PASSWORD_VARIABLE, hub.passwords[ANNA])
    fill_library(LibraryPaths(tmp_path / "here"))
    with LibrarySession.open(LibraryPaths(tmp_path / "here")) as session:
        join_store(session, hub.address(ANNA).text, WORDS, Progress(), "desk", hub.passwords[ANNA])
    server.refused = {method: (503, "SlowDown") for method in ("GET", "PUT")}
    window = open_window(folder="here", reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).actions["sync.open"].trigger()
    dialog, rounds = screen(window).sync.dialog, screen(window).sync.rounds
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    session = screen(window).session
    digest = session.assets.add(os.urandom(200_000), "image/png")
    made = replace(document(1), lead=Picture("https://x.org/1.png", digest=digest, width=9, height=9))
    session.articles.add(made, "https://x.org/1", "x.org/1", SAVED)
    rounds.now()
    qtbot.waitUntil(lambda: server.address("anna") in said_in(dialog) and not rounds.running)
    assert "is out of reach" in said_in(dialog) and "The hub itself is there" in said_in(dialog)
    *_, number = session.articles.ids("all")
    screen(window).open_article(number)
    qtbot.waitUntil(lambda: screen(window).article_id == number)
    title = session.articles.summary(number).title
    make_empty(tmp_path / "there")
    with LibrarySession.open(LibraryPaths(tmp_path / "there")) as there:
        join_store(there, hub.address(ANNA).text, WORDS, Progress(), "lap", hub.passwords[ANNA])
        (theirs, *_) = [one.id for one in there.articles.summaries() if one.title == title]
        there.settings.set("theme", "sepia")
        there.annotations.set_note(theirs, "written on the lap")
        run_round(there, None, Progress())
    qtbot.waitUntil(lambda: screen(window).theme.name == "sepia")
    qtbot.waitUntil(lambda: session.annotations.note(number) == "written on the lap")
    qtbot.waitUntil(lambda: screen(window).note_field.toPlainText() == "written on the lap")
    qtbot.waitUntil(lambda: not rounds.running)
    assert rounds.error is not None and rounds.error.kind == "sync-bucket-away", "it fails as before"
    server.reset()
    rounds.now()
    qtbot.waitUntil(lambda: not rounds.running and server.address("anna") not in said_in(dialog))
    qtbot.waitUntil(lambda: rounds.error is None and rounds.state.waiting == 0)
    server.close()
