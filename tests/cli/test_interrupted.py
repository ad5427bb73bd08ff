"""Ctrl+C ends a command that a disk holds, and only where the disk is silent it ends it from beside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.limits import LIMIT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a mutex of this C library")

Program = subprocess.Popen[str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Program]]:
    """Start the command and wait until it is held."""
    programs: list[Program] = []
    guards: list[threading.Timer] = []

    def start_one(answers: str) -> Program:
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.silent_disk_program", str(tmp_path / "library"), answers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
        )
        programs.append(program)
        # A line that never comes ends with the program.
        guard = threading.Timer(LIMIT, program.kill)
        guards.append(guard)
        guard.start()
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n", program.communicate(timeout=LIMIT)
        return program

    yield start_one
    for guard in guards:
        guard.cancel()
    for program in programs:
        program.kill()
        program.communicate()


def test_a_command_that_a_silent_disk_holds_ends_and_says_why(start) -> None:
    program = start("no")
    program.send_signal(signal.SIGINT)
    assert program.wait(LIMIT) == 130, "though nothing comes on its standard input, and so the call lasts"
    assert (
        program.stderr.read()
        == "The disk of your library does not answer. Liseuse ends as soon as the system lets it.\n"
    )


def test_a_command_whose_disk_answers_ends_by_itself(start) -> None:
    program = start("yes")
    program.send_signal(signal.SIGINT)
    asked = [
        program.stdout.readline() for _ in range(4)
    ]  # twice, at two places, and more than a second apart
    assert asked == ["asked\n"] * 4
    said = program.communicate("go", timeout=LIMIT)[1]
    assert (program.returncode, said) == (130, "")


def test_a_command_that_nobody_interrupts_is_left_alone(start) -> None:
    program = start("no")
    out, said = program.communicate("go", timeout=LIMIT)
    assert (program.returncode, out, said) == (0, "", "")
