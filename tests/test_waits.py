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
    "saving/test_fetch.py": "a server holds an answer back, so that a third request would meet it",
    "saving/test_politeness.py": "the same without a server",
    "services/test_busy_servers.py": "the same over a whole save",
    "translation/test_packages.py": "the moment of a kill",
    "library/test_concurrency.py": "the moment of a kill",
    "workers/fake_worker.py": "a worker that is slow",
    "workers/fragile_translation.py": "a worker that hangs",
    "workers/test_process.py": "the moment of a close",
}
"""Files that may look at a clock or sleep, and why: none of them waits for something to come true."""


def faults_of(text: str) -> Iterator[str]:
    """What a test file does that makes it red on a slower machine."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        module, _, name = called.rpartition(".")
        if (module == "time" and name in CLOCKS) or called in CLOCKS:
            yield f"line {node.lineno}: {called}"
        if module.endswith("qtbot") and name == "wait":
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
        if name in ALLOWED:
            faults = [fault for fault in faults if ": time." not in fault]
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
