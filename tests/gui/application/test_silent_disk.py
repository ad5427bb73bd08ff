"""A start whose disk answers nothing says so, goes on by itself, and can be left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from reader.core.look import Look
from reader.gui.application.silent_disk import SilentDiskDialog
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.services.stocked_library import stock
from tests.support.limits import LIMIT


@pytest.fixture
def library(tmp_path: Path) -> LibraryPaths:
    paths = LibraryPaths(tmp_path / "library")
    with LibrarySession.open(paths) as session:
        stock(session, 1)
    settings = Settings(paths.settings)
    for key in ("welcomed", "sample_added"):
        settings.set(key, True)
    return paths


@pytest.fixture
def start(library: LibraryPaths) -> Iterator[object]:
    """Start the program on a disk that hangs somewhere."""
    programs: list[subprocess.Popen[str]] = []
    with tempfile.TemporaryDirectory(dir="/tmp" if os.name == "posix" else None) as sockets:

        def start_one(where: str, *words: str) -> subprocess.Popen[str]:
            module = "tests.gui.application.silent_disk_program"
            program = subprocess.Popen(
                [sys.executable, "-m", module, str(library.root), where, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[3],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": sockets},
            )
            programs.append(program)
            return program

        yield start_one
        for program in programs:
            program.kill()
            program.communicate()


def order(program: subprocess.Popen[str], word: str) -> None:
    assert program.stdin is not None
    program.stdin.write(f"{word}\n")
    program.stdin.flush()


def line_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


@pytest.mark.parametrize(
    "words", [["paths"], ["options"], ["paths", "open"], ["paths", "liseuse:article/1"]], ids=" ".join
)
def test_a_start_says_that_the_disk_is_silent_and_goes_on_when_it_answers(start, library, words) -> None:
    program = start(*words)
    assert line_of(program).replace("\u200b", "") == f"silent \u2068{library.root}\u2069"
    order(program, "answer")
    assert line_of(program) == f"open {library.root}", "its end is not that of the one before"
    assert program.wait(LIMIT) == 0


@pytest.mark.parametrize("where", ["paths", "options"])
def test_a_start_whose_disk_is_silent_can_be_left(start, where) -> None:
    program = start(where)
    assert line_of(program).startswith("silent ")
    order(program, "quit")
    assert program.wait(LIMIT) == 0


def test_a_disk_that_answers_while_the_window_is_made_that_says_so_lets_the_start_go_on(qtbot, tmp_path):
    look = Look(lambda: None)
    assert look.answered(LIMIT)
    dialog = SilentDiskDialog(look, [tmp_path])
    qtbot.addWidget(dialog)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.show()
    qtbot.waitUntil(lambda: ended == [QDialog.DialogCode.Accepted])
    assert not dialog.isVisible()


def test_a_folder_with_a_long_name_that_is_waited_for_later_has_room(qtbot, tmp_path):
    disk = threading.Event()
    looked_at = [tmp_path]
    dialog = SilentDiskDialog(Look(disk.wait), looked_at)
    qtbot.addWidget(dialog)
    dialog.show()
    looked_at.append(Path("/media") / " ".join(["a disk of another computer"] * 8) / "library")
    qtbot.waitUntil(lambda: "another computer" in dialog.folder.text())
    parts = (dialog.about, dialog.folder)
    qtbot.waitUntil(lambda: all(part.height() >= part.heightForWidth(part.width()) for part in parts))
    disk.set()


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_start_whose_disk_is_silent_ends_when_told(start, number) -> None:
    program = start("paths")
    assert line_of(program).startswith("silent ")
    program.send_signal(number)
    assert program.wait(LIMIT) == 0
