"""What a command asked of the network and of the disk, by strace (Linux): `watch(command, …)`."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CALLS = "connect,sendto,sendmsg,sendmmsg,open,openat,openat2,creat,execve"
_STRACE = ("strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={_CALLS}", "-e", "signal=none", "-o")
_FOUR = re.compile(r"sin_port=htons\((\d+)\), sin_addr=inet_addr\(\"([^\"]+)\"\)")
_SIX = re.compile(r"sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, \"([^\"]+)\"")
_OPENED = re.compile(
    r"\b(?:open|openat|openat2|creat)\((?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?\"((?:[^\"\\]|\\.)*)\""
)
_STARTED = re.compile(r"\bexecve\(\"([^\"]+)\".*= 0")

_OWN_WORKER = re.compile(r'"--worker", "[a-z]+"')
"""The program itself, started again to draw or to take apart; what it does is watched as well."""


@dataclass(frozen=True)
class Seen:
    """Internet addresses asked, canary files opened, programs started (the command itself not)."""

    code: int
    network: tuple[str, ...]
    canaries: tuple[str, ...]
    programs: tuple[str, ...]
    output: str


def watch(
    command: Sequence[str],
    canaries: Sequence[Path],
    seconds: float,
    cwd: Path,
    env: Mapping[str, str] | None = None,
) -> Seen:
    """Run a command and look at every system call of it and of its children that could leak."""
    wanted = {os.path.realpath(canary) for canary in canaries}
    network, files, programs = set(), set(), []
    with tempfile.NamedTemporaryFile("r", errors="replace", prefix="watch-") as trace:
        done = subprocess.run(
            [*_STRACE, trace.name, *command],
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            check=False,
        )
        for line in trace:
            if (match := _FOUR.search(line) or _SIX.search(line)) and match[1] != "0":
                network.add(f"{match[2]}:{match[1]}")
            if match := _OPENED.search(line):
                name = match[2].encode().decode("unicode_escape", "replace")
                path = os.path.realpath(os.path.join(match[1] or cwd, name))
                if path in wanted:
                    files.add(path)
            if (match := _STARTED.search(line)) and not _OWN_WORKER.search(line):
                programs.append(match[1])
    output = done.stdout + done.stderr[-2_000:] if done.returncode else done.stdout
    return Seen(done.returncode, tuple(sorted(network)), tuple(sorted(files)), tuple(programs[1:]), output)
