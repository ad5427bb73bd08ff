"""Whether the computer runs on mains power: what may take hours waits for it."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
_SECONDS = 5.0  # s for another program's answer
_SLEEPING = 255  # Windows: nobody knows


def on_mains(supplies: Path = SUPPLIES) -> bool:
    """Whether the computer is on mains power; also true where nobody can say.

    Args:
        supplies: where Linux lists its power supplies.
    """
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return mains_by_pmset(_answer(["pmset", "-g", "batt"]))
    known = _by_files(supplies)
    return known if known is not None else mains_by_upower(_answer(["upower", "--dump"]))


def mains_by_pmset(answer: str) -> bool:
    """What macOS says: `Now drawing from 'Battery Power'`."""
    return "'Battery Power'" not in answer


def mains_by_upower(answer: str) -> bool:
    """What UPower says: the line `on-battery: yes`."""
    return re.search(r"^\s*on-battery:\s+yes\s*$", answer, re.MULTILINE) is None


def _by_files(supplies: Path) -> bool | None:
    """What the kernel says; `None` where it lists nothing."""
    try:
        found = {path: _read(path / "type") for path in supplies.iterdir()}
    except OSError:
        return None
    plugs = [path for path, kind in found.items() if kind in ("Mains", "USB")]
    # The battery of a mouse or a pen says nothing about the computer.
    cells = [p for p, kind in found.items() if kind == "Battery" and _read(p / "scope") != "Device"]
    if any(_read(path / "online") == "1" for path in plugs):
        return True
    if any(_read(path / "status") == "Discharging" for path in cells):
        return False
    return True if plugs or cells else None


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _answer(command: list[str]) -> str:
    """What a program of the system says, "" when it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


class _PowerStatus(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_ubyte) for name in ("line", "flag", "percent", "saver")),
        ("seconds", ctypes.c_ulong),
        ("full_seconds", ctypes.c_ulong),
    )


def _windows() -> bool:
    status = _PowerStatus(line=_SLEEPING)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems
    return not kernel.GetSystemPowerStatus(ctypes.byref(status)) or status.line != 0
