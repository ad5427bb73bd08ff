"""Where tests write: in memory, where the system has a folder there with room enough.

A disk that is asked to keep each commit takes some milliseconds for it, and the tests make tens of
thousands. What a test says of a kill holds in memory too: what was written outlives the process.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, MutableMapping
from pathlib import Path

IN_MEMORY = Path("/dev/shm")
MEMORY = Path("/proc/meminfo")
ROOM = 2 << 30
"""Bytes that must be free, in the folder and in memory: several times what a whole run has there at once."""
ROOT = "PYTEST_DEBUG_TEMPROOT"
"""pytest's variable for the folder that it makes its temporary folders in."""
ON_DISK = "LISEUSE_TEST_ON_DISK"


def write_in_memory(environment: MutableMapping[str, str]) -> None:
    """Let pytest make its folders in memory, unless it was told where, or that cannot be."""
    if ON_DISK in environment or ROOT in environment:
        return
    with contextlib.suppress(OSError):  # another system
        if _takes_programs(IN_MEMORY) and min(shutil.disk_usage(IN_MEMORY).free, _free_memory()) >= ROOM:
            environment[ROOT] = str(IN_MEMORY)


def _takes_programs(folder: Path) -> bool:
    """Whether one may write there, and start what was written: containers often forbid the second."""
    return os.access(folder, os.W_OK | os.X_OK) and not os.statvfs(folder).f_flag & os.ST_NOEXEC


def _free_memory() -> int:
    """Bytes of memory that can be had without others' giving way; Linux alone tells them."""
    with MEMORY.open(encoding="ascii") as lines:
        return available(lines)


def available(lines: Iterable[str]) -> int:
    """Bytes in the line `MemAvailable` of `/proc/meminfo`, and 0 where there is none."""
    found = (line.split()[1] for line in lines if line.startswith("MemAvailable:"))
    return int(next(found, "0")) << 10
