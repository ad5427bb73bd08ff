"""The window where none can be shown: one sentence, where Qt would end the process."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import PySide6
import pytest

from reader.cli.main import run
from reader.cli.screen import DEAD_SCREEN, PACKAGES, explain, obstacle
from reader.services.desktop.hand_over import endpoints, frame
from reader.settings.paths import LibraryPaths


def start(tmp_path, *words, **environment):
    away = ("DISPLAY", "WAYLAND_", "QT_QPA_PLATFORM", "LANG", "LC_")
    given = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    given |= {"XDG_RUNTIME_DIR": str(tmp_path), **environment}
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), *words]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "There is no screen to show the window on."),
        ({"DISPLAY": ":7771"}, "The screen “:7771” does not answer"),
        ({"LANGUAGE": "fr"}, "Aucun écran"),
    ],
)
def test_without_a_screen_one_sentence_says_so(tmp_path, environment, said):
    done = start(tmp_path, **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(said) and done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["screenshot", "1", "--output", "picture.png"]])
def test_what_qt_lacks_of_the_system_is_said_in_one_sentence(tmp_path, words):
    folder = tmp_path / "lacking" / "PySide6"
    folder.mkdir(parents=True)
    lacking = "libglib-2.0.so.0: cannot open shared object file: No such file or directory"
    (folder / "__init__.py").write_text(f"raise ImportError({lacking!r})")
    first = os.pathsep.join([str(folder.parent), *sys.path])
    done = start(tmp_path, *words, QT_QPA_PLATFORM="offscreen", PYTHONPATH=first)
    assert done.returncode == 1
    assert "sudo apt install libglib2.0-0" in done.stderr and done.stderr.count("\n") == 1


def test_a_screen_that_answers_or_is_elsewhere_is_used():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X7772")
        server.listen()
        found = obstacle({"DISPLAY": ":7772.0"})
    assert found is None or found.text != DEAD_SCREEN
    for environment in ({"QT_QPA_PLATFORM": "offscreen"}, {"DISPLAY": "elsewhere:0"}):
        found = obstacle(environment)
        assert found is None or found.text != DEAD_SCREEN


THERE_ALREADY = {
    *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libc.so.6", "libm.so.6", "libresolv.so.2"),
    *("libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "libzstd.so.1"),  # apt's own
    *("libX11.so.6", "libgthread-2.0.so.0"),  # come with libgl1 and libglib2.0-0
    *("libbrotlicommon.so.1", "libbrotlidec.so.1"),  # come with libfreetype6
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems' libraries are all brought")
@pytest.mark.skipif(not shutil.which("objdump"), reason="needs binutils")
def test_all_that_qt_is_linked_with_is_known_by_its_package():
    folder = Path(PySide6.__file__).parent / "Qt" / "lib"
    modules = ("Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg")
    asked = ["objdump", "-p", *(str(folder / f"libQt6{name}.so.6") for name in modules)]
    shown = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"NEEDED\s+(\S+)", shown))
    brought = {file.name for file in folder.iterdir()}
    assert "libGL.so.1" in needed and needed - brought - THERE_ALREADY <= PACKAGES.keys()


def test_a_library_that_the_system_lacks_is_named_with_its_package():
    lacking = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert explain(lacking).values == {"file": "libEGL.so.1", "package": "libegl1"}
    assert explain(ImportError("version `Qt_6.12' not found")).values == {
        "reason": "version `Qt_6.12' not found"
    }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a screen is looked for")
@pytest.mark.parametrize("words", [[], ["open"]], ids=["alone", "open"])
def test_a_window_that_is_slow_to_answer_is_taken_for_no_silent_disk(tmp_path, monkeypatch, words):
    """It answers here when nothing but this thread still waits, for the disk's answer came long before."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    known = set(threading.enumerate())

    def take_one(server: socket.socket) -> None:
        guest, _ = server.accept()
        with guest, contextlib.suppress(OSError):
            guest.recv(1_000_000)
            for thread in set(threading.enumerate()) - known - {threading.current_thread()}:
                thread.join()
            guest.sendall(frame({"ok": True}))

    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as server:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        server.bind(endpoints(LibraryPaths(tmp_path / "library"))[0])
        server.listen()
        threading.Thread(target=take_one, args=[server], daemon=True).start()
        assert run(["--library", str(tmp_path / "library"), *words]) == 0
