"""Programs of Python that tests start, as copies of one process that has loaded Liseuse's modules already.

A start of the command line is a second of processor time, of which nine tenths load modules; tests start
some thousand. The copy is a child of the process that asked for it (`CLONE_PARENT`), so that its number,
its exit code and signals are as ever; what it runs is the program itself. A program that starts others itself
(the command line its workers) has a process to copy too, made of its own beginning.

It ends as Python does, but for what Python then takes apart: that would touch, and so copy, each page of
memory with a module in it, which takes longer than most programs run. A program with a window is taken
apart to the end, because Qt may crash there.

Whatever is not a plain start of this Python (other programs, options, another locale), or another system
than Linux, starts as it always did; so does every test marked `own_start`.
"""

from __future__ import annotations

import atexit
import ctypes
import fcntl
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE_PARENT = 0x8000
_OWN = ("PYTHON", "LANG=", "LC_", "LD_", "TZ=", "MALLOC_", "OMP_", "COVERAGE")
"""Variables that are read while a process starts: with others than ours it has to start by itself."""
_VERSIONS = ((3, 11), (3, 12), (3, 13))
"""Those whose `subprocess._fork_exec` was read: it is the library's own, and its arguments may change."""
_FAR = 400  # descriptors received are moved at least so far out of the way of those they become
_LARGEST = 1 << 17  # bytes of a request; the system sends no packet of 200 kB
_TOP = Path(__file__).resolve().parents[2]
_PAGE = "tests/data/lebrief/site/ai-made-*/index.html"


class Prepared:
    """The process that is copied, seen from the tests' side.

    Args:
        packages: those of `reader` that it loads; all that matter where none is named.
    """

    def __init__(self, *packages: str) -> None:
        self.allowed = True
        self._packages = packages or _PACKAGES
        self._owner = os.getpid()
        self._environment: dict[str, str] = {}
        self._turn = threading.Lock()
        self._real: Any = subprocess._fork_exec  # type: ignore[attr-defined]
        self._spawns = subprocess._USE_POSIX_SPAWN  # type: ignore[attr-defined]  # the way of 3.13
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def install(self) -> None:
        """From now on `subprocess` starts what it can as a copy."""
        if supported():
            self._environment = dict(os.environ)
            subprocess._fork_exec = self._start  # type: ignore[attr-defined]
            subprocess._USE_POSIX_SPAWN = False  # type: ignore[attr-defined]

    def end(self) -> None:
        subprocess._fork_exec = self._real  # type: ignore[attr-defined]
        subprocess._USE_POSIX_SPAWN = self._spawns  # type: ignore[attr-defined]
        self._lose()

    def _lose(self) -> None:
        """Part with the process: the next start makes another. Its copies live on."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._process is not None:
            self._process.kill()  # a process that a test forked may hold the socket as well
            self._process.wait()
            self._process = None

    def _start(self, arguments: Any, executables: Any, *rest: Any) -> int:
        program = None
        if self.allowed and os.getpid() == self._owner:
            program = _plain(arguments, executables, rest, self._environment)
        message, fds = _message(program, rest) if program is not None else (b"", [])
        if not 0 < len(message) <= _LARGEST:
            return int(self._real(arguments, executables, *rest))
        with self._turn:
            answer = self._copy(message, fds)
        if answer is None:
            return int(self._real(arguments, executables, *rest))
        number = int(answer)
        if number < 0:
            raise OSError(-number, os.strerror(-number))
        return number

    def _copy(self, message: bytes, fds: list[int]) -> bytes | None:
        """The answer to a request; `None` where the program is to start by itself."""
        answer = self._answer(message, fds)
        if not answer:  # it was killed
            self._lose()
            answer = self._answer(message, fds)
            if not answer:
                raise ChildProcessError("the process that is copied does not start; see standard error")
        return answer

    def _answer(self, message: bytes, fds: list[int]) -> bytes:
        """The number of the copy that is asked for, or the error's below 0; nothing where none is made."""
        connection = self._connected()
        try:
            socket.send_fds(connection, [message], fds)
            return connection.recv(64)
        except (BrokenPipeError, ConnectionResetError):
            return b""
        except BaseException:
            self._lose()  # an answer that still came would be taken for the next program's
            raise

    def _connected(self) -> socket.socket:
        if self._socket is None:
            ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            subprocess._fork_exec = self._real  # type: ignore[attr-defined]
            command = [sys.executable, "-m", __name__, *self._packages, str(its.fileno())]
            with its:  # whatever folder and environment the test has that is first to start a program
                self._process = subprocess.Popen(
                    command,
                    pass_fds=[its.fileno()],
                    stdin=subprocess.DEVNULL,
                    cwd=_TOP,
                    env=self._environment,
                )
            subprocess._fork_exec = self._start  # type: ignore[attr-defined]
            self._socket = ours
        return self._socket


