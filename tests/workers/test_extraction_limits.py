"""The limits of extraction as they are in force in the worker, and a page that works on can be given up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.core.progress import Cancelled, Progress
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.workers import extraction
from reader.workers.extraction import ExtractionWorker
from tests.conftest import SiteServer
from tests.support.limits import LIMIT, wait_for

TOP = Path(__file__).resolve().parents[2]
PROCESSOR, WALL, MEMORY = 30, 120.0, 1536 << 20
"""Seconds of work, seconds by the clock, bytes: what is promised for a page."""

LABOUR = (
    "<html><body><article><h1>Un titre</h1>"
    + "".join(f"<p>La phrase {n} de cet article, assez longue, le dit.</p>" for n in range(60_000))
).encode()
"""A page that any computer works on for seconds; it is an article, or it would be refused at once."""


def in_force(pid: int, name: str) -> str:
    """The soft limit of a process, as the system has it."""
    lines = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()
    return next(line[len(name) :].split()[0] for line in lines if line.startswith(name))


def worked(pid: int) -> float:
    """Seconds on the processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _heed() -> None:
    """A program started behind a shell's back may have been told not to hear Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_clock_is_the_looser_limit() -> None:
    limits = extraction.LIMITS
    assert (limits.processor, limits.seconds, limits.memory) == (PROCESSOR, WALL, MEMORY)


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux tells a process's limits")
def test_the_worker_has_the_limits_while_it_works_on_a_page() -> None:
    worker, progress = ExtractionWorker(), Progress()
    ended: list[BaseException] = []

    def extract() -> None:
        try:
            worker.extract(LABOUR, "https://x.example/a", "text/html", progress)
        except BaseException as error:  # noqa: BLE001 - looked at below
            ended.append(error)

    thread = threading.Thread(target=extract, daemon=True)
    thread.start()
    try:
        pid = wait_for(lambda: worker._process.pid)
        soft = wait_for(lambda: (found := in_force(pid, "Max cpu time")) != "unlimited" and int(found))
        assert 0 < soft - worked(pid) <= PROCESSOR + 1, "counted from what it has worked before"
        assert int(in_force(pid, "Max address space")) == MEMORY
        assert in_force(pid, "Max core file size") == "0"
    finally:
        progress.cancel()
        thread.join(LIMIT)
        worker.close()
    assert [type(error) for error in ended] == [Cancelled]


def test_the_command_says_what_it_does_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    page = tmp_path / "site" / "long.html"
    page.parent.mkdir()
    page.write_bytes(LABOUR)
    site, library = SiteServer(page.parent), tmp_path / "library"
    command = [sys.executable, "-m", "reader", "--library", str(library), "save", site.url("/long.html")]
    program = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TOP, preexec_fn=_heed
    )
    try:
        assert program.stderr is not None
        assert any("extracting" in line for line in iter(program.stderr.readline, ""))
        program.send_signal(signal.SIGINT)
        _, rest = program.communicate(timeout=LIMIT)
    finally:
        program.kill()
        site.close()
    assert program.returncode == 130
    assert "Traceback" not in rest
    with LibrarySession.open(LibraryPaths(library)) as session:
        assert session.articles.counts()["all"] == 0
