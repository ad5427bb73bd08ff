"""`serve` as a program of its own: what it says, and every way in which it ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.library.test_export_article import document
from tests.support.limits import LIMIT


@pytest.mark.skipif(os.name == "nt", reason="signals, and inputs that end")
@pytest.mark.parametrize("end", ["input", "SIGTERM"])
def test_a_catalogue_is_served_until_it_is_ended(tmp_path: Path, end: str) -> None:
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        made = document()
        session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    words = ["--library", str(tmp_path / "library"), "--json", "--quiet", "serve", "--opds"]
    words += ["--host", "127.0.0.1", "--port", "0", *(["--while-input"] if end == "input" else [])]
    command = [sys.executable, "-m", "reader", *words]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe) as program:
        assert program.stdout is not None and program.stdin is not None
        said = b""
        while not said.endswith(b"}\n"):
            line = program.stdout.readline()
            assert line, program.stderr.read() if program.stderr else b""
            said += line
        told = json.loads(said)
        assert set(told) == {"address", "code"} and len(told["code"]) >= 6
        place = urlsplit(told["address"])
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=LIMIT)
        connection.request("GET", f"/{told['code']}{place.path}/unread")
        assert b"<title>Unread</title>" in connection.getresponse().read()
        connection.close()
        if end == "input":
            program.stdin.close()
        else:
            program.send_signal(getattr(signal, end))
        assert program.wait(LIMIT) == 0


@pytest.mark.skipif(os.name == "nt", reason="inputs that end")
@pytest.mark.parametrize("how", ["closed", "one to write to"])
def test_no_input_at_all_has_ended(tmp_path: Path, how: str) -> None:
    LibrarySession.open(LibraryPaths(tmp_path / "library")).close()
    words = ["--library", str(tmp_path / "library"), "--json", "--quiet", "serve", "--opds"]
    words += ["--host", "127.0.0.1", "--port", "0", "--while-input"]
    with (tmp_path / "written").open("wb") as writable:
        done = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=writable,
            preexec_fn=(lambda: os.close(0)) if how == "closed" else None,
            capture_output=True,
            timeout=LIMIT,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(json.loads(done.stdout)) == {"address", "code"}
