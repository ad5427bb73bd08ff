"""A disk that stops answering holds neither the window nor its closing by the log that lies on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.gui.background.hung_log_program import CODE
from tests.support.limits import LIMIT

SOON = LIMIT / 2  # s; the disk hangs for ever
"""Seconds that closing may take on the busiest machine; two are promised on a quiet one."""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_the_window_goes_on_and_ends_while_the_disk_of_its_log_hangs(tmp_path: Path) -> None:
    root = tmp_path / "library"
    (root / "logs").mkdir(parents=True)
    shutil.copy(DATA / "libraries" / "0007" / "library.db", root / "library.db")
    os.mkfifo(root / "logs" / "liseuse.log")
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.background.hung_log_program", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        output, errors = program.communicate(timeout=LIMIT)
    finally:
        program.kill()  # it is deaf to a polite end while its window hangs
    ended = time.monotonic()
    assert (program.returncode, errors) == (CODE, "")
    held, began = map(float, output.split())
    print(f"held {held:.3f} s, closed in {ended - began:.2f} s")
    assert held < SOON
    assert ended - began < SOON
