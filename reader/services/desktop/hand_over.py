"""Hands an opening over to the window that has the library open already, if there is one.

The window listens on a socket of its own for each library (`gui/single_instance`): a Unix socket
in a folder that only its owner can enter, on Windows a pipe of the user's session. This end needs
neither Qt nor the library, so `liseuse LINK` is done at once. Both ends send one frame: the length
in four bytes, then JSON.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import stat
import struct
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.core.serialize import read_json
from reader.services.desktop.open_request import Opening, is_error_value
from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)

HEADER = struct.Struct(">I")
MOST_BYTES = 8 * 1024 * 1024
"""Of one frame: 500 links of the greatest length fit."""
SECONDS = 5.0
"""How long the window may take to answer; one that takes longer hangs."""

_PIPE = "\\\\.\\pipe\\"


def frame(value: Any) -> bytes:
    """A value as it goes over the socket."""
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return HEADER.pack(len(data)) + data


def endpoints(paths: LibraryPaths) -> list[str]:
    """The names under which the window of a library may listen; a new one takes the first.

    A program started by the browser or by a timer may lack `XDG_RUNTIME_DIR`: then the second fits.
    """
    digest = hashlib.sha256(os.fsencode(os.path.realpath(paths.root))).hexdigest()[:16]
    if sys.platform == "win32":
        import getpass

        return [f"{_PIPE}liseuse-{getpass.getuser()}-{digest}"]
    return [str(folder / f"liseuse-{digest}.sock") for folder in _folders()]


def lock_file(place: str) -> Path:
    """The file to hold while looking for a window and becoming it: of two starts at once, one wins.

    Args:
        place: the first of the library's `endpoints`.
    """
    folder = _temporary() if place.startswith(_PIPE) else Path(place).parent
    return folder / (Path(place).name.rpartition("\\")[2] + ".lock")


def hand_over(paths: LibraryPaths, opening: Opening, seconds: float = SECONDS) -> bool:
    """Give an opening to the window of a library.

    Returns:
        Whether a window took it; `False` when none is open, or the one there does not answer.

    Raises:
        ReaderError: the window refused it.
    """
    return hand_over_at(endpoints(paths), opening, seconds)


def hand_over_at(places: Iterable[str], opening: Opening, seconds: float = SECONDS) -> bool:
    """As `hand_over`, by the library's `endpoints`: the library's own disk is not asked.

    Raises:
        ReaderError: as `hand_over`.
    """
    for place in places:
        if not place.startswith(_PIPE) and not os.path.lexists(place):
            continue  # the usual case, before anything is loaded that a connection needs
        try:
            answer = _exchange(place, frame(opening.to_json()), seconds)
        except (OSError, ValueError) as error:
            if not isinstance(error, (FileNotFoundError, ConnectionRefusedError)):
                log.info("a window did not answer: %s", type(error).__name__)
            continue
        if answer.get("ok") is True:
            return True
        raise _refusal(answer)
    return False


def _folders() -> list[Path]:
    """Folders that only we can enter, for the socket."""
    folders = []
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and _is_ours(Path(given)):
        folders.append(Path(given))
    own = _temporary() / f"liseuse-{os.getuid()}"
    if not folders:
        with contextlib.suppress(OSError):
            own.mkdir(mode=0o700, exist_ok=True)
    if _is_ours(own):
        folders.append(own)
    if not folders:  # somebody else took the name in /tmp
        import tempfile

        folders.append(Path(tempfile.mkdtemp(prefix="liseuse-")))
    return folders


def _temporary() -> Path:
    import tempfile

    return Path(tempfile.gettempdir())


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _exchange(place: str, data: bytes, seconds: float) -> dict[str, Any]:
    if place.startswith(_PIPE):
        with open(place, "r+b", buffering=0) as pipe:
            pipe.write(data)
            return _answer(lambda most: pipe.read(most) or b"")
    import socket

    deadline = time.monotonic() + seconds
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(seconds)
        connection.connect(place)
        connection.sendall(data)

        def receive(most: int) -> bytes:
            connection.settimeout(max(0.01, deadline - time.monotonic()))
            return connection.recv(most)

        return _answer(receive)


def _answer(receive: Any) -> dict[str, Any]:
    (length,) = HEADER.unpack(_exactly(receive, HEADER.size))
    if length > MOST_BYTES:
        raise ValueError("answer too long")
    answer = read_json(_exactly(receive, length))
    if not isinstance(answer, dict):
        raise ValueError("no object")
    return answer


def _exactly(receive: Any, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = receive(count - len(data))
        if not part:
            raise ConnectionResetError("closed before its answer")
        data += part
    return data


def _refusal(answer: dict[str, Any]) -> ReaderError:
    kind, values = answer.get("kind"), answer.get("values")
    known = kind if isinstance(kind, str) and kind in KINDS else "unknown-opening"
    named = values if isinstance(values, dict) else {}
    fitting = {name: text for name, text in named.items() if is_error_value(name, text)}
    return ReaderError(known, "refused by the window", **fitting)
