"""Clocks that were ahead: the page of computers shows no time that is still to come."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.sync.test_two_windows import WORDS, bring_in_step, finish, join
from tests.support.libraries import make_empty


def texts(dialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def clock(root: Path, statement: str) -> None:
    """As if a clock had shown something else."""
    with LibrarySession.open(LibraryPaths(root)) as library, library.database.write(index=False) as session:
        session.connection().exec_driver_sql(statement)


def test_a_clock_that_was_ahead_is_named_and_no_time_to_come_is_shown(open_window, qtbot, tmp_path):
    fill_library(LibraryPaths(tmp_path / "here"))
    make_empty(tmp_path / "lap")
    window = open_window(folder="here", reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    dialog = join(window, qtbot, tmp_path / "carried")
    finish(window, qtbot, dialog)
    with LibrarySession.open(LibraryPaths(tmp_path / "lap")) as lap:
        join_store(lap, str(tmp_path / "carried"), WORDS, Progress(), "lap")
    bring_in_step(window, qtbot)
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: len(rounds.state.machines) == 2)
    qtbot.waitUntil(lambda: any(text.startswith("Last heard of") for text in texts(dialog)))
    clock(tmp_path / "here", "UPDATE sync_cursor SET last_at = '2999-01-01T00:00:00+00:00'")
    rounds.read()
    qtbot.waitUntil(lambda: any(text.startswith("Its clock is ahead, by") for text in texts(dialog)))
    qtbot.waitUntil(lambda: not any("2999" in text or "Last heard of" in text for text in texts(dialog)))
    clock(tmp_path / "here", "UPDATE sync_self SET last_at = '2999-01-01T00:00:00+00:00'")
    rounds.read()
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step, before this computer’s clock was set back")
