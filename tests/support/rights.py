"""What tests may do on this computer: mount a disk, or be somebody else."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]

NOBODY = 65534


@functools.cache
def may_mount() -> bool:
    """Whether a program may have mounts of its own, which containers and a changed root do not allow."""
    command = ["unshare", "-rm", "true"]
    return shutil.which("unshare") is not None and subprocess.run(command, check=False).returncode == 0


@functools.cache
def may_be_nobody() -> bool:
    """Whether a program that root started may go on as a user without rights, and still read this checkout.

    Root's home is closed to him, and so is what lies in it.
    """
    if os.name != "posix" or os.geteuid() != 0:
        return False
    code = f"import os; os.setresuid({NOBODY}, {NOBODY}, -1); import reader.app"
    return not subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, check=False
    ).returncode


_BOUND = """
import ctypes, os, sys
for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH of linux/capability.h
    assert ctypes.CDLL(None).prctl(24, right, 0, 0, 0) == 0  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def bound_python() -> list[str]:
    """What starts Python, before its own arguments, so that the modes of files hold for root as well."""
    if sys.platform != "linux":
        pytest.skip("rights are given up in another way here")
    return [sys.executable] if os.geteuid() else [sys.executable, "-c", _BOUND]
