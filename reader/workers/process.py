"""One worker process: started late, one request at a time, watched, killed, restarted, ended when idle.

What may hang, crash or eat memory runs here. A worker is this same program started with
`--worker NAME`; requests and answers travel over its standard input and output as frames: a JSON
object and, where it is needed, raw bytes. Nothing is pickled, so a damaged worker cannot run code
in the window's process.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from reader.core.errors import KINDS, ReaderError
from reader.core.progress import Cancelled, Progress

log = logging.getLogger(__name__)

_HEADER = struct.Struct(">II")
_MAX_FRAME = 1 << 30  # bytes; a larger frame means the stream is damaged
_TURN_SECONDS = 0.1  # how often a waiting request looks whether it was cancelled

Handler = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use: `seconds` a request, `memory` bytes of address space (0: no limit),
    `idle` seconds without a request before it ends and gives its memory back."""

    seconds: float = 30.0
    memory: int = 0
    idle: float = 60.0


class WorkerDied(Exception):  # noqa: N818 - says what happened, as the standard library's BrokenPipe does
    """The worker ended, or was ended because it took too long, before it answered.

    `timed_out` tells the two apart; `exit_code` is the process's, negative for a signal.
    """

    def __init__(self, name: str, exit_code: int | None, timed_out: bool) -> None:
        self.name = name
        self.exit_code = exit_code
        self.timed_out = timed_out
        super().__init__(f"worker {name} {'timed out' if timed_out else f'ended with {exit_code}'}")


