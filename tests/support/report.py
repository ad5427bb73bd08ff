"""What a run of the suite says at its end: counts, seed, the slowest phases, what was skipped and why."""

from __future__ import annotations

from pathlib import Path

import pytest

SUMMARY = Path("build/test-summary.txt")
"""Below the project's root: the same lines, for `.ci/run` to print at its very end."""
COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def summary(reporter: pytest.TerminalReporter, seed: object, slowest: int = 10) -> list[str]:
    """The lines of the summary, from the reports a terminal reporter collected."""
    stats = {name: reporter.stats.get(name, []) for name in COUNTED}
    counts = ", ".join(f"{len(found)} {name}" for name, found in stats.items() if found)
    lines = [f"{counts or 'no tests'}; order and chance by --randomly-seed={seed}"]
    reports = [r for found in reporter.stats.values() for r in found if isinstance(r, pytest.TestReport)]
    phases = sorted(reports, key=lambda report: report.duration, reverse=True)[:slowest]
    lines += [f"{report.duration:6.1f} s {report.when} of {report.nodeid}" for report in phases]
    reasons = {(report.nodeid, _reason(report)) for report in stats["skipped"]}
    return lines + [f"skipped: {nodeid}: {reason}" for nodeid, reason in sorted(reasons)]


def _reason(report: pytest.TestReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
