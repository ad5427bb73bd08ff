"""Whether the connection to the network is a metered one, whose data is counted."""

from __future__ import annotations

import subprocess
import sys

_SECONDS = 5.0  # s for another program's answer
_NAME = "org.freedesktop.NetworkManager"
_METERED = ("1", "3")
"""What NetworkManager says of it: it is, or it is most likely."""


def is_metered() -> bool:
    """Whether the connection is metered; false where nobody can say. Takes a moment."""
    if not sys.platform.startswith("linux"):
        return False
    place = f"/{_NAME.replace('.', '/')}"
    command = ["busctl", "--system", "get-property", _NAME, place, _NAME, "Metered"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return says_metered(done.stdout)


def says_metered(answer: str) -> bool:
    """What `busctl` writes: the type and the number, `u 4`."""
    kind, _, number = answer.strip().partition(" ")
    return kind == "u" and number in _METERED
