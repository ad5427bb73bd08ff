"""A program that begins as a copy of a loaded process is the program that Python would have started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.limits import LIMIT, programs, wait_for
from tests.support.prepared_process import supported

pytestmark = pytest.mark.skipif(not supported(), reason="copies of a loaded process are of Linux")
_LOADED = "import sys; print('reader.library.database' in sys.modules)"


TOP = Path(__file__).resolve().parents[1]
_COPYING = """
import os, subprocess, sys
from tests.support.prepared_process import Prepared
prepared = Prepared("library")
prepared.install()
def run(code, *words, **options):
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, **options)
    return done.stdout.strip() or done.stderr
"""
"""The beginning of a program that starts others as copies, with a prepared process of its own."""


def _run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, capture_output=True, text=True, timeout=LIMIT, check=False, **options
    )


def test_a_copy_has_the_modules_and_an_own_start_has_not(request: pytest.FixtureRequest) -> None:
    assert _run("-c", _LOADED).stdout == "True\n"
    assert _run("-W", "error", "-c", _LOADED).stdout == "False\n"
    assert _run("-c", _LOADED, env={**os.environ, "LC_ALL": "C"}).stdout == "False\n"


@pytest.mark.own_start
def test_a_marked_test_starts_its_programs_itself() -> None:
    assert _run("-c", _LOADED).stdout == "False\n"


def test_arguments_input_output_and_exit_code_are_the_programs() -> None:
    code = "import sys; sys.stderr.write('é'); print(sys.argv, input()); sys.exit(7)"
    done = _run("-c", code, "a", "--b", input="typed\n")
    assert (done.stdout, done.stderr, done.returncode) == ("['-c', 'a', '--b'] typed\n", "é", 7)


def test_a_module_runs_as_the_main_program(tmp_path: Path) -> None:
    (tmp_path / "small.py").write_text("import sys; print(__name__, sys.argv[1:], sys.path[0])", "utf-8")
    done = _run("-m", "small", "x", cwd=tmp_path)
    assert done.stdout.split() == ["__main__", "['x']", str(tmp_path)], done.stderr


def test_a_file_runs_as_the_main_program(tmp_path: Path) -> None:
    file = tmp_path / "small.py"
    file.write_text("import sys; print(__name__, __file__, sys.argv, sys.path[0])", "utf-8")
    assert _run(str(file), "x").stdout == f"__main__ {file} ['{file}', 'x'] {tmp_path}\n"


def test_an_error_nobody_caught_is_told_as_ever() -> None:
    done = _run("-c", "1 / 0")
    assert done.returncode == 1 and done.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_threads_and_what_waits_for_the_end_are_ended_as_ever() -> None:
    code = (
        "import atexit, threading, time; atexit.register(print, 'at the end');"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()"
    )
    assert _run("-c", code).stdout == "thread\nat the end\n"


def test_it_is_our_child_and_dies_of_signals() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait(LIMIT) == -signal.SIGKILL
    parent = _run("-c", "import os; print(os.getppid())")
    assert int(parent.stdout) == os.getpid()


def test_surroundings_are_those_of_the_start(tmp_path: Path) -> None:
    code = (
        "import os; print(os.getcwd(), os.environ.get('ANY'), oct(os.umask(0)), os.getsid(0) == os.getpid())"
    )
    done = _run("-c", code, cwd=tmp_path, env={**os.environ, "ANY": "ق"}, umask=0o27, start_new_session=True)
    assert done.stdout == f"{tmp_path} ق 0o27 True\n"


def test_descriptors_are_those_given_and_no_others() -> None:
    inner, outer = os.pipe()
    code = (
        "import os, sys; os.write(int(sys.argv[1]), b'here');"
        "print(sorted(map(int, os.listdir('/proc/self/fd'))))"
    )
    try:
        done = _run("-c", code, str(outer), pass_fds=[outer])
        assert os.read(inner, 10) == b"here"
    finally:
        os.close(inner)
        os.close(outer)
    open_there = [int(number) for number in done.stdout.strip("[]\n").split(", ")]
    assert open_there[:3] == [0, 1, 2] and outer in open_there and len(open_there) == 5  # and the folder read


def test_chance_differs_from_copy_to_copy() -> None:
    code = "import random, tempfile; print(random.random(), next(tempfile._get_candidate_names()))"
    first, second = _run("-c", code), _run("-c", code)
    assert not set(first.stdout.split()) & set(second.stdout.split())


def test_a_program_that_cannot_start_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _run("-c", "print(1)", cwd=tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        subprocess.run([str(tmp_path / "nothing"), "-c", "1"], check=False)


def _copies(program: str, folder: Path, *words: str) -> list[str]:
    """The lines that a program with a prepared process of its own says."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = _run("-c", f"{_COPYING}os.chdir(sys.argv[1])\n{program}", str(folder), *words, cwd=TOP, env=ours)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.own_start
def test_the_first_start_may_come_in_any_folder(tmp_path: Path) -> None:
    program = """print(run("import os, sys; print('reader.library.database' in sys.modules, os.getcwd())"))"""
    assert _copies(program, tmp_path) == [f"True {tmp_path}"]


