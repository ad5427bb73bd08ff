"""Programs in forked processes: the command line, disturbed or not, and the window.

The libraries are loaded once, so a start costs a fork. With the shim loaded (LD_PRELOAD) a child can be
stopped before each change of the disk, or told an error at one.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.limits import LIMIT

STOP = -1
"""As a fault: the child stops before each change, and goes on when `at_stop` returns."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where and how a child is disturbed; `code` is an `errno` or `STOP`."""

    at: int
    code: int
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its code (-9 killed), `None` when it hung, what it wrote, how many changes it
    made."""

    code: int | None
    out: str
    err: str
    calls: int
    opened: frozenset[str]

    @property
    def bug(self) -> str:
        """What must never be: a traceback, a crash, a hang."""
        if self.code is None:
            return "it hung"
        if "Traceback" in self.err or self.code not in (0, 1):
            return f"ended with {self.code}: {self.err[-500:]}"
        return ""

    @property
    def answer(self) -> Any:
        """The JSON on standard output; `None` when there is none."""
        try:
            return json.loads(self.out)
        except ValueError:
            return None

    @property
    def kind(self) -> str:
        """The kind of the error it ended with; empty when it did its work."""
        return self._of_error("kind")

    @property
    def title(self) -> str:
        """What the error says first."""
        return self._of_error("title")

    def _of_error(self, name: str) -> str:
        answer = self.answer
        return str(answer["error"][name]) if isinstance(answer, dict) and "error" in answer else ""


def shim() -> Any:
    """The loaded shim, or `None`."""
    return ctypes.CDLL(None) if "shim" in os.environ.get("LD_PRELOAD", "") else None


def command_line(
    words: Sequence[str],
    fault: Fault | None = None,
    at_stop: Callable[[str], None] = lambda _said: None,
    read_only: Path | None = None,
    record: int = -1,
) -> Ended:
    """Run `liseuse WORDS` in a child.

    Args:
        words: the command.
        fault: how it is disturbed.
        at_stop: called while the child stands still before a change, with what it has said so far.
        read_only: a folder that is on a disk mounted for reading only.
        record: a descriptor that takes the record of its changes.
    """

    def work() -> int:
        from reader.cli.main import run

        return run(list(words))

    return child(work, fault, at_stop, read_only, record)


def child(
    work: Callable[[], int],
    fault: Fault | None = None,
    at_stop: Callable[[str], None] = lambda _said: None,
    read_only: Path | None = None,
    record: int = -1,
) -> Ended:
    """Run `work` in a forked process; its result is the exit code."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as seen:
        reading, writing = os.pipe()
        born = os.fork()
        if not born:
            os.close(reading)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            _live(work, fault, read_only, record, seen.fileno(), writing)
        os.close(writing)
        try:
            code = _wait(born, reading, lambda: at_stop(_text(out)))
            calls = os.read(reading, 64)
        finally:
            os.close(reading)
        opened = frozenset(_text(seen).splitlines())
        return Ended(code, _text(out), _text(err), int(calls or b"0"), opened)


def _text(file: Any) -> str:
    size = os.fstat(file.fileno()).st_size
    return os.pread(file.fileno(), size, 0).decode("utf-8", "replace")


def _live(
    work: Callable[[], int], fault: Fault | None, read_only: Path | None, record: int, seen: int, writing: int
) -> None:
    loaded = shim()
    code = 70
    try:
        sys.stdout = os.fdopen(1, "w", closefd=False, encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", closefd=False, encoding="utf-8")
        if read_only is not None:
            mount_read_only(read_only)
        if loaded is not None:
            loaded.fault_steady(1)
            loaded.fault_watch(seen)
            loaded.fault_record(record)
            chosen = fault or Fault(0, 0)
            loaded.fault_arm(chosen.at, chosen.code, int(chosen.stay), 0)
        code = work()
    except BaseException:  # noqa: BLE001 - whatever comes out is what the judge wants to know
        traceback.print_exc()
    finally:
        if loaded is not None:
            calls = loaded.fault_calls()
            loaded.fault_arm(0, 0, 0, 0)
            os.write(writing, str(calls).encode())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait(born: int, reading: int, at_stop: Callable[[], None]) -> int | None:
    """The exit code of a child; `None` when it had to be killed."""
    end = time.monotonic() + LIMIT
    descriptor = os.pidfd_open(born)
    try:
        while True:
            found, status = os.waitpid(born, os.WUNTRACED | os.WNOHANG)
            if found and os.WIFSTOPPED(status):
                at_stop()
                os.kill(born, signal.SIGCONT)
                continue
            if found:
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > end:
                os.kill(born, signal.SIGKILL)
                os.waitpid(born, 0)
                return None
            select.select([descriptor], [], [], 0.0005)  # ready when it ends; stops are looked for
    finally:
        os.close(descriptor)


_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000
_BIND, _REMOUNT, _READ_ONLY, _PRIVATE, _DEEP = 0x1000, 0x20, 0x1, 0x40000, 0x4000


def mount_read_only(folder: Path) -> None:
    """Have this process alone see a folder as on a disk that is mounted for reading only.

    Raises:
        OSError: the system allows no namespace of its own.
    """
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    flags = _NEW_MOUNTS if user == 0 else _NEW_MOUNTS | _NEW_USERS
    _done(library.unshare(flags))
    if user:
        for name, line in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            Path("/proc/self", name).write_text(line)
    where = os.fsencode(folder)
    _done(library.mount(b"none", b"/", None, _PRIVATE | _DEEP, None))
    _done(library.mount(where, where, None, _BIND, None))
    _done(library.mount(b"none", where, None, _BIND | _REMOUNT | _READ_ONLY, None))


def _done(code: int) -> None:
    if code:
        raise OSError(ctypes.get_errno(), "no mount of its own")
