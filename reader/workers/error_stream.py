"""What a worker writes to standard error: into the log with discretion, and nowhere else.

Libraries of native code write there what they please, which may be the sentence they were at. So only lines
that look like a message of a program are logged, without what stands in quotes; of the others, their number.
"""

from __future__ import annotations

import logging
import re
import threading
from typing import IO

log = logging.getLogger(__name__)

_MOST_LINES = 20  # of one process
_LONGEST = 200  # characters
_MOST_BYTES = 4096  # of one line at a time: a stream without line ends fills no memory
_MESSAGE = re.compile(
    r"\[[\w .:-]{1,60}\] |terminate called|\s*what\(\):|Fatal Python error|Segmentation fault|free\(\)|malloc"
)
_QUOTED = re.compile(r"""(?<!\w)(['"`]).*?\1|[«“‘].*?[»”’]""")


def follow(name: str, stream: IO[bytes]) -> threading.Thread:
    """Read a worker's standard error to its end, on a thread of its own.

    Args:
        name: the worker's.
        stream: its standard error; closed at the end.
    """
    thread = threading.Thread(target=_follow, args=(name, stream), name=f"errors-{name}", daemon=True)
    thread.start()
    return thread


def _follow(name: str, stream: IO[bytes]) -> None:
    logged = others = 0
    with stream:
        while data := stream.readline(_MOST_BYTES):
            message = shown(data.decode("utf-8", "replace"))
            if message and logged < _MOST_LINES:
                logged += 1
                log.info("worker %s: %s", name, message)
            elif data.strip():
                others += 1
    if others:
        log.info("worker %s: %d more lines on standard error", name, others)


def shown(line: str) -> str:
    """What of a line may be logged; "" when it does not look like a message of a program."""
    if not _MESSAGE.match(line) or not line.isascii():
        return ""
    return _QUOTED.sub("…", line.strip())[:_LONGEST]