def test_an_environment_that_the_test_itself_changed_is_that_of_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    assert _run("-c", "import sys; print(sys.stdout.encoding)").stdout == "iso8859-1\n"


@pytest.mark.own_start
def test_descriptors_of_any_number_are_those_given(tmp_path: Path) -> None:
    """That of the prepared process' own socket too, and those it moves others to meanwhile."""
    program = """
run("1")
inner, outer = os.pipe()
for number in (int(prepared._process.args[-1]), 399, 400, 402, 403, 404, 500):
    os.dup2(outer, number)
    print(run("import os, sys; print(os.write(int(sys.argv[1]), b'x'))", str(number), pass_fds=[number]))
    os.close(number)
"""
    assert _copies(program, tmp_path) == ["1"] * 7


@pytest.mark.own_start
def test_a_copy_that_the_system_refuses_is_told_and_has_no_number(tmp_path: Path) -> None:
    """Whoever would end a program of the number -1 would end every program there is."""
    program = """
import errno, socket
from tests.support import prepared_process
ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
if not os.fork():
    ours.close()
    prepared_process._CLONE = dict.fromkeys(prepared_process._CLONE, 9999)  # no call of the system's
    prepared_process._serve(its)
its.close()
prepared._socket = ours
try:
    print(run("print(1)"))
except OSError as error:
    print(errno.errorcode[error.errno])
"""
    assert _copies(program, tmp_path) == ["ENOSYS"]


@pytest.mark.own_start
def test_after_the_prepared_process_has_died_programs_start_all_the_same(tmp_path: Path) -> None:
    program = """
print(run("print(1)"))
prepared._process.kill()
prepared._process.wait()
print(run("print(2)"))
"""
    assert _copies(program, tmp_path) == ["1", "2"]


def test_a_long_argument_reaches_the_program() -> None:
    assert _run("-c", "import sys; print(len(sys.argv[1]))", "ق" * 60_000).stdout == "60000\n"


@pytest.mark.own_start
def test_an_answer_that_nobody_waited_for_is_no_other_programs(tmp_path: Path) -> None:
    """An interrupt, as of a test's limit, may come while the answer is awaited."""
    program = """
import contextlib, signal
run("1")
number = prepared._process.pid
def interrupt(*_):
    raise InterruptedError
signal.signal(signal.SIGALRM, interrupt)
os.kill(number, signal.SIGSTOP)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    run("print('lost')")
except InterruptedError:
    print("interrupted")
with contextlib.suppress(ProcessLookupError):
    os.kill(number, signal.SIGCONT)
print(run("print(2)"))
"""
    assert _copies(program, tmp_path) == ["interrupted", "2"]


@pytest.mark.own_start
def test_ctrl_c_is_heard_though_the_first_start_was_told_not_to(tmp_path: Path) -> None:
    program = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
run("1")
signal.signal(signal.SIGINT, signal.default_int_handler)
print(run("import signal; signal.raise_signal(signal.SIGINT)").splitlines()[-1])
"""
    assert _copies(program, tmp_path) == ["KeyboardInterrupt"]


@pytest.mark.own_start
def test_it_ends_with_its_tests_though_another_process_holds_their_socket(tmp_path: Path) -> None:
    program = """
import signal
run("1")
child = os.fork()
if not child:
    signal.pause()
prepared.end()
os.kill(child, signal.SIGKILL)
print("ended")
"""
    assert _copies(program, tmp_path) == ["ended"]


_STARTING = """
import os, subprocess, sys
code = "import os, sys; print('reader.library.database' in sys.modules, os.getppid())"
done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
print(done.stdout.strip(), os.getpid())
"""


def test_what_a_copy_starts_is_a_copy_and_its_child(tmp_path: Path) -> None:
    file = tmp_path / "starting.py"
    file.write_text(_STARTING, "utf-8")
    loaded, above, number = _run(str(file)).stdout.split()
    assert loaded == "True" and above == number


def test_a_copys_own_process_to_copy_ends_with_it_and_holds_nothing(tmp_path: Path) -> None:
    """Whoever reads what a killed program says hears its end."""
    file = tmp_path / "starting.py"
    file.write_text(f"{_STARTING}sys.stdout.flush()\ninput()", "utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, str(file)], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        left = programs(process.pid)
        process.kill()
        assert process.stdout.read() == ""
    assert left
    for number in left:
        wait_for(lambda number=number: not _lives(number))  # type: ignore[misc]


def _lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_copy_ends_with_what_python_does_at_its_end(tmp_path: Path) -> None:
    code = (
        "import atexit, sys; file = open(sys.argv[1], 'w'); file.write('kept');"
        "atexit.register(file.close); sys.stdout.write('said'); sys.exit({})"
    )
    for end, number, error in (
        ("None", 0, ""),
        ("300", 300 % 256, ""),
        ("'why'", 1, "why\n"),
        ("1 / 0", 1, "Traceback"),
    ):
        file = tmp_path / "file"
        done = _run("-c", code.format(end), str(file))
        assert (done.stdout, done.returncode) == ("said", number)
        assert done.stderr.startswith(error) and file.read_text("utf-8") == "kept"
        file.unlink()


def test_a_copy_whose_last_words_nobody_takes_says_so() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "print('lost')"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 120 and b"No space left" in done.stderr
