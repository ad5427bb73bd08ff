"""A program that begins as a copy of a loaded process is the program that Python would have started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.limits import LIMIT
from tests.support.prepared_process import supported

pytestmark = pytest.mark.skipif(not supported(), reason="copies of a loaded process are of Linux")
_LOADED = "import sys; print('reader.library.database' in sys.modules)"


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
