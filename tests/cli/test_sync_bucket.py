"""`sync` through a bucket of S3, in a real terminal: what is asked, and Ctrl+C while a server is silent."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.limits import LIMIT
from tests.support.servers.s3_server import KEY, SECRET, S3Server

pty = pytest.importorskip("pty", reason="this system has no terminals of that kind")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., tuple[subprocess.Popen[bytes], int]]]:
    """Start a command in a terminal of its own; it and the terminal's other end."""
    programs: list[subprocess.Popen[bytes]] = []
    ends: list[int] = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # else one that is ignored is inherited

    def start(*words: str) -> tuple[subprocess.Popen[bytes], int]:
        mine, theirs = pty.openpty()
        ends.append(mine)
        program = subprocess.Popen(
            [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        os.close(theirs)
        programs.append(program)
        return program, mine

    yield start
    signal.signal(signal.SIGINT, before)
    for program in programs:
        program.kill()
        program.wait(LIMIT)
    for end in ends:
        os.close(end)


def read_until(end: int, words: str) -> str:
    """What the terminal shows up to some words, or to the end of the program."""
    shown = ""
    while words not in shown:
        try:
            part = os.read(end, 4096)
        except OSError:  # the program is gone
            break
        if not part:
            break
        shown += part.decode(errors="replace")
    return shown


def test_key_and_secret_are_asked_for_and_shown_nowhere(terminal, tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    server = S3Server(tmp_path / "served")
    program, end = terminal("sync", "join", server.address("liseuse"), "--name", "desk")
    shown = ""
    for prompt, typed in (
        ("Access key: ", KEY),
        ("Secret of the access key: ", SECRET),
        ("Passphrase of the shared folder: ", "three small words"),
        ("Once more: ", "three small words"),
    ):
        found = read_until(end, prompt)
        assert found.endswith(prompt), found
        os.write(end, f"{typed}\n".encode())
        shown += found
    shown += read_until(end, "\0")
    assert program.wait(LIMIT) == 0, shown
    assert server.address("liseuse") in shown and SECRET not in shown and "words" not in shown
    library = tmp_path / "library"
    files = [path for path in library.rglob("*") if path.is_file()]
    assert files and not any(SECRET.encode() in path.read_bytes() for path in files)
    server.close()


def test_ctrl_c_ends_what_waits_for_a_silent_server(
    terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", "key:secret")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        program, end = terminal("sync", "join", f"s3+http://127.0.0.1:{port}/bucket")
        listener.settimeout(LIMIT)
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(LIMIT)
            assert connection.recv(4096).startswith(b"GET /bucket"), "it waits for an answer now"
            program.send_signal(signal.SIGINT)
            with contextlib.suppress(OSError):
                read_until(end, "\0")
            assert program.wait(LIMIT) == 130
