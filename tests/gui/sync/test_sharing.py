"""What a member of a shared library tells to whom, chosen in the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.places import PASSPHRASE_VARIABLE
from reader.services.sync.run_round import run_round
from reader.services.sync.sync_state import choose_share
from reader.settings.paths import LibraryPaths
from tests.gui.support.join_by_keys import up_to_the_last_step
from tests.gui.support.mouse import click
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty
from tests.support.servers.postgres import Cluster, Hub, cluster

__all__ = ["cluster"]

WORDS = "three small words"
ANNA, BASIL = (f"{name}{os.getpid()}s" for name in ("anna", "basil"))


@pytest.fixture
def hub(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub with a library of anna's, in step, in which basil takes part."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    made = Hub(cluster, ANNA, BASIL)
    fill_library(LibraryPaths(tmp_path / "here"))
    join(made, ANNA, tmp_path / "here")
    made.invite(ANNA, BASIL, "editor")
    return made


def join(hub: Hub, who: str, root: Path) -> None:
    with LibrarySession.open(LibraryPaths(root)) as session:
        place = hub.address(who, ANNA).text
        join_store(session, place, WORDS, Progress(), root.name, hub.passwords[who])


def notes_of(hub: Hub, who: str, root: Path) -> list[str]:
    """What is noted on another computer, once that is in step."""
    with LibrarySession.open(LibraryPaths(root)) as session:
        run_round(session, WORDS, Progress(), hub.passwords[who])
        return [text for number in session.articles.ids("all") if (text := session.annotations.note(number))]


def said_in(dialog) -> str:
    return " ".join(part.text() for part in dialog.findChildren(QLabel) if part.isVisible())


def answer(window, qtbot, text: str) -> str:
    """Give an answer; gives what was asked."""
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    asked = f"{box.text()} {box.informativeText()}"
    click(next(button for button in box.buttons() if button.text() == text))
    return asked


def test_notes_are_kept_private_and_shared_again(open_window, qtbot, tmp_path: Path, hub: Hub) -> None:
    window = open_window(folder="here", reduce_motion=True)
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: rounds.state is not None and not rounds.running)
    rounds.password = hub.passwords[ANNA]
    rounds.now()
    qtbot.waitUntil(lambda: not rounds.running and rounds.error is None and rounds.state.may_choose)
    screen(window).actions["sync.open"].trigger()
    dialog = screen(window).sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible() and "notes" in dialog.sharing.buttons)
    assert dialog.sharing.buttons["notes"].text() == "Keep private…"
    assert dialog.sharing.buttons["reading"].text() == "Share…", "how she reads goes to nobody by itself"
    editor = screen(window).note_editor
    assert BASIL in editor.stays.text()

    click(dialog.sharing.buttons["notes"])
    assert "stays with the others" in answer(window, qtbot, "Keep private")
    qtbot.waitUntil(lambda: rounds.state.alone == {"notes", "reading"} and not rounds.running)
    qtbot.waitUntil(lambda: editor.stays.text() == "Only on your own computers")
    qtbot.waitUntil(lambda: "but not your notes" in said_in(dialog))  # the page is shown anew
    assert "private" in editor.field.placeholderText()
    session = screen(window).session
    number, other = session.articles.ids("all")[:2]
    session.annotations.set_note(number, "mine alone")
    session.annotations.set_note(other, "mine alone too")
    rounds.now()
    qtbot.waitUntil(lambda: not rounds.running and rounds.state.own_notes == 2 and not rounds.state.waiting)
    make_empty(tmp_path / "lap")
    join(hub, ANNA, tmp_path / "lap")
    make_empty(tmp_path / "basil")
    join(hub, BASIL, tmp_path / "basil")
    assert sorted(notes_of(hub, ANNA, tmp_path / "lap")) == ["mine alone", "mine alone too"]
    assert notes_of(hub, BASIL, tmp_path / "basil") == []

    click(dialog.sharing.buttons["notes"])
    asked = answer(window, qtbot, "Share")
    assert "2 notes and highlights" in asked and BASIL in asked
    qtbot.waitUntil(lambda: rounds.state.alone == {"reading"} and not rounds.running)
    rounds.now()
    qtbot.waitUntil(lambda: not rounds.running and not rounds.state.waiting)
    assert sorted(notes_of(hub, BASIL, tmp_path / "basil")) == ["mine alone", "mine alone too"]


@pytest.mark.parametrize(("kept", "reads"), [(True, False), (False, False), (True, True)])
def test_who_joins_others_is_asked_about_his_notes(
    open_window, qtbot, tmp_path: Path, hub: Hub, kept: bool, reads: bool
) -> None:
    """And hears what becomes of what he reads, by what he chose on another computer."""
    if reads:
        make_empty(tmp_path / "lap")
        join(hub, BASIL, tmp_path / "lap")
        with LibrarySession.open(LibraryPaths(tmp_path / "lap")) as session:
            choose_share(session, {"reading": "shared"})
            run_round(session, WORDS, Progress(), hub.passwords[BASIL])
    fill_library(LibraryPaths(tmp_path / "basil"))
    with LibrarySession.open(LibraryPaths(tmp_path / "basil")) as session:
        session.annotations.set_note(session.articles.ids("all")[0], "from before")
    window = open_window(folder="basil", reduce_motion=True)
    place = hub.address(BASIL, ANNA).text
    dialog = up_to_the_last_step(window, qtbot, place, hub.passwords[BASIL], WORDS)
    rounds = screen(window).sync.rounds
    steps = dialog.steps
    qtbot.waitUntil(lambda: ANNA in said_in(dialog) and steps.own_notes.isVisible())
    assert ("They are told what you have read too" in said_in(dialog)) == reads
    assert ("What you have read stays with you" in said_in(dialog)) != reads
    assert steps.own_notes.isChecked(), "what was told can be taken back from nobody"
    if not kept:
        QTest.mouseClick(steps.own_notes, Qt.MouseButton.LeftButton)
    click(dialog.next)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    qtbot.waitUntil(lambda: rounds.state.others == (ANNA,) and not rounds.state.waiting)
    assert ("notes" in rounds.state.alone) == kept
    assert notes_of(hub, ANNA, tmp_path / "here") == ([] if kept else ["from before"])
