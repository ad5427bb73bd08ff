"""Copies of a prepared process, which the tests of the window have for workers, are workers like others."""

from __future__ import annotations

import os
import select
import signal
from pathlib import Path

import pytest

from reader.workers import process
from reader.workers.extraction import LIMITS, ExtractionWorker
from reader.workers.process import WorkerDied
from tests.support.limits import wait_for
from tests.support.prepared_workers import POSSIBLE, CopiedWorker, prepared_workers

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="processes are copied on Linux alone")
TEXT = "<p>Une phrase de l'article qui suffit à en faire un texte, avec une fin et un point.</p>" * 9
PAGE = f"<title>Un titre</title><article><h1>Un titre</h1>{TEXT}"


def limit_of(pid: int, name: str) -> str:
    lines = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()
    return next(line.removeprefix(name).split()[0] for line in lines if line.startswith(name))


def test_a_copy_has_the_limits_the_session_and_the_end_of_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared_workers():
        worker = ExtractionWorker()
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("OF_THIS_TEST", "yes")
        assert worker.extract(PAGE.encode(), "https://a.example/x", "text/html").title == "Un titre"
        first = worker._process._process
        assert isinstance(first, CopiedWorker) and first.poll() is None
        assert limit_of(first.pid, "Max address space") == str(LIMITS.memory)
        assert limit_of(first.pid, "Max core file size") == "0"
        assert os.getsid(first.pid) == first.pid
        assert os.readlink(f"/proc/{first.pid}/cwd") == str(tmp_path)
        streams = {os.readlink(f"/proc/{first.pid}/fd/{number}") for number in (0, 1, 2)}
        assert all(stream.startswith("pipe:") for stream in streams)
        os.kill(first.pid, signal.SIGSEGV)
        wait_for(lambda: first.poll() == -signal.SIGSEGV)
        assert worker.extract(PAGE.encode(), "https://a.example/x", "text/html").title == "Un titre"
        second = worker._process._process
        assert second is not None and second.pid != first.pid
        assert second.stdin is not None
        second.stdin.close()
        assert second.wait() == 0, "it ends with its input"
        third = ExtractionWorker()
        third.extract(PAGE.encode(), "https://a.example/x", "text/html")
        ended = third._process._process
        third.close()
        worker.close()
        assert ended is not None and ended.poll() == -signal.SIGKILL
        with pytest.raises(WorkerDied):
            third._process.request({})


def test_the_end_of_a_worker_that_is_forgotten_ends_no_other() -> None:
    with prepared_workers():
        forgotten = process.start_worker(["extraction"])
        handle = os.pidfd_open(forgotten.pid)
        for stream in (forgotten.stdin, forgotten.stdout, forgotten.stderr):
            assert stream is not None
            stream.close()  # it ends with its input
        del forgotten, stream
        select.select([handle], [], [])
        os.close(handle)
        for _ in range(2):
            worker = ExtractionWorker()
            assert worker.extract(PAGE.encode(), "https://a.example/x", "text/html").title == "Un titre"
            worker.close()


def test_a_worker_is_started_anew_outside() -> None:
    worker = ExtractionWorker()
    worker.extract(PAGE.encode(), "https://a.example/x", "text/html")
    assert not isinstance(worker._process._process, CopiedWorker)
    worker.close()
