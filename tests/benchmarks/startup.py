"""How soon Liseuse is there and what it takes at rest: `make bench-startup`.

The program is started as a reader starts it, on an X server of its own with a window manager, from
source and frozen (`build/package/liseuse`, when it was built), warm and, as root, cold (the page
cache dropped before each start). Beside them starts a bare PySide6 window: an application, a
QMainWindow, nothing else. Times are ms from the start of the process to what the log notes
(`gui/start_marks`), medians of `--repeat` starts; the runs take turns, so that all of them meet the
same machine. Memory is read from the kernel `--rest` seconds after the article is on screen:
`rss` is the resident memory of the window's process (VmRSS), `pss` that of all its processes with
shared pages counted in parts, both in MB (10^6 bytes).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.conftest import SITE, SiteServer
from tests.e2e.conftest import Screen, wait_for

TOP = Path(__file__).resolve().parents[2]
FROZEN = TOP / "build" / "package" / "liseuse" / "liseuse"
STEPS = {
    "paint": "start: first paint",
    "rows": "start: rows readable",
    "library": "start: library shown",
    "article": "start: article readable",
}
PAINT_GOAL, RSS_GOAL, PACKAGE_GOAL, INSTALLED_GOAL = 1.5, 160, 120, 350
BARE = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False
def done():
    print(time.time(), flush=True)
    app.quit()
app = QApplication([])
window, inside, watch = QMainWindow(), QWidget(), Watch()
window.setCentralWidget(inside)
inside.installEventFilter(watch)
window.resize(1100, 760)
window.show()
app.exec()
"""
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),(\d{3}) ")


