"""How soon Liseuse is there and what it takes at rest: `make bench-startup`.

The program is started as a reader starts it, on an X server of its own with a window manager, from
source and frozen (`build/package/liseuse`, when it was built), warm and, as root, cold (the page
cache dropped before each start). Beside them starts a bare PySide6 window: an application, a
QMainWindow, a list of forty lines of words. Both are judged by the pixels on the screen
(`screen_watch`): `rows` and `article` are there when words can be read where they stand. Beside them
stands what the log notes (`gui/application/startup_log`): first paint, rows, article, and the library
open with all parts made. Times are ms from the start of the process, medians of `--repeat` starts; the
runs take turns, so that all of them meet the same machine. `cpu` is the processor time in ms that the
process has taken until rows, or the article, can be read: what else runs changes it less. Memory is read
from the kernel `--rest` seconds after the article is on screen: `rss` is the resident memory of the
window's process (VmRSS), `pss` that of all its processes with shared pages counted in parts, both in MB
(10^6 bytes).
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

from tests.benchmarks.screen_watch import Picture, Place
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
STEPS_SHOWN = ("paint", "rows", "article", "library")
_LOOK = 0.004
"""s between two looks at the screen."""
ROWS_GOAL, ARTICLE_GOAL, ALL_GOAL, PSS_GOAL = 2.0, 3.0, 4.5, 150
"""Times of the bare window until its words can be read; MB at rest."""
PACKAGE_GOAL, INSTALLED_GOAL = 120, 350
BARE = """
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QMainWindow
app = QApplication([])
window, rows = QMainWindow(), QListView()
model = QStringListModel([f"{n}. The council met and the river rose again" for n in range(40)])
rows.setModel(model)
window.setWindowTitle("bare")
window.setCentralWidget(rows)
window.resize(1100, 760)
window.show()
app.exec()
"""
BARE_ROWS = Place(8, 8, 300, 300)
ROWS, ARTICLE = Place(232, 90, 280, 300), Place(660, 150, 380, 400)
"""Where words stand in the windows, from the upper left of what is inside their frames."""
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),(\d{3}) ")


def forget_files() -> None:
    """Empty the page cache: the next start reads everything from the disk."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


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


