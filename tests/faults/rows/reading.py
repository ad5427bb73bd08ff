"""Hostile pages are saved, then read, searched, printed and exported in the real window under strace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import HERE
from tests.faults.tools.net_watch import watch
from tests.saving.conftest import hostile_module
from tests.support.limits import PATIENCE

STALL, LONGEST = 100, 1_000  # ms of one event of the GUI thread: every page, and the slow cases
PROSE = "Le port a accueilli quarante navires en une seule journée, un record au village. " * 6
ARTICLES = (
    "trackers",
    "local",
    "links",
    "xss",
    "bidi",
    "control-refs",
    "images",
    "lazy-images",
    "canonical",
    "base/file",
    "base/other",
    "csv/0",
    "csv/9",
    "title/html",
    "title/slash",
    "title/newline",
    "title/script",
    "title/reserved",
    "deep-middle/300",
)

SLOW: dict[str, Callable[[], str]] = {
    "nested div 10000": lambda: "<div>" * 10_000 + "x" + "</div>" * 10_000,
    "nested div 100000": lambda: "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "nested blockquote 5000": lambda: "<blockquote>" * 5_000 + "x",
    "nested list 10000": lambda: "<ul><li>" * 10_000 + "x",
    "nested table 10": lambda: "<table><tr><td>" * 10 + "x",
    "nested table 18": lambda: "<table><tr><td>" * 18 + "x",
    "nested table 50": lambda: "<table><tr><td>" * 50 + "x",
    "nested b 10000": lambda: "<b>" * 10_000 + "x",
    "table 5000x10": lambda: "<table>" + ("<tr>" + "<td>cell</td>" * 10 + "</tr>") * 5_000 + "</table>",
    "table 20000x10": lambda: "<table>" + ("<tr>" + "<td>cell</td>" * 10 + "</tr>") * 20_000 + "</table>",
    "one line 1 MB": lambda: "<p>" + "abcdefghi " * 100_000 + "</p>",
    "one line 10 MB": lambda: "<p>" + "abcdefghi " * 1_000_000 + "</p>",
    "one word 100 kB": lambda: "<p>" + "a" * 100_000 + "</p>",
    "one word 1 MB": lambda: "<p>" + "a" * 1_000_000 + "</p>",
    "paragraphs 10000": lambda: (
        "<p>" + "</p><p>".join(["lorem ipsum dolor sit amet " * 20] * 10_000) + "</p>"
    ),
    "pictures 2000": lambda: '<img src="a.png">' * 2_000,
    "spans": lambda: (
        '<table><tr><td colspan="2147483647" rowspan="2147483647">x</td></tr></table>'
        '<img src=a width=2147483647 height=2147483647><p style="font-size:2147483647px">y</p>'
    ),
    "combining 100000": lambda: "<p>e" + "\u0301" * 100_000 + "</p>",
}


def run(share: float, seed: int) -> Outcome:
    """First what the views do without any cleaning, then the whole way."""
    outcome = _views()
    with tempfile.TemporaryDirectory() as folder:
        root, canary = Path(folder) / "library", Path(folder) / "canary.txt"
        canary.write_text("SECRET-canary")
        outcome.join(_saved(root, canary, share, seed))
        outcome.join(_read(root, canary))
    return outcome


def _views() -> Outcome:
    command = [sys.executable, "-m", "tests.faults.tools.view_probe"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=HERE.parents[1], check=True, timeout=300 * PATIENCE
    )
    found = json.loads(done.stdout.splitlines()[-1])
    blind = subprocess.run(
        [*command, "--plain"], capture_output=True, text=True, cwd=HERE.parents[1], check=True
    )
    seen = json.loads(blind.stdout.splitlines()[-1])["shown"]
    outcome = Outcome({"local files tried": found["cases"], "shown": len(found["shown"])})
    outcome.complaints += [f"a local file is shown: {case}" for case in found["shown"]]
    outcome.check(len(seen) > 10, "the probe sees nothing in Qt's own browser either")
    return outcome


def _saved(root: Path, canary: Path, share: float, seed: int) -> Outcome:
    """Fill the library; a page may be refused."""
    outcome = Outcome({"articles": 0})
    with (
        hostile_module().HostileServer(lifetime=36_000) as server,
        LibrarySession.open(LibraryPaths(root)) as session,
    ):
        for url, html in _pages(server, canary, share, seed):
            try:
                save_page(session, html, Progress(), url) if html else save_article(session, url, Progress())
                outcome.add("articles")
            except ReaderError:
                outcome.add("refused")
    return outcome


def _pages(server: object, canary: Path, share: float, seed: int) -> Iterator[tuple[str, str]]:
    step = max(1, 4 // share_of(4, share))
    for name in ARTICLES[seed % step :: step]:
        path = f"/article/{name}" + (f"?path={quote(str(canary))}" if name == "local" else "")
        yield server.url(path), ""  # type: ignore[attr-defined]
    for name, make in list(SLOW.items())[seed % step :: step]:
        head = f"<title>{name}</title><article><h1>{name}</h1><p>{PROSE}</p><p>{PROSE}</p>"
        yield f"https://slow.example/{quote(name)}", f"{head}{make()}<p>{PROSE}</p></article>"


def _read(root: Path, canary: Path) -> Outcome:
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.faults.silent", str(root)]
    timed = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=HERE.parents[1],
        timeout=3_000 * PATIENCE,
        check=False,
        env={**os.environ, **environment},
    )
    outcome = Outcome(complaints=[] if timed.returncode == 0 else [f"the window died: {timed.stderr[-800:]}"])
    rows = [json.loads(line) for line in timed.stdout.splitlines() if line.startswith("{")]
    outcome.counts["read"] = len(rows)
    for row in rows:
        outcome.check("error" not in row, f"{row}")
        most = LONGEST if row.get("title") in SLOW else STALL
        outcome.check(row.get("work", 0) <= most, f"the window stood still: {row}")
    outcome.counts["longest stall"] = f"{max((row.get('work', 0) for row in rows), default=0)} ms"
    outcome.counts["over 100 ms"] = sum(row.get("work", 0) > STALL for row in rows)
    outcome.check(timed.stdout.endswith("END\n"), "the reading did not come to its end")
    outcome.join(_texts(root))
    seen = watch(command, [canary], 3_000, HERE.parents[1], environment)
    outcome.check(seen.code == 0, f"under strace: {seen.output[-500:]}")
    outcome.counts |= {"requests": len(seen.network), "programs": len(seen.programs)}
    outcome.check(not seen.network, f"asked: {seen.network}")
    outcome.check(not seen.canaries, f"read: {seen.canaries}")
    outcome.check(not seen.programs, f"started: {seen.programs[:5]}")
    return outcome


def _texts(root: Path) -> Outcome:
    """What was exported names nothing on this computer, runs nothing and loads nothing from elsewhere."""
    outcome = Outcome({"exported files": 0})
    for file in (root / "exports").rglob("*"):
        if not file.is_file():
            continue
        outcome.add("exported files")
        data = file.read_bytes()
        outcome.check(b"SECRET-" not in data, f"{file.name} has the canary")
        if file.suffix == ".html":
            outcome.complaints += [f"{file.name}: {bad}" for bad in remote(data.decode("utf-8"))]
    return outcome


def remote(html: str) -> list[str]:
    """What an exported page would run or load."""
    import lxml.html

    found = []
    for element in lxml.html.document_fromstring(html).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "iframe", "object", "embed", "link", "base", "form", "svg", "math"):
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            loads = name in ("src", "srcset", "poster", "background", "data", "action", "ping")
            if loads and not value.startswith("data:image/") and not value.startswith("#"):
                found.append(f"{element.tag} {name}={value[:60]}")
            scheme = value.strip().lower().split(":")[0]
            if name.startswith("on") or (
                name == "href" and scheme in ("javascript", "data", "file", "vbscript")
            ):
                found.append(f"{element.tag} {name}={value[:60]}")
    return found
