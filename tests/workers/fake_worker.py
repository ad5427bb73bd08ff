"""A worker whose requests say how it shall misbehave; started as the real ones are."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.core.errors import ReaderError
from reader.workers.serve import serve


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    if "began" in message:
        Path(message["began"]).touch()
    if message.get("act") == "eat":
        return {"size": len(b"x" * int(message["bytes"]))}, b""
    _ACTS.get(message.get("act") or "", lambda _message: None)(message)
    return {"echo": message, "pid": os.getpid(), "size": len(blob)}, blob[::-1]


def _wait(message: dict[str, Any]) -> None:
    while not Path(message["for"]).exists():
        time.sleep(0.01)


def _busy(_message: dict[str, Any]) -> None:
    while True:
        pass


def _work(message: dict[str, Any]) -> None:
    end = time.process_time() + float(message["seconds"])
    while time.process_time() < end:
        pass


def _raise(_message: dict[str, Any]) -> None:
    raise ReaderError("no-model", "said so", source="Français", target="ar", extra="x")


def _bug(_message: dict[str, Any]) -> None:
    raise KeyError("a bug")


def _print(_message: dict[str, Any]) -> None:
    print("noise on standard output", flush=True)
    os.write(1, b"more noise\n")


def _garbage(message: dict[str, Any]) -> None:
    """Write raw bytes where frames belong; the real standard output is the highest duplicate of fd 1."""
    for handle_number in range(3, 64):
        try:
            if os.fstat(handle_number).st_mode & 0o170000 == 0o010000 and handle_number != 0:
                os.write(handle_number, bytes.fromhex(message["hex"]))
        except OSError:
            continue
    time.sleep(3600 if message.get("stay") else 0)
    os._exit(0)


_ACTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "crash": lambda _message: os.kill(os.getpid(), signal.SIGSEGV),
    "abort": lambda _message: os.abort(),
    "exit": lambda message: os._exit(int(message["code"])),
    "sleep": lambda message: time.sleep(float(message["seconds"])),
    "wait": _wait,
    "busy": _busy,
    "work": _work,
    "raise": _raise,
    "bug": _bug,
    "print": _print,
    "garbage": _garbage,
}


if __name__ == "__main__":
    memory, processor = (int(sys.argv[sys.argv.index(name) + 1]) for name in ("--memory", "--processor"))
    serve(handle, memory, processor)
