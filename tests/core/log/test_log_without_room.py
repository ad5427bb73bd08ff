"""A log that cannot be written says nothing anywhere else, and goes on when there is room again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

PROGRAM = """
import logging, resource, signal, sys
from pathlib import Path
from reader.core.log.log_file import start_logging

folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails, as on a full disk
start_logging(folder)
log = logging.getLogger("reader.test")
log.info("before")
full = (folder / "liseuse.log").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (full, resource.RLIM_INFINITY))
for number in range(50):
    log.info("secret %d of an article", number)
    log.error("failed", exc_info=ValueError("secret"))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
log.info("after")
"""


def test_no_room_for_the_log_is_told_to_nobody(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "logs")],
        capture_output=True,
        text=True,
        check=False,
        cwd=TOP,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = (tmp_path / "logs" / "liseuse.log").read_text("utf-8").splitlines()
    assert lines[0].endswith("before") and lines[-1].endswith("after")
    assert not any("secret" in line for line in lines)
