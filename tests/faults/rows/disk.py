"""Disks that fill up (for a moment, or for good), that report errors, that may not be written, homes
that are not there."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.faults import lost_disk
from tests.faults.full_disk import complaints
from tests.faults.jobs import JOBS
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import HERE, compiled_shim, sweeping
from tests.support.limits import LIMIT
from tests.support.rights import NOBODY, may_mount

KINDS = (
    ("ENOSPC once", errno.ENOSPC, False),
    ("ENOSPC staying", errno.ENOSPC, True),
    ("EIO", errno.EIO, False),
    ("EROFS staying", errno.EROFS, True),  # as when a system mounts a failing disk anew for reading only
)
POINTS = {"ENOSPC once": 200, "ENOSPC staying": 200, "EIO": 100, "EROFS staying": 100}
_OF_STORES = frozenset(("sync-unreachable", "sync-store-full", "sync-store-read-only"))  # on the same disk
WORDS = _OF_STORES | {"disk-full", "disk-error", "read-only", "library-busy", "nothing-salvaged"}


def run(share: float, seed: int, jobs: Sequence[str] = tuple(JOBS)) -> Outcome:
    """The points are spread over the jobs."""
    outcome = Outcome({name: 0 for name, _, _ in KINDS})
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        outcome.check(shim is not None, "no C compiler")
        for job in jobs if shim is not None else ():
            for name, code, stay in KINDS:
                number = max(2, share_of(POINTS[name], share) // len(jobs) + 1)
                with sweeping(job, shim, seed) as sweep:
                    found = sweep.at_calls(number, name, code, stay)
                outcome.add(name, found.points)
                outcome.complaints += [f"{job}, {name}: {bad}" for bad in found.failures]
                strange = [e for e in found.ends if e != "done" and e.removeprefix("ERROR ") not in WORDS]
                outcome.check(not strange, f"{job}, {name}: {strange}")
        outcome.join(_full())
        outcome.join(_lost())
        outcome.join(_homes(Path(scratch)))
    return outcome


def _lost() -> Outcome:
    """A disk that is pulled out while the library is open."""
    if not may_mount():
        return Outcome({"disk pulled out": "not possible here"})
    with tempfile.TemporaryDirectory() as top:
        command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.lost_disk", top]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parents[1])
    if done.returncode:
        return Outcome(complaints=[f"disk pulled out: {done.stderr[-800:]}"])
    return Outcome({"disks pulled out": 1}, lost_disk.complaints(json.loads(done.stdout)))


def _full() -> Outcome:
    """A real file system without a byte left."""
    outcome = Outcome()
    if not may_mount():
        return Outcome({"real full disk": "not possible here"})
    with tempfile.TemporaryDirectory() as top:
        command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.full_disk", top]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parents[1])
    if done.returncode:
        return Outcome(complaints=[f"full disk: {done.stderr[-800:]}"])
    found = json.loads(done.stdout)
    outcome.counts["acts on a really full disk"] = sum(len(acts) for acts in found.values())
    outcome.complaints += complaints(found)
    return outcome


def _homes(scratch: Path) -> Outcome:
    """The command line without a home, with one that may not be written, and with a file in its place."""
    outcome = Outcome({"homes": 0})
    locked, file = scratch / "locked", scratch / "file"
    locked.mkdir(mode=0o555)
    file.write_text("no folder")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "LISEUSE_"))}
    for name, home in {
        "missing": scratch / "no" / "such",
        "root": Path("/proc/liseuse"),
        "locked": locked,
        "file": file,
        "unset": None,
        "empty": Path(),
    }.items():
        environment = {**kept, "HOME": str(home) if home is not None else ""}
        if home is None or not home.name:
            environment.pop("HOME")
            environment["XDG_DATA_HOME"] = str(scratch / name)
        command = [sys.executable, "-m", "reader", "--json", "list"]
        prefix = _as_nobody() if name == "locked" else []
        if prefix:
            environment["LISEUSE_LIBRARY"] = str(locked / "library")
        done = subprocess.run(
            [*prefix, *command],
            capture_output=True,
            text=True,
            check=False,
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=HERE.parents[1],
            timeout=LIMIT,
        )
        outcome.add("homes")
        outcome.check("Traceback" not in done.stderr, f"home {name}: {done.stderr[-600:]}")
        outcome.check(done.returncode in (0, 1), f"home {name}: ended with {done.returncode}")
        if done.returncode == 1:
            said = done.stdout + done.stderr
            outcome.check(
                "read-only" in said or "folder-missing" in said, f"home {name}: {done.stdout[-300:]}"
            )
    return outcome


def _as_nobody() -> list[str]:
    """What runs a command as a user who may not write; nothing where he may not read Python or this."""
    prefix = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"]
    if shutil.which(prefix[0]) is None or os.geteuid() != 0:
        return []
    command = [*prefix, sys.executable, "-c", "import reader.app"]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, check=False)
    return [] if done.returncode else prefix