class _OfACopy(Prepared):
    """The process that a copy has copied for the programs that it starts: made as it begins, and only then.

    Args:
        connection: to that process.
        environment: what the first prepared process was started in.
    """

    def __init__(self, connection: socket.socket, environment: dict[str, str]) -> None:
        super().__init__()
        self.install()
        self._socket = connection
        self._environment = environment

    def _copy(self, message: bytes, fds: list[int]) -> bytes | None:
        return (self._answer(message, fds) or None) if self._socket is not None else None


def supported() -> bool:
    """Whether programs start as copies here; `LISEUSE_TEST_OWN_START=1` lets each start by itself."""
    known = sys.platform == "linux" and os.uname().machine in _CLONE and sys.version_info[:2] in _VERSIONS
    return known and not os.environ.get("LISEUSE_TEST_OWN_START")


def _message(program: list[str], rest: Any) -> tuple[bytes, list[int]]:
    """What is asked of the prepared process, and the descriptors that go with it."""
    (_, keep, folder, variables, in_read, _, _, out_write, _, error_write, _, told, *_) = rest
    new_session, group, umask = rest[13], rest[14], rest[18]
    kept = {0: in_read, 1: out_write, 2: error_write}
    fds = {number: own if own != -1 else number for number, own in kept.items()}
    fds |= {number: number for number in keep if number != told}
    message = {
        "argv": program,
        "folder": os.fsdecode(folder) if folder is not None else os.getcwd(),
        "environ": [os.fsdecode(line) for line in variables] if variables is not None else _lines(os.environ),
        "fds": list(fds),
        "session": new_session,
        "group": group,
        "umask": umask if umask >= 0 else _umask(),
    }
    return json.dumps(message).encode(), list(fds.values())


def _plain(arguments: Any, executables: Any, rest: Any, prepared_in: dict[str, str]) -> list[str] | None:
    """The program of a start that a copy can take over: `-c CODE ...`, `-m MODULE ...` or `FILE.py ...`, and
    maybe `-P` before it."""
    words = [os.fsdecode(word) for word in arguments]
    if os.fsencode(sys.executable) not in executables or rest[19] is not None or rest[15:18] != _AS_WE_ARE:
        return None
    variables = map(os.fsdecode, rest[3]) if rest[3] is not None else _lines(os.environ)
    if _early(variables) != _early(_lines(prepared_in)):
        return None
    if rest[2] is not None and not os.path.isdir(rest[2]):
        return None  # the error is Python's to tell
    given = words[2:] if words[1:2] == ["-P"] else words[1:]
    whole = len(given) > 1 if given[:1] in (["-c"], ["-m"]) else bool(given) and given[0].endswith(".py")
    return words[1:] if whole else None


_AS_WE_ARE = (None, None, None)


def _lines(environment: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in environment.items()]


def _early(variables: Iterable[str]) -> set[str]:
    return {line for line in variables if line.startswith(_OWN)}


def _umask() -> int:
    """The mask, read without setting another one, under which a thread could just make a file."""
    told = Path("/proc/self/status").read_text("utf-8", "replace")
    return int(told.partition("\nUmask:")[2].split(maxsplit=1)[0], 8)


def _serve(connection: socket.socket) -> list[str]:
    """Copy this process at each request; only the copies return, with the program to run."""
    number, system = _CLONE[os.uname().machine], ctypes.PyDLL(None, use_errno=True)
    while True:
        data, fds, _, _ = socket.recv_fds(connection, _LARGEST, 64)
        if not data:
            os._exit(0)
        ctypes.pythonapi.PyOS_BeforeFork()
        child = system.syscall(number, _CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0)
        if child == 0:
            ctypes.pythonapi.PyOS_AfterFork_Child()
            own = connection.detach()  # its number may become another's
            program = _become(json.loads(data), fds, own)
            return _with_another(program) if _starts_others(program) else program
        ctypes.pythonapi.PyOS_AfterFork_Parent()
        for fd in fds:
            os.close(fd)
        connection.send(str(child if child > 0 else -ctypes.get_errno()).encode())