def processor(process: int) -> float:
    """ms of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


class Starts:
    """Starts programs and looks at the screen until their words can be read."""

    def __init__(self, screen: Screen, picture: Picture, library: Path) -> None:
        self._screen, self._picture, self._library = screen, picture, library
        self._corners: dict[str, tuple[int, int]] = {}
        self._log = library / "logs" / "liseuse.log"
        # As an installed program, which finds its modules compiled.
        self._environment = {**screen.environment}
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def bare(self) -> dict[str, float]:
        """The bare window: ms until its rows can be read, and its processor time until then."""
        with self._program([sys.executable, "-c", BARE], "bare") as (program, begun):
            return self._watched(program, begun, "bare", {"rows": BARE_ROWS})

    @contextmanager
    def ours(self, command: list[str]) -> Iterator[tuple[int, dict[str, float]]]:
        """The program with its article on screen: its process, ms until each step, processor time."""
        self._log.unlink(missing_ok=True)
        with self._program([*command, "--library", str(self._library)], "Liseuse") as (program, begun):
            found = self._watched(program, begun, "Liseuse", {"rows": ROWS, "article": ARTICLE})
            wait_for(lambda: len(noted(self._log, begun)) == len(STEPS), "every step in the log")
            yield program.pid, found | noted(self._log, begun)

    @contextmanager
    def _program(self, command: list[str], name: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
        begun = time.time()
        program = subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)
        try:
            if name not in self._corners:  # the window manager puts it in the same place every time
                self._corners[name] = self._corner(self._screen.window(name))
            yield program, begun
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(60)
            wait_for(lambda: not self._picture.has_words(ROWS.within(*self._corners[name])))

    def _corner(self, window: str) -> tuple[int, int]:
        told = self._screen.xdotool("getwindowgeometry", "--shell", window)
        return tuple(int(re.findall(rf"^{axis}=(\d+)$", told, re.MULTILINE)[0]) for axis in "XY")  # type: ignore[return-value]

    def _watched(
        self, program: subprocess.Popen[bytes], begun: float, name: str, places: dict[str, Place]
    ) -> dict[str, float]:
        found: dict[str, float] = {}
        left = {step: place.within(*self._corners[name]) for step, place in places.items()}
        while left and program.poll() is None and time.time() < begun + 120:
            for step in [step for step, place in left.items() if self._picture.has_words(place)]:
                found[f"{step} seen"] = (time.time() - begun) * 1000
                found[f"{step} cpu"] = processor(program.pid)
                del left[step]
            time.sleep(_LOOK)
        assert not left, f"{name}: no words in {left}, ended with {program.poll()}"
        return found


def measure(starts: Starts, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Every way of starting, taking turns; medians by way and step."""
    ways = {"source": [sys.executable, "-m", "reader"]}
    if FROZEN.is_file():
        ways["frozen"] = [str(FROZEN)]
    times: dict[str, dict[str, list[float]]] = {}

    def note(way: str, values: dict[str, float]) -> None:
        for name, value in values.items():
            times.setdefault(way, {}).setdefault(name, []).append(value)

    starts.bare()  # once unmeasured: the files come into the cache, the windows into their places
    for command in ways.values():
        with starts.ours(command):
            pass
    for temperature in ["cold", "warm"] if options.cold else ["warm"]:
        for turn in range(options.repeat if temperature == "warm" else options.cold):
            for way, command in [("bare", []), *ways.items()]:
                if temperature == "cold":
                    forget_files()
                if not command:
                    note(f"bare {temperature}", starts.bare())
                    continue
                with starts.ours(command) as (process, steps):
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
    print(f"{'':14}{'seen: rows':>15}{'cpu':>7}{'article':>15}{'cpu':>7}   log: paint   rows article     all")
    for way, row in found.items():
        bare = found[f"bare {way.split()[1]}"]["rows seen"]
        cells = [f"{way:14}"]
        for step in ("rows", "article"):
            seen = row.get(f"{step} seen")
            cells.append(f"{seen:6.0f} ({seen / bare:4.1f} x){row[f'{step} cpu']:7.0f}" if seen else " " * 22)
        cells += [f"{row[name]:8.0f}" if name in row else " " * 8 for name in STEPS_SHOWN]
        if "library" in row:
            cells.append(f" ({row['library'] / bare:4.1f} x)")
        cells += [f"  {name} {row[name]:.0f} MB" for name in ("rss", "pss") if name in row]
        print("".join(cells))
    print(
        f"goals: rows <= {ROWS_GOAL} x the bare window, article <= {ARTICLE_GOAL} x, all <= {ALL_GOAL} x, "
        f"pss at rest <= {PSS_GOAL} MB"
    )
    if size:
        print(
            f"package {size['package']:.1f} MB (< {PACKAGE_GOAL}), "
            f"installed {size['installed']:.0f} MB (< {INSTALLED_GOAL})"
        )


def reached(best: dict[str, float], bare: float) -> bool:
    """Whether a way of starting is as quick and as light as it is to be; `bare` in ms."""
    goals = {"rows seen": ROWS_GOAL, "article seen": ARTICLE_GOAL, "library": ALL_GOAL}
    return all(best[name] <= goal * bare for name, goal in goals.items()) and best["pss"] <= PSS_GOAL


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
        drawn = Path(folder) / "screen"
        drawn.mkdir()
        screen = Screen(home, "-fbdir", str(drawn))
        try:
            found = measure(Starts(screen, Picture(drawn), library), options)
        finally:
            screen.close()
    size = sizes()
    if options.json:
        print(json.dumps({"starts": found, "sizes": size, "load": os.getloadavg()}, indent=1))
    else:
        show(found, size)
    best = found.get("frozen warm", found["source warm"])
    small = not size or (size["package"] < PACKAGE_GOAL and size["installed"] < INSTALLED_GOAL)
    return 0 if reached(best, found["bare warm"]["rows seen"]) and small else 1


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
        given["start_view"] = "all"  # the article stays in it when it has been read
        for key, value in given.items():
            session.settings.set(key, value)
    server.close()


if __name__ == "__main__":
    sys.exit(main())
