"""One worker process: started late, one request at a time, watched, killed, restarted, ended when idle.

What may hang, crash or eat memory runs here. A worker is this same program started with
`--worker NAME`; requests and answers travel over its standard input and output as frames: a JSON
object and, where it is needed, raw bytes. Nothing is pickled, so a damaged worker cannot run code
in the window's process.
"""

from __future__ import annotations

import contextlib
import logging
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from reader import __version__
from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.settings.installation import KIND, OWN
from reader.workers import error_stream
from reader.workers.frames import encode_frame, read_frame

log = logging.getLogger(__name__)

_TURN_SECONDS = 0.1  # how often a waiting request looks whether it was cancelled

_WORKED_TOO_LONG = {-signal.SIGXCPU} if hasattr(signal, "SIGXCPU") else set()  # Windows has the clock alone


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use: `seconds` a request by the clock, `memory` bytes of address space (0: no
    limit), `idle` seconds without a request before it ends and gives its memory back, `processor`
    seconds of work a request (0: no limit), which say on a busy computer too what a request took."""

    seconds: float = 30.0
    memory: int = 0
    idle: float = 60.0
    processor: int = 0


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
        self._known: subprocess.Popen[bytes] | None = None
        self._errors: threading.Thread | None = None
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
            ReaderError: the worker answered with one, or could not be started (`program-replaced`
                when its files are not those of this process any more).
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
            raise error_of(answer)
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
                self._meet(process, process.stdout)
                process.stdin.write(frame)
                process.stdin.flush()
                return _answer_from(process.stdout, progress)
            except (OSError, EOFError, ValueError) as error:
                self._end()
                if progress is not None and progress.cancelled:
                    raise Cancelled from error
                if process is self._doomed and not watch.killed and not last:
                    continue
                too_long = watch.timed_out or process.returncode in _WORKED_TOO_LONG
                raise WorkerDied(self.name, process.returncode, too_long) from error
            except BaseException:  # Ctrl+C: the answer still to come must not meet the next request
                self._end()
                raise
            finally:
                watch.end()
                if watch.killed:  # it may still look alive for a moment
                    self._end()
        raise AssertionError("unreachable")

    def _meet(self, process: subprocess.Popen[bytes], stream: IO[bytes]) -> None:
        """Hear which version a new process is of, before anything is asked of it.

        Between the look at our files and its start they may have been replaced.

        Raises:
            ReaderError: `program-replaced` when it is not of ours.
        """
        if process is self._known:
            return
        said, _ = read_frame(stream)
        if said.get("version") != __version__:
            raise ReaderError(KIND, f"worker {self.name} is of version {said.get('version')}")
        self._known = process

    def _started(self) -> subprocess.Popen[bytes]:
        running = self._process
        if running is not None and running is not self._doomed and running.poll() is None:
            return running
        self._end()
        if self._closed:
            raise WorkerDied(self.name, None, timed_out=False)
        OWN.check()  # a worker of another version might not understand us
        started = time.monotonic()
        try:
            process = subprocess.Popen(
                [*worker_command(), "--worker", self.name, *self._options()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl+C in the terminal is for the program, which ends us
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ReaderError("worker-failed", f"not started: {error}") from error
        self._process = process
        assert process.stderr is not None
        self._errors = error_stream.follow(self.name, process.stderr)
        log.info("worker %s started in %.0f ms", self.name, (time.monotonic() - started) * 1000)
        if self._closed:  # closed while it was starting: `close` did not see it
            process.kill()
        return process

    def _options(self) -> list[str]:
        return ["--memory", str(self.limits.memory), "--processor", str(self.limits.processor)]

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
        if self._errors is not None:
            self._errors.join(_TURN_SECONDS)  # what it said last comes before what is said of its end

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


def _answer_from(stream: IO[bytes], progress: Progress | None) -> tuple[dict[str, Any], bytes]:
    """The answer, after the steps that the worker tells on its way there."""
    while True:
        answer, data = read_frame(stream)
        if "step" not in answer:
            return answer, data
        done, total, text = answer["step"]
        if progress is not None:
            progress.step(int(done), int(total), str(text))


def error_of(answer: dict[str, Any]) -> ReaderError:
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