def _become(message: dict[str, Any], fds: list[int], own: int) -> list[str]:
    far = max(_FAR, own + 1, *(number + 1 for number in (*message["fds"], *fds)))
    moved = [fcntl.fcntl(fd, fcntl.F_DUPFD, far) for fd in fds]
    os.closerange(3, far)
    for fd, number in zip(moved, message["fds"], strict=True):
        os.dup2(fd, number)
        os.close(fd)
    if message["session"]:
        os.setsid()
    if message["group"] >= 0:
        os.setpgid(0, message["group"])
    os.umask(message["umask"])
    os.chdir(message["folder"])
    os.environ.clear()
    os.environ.update(line.split("=", 1) for line in message["environ"])
    sys.stdin, sys.stdout, sys.stderr = (_reopened(*old) for old in _STREAMS)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
    return list(message["argv"])


def _starts_others(program: list[str]) -> bool:
    """Whether a program may start others, as the command line and windows do; workers begin with `-c`."""
    return program[0] == "-m" or program[0].endswith(".py")


def _with_another(program: list[str]) -> list[str]:
    """Leave a process behind that this one, which is a copy, can have copied. It ends with this one."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork():
        its.close()
        far = fcntl.fcntl(ours.fileno(), fcntl.F_DUPFD_CLOEXEC, _FAR)  # where no program looks
        ours.close()
        _OfACopy(socket.socket(fileno=far), _PREPARED_IN)
        return program
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is typed in a terminal is for the program
    os.chdir("/")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):  # who reads what the program says is to hear its end
        os.dup2(nothing, number)
    os.closerange(3, its.fileno())
    os.closerange(its.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    program = _serve(its)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return program


_PREPARED_IN = dict(os.environ)

_STREAMS = ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))


def _reopened(old: Any, mode: str) -> Any:
    lines = mode == "w" and (old.fileno() == 2 or os.isatty(old.fileno()))
    buffering = 1 if lines else -1
    return open(old.fileno(), mode, buffering, old.encoding, old.errors, closefd=False)


def _prepare(packages: list[str]) -> None:
    """Load what most starts load; a second thread would not live on in a copy."""
    for top in packages:
        package = importlib.import_module(f"reader.{top}")
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".migrations." not in found.name:
                importlib.import_module(found.name)
    if "workers" in packages:
        _read_a_page()
    assert len(os.listdir("/proc/self/task")) == 1, "a module started a thread"
    gc.collect()
    gc.freeze()


def _read_a_page() -> None:
    """Load what reads pages, what that compiles for the first one, and the model that tells languages."""
    from reader.saving.metadata.language import language_of_text
    from reader.workers.extraction import document_of

    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the library of the model would start one as it is loaded
    document = document_of(next(_TOP.glob(_PAGE)).read_bytes(), "https://lebrief.ma/ai", "text/html")
    assert language_of_text(document.html, "") == "fr"


_PACKAGES = ("cli", "library", "services", "workers", "saving", "translation", "gui")


def _run(program: list[str]) -> None:
    """What Python does after `-c CODE ARGUMENTS`, `-m MODULE ARGUMENTS` or `FILE.py ARGUMENTS`."""
    if program[0] == "-P":
        del sys.path[0]
        program = program[1:]
    else:
        sys.path[0] = {"-c": "", "-m": os.getcwd()}.get(program[0], os.path.dirname(program[0]))
    kind, *sys.argv = program
    if kind == "-m":
        runpy.run_module(program[1], run_name="__main__", alter_sys=True)
        return
    main = sys.modules["__main__"] = ModuleType("__main__")
    if kind == "-c":
        code = compile(program[1], "<string>", "exec")
        sys.argv[0] = kind
    else:
        code = compile(Path(kind).read_text("utf-8"), kind, "exec")
        sys.argv, main.__file__ = program, kind
    exec(code, main.__dict__)


def _run_to_the_end(program: list[str]) -> None:
    """Run a program and end with its exit code; what is not caught there is left to Python."""
    code: object = None
    try:
        _run(program)
    except SystemExit as end:
        code = end.code
        if not (code is None or isinstance(code, int)):
            raise
    if not _has_window():
        _end(code or 0)
    sys.exit(code)


def _has_window() -> bool:
    qt = sys.modules.get("PySide6.QtCore")
    return qt is not None and qt.QCoreApplication.instance() is not None


def _end(code: int) -> None:
    """What Python does at its end before it takes modules apart (`Py_FinalizeEx`), and then the end."""
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except Exception:  # noqa: BLE001 - Python's to tell, as it ends
        return
    os._exit(code & 0xFF)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the test had that was the first
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    _prepare(sys.argv[1:-1])
    _run_to_the_end(_serve(socket.socket(fileno=int(sys.argv[-1]))))
