"""The companion in a real Chromium: a page that only a signed-in reader sees ends in the library."""

from __future__ import annotations

import http.server
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.services.companion import CHROMIUM_ID

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

TITLE = "Ce que seuls les abonnés lisent"
SECRET = "Ce passage n’est montré qu’aux lecteurs qui ont ouvert une session sur ce site."
PROSE = (
    "La bibliothèque municipale a rouvert ses portes lundi après deux années de travaux, et les habitants "
    "du quartier sont venus nombreux découvrir les nouvelles salles de lecture et le jardin intérieur. "
)


class Members(http.server.BaseHTTPRequestHandler):
    """A site that shows its article to whoever has the cookie, and adds a passage by script."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_error(404)
            return
        member = "session=open" in self.headers.get("Cookie", "")
        text = "".join(f"<p>{PROSE * 2}</p>" for _ in range(4)) if member else "<p>Abonnez-vous.</p>"
        script = f"<script>document.getElementById('x').textContent = {json.dumps(SECRET)}</script>"
        body = f"<html lang=fr><head><meta charset=utf-8><title>{TITLE}</title></head><body><article>"
        body += f"<h1>{TITLE}</h1>{text}<p id=x></p></article>{script if member else ''}</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "session=open")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def members() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Members)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/article"
    server.shutdown()
    thread.join()
    server.server_close()


class Chromium:
    """A headless Chromium, driven over its debugging pipe."""

    def __init__(self, program: str, home: Path) -> None:
        hears, self._write = os.pipe()
        self._read, speaks = os.pipe()
        pipes = f'exec 3<&{hears} 4>&{speaks}; exec "$@"'
        command = [
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--enable-unsafe-extension-debugging",
            "--remote-debugging-pipe",
            f"--user-data-dir={home / '.config' / 'chromium'}",
            "about:blank",
        ]
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", pipes, "chromium", *command],
            pass_fds=[hears, speaks],
            env={**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(hears)
        os.close(speaks)
        self._number = 0
        self._data = b""

    def call(self, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        """One command and its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": given}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def target(self, wanted: Callable[[dict[str, Any]], bool]) -> str:
        """Attach to the first target that is wanted, once it is there."""
        for _ in range(100):
            for found in self.call("Target.getTargets")["targetInfos"]:
                if wanted(found):
                    attached = self.call("Target.attachToTarget", targetId=found["targetId"], flatten=True)
                    return str(attached["sessionId"])
            time.sleep(0.1)
        raise AssertionError("no such target")

    def value(self, session: str, code: str) -> Any:
        """What some code in a target comes to."""
        done = self.call("Runtime.evaluate", session, expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def _next(self) -> dict[str, Any]:
        deadline = time.monotonic() + 60
        while b"\0" not in self._data:
            ready, _, _ = select.select([self._read], [], [], deadline - time.monotonic())
            assert ready, "Chromium does not answer"
            part = os.read(self._read, 1 << 20)
            assert part, "Chromium has ended"
            self._data += part
        head, _, self._data = self._data.partition(b"\0")
        return dict(json.loads(head))


def connected(home: Path) -> Path:
    """Connect Chromium with a library, as the menu does; returns the extension, allowed to see the site
    without the click that no headless browser has."""
    (home / ".config" / "chromium").mkdir(parents=True)
    command = [
        sys.executable,
        "-m",
        "reader",
        "--json",
        "--library",
        str(home / "library"),
        "companion",
        "install",
    ]
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("XDG_CONFIG_HOME", None)
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    installed = json.loads(done.stdout)
    assert installed["browsers"] == ["Chromium"]
    extension = Path(installed["folder"]) / "chromium"
    manifest = json.loads((extension / "manifest.json").read_text())
    manifest["host_permissions"] = ["http://127.0.0.1/*"]
    (extension / "manifest.json").write_text(json.dumps(manifest))
    return extension


def test_the_page_as_seen_is_handed_over_and_saved(tmp_path: Path, members: str) -> None:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    extension = connected(tmp_path)
    chromium = Chromium(program, tmp_path)
    try:
        loaded = chromium.call("Extensions.loadUnpacked", path=str(extension))
        assert loaded["id"] == CHROMIUM_ID
        page = chromium.target(lambda found: found["type"] == "page")
        for _ in range(2):  # the first visit gets the cookie
            chromium.call("Page.navigate", page, url=members)
            time.sleep(0.5)
        worker = chromium.target(
            lambda found: found["type"] == "service_worker" and CHROMIUM_ID in found["url"]
        )
        code = "chrome.tabs.query({active: true}).then(([tab]) => savePage(tab))"
        answer = chromium.value(worker, code)
        assert (answer["ok"], answer.get("status")) == (True, "saved"), answer
        badge = chromium.value(
            worker,
            "chrome.tabs.query({active: true}).then(([tab]) => chrome.action.getTitle({tabId: tab.id}))",
        )
        assert TITLE in badge
    finally:
        chromium.close()
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), "show", "1"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert TITLE in shown and SECRET in shown
