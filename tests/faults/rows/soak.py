"""A day and more of a reader's life in one process (`long_use`): nothing may grow but the library.

Memory is that of the window's process; the engine and extraction have their own and give it back.
"""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths, resource
from tests.faults.long_use import Counts
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import HERE

WHOLE = Counts(opens=20_000, translations=2_000, saves=500, changes=200, windows=200, days=30)
MOST_MB = 50
WARM = 0.2
"""Share of the opens after which it is looked for growth: until then caches fill."""
WORDS = "Le port de Tanger a accueilli quarante navires. Le maire parle du village et de l’eau. "


def run(share: float, seed: int) -> Outcome:
    """Use the window for long, or for a `share` of it."""
    del seed
    wanted = Counts(**{name: share_of(number, share) for name, number in asdict(WHOLE).items()})
    with tempfile.TemporaryDirectory() as folder, _site() as site:
        root = Path(folder) / "library"
        _fill(root)
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.long_use", str(root), site, json.dumps(asdict(wanted))],
            capture_output=True,
            text=True,
            check=False,
            cwd=HERE.parents[1],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        copies = len(list((root / "backups").glob("daily-*")))
    looks = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    outcome = Outcome({name: looks[-1][name] for name in asdict(wanted)} if looks else {})
    outcome.counts["daily copies kept"] = copies
    outcome.check(done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-900:]}")
    _judge(outcome, [look for look in looks if look["opens"] >= wanted.opens * WARM])
    return outcome


def _judge(outcome: Outcome, warm: list[dict[str, float]]) -> None:
    if len(warm) < 2:
        outcome.complaints.append(f"too few looks: {warm}")
        return
    half = len(warm) // 2
    memory = [look["mb"] for look in warm]
    grown = max(memory[half:]) - memory[0]
    outcome.counts["MB grown"] = f"{grown:.0f}"
    outcome.check(grown <= MOST_MB, f"{grown:.0f} MB more: {memory}")
    for name in ("descriptors", "threads", "widgets"):
        levels = [look[name] for look in warm]
        more = min(levels[half:]) - max(levels[:half])  # a level: what is there at one look only is no growth
        outcome.counts[f"{name} grown"] = max(0, round(more))
        outcome.check(more <= 0, f"{name}: {levels}")


@contextmanager
def _site() -> Iterator[str]:
    """A site of 127.0.0.1 with an article under every name; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Articles)
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


class _Articles(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = _page(f"Nouvelle {self.path.strip('/')}", 8).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _page(title: str, paragraphs: int) -> str:
    text = "".join(f"<p>Paragraphe {n} de {title}. {WORDS}</p>" for n in range(paragraphs))
    return f"<title>{title}</title><article><h1>{title}</h1>{text}</article>"


def _fill(root: Path) -> None:
    from reader.translation.packages.packages import install

    install(next(resource("models").glob("*fr_en*.argosmodel")), LibraryPaths(root).models)
    with LibrarySession.open(LibraryPaths(root)) as session:
        for number in range(40):
            save_page(session, _page(f"Essai {number}", 8), Progress(), f"https://x.example/{number}")
