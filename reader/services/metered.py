"""Whether the connection to the network is a metered one, whose data is counted.

The window asks Qt, which knows on every system that tells it. This is for what has no window: Linux is asked
by NetworkManager, Windows by PowerShell. macOS tells it only to programs that link its Network framework, and
has no command for it: there nothing is known here, and a connection counts as one that is not metered.
"""

from __future__ import annotations

import subprocess
import sys

_SECONDS = 5.0  # s for another program's answer
_NAME = "org.freedesktop.NetworkManager"
_PLACE = f"/{_NAME.replace('.', '/')}"
_BUS = ("busctl", "--system", "get-property", _NAME, _PLACE, _NAME, "Metered")
_METERED = ("1", "3")
"""What NetworkManager says of it: it is, or it is most likely."""
_COST = (
    "[Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,"
    "ContentType=WindowsRuntime]::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType"
)
_POWERSHELL = ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _COST)
_COSTS = ("fixed", "variable")
"""What Windows says of it: so much is paid for already, or each byte is paid for."""


def is_metered() -> bool:
    """Whether the connection is metered; false where nobody can say, as on macOS. Takes a moment."""
    if sys.platform == "win32":
        return costs_by_data(_answer(_POWERSHELL))
    if sys.platform == "darwin":
        return False
    return says_metered(_answer(_BUS))


def says_metered(answer: str) -> bool:
    """What `busctl` writes: the type and the number, `u 4`."""
    kind, _, number = answer.strip().partition(" ")
    return kind == "u" and number in _METERED


def costs_by_data(answer: str) -> bool:
    """What Windows names the cost of its connection: `Unrestricted`, `Fixed`, `Variable` or `Unknown`."""
    return answer.strip().lower() in _COSTS


def _answer(command: tuple[str, ...]) -> str:
    """What a program of the system says, "" when it is not there or takes too long."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console for it
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False, creationflags=hidden
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
