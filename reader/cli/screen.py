"""Whether a window can be shown here: asked before Qt is, which ends the process when it cannot."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Mapping

from reader.core.messages import QT_TRANSLATE_NOOP, Message

NO_SCREEN = QT_TRANSLATE_NOOP(
    "terminal",
    "There is no screen to show the window on. Start Liseuse in a desktop session; “liseuse --help” tells "
    "what goes without one.",
)
DEAD_SCREEN = QT_TRANSLATE_NOOP(
    "terminal",
    "The screen “{screen}” does not answer, so no window can be shown. Start Liseuse in a desktop session; "
    "“liseuse --help” tells what goes without one.",
)
LACKS_FILE = QT_TRANSLATE_NOOP(
    "terminal",
    "The window needs {file}, which this system lacks. On Debian and Ubuntu: sudo apt install {package}",
)
UNUSABLE = QT_TRANSLATE_NOOP("terminal", "Qt, which draws the window, could not be loaded: {reason}")

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
"""What Qt's modules are linked with and PySide6 does not bring, and Debian's packages of it."""
PACKAGES_OF_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What its plugin for X11 is linked with besides."""

_LACKING = re.compile(r"(\S+\.so\S*): cannot open shared object file")
_SECONDS = 5
_SOCKETS = "/tmp/.X11-unix"


def obstacle(environment: Mapping[str, str] = os.environ) -> Message | None:
    """Why no window can be shown, or `None`; only Linux has it to be asked."""
    if not sys.platform.startswith("linux"):
        return None
    if environment.get("QT_QPA_PLATFORM", "xcb").partition(":")[0].partition(";")[0] not in ("", "xcb"):
        return None  # chosen by whoever starts it: wayland, or offscreen for tests
    if _has_wayland(environment):
        return None
    display = environment.get("DISPLAY", "")
    if not display:
        return Message("terminal", NO_SCREEN)
    if not _answers(display):
        return Message("terminal", DEAD_SCREEN, {"screen": display})
    return None if getattr(sys, "frozen", False) else _lacking_for_x11()


def explain(error: ImportError) -> Message:
    """What it means that Qt's modules cannot be imported.

    Raises:
        ImportError: the same one: a module of our own is missing, not one of Qt's.
    """
    if error.name is not None and error.name.split(".")[0] == "reader":
        raise error
    found = _LACKING.search(str(error))
    if found is None:
        return Message("terminal", UNUSABLE, {"reason": str(error)})
    return _lacks(found.group(1), {**PACKAGES, **PACKAGES_OF_X11})


def _lacks(file: str, packages: Mapping[str, str]) -> Message:
    return Message("terminal", LACKS_FILE, {"file": file, "package": packages.get(file, file)})


def _lacking_for_x11() -> Message | None:
    import ctypes

    for file in PACKAGES_OF_X11:
        try:
            ctypes.CDLL(file)
        except OSError:
            return _lacks(file, PACKAGES_OF_X11)
    return None


def _has_wayland(environment: Mapping[str, str]) -> bool:
    """Whether there is a Wayland session; where it only seems so, Qt itself falls back to X11."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    name = environment.get("WAYLAND_DISPLAY", "") or "wayland-0"
    return bool(environment.get("WAYLAND_SOCKET")) or os.path.exists(
        os.path.join(runtime or "/nowhere", name)
    )


def _answers(display: str) -> bool:
    """Whether somebody listens at a local X11 display; one of another computer is left to Qt."""
    number = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if number is None:
        return True
    import socket

    path = f"{_SOCKETS}/X{number.group(1)}"
    for place in (f"\0{path}", path):
        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(_SECONDS)
            with contextlib.suppress(OSError):
                caller.connect(place)
                return True
    return False
