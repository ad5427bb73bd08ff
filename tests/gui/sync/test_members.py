"""Two readers of one library of a hub: who sees what, and what each may do, in their windows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.places import PASSPHRASE_VARIABLE
from reader.settings.paths import LibraryPaths
from tests.gui.support.join_by_keys import up_to_the_last_step
from tests.gui.support.mouse import click
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty
from tests.support.servers.postgres import Cluster, Hub, cluster

__all__ = ["cluster"]

WORDS = "three small words"
ANNA, BASIL = (f"{name}{os.getpid()}w" for name in ("anna", "basil"))


@pytest.fixture
def hub(cluster: Cluster) -> Hub:
    """A hub with a library of anna's, in which basil reads."""
    made = Hub(cluster, ANNA, BASIL)
    made.invite(ANNA, BASIL, "reader")
    return made


def said_in(dialog) -> str:
    return " ".join(part.text() for part in dialog.findChildren(QLabel) if part.isVisible())


def opened(open_window, qtbot, tmp_path, folder, password):
    """A window, in step, and its dialog."""
    window = open_window(folder=folder, reduce_motion=True)
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: rounds.state is not None and not rounds.running)
    rounds.password = password
    rounds.now()
    qtbot.waitUntil(lambda: not rounds.running and rounds.error is None)
    screen(window).actions["sync.open"].trigger()
    dialog = screen(window).sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible() and "leave" in dialog.act_buttons)
    return window, dialog


def test_an_owner_is_told_who_sees_what_he_notes(
    open_window, qtbot, tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    fill_library(LibraryPaths(tmp_path / "here"))
    with LibrarySession.open(LibraryPaths(tmp_path / "here")) as session:
        place, password = hub.address(ANNA).text, hub.passwords[ANNA]
        join_store(session, place, WORDS, Progress(), "desk", password, notes="shared")
    window, dialog = opened(open_window, qtbot, tmp_path, "here", hub.passwords[ANNA])
    qtbot.waitUntil(lambda: f"{BASIL}\u2069 takes part too, and sees all" in said_in(dialog))
    assert "You own this library" in said_in(dialog)
    assert "anew" in dialog.act_buttons
    editor = screen(window).note_editor
    assert BASIL in editor.stays.text() and "private" not in editor.field.placeholderText()
    dialog.close()
    session = screen(window).session
    (number, *_) = session.articles.ids("all")
    screen(window).open_article(number)
    qtbot.waitUntil(lambda: screen(window).article_id == number)
    qtbot.settle(window)
    named = " ".join(button.text() for button in window.findChildren(QPushButton))
    assert "Add a note" in named and "Add a private note" not in named


def test_a_reader_is_told_his_role_and_offered_nothing_that_it_forbids(
    open_window, qtbot, tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_library(LibraryPaths(tmp_path / "desk"))
    with LibrarySession.open(LibraryPaths(tmp_path / "desk")) as session:
        join_store(session, hub.address(ANNA).text, WORDS, Progress(), "desk", hub.passwords[ANNA])
    make_empty(tmp_path / "here")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    window = open_window(folder="here", reduce_motion=True)
    place = hub.address(BASIL, ANNA).text
    dialog = up_to_the_last_step(window, qtbot, place, hub.passwords[BASIL], WORDS)
    rounds = screen(window).sync.rounds
    assert "You are a reader of it" in said_in(dialog) and "written to" not in said_in(dialog)
    click(dialog.next)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    qtbot.waitUntil(lambda: "You are a reader of this library" in said_in(dialog))
    assert "anew" not in dialog.act_buttons
    editor = screen(window).note_editor
    assert editor.stays.text() == "Stays on this computer"
    session = screen(window).session
    (number, *_) = session.articles.ids("all")
    session.annotations.set_note(number, "of his own")
    rounds.now()
    qtbot.waitUntil(lambda: "on this computer alone" in dialog.state_line.text())
    assert "waiting" not in dialog.state_line.text()
