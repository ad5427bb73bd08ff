"""On a disk without a byte left everything can be read, and room can be made from inside the program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.full_disk import complaints
from tests.faults.rows import disk
from tests.support.limits import LIMIT
from tests.support.rights import may_mount


def test_a_full_disk_lets_read_and_delete(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so no file system can be filled")
    command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.full_disk", str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=LIMIT, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == 0, done.stderr
    assert not complaints(json.loads(done.stdout)), done.stdout


def test_a_disk_that_is_pulled_out_loses_nothing_that_was_said_to_be_done() -> None:
    found = disk._lost()
    if "disk pulled out" in found.counts:
        pytest.skip("this system allows no mount namespace")
    assert found.counts == {"disks pulled out": 1} and not found.complaints
