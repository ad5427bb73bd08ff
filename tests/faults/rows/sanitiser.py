"""A million pieces of mutated HTML through the cleaner, judged by four parsers that are not its own.

A slice runs in a process of its own (`python -m tests.faults.rows.sanitiser SEED COUNT`), which is killed
when it says nothing for `SILENCE` seconds, so that a crash or a hang counts instead of ending the run.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable

from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import HERE

MUTATIONS, SLICE = 1_000_000, 20_000
SLOWEST = 5.0  # s
SILENCE = 60.0  # s; some hundred mutations are between two lines
BASE = "https://a.example/dir/page"


def run(share: float, seed: int) -> Outcome:
    """Slice after slice, on as many processors as there are."""
    outcome = Outcome({"mutations": 0, "violations": 0, "crashes": 0, "unstable": 0})
    slowest, number = 0.0, share_of(MUTATIONS, share)
    waiting = [(seed * 1_000 + n, min(SLICE, number - n * SLICE)) for n in range(-(-number // SLICE))]
    running: list[subprocess.Popen[str]] = []
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            dice, count = waiting.pop(0)
            command = [sys.executable, "-m", "tests.faults.rows.sanitiser", str(dice), str(count)]
            running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1]))
        process = running.pop(0)
        found = _heard(process)
        if found is None:
            outcome.add("crashes")
            outcome.complaints.append(f"{process.args} ended with {process.returncode}")
            continue
        outcome.add("mutations", found["count"])
        outcome.add("violations", len(found["violations"]))
        outcome.add("unstable", len(found["unstable"]))
        outcome.complaints += [f"{what}" for what in (*found["violations"], *found["unstable"])]
        slowest = max(slowest, found["slowest"])
    outcome.check(slowest <= SLOWEST, f"one took {slowest:.1f} s")
    outcome.counts["slowest"] = f"{slowest:.2f} s"
    return outcome


def _heard(process: subprocess.Popen[str]) -> dict[str, object] | None:
    """The result of a slice; `None` when it crashed or fell silent."""
    import select

    assert process.stdout is not None
    last = ""
    while True:
        ready, _, _ = select.select([process.stdout], [], [], SILENCE)
        if not ready:
            process.kill()
            process.wait()
            return None
        line = process.stdout.readline()
        if not line:
            break
        last = line
    process.wait()
    return json.loads(last) if process.returncode == 0 and last.startswith("{") else None


def slice_of(seed: int, count: int) -> dict[str, object]:
    """Clean and judge so many mutations."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.*=false")
    from reader.saving.page.sanitize import sanitize
    from tests.saving.page.test_sanitize_mutations import faults
    from tests.saving.payloads import mutated

    chance = random.Random(seed)
    in_qt = _qt_judge()
    violations: list[str] = []
    unstable: list[str] = []
    slowest = 0.0
    for number in range(count):
        dirty = mutated(chance)
        started = time.perf_counter()
        clean = sanitize(dirty, BASE)
        slowest = max(slowest, time.perf_counter() - started)
        if bad := [*faults(clean), *in_qt(clean)]:
            violations.append(f"{seed}/{number}: {bad[:3]} from {dirty[:200]!r}")
        if sanitize(clean, BASE) != clean:
            unstable.append(f"{seed}/{number}: not the same twice, from {dirty[:200]!r}")
        if number % 100 == 0:
            print(number, flush=True)
    return {"count": count, "violations": violations, "unstable": unstable, "slowest": slowest}


def _qt_judge() -> Callable[[str], list[str]]:
    """What Qt's own rich-text parser would load and link to."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QGuiApplication, QImage, QTextDocument

    keep = [QGuiApplication.instance() or QGuiApplication([])]
    blank = QImage(1, 1, QImage.Format.Format_Mono)

    class Asking(QTextDocument):
        def loadResource(self, kind: int, url: QUrl) -> QImage:
            name = url.toString()
            if int(kind) != QTextDocument.ResourceType.ImageResource.value:
                asked.append(f"resource {kind} {name[:60]}")
            elif QUrl(name).scheme() not in ("http", "https"):
                asked.append(f"picture {name[:60]}")
            return blank

    asked: list[str] = []

    def judge(html: str) -> list[str]:
        assert keep
        asked.clear()
        document = Asking()
        document.setHtml(html)
        document.adjustSize()
        block = document.begin()
        while block.isValid():
            for part in block:
                address = part.fragment().charFormat().anchorHref()
                if address and QUrl(address).scheme() not in ("http", "https", "mailto"):
                    asked.append(f"link {address[:60]}")
            block = block.next()
        return list(asked)

    return judge


if __name__ == "__main__":
    print(json.dumps(slice_of(int(sys.argv[1]), int(sys.argv[2]))))
