"""The worker mechanism under crash, timeout, cancel, nonsense, idling and many callers at once."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.workers import process as process_module
from reader.workers import serve as serve_module
from reader.workers.frames import encode_frame, read_frame
from reader.workers.process import (
    Limits,
    WorkerDied,
    WorkerProcess,
    worker_command,
)
from tests.support.limits import LIMIT, NEVER, wait_for

FAKE = Path(__file__).with_name("fake_worker.py")
Make = Callable[..., WorkerProcess]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr(process_module, "worker_command", lambda: [sys.executable, str(FAKE)])
    made: list[WorkerProcess] = []

    def build(
        seconds: float = NEVER, memory: int = 0, idle: float = NEVER, processor: int = 0
    ) -> WorkerProcess:
        made.append(WorkerProcess("fake", Limits(seconds, memory, idle, processor)))
        return made[-1]

    yield build
    for worker in made:
        worker.close()


def gone(pid: int | None) -> bool:
    """Whether a process has ended and was collected."""
    assert pid is not None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def after(began: Path, act: Callable[[], object]) -> threading.Thread:
    """Does something, in a thread, once a request has begun."""
    thread = threading.Thread(target=lambda: (wait_for(began.exists), act()))
    thread.start()
    return thread


def test_it_starts_late_answers_and_is_kept(make: Make) -> None:
    worker = make()
    assert worker.pid is None
    answer, blob = worker.request({"text": "é \ud800 😀"}, b"abc")
    assert answer["echo"] == {"text": "é \ud800 😀"}
    assert blob == b"cba"
    assert worker.request({})[0]["pid"] == answer["pid"] == worker.pid


def test_large_frames_travel(make: Make) -> None:
    answer, blob = make().request({"text": "x" * 3_000_000}, b"y" * 20_000_000)
    assert (answer["size"], len(blob), len(answer["echo"]["text"])) == (20_000_000, 20_000_000, 3_000_000)


def test_noise_on_standard_output_does_not_disturb(make: Make) -> None:
    worker = make()
    worker.request({"act": "print"})
    assert worker.request({"n": 1})[0]["echo"] == {"n": 1}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"act": "crash"}, -signal.SIGSEGV),
        ({"act": "abort"}, -signal.SIGABRT),
        ({"act": "exit", "code": 3}, 3),
        ({"act": "exit", "code": 0}, 0),
    ],
)
def test_a_crash_is_told_and_the_next_request_starts_afresh(
    make: Make, message: dict[str, Any], code: int
) -> None:
    worker = make()
    first = worker.request({})[0]["pid"]
    with pytest.raises(WorkerDied) as caught:
        worker.request(message)
    assert (caught.value.exit_code, caught.value.timed_out) == (code, False)
    assert gone(first)
    assert worker.request({})[0]["pid"] != first


def test_a_worker_that_died_between_requests_is_replaced(make: Make) -> None:
    worker = make()
    worker.request({})
    pid = worker.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: worker.pid is None)
    assert worker.request({})[0]["pid"] != pid


@pytest.mark.parametrize("act", [{"act": "sleep", "seconds": 3600}, {"act": "busy"}])
def test_the_time_limit_ends_it(make: Make, act: dict[str, Any]) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    with pytest.raises(WorkerDied) as caught:
        worker.request(act, seconds=0.3)
    assert caught.value.timed_out
    assert gone(pid)
    assert worker.request({})[0]["pid"] != pid


@pytest.mark.skipif(os.name != "posix", reason="the system counts no processor seconds for us")
def test_work_is_limited_and_waiting_is_none(make: Make) -> None:
    worker = make(processor=1)
    pid = worker.request({})[0]["pid"]
    assert worker.request({"act": "sleep", "seconds": 1.5})[0]["pid"] == pid
    with pytest.raises(WorkerDied) as caught:
        worker.request({"act": "busy"})
    assert caught.value.timed_out and gone(pid)
    assert worker.request({})[0]["pid"] != pid


@pytest.mark.skipif(os.name != "posix", reason="the system counts no processor seconds for us")
def test_each_request_has_the_whole_of_its_work(make: Make) -> None:
    """What earlier requests took does not count: together these take more than one may.

    The system counts the work for its limit by ticks of its clock: on a busy machine half a second of it may
    pass for a whole one, so each takes far less than it may.
    """
    worker = make(processor=2)
    pid = worker.request({})[0]["pid"]
    for _ in range(6):
        assert worker.request({"act": "work", "seconds": 0.6})[0]["pid"] == pid


def test_an_answer_in_time_is_not_hit_by_the_limit_later(make: Make) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    assert worker.request({}, seconds=LIMIT / 2)[0]["pid"] == pid
    timers = [t for t in threading.enumerate() if isinstance(t, threading.Timer)]
    assert all(t.finished.is_set() for t in timers if t.interval == LIMIT / 2)


def test_cancel_ends_it(make: Make, tmp_path: Path) -> None:
    worker, progress, began = make(), Progress(), tmp_path / "began"
    pid = worker.request({})[0]["pid"]
    cancelling = after(began, progress.cancel)
    with pytest.raises(Cancelled):
        worker.request({"act": "sleep", "seconds": 3600, "began": str(began)}, progress=progress)
    assert gone(pid)
    assert worker.request({}, progress=Progress())[0]["pid"] != pid
    cancelling.join()


def test_a_cancelled_request_is_never_sent(make: Make) -> None:
    worker, progress = make(), Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        worker.request({}, progress=progress)
    assert worker.pid is None


def test_a_request_that_waits_its_turn_can_be_cancelled(make: Make, tmp_path: Path) -> None:
    worker, progress = make(), Progress()
    worker.request({})
    pid, began, end = worker.pid, tmp_path / "began", tmp_path / "end"
    long = {"act": "wait", "for": str(end), "began": str(began)}
    busy = threading.Thread(target=lambda: worker.request(long))
    busy.start()
    wait_for(began.exists)
    threading.Timer(0.2, progress.cancel).start()
    with pytest.raises(Cancelled):
        worker.request({}, progress=progress)
    assert busy.is_alive(), "its turn was not waited for"
    end.touch()
    busy.join()
    assert worker.pid == pid, "the request under way is not the one that was cancelled"


def test_a_late_cancel_does_not_hit_the_next_request(make: Make) -> None:
    """A cancel that was under way when its request ended kills the process of the next one."""
    worker = make()
    for _ in range(15):
        worker.request({})
        process = worker._process
        assert process is not None
        worker.doom(process)
        assert worker.request({"n": 1})[0]["echo"] == {"n": 1}


def test_cancel_racing_the_answer_never_breaks_the_next_request(make: Make) -> None:
    worker = make()
    for delay in (0.0, 0.001, 0.002, 0.004):
        progress = Progress()
        timer = threading.Timer(delay, progress.cancel)
        timer.start()
        with contextlib.suppress(Cancelled):
            worker.request({"act": "sleep", "seconds": 0.002}, progress=progress)
        assert worker.request({"n": 2})[0]["echo"] == {"n": 2}
        timer.join()


def test_errors_of_ours_travel_with_their_values(make: Make) -> None:
    worker = make()
    with pytest.raises(ReaderError) as caught:
        worker.request({"act": "raise"})
    assert (caught.value.kind, caught.value.detail) == ("no-model", "said so")
    assert caught.value.values == {"source": "Français", "target": "ar", "extra": "x"}
    assert "Français" in caught.value.title.show()


def test_a_bug_in_the_worker_is_an_answer(make: Make) -> None:
    worker = make()
    with pytest.raises(ReaderError) as caught:
        worker.request({"act": "bug"})
    assert (caught.value.kind, "KeyError" in caught.value.detail) == ("worker-failed", True)
    assert worker.request({"n": 1})[0]["echo"] == {"n": 1}


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="the system has other priorities")
def test_a_round_of_sync_comes_after_everything_the_reader_waits_for(tmp_path: Path) -> None:
    with contextlib.closing(WorkerProcess("sync", Limits(NEVER))) as worker:
        with pytest.raises(ReaderError):
            worker.request({"act": "preview", "root": str(tmp_path)})
        assert worker.pid is not None
        assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= 10


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "no-such-kind", "values": {}},
        {"error": 5},
        {"error": "no-model", "values": [1]},
        {"error": "no-model"},
        {"error": ["x"], "values": {}},
        {"error": None, "values": None, "detail": 3},
    ],
)
def test_an_error_that_is_none_of_ours_is_a_failed_worker(make: Make, answer: dict[str, Any]) -> None:
    with pytest.raises(ReaderError) as caught:
        make().request({"act": "garbage", "hex": encode_frame(answer).hex()})
    assert caught.value.kind == "worker-failed"


def test_error_values_named_like_arguments_do_no_harm(make: Make) -> None:
    answer = {"error": "no-model", "values": {"kind": "x", "detail": "y", "self": "z", "source": "a"}}
    with pytest.raises(ReaderError) as caught:
        make().request({"act": "garbage", "hex": encode_frame(answer).hex()})
    assert (caught.value.kind, caught.value.values["source"]) == ("no-model", "a")


def test_memory_is_limited(make: Make) -> None:
    worker = make(memory=1 << 30)
    with pytest.raises(ReaderError) as caught:
        worker.request({"act": "eat", "bytes": 2 << 30})
    assert (caught.value.kind, caught.value.detail) == ("worker-failed", "out of memory")
    assert worker.request({"act": "eat", "bytes": 1 << 20})[0]["size"] == 1 << 20


@pytest.mark.parametrize(
    "raw",
    [
        b"Traceback (most recent call last):",
        b"\xff" * 8,
        struct.pack(">II", 5, 0) + b"{oops",
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 2, 0) + b"\xff\xff",
        struct.pack(">II", 200_000, 0) + b"[" * 200_000,
        struct.pack(">II", 2, 9) + b"{}short",
        struct.pack(">II", 100, 0),
    ],
)
def test_nonsense_is_a_dead_worker(make: Make, raw: bytes) -> None:
    worker = make()
    with pytest.raises(WorkerDied):
        worker.request({"act": "garbage", "hex": raw.hex()})
    assert worker.request({"n": 1})[0]["echo"] == {"n": 1}


def test_nonsense_from_a_worker_that_lives_ends_it(make: Make) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    with pytest.raises(WorkerDied):
        worker.request({"act": "garbage", "hex": "ff" * 8, "stay": True})
    assert gone(pid)


def test_it_ends_when_idle_and_starts_again(make: Make) -> None:
    worker = make(idle=0.4)
    pid = worker.request({})[0]["pid"]
    wait_for(lambda: gone(pid))
    assert worker.pid is None
    assert worker.request({})[0]["pid"] != pid


def test_requests_push_the_idle_end_back(make: Make) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    for _ in range(4):
        earlier = worker._idle_timer
        assert earlier is not None and not earlier.finished.is_set()
        assert worker.request({})[0]["pid"] == pid
        assert earlier.finished.is_set(), "it does not end the worker any more"


def test_a_long_request_is_not_idle(make: Make, tmp_path: Path) -> None:
    worker = make()
    began, end = tmp_path / "began", tmp_path / "end"
    worker.request({})
    long = {"act": "wait", "for": str(end), "began": str(began)}
    busy = threading.Thread(target=lambda: worker.request(long))
    busy.start()
    wait_for(began.exists)
    assert worker._idle_timer is None
    end.touch()
    busy.join()
    assert worker._idle_timer is not None


def test_parallel_requests_queue_up_and_each_gets_its_own_answer(make: Make) -> None:
    worker = make()
    answers: dict[int, Any] = {}

    def ask(number: int) -> None:
        answers[number] = worker.request({"n": number}, bytes([number]) * number)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {n: a[0]["echo"]["n"] for n, a in answers.items()} == {n: n for n in range(24)}
    assert all(a[1] == bytes([n]) * n for n, a in answers.items())
    assert len({a[0]["pid"] for a in answers.values()}) == 1


def test_a_crash_fails_its_own_request_only(make: Make) -> None:
    worker = make()
    outcomes: list[str] = []

    def ask(act: str) -> None:
        try:
            worker.request({"act": act})
            outcomes.append("answered")
        except WorkerDied:
            outcomes.append("died")

    threads = [threading.Thread(target=ask, args=(act,)) for act in ["", "crash", "", "crash", "", ""]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["answered"] * 4 + ["died"] * 2


def test_close_ends_a_request_under_way_and_for_good(make: Make, tmp_path: Path) -> None:
    worker, began = make(), tmp_path / "began"
    pid = worker.request({})[0]["pid"]
    closing = after(began, worker.close)
    with pytest.raises(WorkerDied):
        worker.request({"act": "sleep", "seconds": 3600, "began": str(began)})
    closing.join()
    wait_for(lambda: gone(pid))
    with pytest.raises(WorkerDied):
        worker.request({})
    assert worker.closed and worker.pid is None
    worker.close()


def test_close_while_it_starts_leaves_no_process(make: Make) -> None:
    def ask(worker: WorkerProcess) -> None:
        with pytest.raises(WorkerDied):
            worker.request({"act": "busy"})

    for delay in (0.0, 0.001, 0.003, 0.01):
        worker = make()
        thread = threading.Thread(target=ask, args=(worker,))
        thread.start()
        time.sleep(delay)
        worker.close()
        thread.join(LIMIT)
        assert not thread.is_alive()
        assert worker.pid is None


def test_stop_frees_the_process_and_the_next_request_starts_it(make: Make) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    worker.stop()
    assert worker.pid is None and gone(pid)
    worker.stop()
    assert worker.request({})[0]["pid"] != pid


def test_a_worker_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(process_module, "worker_command", lambda: [str(tmp_path / "absent")])
    worker = WorkerProcess("fake", Limits())
    with pytest.raises(ReaderError) as caught:
        worker.request({})
    assert caught.value.kind == "worker-failed"
    worker.close()


def test_ctrl_c_while_waiting_does_not_leave_an_answer_behind(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]

    def interrupted(_: object) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(process_module, "read_frame", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker.request({"n": 1})
    assert gone(pid)
    assert worker.request({"n": 2})[0]["echo"] == {"n": 2}


def test_a_message_that_is_no_json_leaves_the_worker_whole(make: Make) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    with pytest.raises(TypeError):
        worker.request({"n": object()})
    assert worker.request({"n": 2})[0]["pid"] == pid


@pytest.mark.parametrize("act", ["", "busy"])
def test_the_worker_ends_when_the_program_is_killed(act: str, tmp_path: Path) -> None:
    """Even in the middle of a request: nobody would ever read the answer."""
    script = (
        "import sys, threading, time\n"
        "from reader.workers import process\n"
        f"process.worker_command = lambda: [sys.executable, {str(FAKE)!r}]\n"
        "worker = process.WorkerProcess('fake', process.Limits(3600))\n"
        "worker.request({})\n"
        "print(worker.pid, flush=True)\n"
        f"message = {{'act': {act!r}, 'began': {str(tmp_path / 'began')!r}}}\n"
        "threading.Thread(target=worker.request, args=(message,), daemon=True).start()\n"
        "time.sleep(3600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        wait_for((tmp_path / "began").exists)
        program.kill()
    wait_for(lambda: not Path(f"/proc/{pid}").exists() or _is_zombie(pid))


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_ctrl_c_in_the_terminal_does_not_reach_the_worker(make: Make) -> None:
    worker = make()
    pid = worker.request({})[0]["pid"]
    assert os.getsid(pid) != os.getsid(0)
    os.kill(pid, signal.SIGINT)
    assert worker.request({})[0]["pid"] == pid


def test_no_handle_or_thread_is_left_behind(make: Make) -> None:
    def handles() -> int:
        return len(os.listdir("/proc/self/fd"))

    worker = make()
    worker.request({})
    worker.stop()
    before = handles()
    for act in ("", "crash", "", "exit"):
        with contextlib.suppress(WorkerDied):
            worker.request({"act": act, "code": 1})
    worker.close()
    assert handles() <= before
    wait_for(lambda: not [t for t in threading.enumerate() if isinstance(t, threading.Timer)])


@pytest.mark.own_start
def test_the_real_command_takes_no_module_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken from the current folder')")
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "__init__.py").write_text("raise SystemExit('taken from the current folder')")
    frame = encode_frame({"package": "/nowhere/x", "threads": 1, "sentences": []})
    with subprocess.Popen(
        [*worker_command(), "--worker", "translation"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    ) as worker:
        assert worker.stdin is not None and worker.stdout is not None
        worker.stdin.write(frame)
        worker.stdin.flush()
        assert read_frame(worker.stdout)[0] == {"version": __version__}
        assert read_frame(worker.stdout)[0]["error"] == "model-missing"
        worker.stdin.close()


@pytest.mark.own_start
def test_a_worker_of_another_version_is_asked_nothing(tmp_path: Path, monkeypatch) -> None:
    """The program's files were replaced between the look at them and the worker's start."""
    began = tmp_path / "began"
    other = (
        f"import reader, runpy; reader.__version__ = '99'; runpy.run_path({str(FAKE)!r}, None, '__main__')"
    )
    monkeypatch.setattr(process_module, "worker_command", lambda: [sys.executable, "-c", other, str(FAKE)])
    worker = WorkerProcess("extraction", Limits())
    with pytest.raises(ReaderError, match="version 99") as caught:
        worker.request({"began": str(began)})
    assert caught.value.kind == "program-replaced" and worker.pid is None
    worker.close()
    assert not began.exists()


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command() == [sys.executable]


def test_windows_starts_no_console(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flag exists on Windows only; here it is given to a Popen that records it."""
    seen: list[Any] = []
    real = subprocess.Popen

    def recording(*args: Any, **options: Any) -> Any:
        seen.append(options.pop("creationflags"))
        return real(*args, **options)

    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(process_module.subprocess, "Popen", recording)
    make().request({})
    assert seen == [0x08000000]


def test_no_resource_module_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    serve_module._limit_memory(1 << 40)


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), st.binary(max_size=200))
def test_frames_come_back_as_they_were(message: dict[str, Any], blob: bytes) -> None:
    assert read_frame(io.BytesIO(encode_frame(message, blob))) == (message, blob)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_frame_or_a_told_fault(data: bytes) -> None:
    try:
        message, _ = read_frame(io.BytesIO(data))
    except (EOFError, ValueError):
        return
    assert json.dumps(message)
