"""What a command does before and after its work, counted: how often Python looks for cycles, and in what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.limits import LIMIT

_PROGRAM = """
import atexit, gc, sys
from reader.__main__ import main
looks = []
gc.callbacks.append(lambda phase, about: phase == "start" and looks.append(about["generation"]))
atexit.register(lambda: print(len(looks), len(gc.get_objects()), file=sys.stderr))
sys.argv = ["liseuse", "--quiet", "--library", sys.argv[1], "list"]
sys.exit(main())
"""


def test_modules_are_not_looked_through_again_and_again(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path / "library")],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.returncode == 0, ended.stderr
    looks, left = map(int, ended.stderr.split())
    assert looks < 60  # one for 10,000 new objects; more than 200 with Python's own threshold
    assert left < 10_000  # what the last look would go through; the modules are 90,000 objects