def forget_files() -> None:
    """Empty the page cache: the next start reads everything from the disk."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def bare_start(screen: Screen) -> float:
    """ms to the first paint of a bare window."""
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", BARE],
        env=screen.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return (float(done.stdout) - begun) * 1000


def noted(log: Path, begun: float) -> dict[str, float]:
    """ms from `begun` to each step that the log has."""
    found: dict[str, float] = {}
    text = log.read_text("utf-8") if log.is_file() else ""
    for line in text.splitlines():
        stamp = _STAMP.match(line)
        for name, words in STEPS.items():
            if stamp and line.endswith(words):
                moment = datetime.fromisoformat(stamp[1]).timestamp() + int(stamp[2]) / 1000
                found[name] = (moment - begun) * 1000
    return found


def memory(process: int) -> dict[str, float]:
    """MB of a process (`rss`) and of it with its children (`pss`)."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    resident = int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) * 1024 / 1e6
    shares = 0
    for number in [process, *children(process)]:
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text("utf-8")
        except OSError:
            continue
        shares += int(re.findall(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[0])
    return {"rss": resident, "pss": shares * 1024 / 1e6}


def children(process: int) -> list[int]:
    """The processes that a process has started, and those they have."""
    found: list[int] = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        for number in map(int, file.read_text("utf-8").split()):
            found += [number, *children(number)]
    return found


@contextmanager
def started(screen: Screen, command: list[str], library: Path) -> Iterator[tuple[int, dict[str, float]]]:
    """A running program with its article on screen: its process, and the ms of each step."""
    log = library / "logs" / "liseuse.log"
    log.unlink(missing_ok=True)
    begun = time.time()
    program = subprocess.Popen(
        [*command, "--library", str(library)], env=screen.environment, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: len(noted(log, begun)) == len(STEPS) or program.poll() is not None, 120)
        assert program.poll() is None, f"ended with {program.returncode}"
        yield program.pid, noted(log, begun)
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(60)


def measure(screen: Screen, library: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Every way of starting, taking turns; medians by way and step."""
    ways = {"source": [sys.executable, "-m", "reader"]}
    if FROZEN.is_file():
        ways["frozen"] = [str(FROZEN)]
    times: dict[str, dict[str, list[float]]] = {}

    def note(way: str, values: dict[str, float]) -> None:
        for name, value in values.items():
            times.setdefault(way, {}).setdefault(name, []).append(value)

    for temperature in ["cold", "warm"] if options.cold else ["warm"]:
        if temperature == "warm":  # once unmeasured: the files come into the cache
            bare_start(screen)
        for turn in range(options.repeat if temperature == "warm" else options.cold):
            for way, command in [("bare", []), *ways.items()]:
                if temperature == "cold":
                    forget_files()
                if not command:
                    note(f"bare {temperature}", {"paint": bare_start(screen)})
                    continue
                with started(screen, command, library) as (process, steps):
                    note(f"{way} {temperature}", steps)
                    if temperature == "warm" and turn == options.repeat - 1:
                        time.sleep(options.rest)
                        note(f"{way} {temperature}", memory(process))
    return {
        way: {name: statistics.median(found) for name, found in rows.items()} for way, rows in times.items()
    }


def sizes() -> dict[str, float]:
    """MB of the newest package and of what it installs, as the package itself says."""
    packages = sorted(TOP.glob("dist/*.deb"), key=lambda file: file.stat().st_mtime)
    if not packages:
        return {}
    asked = ["dpkg-deb", "--field", str(packages[-1]), "Installed-Size"]
    installed = int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    return {"package": packages[-1].stat().st_size / 1e6, "installed": installed * 1024 / 1e6}


def show(found: dict[str, dict[str, float]], size: dict[str, float]) -> None:
    """The table, with what was aimed at."""
    print(f"{platform.python_version()} on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    heads = f"{'first paint':>14}{'x bare':>8}{'rows':>10}{'x bare':>8}{'library':>10}{'article':>10}"
    print(f"{'':14}{heads}{'rss':>8}{'pss':>8}")
    for way, row in found.items():
        bare = found[f"bare {way.split()[1]}"]["paint"]
        cells = [
            f"{row['paint']:11.0f} ms",
            f"{row['paint'] / bare:8.2f}",
            f"{row['rows']:7.0f} ms{row['rows'] / bare:8.2f}" if "rows" in row else f"{'':18}",
            *(f"{row[name]:7.0f} ms" if name in row else f"{'':10}" for name in ("library", "article")),
            *(f"{row[name]:8.0f}" if name in row else f"{'':8}" for name in ("rss", "pss")),
        ]
        print(f"{way:14}{''.join(cells)}")
    print(f"goals: first paint <= {PAINT_GOAL} x bare, rss at rest < {RSS_GOAL} MB")
    if size:
        print(
            f"package {size['package']:.1f} MB (< {PACKAGE_GOAL}), "
            f"installed {size['installed']:.0f} MB (< {INSTALLED_GOAL})"
        )


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--repeat", type=int, default=7, help="warm starts of each kind")
    parser.add_argument(
        "--cold", type=int, default=2, help="cold starts of each kind; 0 for none, and without root"
    )
    parser.add_argument("--rest", type=float, default=10, help="seconds before memory is read")
    parser.add_argument("--json", action="store_true", help="write the figures as JSON")
    options = parser.parse_args()
    if os.geteuid():
        options.cold = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        library = Path(folder) / "library"
        stocked(library)
        screen = Screen(home)
        try:
            found = measure(screen, library, options)
        finally:
            screen.close()
    size = sizes()
    if options.json:
        print(json.dumps({"starts": found, "sizes": size, "load": os.getloadavg()}, indent=1))
    else:
        show(found, size)
    best = found.get("frozen warm", found["source warm"])
    reached = best["paint"] <= PAINT_GOAL * found["bare warm"]["paint"] and best["rss"] < RSS_GOAL
    small = not size or (size["package"] < PACKAGE_GOAL and size["installed"] < INSTALLED_GOAL)
    return 0 if reached and small else 1


def stocked(library: Path) -> None:
    """Save the fixture site's articles, with their pictures; a start opens the last one again."""
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.saving.save_article import save_article
    from reader.settings.paths import LibraryPaths

    server = SiteServer()
    with LibrarySession.open(LibraryPaths(library)) as session:
        for page in sorted(SITE.glob("*/index.html")):
            try:
                last = save_article(session, server.url(f"/{page.parent.name}/"), Progress()).id
            except ReaderError:  # a list of articles, none itself
                continue
        given = {"welcomed": True, "sample_added": True, "interface_language": "en", "last_article": last}
        for key, value in given.items():
            session.settings.set(key, value)
    server.close()


if __name__ == "__main__":
    sys.exit(main())
