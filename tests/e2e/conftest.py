"""A real X server with a window manager, and the app in a process of its own on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.limits import LIMIT, wait_for

NEEDED = ("Xvfb", "openbox", "xdotool")


class Screen:
    """An X server of our own: its number, the programs started on it, the pointer.

    Args:
        folder: home of what runs on it. more: options of the server.
    """

    def __init__(self, folder: Path, *more: str) -> None:
        read, write = os.pipe()
        self._programs: list[subprocess.Popen[bytes]] = []
        server = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
        server += more
        server.append("-noreset")  # else it drops whoever connects while the last client before it goes
        self._server = subprocess.Popen(server, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.display = f":{numbers.readline().strip()}"
        self.environment = {
            **os.environ,
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LANG": "C.UTF-8",
        }
        self._manager = self.start(["openbox", "--sm-disable"])
        wait_for(self._managed, "openbox")

    def _managed(self) -> bool:
        """Whether a window manager answers; without one nothing gets the keyboard; a dead one is replaced."""
        if self._manager.poll() is not None:
            self._manager = self.start(["openbox", "--sm-disable"])
        return self.xdotool("get_num_desktops").isdigit()

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        log = subprocess.DEVNULL
        program = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self._programs.append(program)
        return program

    def xdotool(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True, timeout=LIMIT
        )
        return done.stdout.strip()

    def window(self, name: str) -> str:
        """The id of the visible window with a name, once it is there."""
        command = ("search", "--onlyvisible", "--name", f"^{name}$")
        return str(wait_for(lambda: self.xdotool(*command).split("\n")[-1]))

    def place(self, window: str, x: int, y: int, width: int, height: int) -> None:
        self.xdotool("windowsize", "--sync", window, width, height)
        self.xdotool("windowmove", "--sync", window, x, y)
        size = f"WIDTH={width}\nHEIGHT={height}\n"
        wait_for(lambda: size in self.xdotool("getwindowgeometry", "--shell", window) + "\n")
        self.activate(window)

    def activate(self, window: str) -> None:
        """Give a window the keyboard."""

        def active() -> bool:
            if not self._managed():
                return False
            self.xdotool("windowactivate", window)
            return self.xdotool("getactivewindow") == window

        wait_for(active, f"window {window} has not the keyboard")

    def press(self, window: str, key: str) -> None:
        """Press a key in a window, whatever has the keyboard now."""
        self.activate(window)
        self.xdotool("key", key)

    def drag(self, start: tuple[int, int], end: tuple[int, int], accepted: Callable[[], object]) -> None:
        """Drag until the target takes it and release there; on a busy computer a first try may go astray."""
        wait_for(lambda: self._dragged(start, end, accepted))
        self.xdotool("mouseup", 1)

    def _dragged(self, start: tuple[int, int], end: tuple[int, int], accepted: Callable[[], object]) -> bool:
        """Press and move in small steps (Qt starts a drag after some); says whether the target takes it."""
        self.xdotool("mousemove", *start, "sleep", 0.3, "mousedown", 1, "sleep", 0.2)
        for step in range(1, 31):
            x, y = (round(a + (b - a) * step / 30) for a, b in zip(start, end, strict=True))
            self.xdotool("mousemove", x, y, "sleep", 0.02)
        for nudge in range(60):
            self.xdotool("mousemove", end[0] + nudge % 4 + 1, end[1], "sleep", 0.1)
            if accepted():
                return True
        self.xdotool("key", "Escape", "sleep", 0.2, "mouseup", 1, "sleep", 0.2)
        return False

    def close(self) -> None:
        for program in (*reversed(self._programs), self._server):
            if program.poll() is None:
                program.send_signal(signal.SIGTERM)
        for program in (*self._programs, self._server):
            try:
                program.wait(LIMIT)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if absent:
        pytest.skip(f"no {', '.join(absent)} here: packaging/system_libraries.py --tests says how to install")
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    made = Screen(folder)
    yield made
    made.close()


@pytest.fixture
def liseuse() -> list[str]:
    """The command of the installed program."""
    return [str(Path(sys.executable).with_name("liseuse"))]
