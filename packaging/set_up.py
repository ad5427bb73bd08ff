"""Set up the environment of a checkout, `.venv`, or say in one line why that cannot be done.

`set_up.py FOLDER [EXTRA…]`: the environment's folder, and which optional parts of pyproject.toml it gets.
`freeze.py` sets up the build's own by the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
ROOM = 1500
"""MB that a new environment takes, with what pip unpacks beside it."""

REASONS = (
    (
        ("No space left on device", "Disk quota exceeded"),
        "The disk is full. Free some {room} MB where {top} lies{temporary}, then run the same again.",
    ),
    (
        ("Read-only file system", "Permission denied"),
        "Nothing can be written to {top}. Copy the folder to a place of your own, and run the same there.",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED",),
        "The package index shows a certificate that this computer does not trust, as behind an office's"
        " filter: add its authority to the system's (on Debian: update-ca-certificates), or name its file in"
        " PIP_CERT, then run the same again.",
    ),
    (
        (
            "Temporary failure in name resolution",
            "Name or service not known",
            "NewConnectionError",
            "Network is unreachable",
            "ConnectTimeoutError",
            "ConnectionError",
            "Connection refused",
            "ProxyError",
            "ReadTimeoutError",
            # All that is said where pip is told not to try again; it comes first, and is for any computer.
            "satisfies the requirement hatchling",
        ),
        "The Python packages that Liseuse needs cannot be fetched: the package index is out of reach."
        " Connect, then run the same again; what was fetched is kept.",
    ),
)
"""What pip and venv write, and what that means for whoever reads it."""


def reason(output: str) -> str:
    """What kept a command from its work, in one sentence; its last words when they are of no known kind."""
    for marks, sentence in REASONS:
        if any(mark in output for mark in marks):
            chosen = f" and in {os.environ['TMPDIR']}" if os.environ.get("TMPDIR") else ""
            return sentence.format(room=ROOM, top=TOP, temporary=chosen)
    last = [line for line in output.splitlines() if line.strip()][-3:]
    return "The Python packages that Liseuse needs were not installed: " + " ".join(last)


def obstacle(top: Path, fresh: bool) -> str:
    """Why nothing should be begun: no right to write, or no room; empty when all is well."""
    try:
        with tempfile.TemporaryFile(dir=top):
            pass
    except OSError as error:
        return reason(str(error))
    free = shutil.disk_usage(top).free / 1e6
    if fresh and free < ROOM:
        return f"Setting up takes {ROOM} MB, and the disk of {top} has {free:.0f} MB left."
    return ""


def works(python: Path) -> bool:
    """Whether an environment is whole enough to install into: an interrupted set-up leaves half of one."""
    if not (python.parent.parent / "pyvenv.cfg").is_file():
        return False  # it would install into the Python it is a link to
    try:
        return (
            subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def attempt(command: list[str | Path], temporary: Path) -> str:
    """Run a command in the checkout; what it wrote if it failed, else nothing.

    Args:
        command: its words. temporary: a folder for what it unpacks, unless the caller's TMPDIR names one. A
            system's /tmp is often in memory and small, while the room where the checkout lies was looked at.
    """
    done = subprocess.run(
        command,
        cwd=TOP,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        env={
            "TMPDIR": str(temporary),
            **os.environ,
            "HATCH_BUILD_NO_HOOKS": "true",  # whoever asks compiles the texts afterwards
        },
    )
    return "" if done.returncode == 0 else done.stdout or f"{command[0]}: {done.returncode}"


def set_up(folder: Path, extras: list[str], requirements: str = "") -> str:
    """Make or renew an environment with the program in it.

    Args:
        folder: where it is. extras: optional parts of pyproject.toml. requirements: a file of what else is
            installed, a path in the checkout.

    Returns:
        Why that failed, in one sentence; empty when it is done.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    fresh = not works(python)
    if problem := obstacle(TOP, fresh):
        return problem
    if fresh and (folder.is_symlink() or (folder.exists() and not folder.is_dir())):
        # What a link leads to would be emptied.
        return f"{folder} is in the way: it is no environment of Python's. Remove it, then try again."
    temporary = folder / "tmp"
    if fresh:
        print("Setting up: some 350 MB are fetched once, which takes a few minutes.", flush=True)
        # pip comes by a step of its own: venv hides the reason when that fails.
        if problem := attempt([sys.executable, "-m", "venv", "--clear", "--without-pip", folder], TOP):
            return reason(problem)
    try:
        temporary.mkdir(exist_ok=True)
        return _install(python, fresh, extras, requirements, temporary)
    except OSError as error:
        return reason(str(error))
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _install(python: Path, fresh: bool, extras: list[str], requirements: str, temporary: Path) -> str:
    """Install pip into a new environment, then the program; why that failed, or nothing."""
    bring_pip: list[str | Path] = [python, "-I", "-m", "ensurepip", "--upgrade", "--default-pip"]
    if fresh and (problem := attempt(bring_pip, temporary)):
        return reason(problem)
    what = f".[{','.join(extras)}]" if extras else "."
    install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    listed = ["--requirement", requirements] if requirements else []
    rest = ["--no-input", "--constraint", "constraints.txt", *listed, "--editable", what]
    problem = attempt([*install, *rest], temporary)
    return reason(problem) if problem else ""


if __name__ == "__main__":
    if trouble := set_up(TOP / sys.argv[1], sys.argv[2:]):
        sys.exit(trouble)
