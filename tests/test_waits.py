"""No test judges speed or waits for a while: what CONTRIBUTING says of tests, held to by reading them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
MEASURING = ("benchmarks", "faults", "fuzz", "hostile", "installed", "support")
"""Folders whose programs note how long something took, or that hold the limit itself; none judges by it."""
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time", "sleep"}
ALLOWED = {
    "saving/fetching/test_fetch.py": (
        "sleep",
        "a server holds an answer back, so that a third request would meet it",
    ),
    "saving/fetching/test_politeness.py": ("sleep", "the same without a server"),
    "services/saving/test_busy_servers.py": ("sleep", "the same over a whole save"),
    "translation/packages/test_packages.py": ("sleep", "the moment of a kill"),
    "library/articles/test_concurrency.py": ("sleep", "the moment of a kill"),
    "saving/fetching/test_breaking_off.py": ("monotonic", "a deadline that never comes"),
    "gui/background/test_closing.py": (
        "monotonic",
        "prints how long it took; its threads hang for ever",
    ),
    "gui/background/closing_program.py": ("monotonic", "the moment of the close, for the same"),
    "gui/background/test_hung_log.py": ("monotonic", "prints how long it took; the disk hangs for ever"),
    "gui/background/hung_log_program.py": ("monotonic", "the moment of the close, for the same"),
    "gui/translation/test_hanging_server.py": (
        "monotonic",
        "prints how long it took; the request takes 90 s",
    ),
    "gui/support/slow_computer.py": ("sleep", "makes results late on purpose"),
    "workers/fake_worker.py": ("sleep process_time", "a worker that is slow, and one that works"),
    "workers/fragile_translation.py": ("sleep", "a worker that hangs"),
    "workers/test_process.py": ("sleep", "the moment of a close"),
}
"""Files that may sleep or look at a clock, and why: none of them waits for something to come true."""
WAITING = {"wait", "join", "settimeout", "Timer", "qWait", "waitFor"}
"""Calls whose first number is a limit, or a while: both have one place, `tests/support/limits.py`."""
LEAST = 1
"""Seconds; a shorter pause is a step between two looks."""


def faults_of(text: str) -> Iterator[str]:
    """What a test file does that makes it red on a slower machine."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        module, _, name = called.rpartition(".")
        if (module == "time" and name in CLOCKS) or called in CLOCKS:
            yield f"line {node.lineno}: {called}"
        limits = [given.value for given in node.args[:1] if isinstance(given, ast.Constant)]
        if name in WAITING and any(isinstance(limit, int | float) and limit >= LEAST for limit in limits):
            yield f"line {node.lineno}: a limit of its own, {called}({limits[0]})"
        elif module.endswith("qtbot") and name == "wait":
            yield f"line {node.lineno}: {called} waits for a while, not for something"
        for given in node.keywords:
            number = isinstance(given.value, ast.Constant) and isinstance(given.value.value, int | float)
            if given.arg in ("timeout", "timeout_seconds") and number and given.value.value > 0:
                yield f"line {node.lineno}: a limit of its own, timeout={given.value.value}"
        if called == "pytest.mark.timeout":
            yield f"line {node.lineno}: a limit of its own"


def files_of_tests() -> Iterator[Path]:
    for file in TESTS.rglob("*.py"):
        measuring = file.relative_to(TESTS).parts[0] in MEASURING
        if file != Path(__file__) and (file.name.startswith("test_") or not measuring):
            yield file


def test_no_test_judges_speed_or_waits_for_a_while() -> None:
    found = {}
    for file in files_of_tests():
        name = file.relative_to(TESTS).as_posix()
        faults = list(faults_of(file.read_text("utf-8")))
        allowed, _ = ALLOWED.get(name, ("", ""))
        faults = [fault for fault in faults if fault.partition(": time.")[2] not in allowed.split()]
        if faults:
            found[name] = faults
    assert found == {}


def test_what_may_look_at_a_clock_does() -> None:
    """So that the list of exceptions does not outlive them."""
    for name in ALLOWED:
        assert "time." in (TESTS / name).read_text("utf-8"), name


@pytest.mark.parametrize(
    "line",
    [
        "assert time.monotonic() - started < 2",
        "assert perf_counter() - before < 0.5",
        "time.sleep(0.3)",
        "qtbot.wait(300)",
        "self.qtbot.wait(pause)",
        "qtbot.waitUntil(done, timeout=5000)",
        "process.communicate(timeout=60)",
        "thread.join(5)",
        "QTest.qWait(200)",
        "threading.Timer(60, process.kill)",
        "@pytest.mark.timeout(300)\ndef test(): pass",
    ],
)
def test_the_rule_bites(line: str) -> None:
    assert list(faults_of(line))


@pytest.mark.parametrize(
    "line",
    [
        "qtbot.waitUntil(done)",
        "qtbot.settle(window)",
        "process.communicate(timeout=LIMIT)",
        "connect(timeout=0)",
    ],
)
def test_the_rule_lets_the_rest_be(line: str) -> None:
    assert not list(faults_of(line))