class WorkerProcess:
    """The window's end of a worker. Safe to call from several threads: requests queue up.

    Args:
        name: which worker, as in `--worker NAME`.
        limits: time, memory and idle limits.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._doomed: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._idle_timer: threading.Timer | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def request(
        self,
        message: dict[str, Any],
        blob: bytes = b"",
        progress: Progress | None = None,
        seconds: float | None = None,
    ) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer; cancelling ends the worker at once.

        Raises:
            ReaderError: the worker answered with one, or could not be started.
            WorkerDied: it crashed, passed its time limit or answered nonsense; it starts afresh at
                the next request. Also when the worker was closed.
            Cancelled: `progress` was cancelled meanwhile, even while waiting for its turn.
        """
        self._take_turn(progress)
        try:
            self._stop_idle_timer()
            answer, data = self._exchange(message, blob, progress, seconds or self.limits.seconds)
        finally:
            self._start_idle_timer()
            self._lock.release()
        if "error" in answer:
            raise _error_from(answer)
        return answer, data

    def stop(self) -> None:
        """End the process once its request is answered; the next request starts it again."""
        with self._lock:
            self._stop_idle_timer()
            self._end()

    def close(self) -> None:
        """End the worker for good; a request under way fails with `WorkerDied`."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._stop_idle_timer()
            self._end()

    def _take_turn(self, progress: Progress | None) -> None:
        if progress is None:
            self._lock.acquire()
            return
        progress.check()
        while not self._lock.acquire(timeout=_TURN_SECONDS):
            progress.check()
        if progress.cancelled:
            self._lock.release()
            raise Cancelled

    def _exchange(
        self, message: dict[str, Any], blob: bytes, progress: Progress | None, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Exchange frames; a process that a late cancel of the request before killed is replaced once."""
        frame = encode_frame(message, blob)
        for last in (False, True):
            process = self._started()
            watch = _Watch(self, process, seconds, progress)
            try:
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write(frame)
                process.stdin.flush()
                return read_frame(process.stdout)
            except (OSError, EOFError, ValueError) as error:
                self._end()
                if progress is not None and progress.cancelled:
                    raise Cancelled from error
                if process is self._doomed and not watch.killed and not last:
                    continue
                raise WorkerDied(self.name, process.returncode, watch.timed_out) from error
            except BaseException:  # Ctrl+C: the answer still to come must not meet the next request
                self._end()
                raise
            finally:
                watch.end()
                if watch.killed:  # it may still look alive for a moment
                    self._end()
        raise AssertionError("unreachable")

    def _started(self) -> subprocess.Popen[bytes]:
        running = self._process
        if running is not None and running is not self._doomed and running.poll() is None:
            return running
        self._end()
        if self._closed:
            raise WorkerDied(self.name, None, timed_out=False)
        started = time.monotonic()
        try:
            process = subprocess.Popen(
                [*worker_command(), "--worker", self.name, "--memory", str(self.limits.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if log.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in the terminal is for the program, which ends us
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ReaderError("worker-failed", f"not started: {error}") from error
        self._process = process
        log.info("worker %s started in %.0f ms", self.name, (time.monotonic() - started) * 1000)
        if self._closed:  # closed while it was starting: `close` did not see it
            process.kill()
        return process

    def doom(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process from another thread and remember that its end is no crash."""
        self._doomed = process
        process.kill()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()  # before closing: a pipe that nobody reads could block its last flush
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def _start_idle_timer(self) -> None:
        if self._process is None or self._closed:
            return
        self._idle_timer = threading.Timer(self.limits.idle, self._end_idle)
        self._idle_timer.daemon = True
        self._idle_timer.start()

    def _stop_idle_timer(self) -> None:
        timer, self._idle_timer = self._idle_timer, None
        if timer is not None:
            timer.cancel()

    def _end_idle(self) -> None:
        if not self._lock.acquire(blocking=False):
            return  # a request came at the last moment; it sets a timer of its own
        try:
            if self._idle_timer is threading.current_thread():
                self._end()
                log.info("worker %s ended: idle", self.name)
        finally:
            self._lock.release()


class _Watch:
    """Kills a worker when its time is over or its request is cancelled."""

    def __init__(
        self,
        owner: WorkerProcess,
        process: subprocess.Popen[bytes],
        seconds: float,
        progress: Progress | None,
    ) -> None:
        self.timed_out = False
        self.killed = False
        self._owner = owner
        self._process = process
        self._progress = progress
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()
        if progress is not None:
            progress.on_cancel(self._cancel)

    def end(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        if self._progress is not None:
            self._progress.on_cancel(None)

    def _expire(self) -> None:
        self.timed_out = True
        self._cancel()

    def _cancel(self) -> None:
        self.killed = True
        self._owner.doom(self._process)


def _error_from(answer: dict[str, Any]) -> ReaderError:
    """The error a worker answered with; it is checked like any other data from outside."""
    kind, values = answer["error"], answer.get("values")
    detail = str(answer.get("detail", ""))
    if not isinstance(kind, str) or kind not in KINDS or not isinstance(values, dict):
        return ReaderError("worker-failed", detail)
    error = ReaderError(kind, detail)
    error.values = dict(values)
    return error


def worker_command() -> list[str]:
    """How this program starts itself: the frozen executable, or Python with the package.

    With `-P` Python takes no module from the folder the reader happens to stand in.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable]
    top = str(Path(__file__).resolve().parents[2])
    start = f"import sys; sys.path.append({top!r}); from reader.__main__ import main; sys.exit(main())"
    return [sys.executable, "-P", "-c", start]


def encode_frame(message: dict[str, Any], blob: bytes = b"") -> bytes:
    """One frame: two big-endian lengths, a JSON object, raw bytes."""
    text = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if max(len(text), len(blob)) > _MAX_FRAME:
        raise ReaderError("worker-failed", "the request is too large")
    return _HEADER.pack(len(text), len(blob)) + text + blob


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one frame.

    Raises:
        EOFError: the stream ended.
        ValueError: what came is not a frame.
    """
    text_length, blob_length = _HEADER.unpack(_read_exactly(stream, _HEADER.size))
    if text_length > _MAX_FRAME or blob_length > _MAX_FRAME:
        raise ValueError("frame too large")
    try:
        message = json.loads(_read_exactly(stream, text_length).decode("utf-8", "surrogatepass"))
    except RecursionError as error:
        raise ValueError("frame nested too deeply") from error
    if not isinstance(message, dict):
        raise ValueError("frame holds no object")
    return message, _read_exactly(stream, blob_length)


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count) if count else b""
    if len(data) != count:
        raise EOFError
    return data


def serve(handler: Handler, memory: int = 0) -> None:
    """The worker's end: answer requests until standard input closes. Never returns an exception.

    A `ReaderError` travels back as such; any other exception is answered as `worker-failed` with
    its text, and the worker lives on. When the program that started it dies, it ends at once, even
    in the middle of a request.
    """
    _limit_memory(memory)
    # Libraries that print must not disturb the frames: they get standard error.
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends us
    requests: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        answer, data = _answer(handler, *requests.get())
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
        values = {name: str(value) for name, value in error.values.items()}
        return {"error": error.kind, "detail": error.detail, "values": values}, b""
    except MemoryError:
        return {"error": "worker-failed", "detail": "out of memory"}, b""
    except Exception as error:  # noqa: BLE001 - the one place where a worker's bugs become an answer
        return {"error": "worker-failed", "detail": f"{type(error).__name__}: {error}"[:2000]}, b""


def _limit_memory(memory: int) -> None:
    if not memory:
        return
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit is the only guard
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        memory = min(memory, hard)
    # Some systems (macOS) refuse; then the time limit is the only guard there too.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
