"""A program whose window closes ends, though the disk of its library never answers again."""

from __future__ import annotations

import ctypes
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.gui.application import disk_guard
from reader.gui.application.disk_guard import SILENT_SECONDS, DiskGuard
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.application.hung_disk_program import CODE, NOTE
from tests.gui.application.unstored_program import is_all_done, stocked
from tests.gui.support.window_program import run_with_article
from tests.support.limits import LIMIT, wait_for

LOOKS = 20  # at the disk, a tenth of a second or more between them: longer than SILENT_SECONDS
STOPS = 4


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A disk that answers nothing until the event is set."""
    answers = threading.Event()
    asked = shutil.disk_usage

    def ask(folder: Path) -> object:
        if folder.name != "sound":
            answers.wait()
        return asked(folder)

    monkeypatch.setattr(shutil, "disk_usage", ask)
    yield answers
    answers.set()


def test_a_silent_disk_is_not_waited_for_when_everything_is_written(
    hung: threading.Event, tmp_path: Path
) -> None:
    left: list[str] = []
    guard = DiskGuard([tmp_path / "sound", tmp_path], lambda: False, lambda: left.append("left"))
    guard.start()
    wait_for(lambda: left == ["left"], "the end")


def test_what_the_reader_did_gets_the_time_in_which_a_disk_wakes(
    hung: threading.Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_guard, "UNWRITTEN_SECONDS", LIMIT)
    looks: list[int] = []
    left: list[str] = []
    written = threading.Event()

    def unwritten() -> bool:
        looks.append(1)
        return not written.is_set()

    guard = DiskGuard([tmp_path], unwritten, lambda: left.append("left"))
    guard.start()
    wait_for(lambda: len(looks) > LOOKS, "a silence")
    assert not left
    written.set()
    wait_for(lambda: left == ["left"], "the end, as nothing is unwritten any more")


def test_a_disk_that_answers_is_waited_for(tmp_path: Path) -> None:
    looks: list[int] = []
    left: list[str] = []
    guard = DiskGuard([tmp_path / "gone"], lambda: bool(looks.append(1)), lambda: left.append("left"))
    guard.start()
    wait_for(lambda: len(looks) > LOOKS, "a while")
    guard.stop()
    assert not left, "that a folder is not there is an answer"


@pytest.mark.skipif(os.name == "nt", reason="no usleep")
def test_a_program_that_was_stopped_does_not_take_its_own_silence_for_the_disk_s(
    tmp_path: Path,
) -> None:
    """As by Ctrl+Z, a debugger or a lid that is closed: which thread goes on first is a matter of chance."""
    left: list[str] = []
    guard = DiskGuard([tmp_path], lambda: False, lambda: left.append("left"), SILENT_SECONDS / 2)
    guard.start()
    looks = threading.Event()
    for _ in range(STOPS):
        ctypes.PyDLL(None).usleep(round(SILENT_SECONDS * 1e6))  # no thread of the interpreter runs meanwhile
        looks.wait(0.2)
    guard.stop()
    assert not left


def closed(
    tmp_path: Path, where: str, module: str = "tests.gui.application.hung_disk_program"
) -> tuple[LibraryPaths, int]:
    """A library whose window was closed by the program, and its article."""
    paths, article, done = run_with_article(module, tmp_path, where)
    assert (done.returncode, done.stdout, done.stderr) == (CODE, "closing\n", "")
    return paths, article


@pytest.mark.parametrize("where", ["database", "crashes", "link"])
def test_the_program_ends_though_the_disk_of_its_library_hangs(tmp_path: Path, where: str) -> None:
    paths, article = closed(tmp_path, where)
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(article).favourite, "what the reader did is written"


def test_a_note_that_is_being_typed_is_stored_though_the_disk_sleeps(tmp_path: Path) -> None:
    """It is given to the library by closing: what was unwritten before that did not count it."""
    paths, article = closed(tmp_path, "asleep")
    with LibrarySession.open(paths) as session:
        assert session.annotations.note(article) == NOTE


@pytest.mark.parametrize("how", ["marked", "told"])
def test_all_that_is_shown_as_done_is_done_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The disk never wakes, and what is nowhere else would be waited for as long as a test lasts."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    stocked(LibraryPaths(tmp_path / "library"))
    paths, article = closed(tmp_path, how, "tests.gui.application.unstored_program")
    for _ in range(2):
        is_all_done(paths, article, how)
    assert not list((tmp_path / "state").rglob("*.json")), "nothing is left to be done"


def test_a_note_that_was_written_into_a_file_is_not_waited_for(tmp_path: Path) -> None:
    """Told to end while the disk is silent, the program waited as long as for what is nowhere else."""
    closed(tmp_path, "ended")
    (file,) = tmp_path.rglob("*.md")
    assert NOTE in file.read_text("utf-8")
