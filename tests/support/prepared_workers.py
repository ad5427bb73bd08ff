"""Extraction workers at a tenth of their cost: copies of one process that has loaded what they need.

A worker's first page takes a third of a second of work, nearly all of it imports and tables, and the tests
of the window start hundreds of workers. Here one process, started once a run, loads them and then makes each
worker by `fork`. What is copied runs the product's own code from there on: its limits, its session, its
streams and its end are those of a worker that was started anew, as `tests/workers` have them all. Linux only.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from reader.workers import process

PREPARED = "extraction"
POSSIBLE = sys.platform == "linux" and hasattr(os, "pidfd_open")
_START, _COMMAND = process.start_worker, process.worker_command
_TOP = str(Path(__file__).resolve().parents[2])
_LONGEST = 1 << 17  # bytes of a request: mostly the environment
_PARAGRAPH = "<p>Une phrase de l'article qui suffit à en faire un texte, avec une fin et un point.</p>"


class CopiedWorker:
    """What `subprocess.Popen` is for a worker that was started anew, as far as `WorkerProcess` uses it."""

    def __init__(self, pid: int, handle: int, ended: int, pipes: tuple[int, int, int]) -> None:
        self.pid = pid
        self.stdin: IO[bytes] = os.fdopen(pipes[0], "wb")
        self.stdout: IO[bytes] = os.fdopen(pipes[1], "rb")
        self.stderr: IO[bytes] = os.fdopen(pipes[2], "rb")
        self.returncode: int | None = None
        self._handle = handle
        self._ended = ended
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Its exit code once it has ended, negative for a signal."""
        return self._look(0)

    def wait(self) -> int | None:
        """Its exit code, as soon as it has ended."""
        return self._look(None)

    def kill(self) -> None:
        """End it, unless it has ended."""
        with self._lock:
            if self.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def _look(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._ended], [], [], seconds)[0]:
            with self._lock:
                if self.returncode is None:
                    self.returncode = int(os.read(self._ended, 16) or -signal.SIGKILL)
        return self.returncode

    def __del__(self) -> None:
        os.close(self._ended)
        os.close(self._handle)


class PreparedProcess:
    """The process that is copied; it starts when the first worker is asked for and ends with this program."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            start = f"import sys; sys.path.append({_TOP!r}); from tests.support.prepared_workers import serve"
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", f"{start}; serve({theirs.fileno()})"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._control = ours
        self._lock = threading.Lock()

    def worker(self, arguments: list[str]) -> CopiedWorker:
        """A new worker.

        Raises:
            OSError: the process that is copied has ended.
        """
        (stdin, to_it), (from_it, stdout), (errors, stderr) = os.pipe(), os.pipe(), os.pipe()
        ended, ends = os.pipe()
        wanted = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}
        try:
            with self._lock:
                theirs = [stdin, stdout, stderr, ends]
                socket.send_fds(self._control, [json.dumps(wanted).encode()], theirs)
                answer, handles, _, _ = socket.recv_fds(self._control, 64, 1)
        finally:
            for descriptor in (stdin, stdout, stderr, ends):
                os.close(descriptor)
        if not handles:
            for descriptor in (to_it, from_it, errors, ended):
                os.close(descriptor)
            raise ConnectionError("the prepared process has ended")
        return CopiedWorker(int(answer), handles[0], ended, (to_it, from_it, errors))

    def close(self) -> None:
        """End the process that is copied; workers end with their pipes."""
        self._control.close()
        self._process.wait()


@contextlib.contextmanager
def prepared_workers() -> Iterator[None]:
    """Inside, extraction workers of this process are copies of a prepared one."""
    prepared: list[PreparedProcess] = []
    lock = threading.Lock()

    def start(arguments: list[str]) -> subprocess.Popen[bytes] | CopiedWorker:
        if arguments[0] != PREPARED or process.worker_command is not _COMMAND:
            return _START(arguments)
        with lock:
            if not prepared:
                prepared.append(PreparedProcess())
        return prepared[0].worker(arguments)

    process.start_worker = start  # type: ignore[assignment]
    try:
        yield
    finally:
        process.start_worker = _START
        for one in prepared:
            one.close()


@contextlib.contextmanager
def started_anew() -> Iterator[None]:
    """Inside, workers are started as the program starts them, also where they are else copied."""
    before, process.start_worker = process.start_worker, _START
    try:
        yield
    finally:
        process.start_worker = before


def serve(control: int) -> None:
    """The end of the process that is copied: prepare, then make a worker of each request."""
    _prepare()
    with socket.socket(fileno=control) as requests:
        wake, waker = os.pipe()
        for descriptor in (wake, waker):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        told: dict[int, int] = {}
        while True:
            ready: list[Any] = select.select([requests.fileno(), wake], [], [])[0]
            if wake in ready:
                os.read(wake, _LONGEST)
                _tell_ends(told)
            if requests.fileno() in ready:
                wanted, streams, _, _ = socket.recv_fds(requests, _LONGEST, 4)
                if not wanted:
                    return
                _copy(requests, json.loads(wanted), streams, told)


def _prepare() -> None:
    """Load what a first page, a first picture and a first feed load, then leave it to all copies."""
    import feedparser
    from PIL import Image, ImageOps

    from reader.saving import containers
    from reader.saving.feeds import discovery, document
    from reader.saving.pictures import check_picture
    from reader.workers.extraction import document_of

    page = f"<html lang='fr'><title>Un titre - Un site</title><article><h1>Un titre</h1>{_PARAGRAPH * 9}"
    document_of(page.encode(), "https://www.lebrief.example/un", "text/html; charset=utf-8")
    Image.preinit()
    assert containers and discovery and document and check_picture and feedparser and ImageOps
    gc.collect()
    gc.freeze()


def _copy(requests: socket.socket, wanted: dict[str, Any], streams: list[int], told: dict[int, int]) -> None:
    pid = os.fork()
    if pid == 0:
        for descriptor in (requests.detach(), *told.values(), streams.pop()):
            os.close(descriptor)
        _become_worker(wanted, streams)
    *pipes, told[pid] = streams
    for descriptor in pipes:
        os.close(descriptor)
    handle = os.pidfd_open(pid)
    socket.send_fds(requests, [str(pid).encode()], [handle])
    os.close(handle)


def _become_worker(wanted: dict[str, Any], streams: list[int]) -> None:
    code = 1
    try:
        os.close(signal.set_wakeup_fd(-1))
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        for number, descriptor in enumerate(streams):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.environ.clear()
        os.environ.update(wanted["environment"])
        os.chdir(wanted["folder"])
        from reader.workers.registry import run_worker

        code = run_worker(wanted["arguments"])
    except BaseException:  # noqa: BLE001 - nothing may go on as the process that is copied
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _tell_ends(told: dict[int, int]) -> None:
    while told:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        descriptor = told.pop(pid)
        with contextlib.suppress(BrokenPipeError):  # nobody waits for its end any more
            os.write(descriptor, str(os.waitstatus_to_exitcode(status)).encode())
        os.close(descriptor)
