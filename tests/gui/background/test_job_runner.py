"""The job runner: lanes, results on the GUI thread, cancelling, closing without a thread left."""

from __future__ import annotations

import gc
import threading

import pytest

from reader.core.errors import ReaderError
from reader.gui.background.job_runner import LANES, JobRunner
from tests.support.limits import LIMIT, wait_for


@pytest.fixture
def runner(qapp):
    made = JobRunner()
    yield made
    made.close()
    assert not lane_threads()


def lane_threads():
    return [t for t in threading.enumerate() if t.name.startswith("lane-")]


def test_result_comes_back_on_the_gui_thread(runner, qtbot):
    seen = []
    runner.submit(
        "library",
        lambda _p: threading.current_thread().name,
        done=lambda name: seen.append((name, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    name, where = seen[0]
    assert name.startswith("lane-library")
    assert where is threading.main_thread()
    assert not runner.busy


def test_reader_error_goes_to_failed_and_is_no_crash(runner, qtbot):
    failed, crashed = [], []
    runner.crashed.connect(crashed.append)

    def work(_progress):
        raise ReaderError("disk-full")

    runner.submit("library", work, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].kind == "disk-full"
    assert not crashed


def test_a_bug_is_told_as_worker_failed_and_reported(runner, qtbot):
    failed, crashed = [], []
    runner.crashed.connect(crashed.append)
    runner.submit("library", lambda _p: 1 / 0, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed) and bool(crashed))
    assert failed[0].kind == "worker-failed"
    assert isinstance(crashed[0], ZeroDivisionError)


def test_progress_is_delivered_and_ends_with_the_last_step(runner, qtbot):
    steps, done = [], []

    def work(progress):
        for number in range(1, 501):
            progress.step(number, 500, "pictures")

    runner.submit("network", work, done=done.append, progress=lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: bool(done))
    assert steps[-1] == (500, 500, "pictures")
    assert steps == sorted(steps)
    assert len(steps) <= 500


def test_cancel_asks_running_work_to_stop(runner, qtbot):
    ended, started = [], threading.Event()

    def work(progress):
        started.set()
        wait_for(lambda: progress.cancelled)
        progress.check()

    job = runner.submit(
        "network", work, cancelled=lambda: ended.append(True), done=lambda _: ended.append(False)
    )
    assert started.wait(LIMIT)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [True]


def test_cancel_forgets_waiting_work(runner, qtbot):
    release, ran, ended = threading.Event(), [], []
    runner.submit("library", lambda _p: release.wait(LIMIT))
    waiting = runner.submit("library", lambda _p: ran.append(1), cancelled=lambda: ended.append("cancelled"))
    waiting.cancel()
    qtbot.waitUntil(lambda: ended == ["cancelled"])
    release.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert ran == []


@pytest.mark.parametrize(("lane", "most"), LANES.items())
def test_lanes_run_no_more_than_they_may(runner, qtbot, lane, most):
    lock, go_on, now, peak = threading.Lock(), threading.Event(), [0], [0]

    def work(_progress):
        with lock:
            now[0] += 1
            peak[0] = max(peak[0], now[0])
        go_on.wait(LIMIT)
        with lock:
            now[0] -= 1

    for _ in range(most * 3):
        runner.submit(lane, work)
    qtbot.waitUntil(lambda: now[0] == most)
    assert len(lane_threads()) == most, "no more could run, were they given time"
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert peak[0] == most


def test_the_newest_of_a_name_wins(runner, qtbot):
    release, shown, dropped = threading.Event(), [], []

    def first(_progress):
        release.wait(LIMIT)
        return "first"

    runner.submit("library", first, done=shown.append, cancelled=lambda: dropped.append(1), newest="open")
    runner.submit("library", lambda _p: "second", done=shown.append, newest="open")
    release.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert shown == ["second"]
    assert dropped == [1]


def test_streamed_parts_arrive_before_the_end_and_not_after_cancel(runner, qtbot):
    parts, ended, sent = [], [], threading.Event()

    def work(progress, job):
        job.post(lambda: parts.append("one"))
        sent.set()
        wait_for(lambda: progress.cancelled)
        progress.check()

    job = runner.submit_streaming("translation", work, cancelled=lambda: ended.append(True))
    assert sent.wait(LIMIT)
    qtbot.waitUntil(lambda: parts == ["one"])
    job.cancel()
    job.post(lambda: parts.append("late"))
    qtbot.waitUntil(lambda: ended == [True])
    assert parts == ["one"]


@pytest.mark.parametrize("lane", ["files", "dragged"])
def test_a_dead_disk_under_a_given_file_does_not_hold_up_a_switch_of_the_library(runner, qtbot, lane):
    begun, release, ran, quiet = threading.Event(), threading.Event(), [], []
    runner.submit(lane, lambda _p: begun.set() or release.wait(LIMIT), done=ran.append)
    runner.submit("library", lambda _p: ran.append("kept"), keep=True)
    assert begun.wait(LIMIT)
    runner.quieten(lambda: quiet.append(list(ran)))
    qtbot.waitUntil(lambda: bool(quiet))
    assert quiet == [["kept"]] and runner.busy
    runner.submit(lane, lambda _p: ran.append("given next"))
    qtbot.waitUntil(lambda: "given next" in ran)
    release.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert ran == ["kept", "given next", True], "what was given is still told of, as soon as it is known"


def test_close_forgets_what_waits_but_finishes_what_is_kept(qapp):
    runner = JobRunner()
    release, ran, called = threading.Event(), [], []
    runner.submit("library", lambda _p: release.wait(LIMIT), keep=True)
    runner.submit("library", lambda _p: ran.append("forgotten"), done=called.append)
    runner.submit("library", lambda _p: ran.append("kept"), done=called.append, keep=True)
    threading.Timer(0.05, release.set).start()
    runner.close()
    assert ran == ["kept"]
    assert called == []
    assert not lane_threads()


def test_after_close_nothing_runs(qapp):
    runner = JobRunner()
    runner.close()
    ran = []
    runner.submit("library", lambda _p: ran.append(1))
    assert not lane_threads(), "nobody is there who could run it"
    assert ran == []


class Owned:
    """Stands for a widget: notes which thread destroys it."""

    def __init__(self, destroyed):
        self.destroyed = destroyed

    def __del__(self):
        self.destroyed.append(threading.current_thread())


@pytest.mark.parametrize("how", ["done", "failed"])
def test_what_the_work_holds_is_let_go_on_the_gui_thread(runner, qtbot, how):
    destroyed, ended, begin, hold = [], [], threading.Event(), threading.Event()

    def start():
        of_work, of_callback = Owned(destroyed), Owned(destroyed)

        def work(_progress):
            assert begin.wait(LIMIT) and of_work
            if how == "failed":
                raise ReaderError("disk-full")
            return how

        def tell(_value):
            assert of_callback
            ended.append(how)

        job = runner.submit("library", work, done=tell, failed=tell)
        # The lane's thread lets go of its hold long after the window has forgotten the job.
        job._future.add_done_callback(lambda _: hold.wait(LIMIT))
        begin.set()

    start()
    qtbot.waitUntil(lambda: bool(ended) and not runner.busy)
    hold.set()
    runner.submit("library", lambda _progress: None)  # by its end the thread has let go of the first
    qtbot.waitUntil(lambda: not runner.busy)
    gc.collect()  # an exception and its frames hold each other
    assert destroyed == [threading.main_thread()] * 2


def test_cycles_are_collected_on_the_gui_thread_only(qapp, qtbot, monkeypatch):
    monkeypatch.setattr("reader.gui.background.garbage_collector.INTERVAL", 20)
    monkeypatch.setattr("reader.gui.background.garbage_collector.STARTING", 0.0)
    monkeypatch.setattr("reader.gui.background.garbage_collector.FULL_EVERY", 0.5)
    monkeypatch.setattr(
        "reader.gui.background.garbage_collector.GarbageCollector._running", 0
    )  # not those of other tests' windows
    runner = JobRunner()
    destroyed, done = [], []

    def work(_progress):
        kept = [[number] for number in range(100_000)]  # enough for Python to look for cycles many times
        return len(kept)

    first = Owned(destroyed)
    first.itself = first
    del first
    runner.submit("library", work, done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    cycles = [Owned(destroyed) for _ in range(1_000)]
    for cycle in cycles:
        cycle.itself = cycle
    del cycles, cycle
    qtbot.waitUntil(lambda: len(destroyed) == 1_001)
    assert set(destroyed) == {threading.main_thread()}
    runner.close()
    assert gc.isenabled()


def test_nothing_is_looked_through_while_a_window_starts(qapp, monkeypatch):
    monkeypatch.setattr("reader.gui.background.garbage_collector.INTERVAL", 3_600_000)
    monkeypatch.setattr("reader.gui.background.garbage_collector.STARTING", 3_600.0)
    runner = JobRunner()
    looks = []
    gc.callbacks.append(lambda phase, info: looks.append(phase))
    try:
        kept = [[number] for number in range(20_000)]
        runner.collector.collect()
        assert not looks
        runner.collector.settle()
        kept += [[number] for number in range(20_000)]
        runner.collector.collect()
        assert looks == ["start", "stop"]
    finally:
        gc.callbacks.pop()
        gc.unfreeze()
        runner.close()


def test_what_is_settled_is_not_looked_through_again(qapp):
    runner = JobRunner()
    before = gc.get_freeze_count()
    try:
        kept = [[number] for number in range(1_000)]
        runner.collector.settle()
        assert gc.get_freeze_count() >= before + len(kept)
        assert not any(thing is kept for thing in gc.get_objects(generation=2))
    finally:
        gc.unfreeze()
        runner.close()
