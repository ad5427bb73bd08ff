"""A worker whose requests say how it shall misbehave. Started like the real ones: NAME --memory N."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from reader.core.errors import ReaderError
from reader.workers.process import serve


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    act = message.get("act")
    if act == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif act == "abort":
        os.abort()
    elif act == "exit":
        os._exit(int(message["code"]))
    elif act == "sleep":
        time.sleep(float(message["seconds"]))
    elif act == "busy":
        while True:
            pass
    elif act == "raise":
        raise ReaderError("no-model", "said so", source="Français", target="ar", extra="x")
    elif act == "bug":
        raise KeyError("a bug")
    elif act == "eat":
        return {"size": len(b"x" * int(message["bytes"]))}, b""
    elif act == "print":
        print("noise on standard output", flush=True)
        os.write(1, b"more noise\n")
    elif act == "garbage":
        _garbage(message)
    return {"echo": message, "pid": os.getpid(), "size": len(blob)}, blob[::-1]


def _garbage(message: dict[str, Any]) -> None:
    """Write raw bytes where frames belong; the real standard output is the highest duplicate of fd 1."""
    for handle_number in range(3, 64):
        try:
            if os.fstat(handle_number).st_mode & 0o170000 == 0o010000 and handle_number != 0:
                os.write(handle_number, bytes.fromhex(message["hex"]))
        except OSError:
            continue
    time.sleep(30 if message.get("stay") else 0)
    os._exit(0)


if __name__ == "__main__":
    serve(handle, int(sys.argv[sys.argv.index("--memory") + 1]))
