"""A worker's own end: it answers requests within its limits until its program goes."""

from __future__ import annotations

import contextlib
import math
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from reader import __version__
from reader.core.errors import ReaderError
from reader.workers.frames import encode_frame, read_frame

Handler = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]

_REST = 0.1  # s between two steps that are told

_answers: list[IO[bytes]] = []
_told = [0.0]


def tell(done: int, total: int, text: str) -> None:
    """From inside a request: say how far it is, now and then."""
    now = time.monotonic()
    if _answers and now - _told[0] >= _REST:
        _told[0] = now
        with contextlib.suppress(OSError):
            _answers[-1].write(encode_frame({"step": [done, total, text]}))
            _answers[-1].flush()


def serve(handler: Handler, memory: int = 0, processor: int = 0) -> None:
    """The worker's end: say its version, then answer requests until standard input closes.

    A `ReaderError` travels back as such; any other exception is answered as `worker-failed` with
    its text, and the worker lives on. When the program that started it dies, it ends at once, even
    in the middle of a request.
    """
    _limit_memory(memory)
    _limit("RLIMIT_CORE", 0)  # no picture of the memory, with the article in it, on the disk
    # Libraries that print must not disturb the frames: they get standard error.
    stdout = os.fdopen(os.dup(1), "wb")
    _answers.append(stdout)
    with contextlib.suppress(OSError):  # whoever started us has ended
        stdout.write(encode_frame({"version": __version__}))
        stdout.flush()
    os.dup2(2, 1)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends us
    requests: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        message, blob = requests.get()
        _limit_processor(processor)
        answer, data = _answer(handler, message, blob)
        _limit_processor(0)  # the next request has the whole of it again
        try:
            stdout.write(encode_frame(answer, data))
            stdout.flush()
        except OSError:
            return


def _listen(stream: IO[bytes], requests: queue.SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    """Hand on requests; the end of the stream is the end of the process, whatever it is doing."""
    while True:
        try:
            requests.put(read_frame(stream))
        except (EOFError, ValueError, OSError, MemoryError):
            os._exit(0)


def _answer(handler: Handler, message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        return handler(message, blob)
    except ReaderError as error:
        return told_error(error), b""
    except MemoryError:
        return {"error": "worker-failed", "detail": "out of memory"}, b""
    except Exception as error:  # noqa: BLE001 - the one place where a worker's bugs become an answer
        return {"error": "worker-failed", "detail": f"{type(error).__name__}: {error}"[:2000]}, b""


def told_error(error: ReaderError) -> dict[str, Any]:
    """A failure as it travels back: `process.error_of` makes one of it again."""
    values = {name: str(value) for name, value in error.values.items()}
    return {"error": error.kind, "detail": error.detail, "values": values}


def _limit_processor(seconds: int) -> None:
    """Let the system end this process when a request takes more than so many seconds of work; 0: no limit."""
    _limit("RLIMIT_CPU", math.ceil(time.process_time()) + seconds if seconds else None, for_good=False)


def _limit_memory(memory: int) -> None:
    if memory:
        _limit("RLIMIT_AS", memory)


def _limit(name: str, most: int | None, for_good: bool = True) -> None:
    """Limit what this process may take of a resource, no further than the system does; `None` lifts it.

    Windows has no such limits and macOS refuses some: there the parent's clock is the only guard.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        number = getattr(resource, name)
        _, hard = resource.getrlimit(number)
        soft = hard if most is None else most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(number, (soft, soft if for_good else hard))
