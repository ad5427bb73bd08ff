"""Peak memory of saving hostile pages: `python -m tests.benchmarks.hostile_memory [PATH ...]`.

For each `/bomb/`, `/endless/` and `/big/` path of the hostile server a fresh process saves the page into a
library of its own; printed are the outcome, the seconds, and the peak resident memory of that process and
of its extraction worker, in MB. The exit code is the number of processes above `MOST_MB`.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.saving.conftest import hostile_module

MOST_MB = 300
KINDS = ("/bomb/", "/endless/", "/big/")
TAGS = ("div", "a", "b", "table", "svg")
WHATS = (
    "entities comments paras links classes combining emoji cdata doctype unclosed-comment "
    "unclosed-attr unclosed-script"
)


def paths() -> list[str]:
    """Every path of those kinds, patterns filled in."""
    routes = [path for path, *_ in _routes() if path.startswith(KINDS)]
    found: list[str] = []
    for route in routes:
        names = WHATS.split() if route == "/big/<what>" else TAGS if "<tag>" in route else ("",)
        found.extend(re.sub(r"<\w+>", name, route) for name in names)
    return list(dict.fromkeys(found))


def _routes() -> list[tuple[str, str]]:
    with hostile_module().HostileServer(lifetime=30) as server:
        import urllib.request

        with urllib.request.urlopen(server.url("/index.json")) as answer:
            return [(entry["path"], entry["expect"]) for entry in json.loads(answer.read())]


def save(url: str) -> dict[str, object]:
    """Save one page in this process; what came of it and how much memory it and the worker took."""
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.save_article import save_article
    from reader.settings.paths import LibraryPaths

    with tempfile.TemporaryDirectory() as folder:
        session = LibrarySession.open(LibraryPaths(Path(folder)))
        peaks = {"worker": 0}
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(session.extraction, peaks, over))
        watcher.start()
        started = time.monotonic()
        try:
            outcome = save_article(session, url, Progress()).status
        except ReaderError as error:
            outcome = error.kind
        took = time.monotonic() - started
        over.set()
        watcher.join()
        session.close()
    return {"outcome": outcome, "seconds": took, "saving": peak_of("self"), "worker": peaks["worker"]}


def _watch(extraction: object, peaks: dict[str, int], over: threading.Event) -> None:
    while not over.wait(0.02):
        pid = extraction._process.pid  # type: ignore[attr-defined]
        if pid is not None:
            peaks["worker"] = max(peaks["worker"], peak_of(str(pid)))


def peak_of(pid: str) -> int:
    """The peak resident memory of a process in MB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found.group(1)) // 1024 if found else 0


def main(wanted: list[str]) -> int:
    """Print the table."""
    if multiprocessing.current_process().name != "MainProcess" or not sys.platform.startswith("linux"):
        print("needs Linux: it reads /proc")
        return 0
    above = 0
    print(f"{'path':32}{'outcome':>20}{'seconds':>9}{'saving MB':>11}{'worker MB':>11}")
    with hostile_module().HostileServer(lifetime=3600, max_seconds=60) as server:
        for path in wanted or paths():
            command = [sys.executable, "-m", "tests.benchmarks.hostile_memory", "--save", server.url(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
            if done.returncode:
                print(f"{path:32}{'crashed':>20}  {done.stderr[-200:]}")
                above += 1
                continue
            found = json.loads(done.stdout.splitlines()[-1])
            cells = (
                f"{found['outcome']:>20}{found['seconds']:>9.1f}{found['saving']:>11}{found['worker']:>11}"
            )
            print(f"{path:32}{cells}", flush=True)
            above += (found["saving"] > MOST_MB) + (found["worker"] > MOST_MB)
    print(f"{above} above {MOST_MB} MB")
    return above


if __name__ == "__main__":
    if sys.argv[1:2] == ["--save"]:
        print(json.dumps(save(sys.argv[2])))
    else:
        raise SystemExit(main(sys.argv[1:]))
