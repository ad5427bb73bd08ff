"""Closing waits for what the reader did, and for nothing that hangs."""

from __future__ import annotations

import os
import threading
import time

from reader.gui.background.job_runner import JobRunner
from reader.services.library_session import LibrarySession
from tests.gui.background.closing_program import CODE
from tests.gui.support.window_program import run_with_article
from tests.support.limits import LIMIT

SOON = LIMIT / 2  # s; the threads hang for ever
"""Seconds that closing may take on the busiest machine; two are promised on a quiet one."""


def test_what_hangs_is_left_behind_and_what_is_kept_behind_it_is_done(qapp):
    runner = JobRunner()
    never, release = os.pipe()
    ran, started = [], threading.Event()

    def hang(_progress):
        started.set()
        os.read(never, 1)

    runner.submit("library", hang)
    assert started.wait(LIMIT)
    for number in range(5):
        runner.submit("library", lambda _p, number=number: ran.append(number), keep=True)
    runner.submit("library", lambda _p: ran.append("forgotten"))
    runner.submit("pictures", lambda _p: ran.append("another lane"), keep=True)
    began = time.monotonic()
    try:
        left = runner.close()
        seconds = time.monotonic() - began
    finally:
        os.write(release, b".")
    print(f"{seconds:.2f} s")
    assert seconds < SOON
    assert left == ["lane-library_0"]
    assert [one for one in ran if one != "another lane"] == [0, 1, 2, 3, 4], (
        "in the order they were asked for"
    )
    assert "another lane" in ran


def test_what_ends_is_not_left_behind(qapp):
    runner = JobRunner()
    ended = threading.Event()
    runner.submit("network", lambda progress: ended.wait(0.3))
    assert runner.close() == []


def test_the_program_ends_beside_a_thread_that_hangs(tmp_path):
    paths, article, done = run_with_article("tests.gui.background.closing_program", tmp_path)
    seconds = time.monotonic() - float(done.stdout)
    print(f"{seconds:.2f} s")
    assert done.returncode == CODE, done.stderr
    assert not done.stderr
    assert seconds < SOON
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(article).favourite, "what the reader did is never lost"
