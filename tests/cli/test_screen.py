"""The window where none can be shown: one sentence, where Qt would end the process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from reader.cli.screen import DEAD_SCREEN, explain, obstacle


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


def test_a_library_that_the_system_lacks_is_named_with_its_package():
    lacking = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert explain(lacking).values == {"file": "libEGL.so.1", "package": "libegl1"}
    assert explain(ImportError("version `Qt_6.12' not found")).values == {
        "reason": "version `Qt_6.12' not found"
    }
