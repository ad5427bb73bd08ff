"""The companion in a real Chromium: a page that only a signed-in reader sees ends in the library."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.services.desktop.companion import CHROMIUM_ID
from tests.e2e.members_site import SECRET, TITLE, connected, members, saved_text
from tests.support.limits import LIMIT, wait_for

__all__ = ["members"]

pytestmark = pytest.mark.e2e


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
        found = wait_for(
            lambda: [one for one in self.call("Target.getTargets")["targetInfos"] if wanted(one)],
            "the target is there",
        )
        attached = self.call("Target.attachToTarget", targetId=found[0]["targetId"], flatten=True)
        return str(attached["sessionId"])

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
        while b"\0" not in self._data:
            ready, _, _ = select.select([self._read], [], [], LIMIT)
            assert ready, "Chromium does not answer"
            part = os.read(self._read, 1 << 20)
            assert part, "Chromium has ended"
            self._data += part
        head, _, self._data = self._data.partition(b"\0")
        return dict(json.loads(head))


LOADED = "!window.before && document.readyState === 'complete'"
"""Whether another page than the one that was marked `before` is whole."""

STARTED = "typeof chrome === 'object' && !!chrome.tabs && typeof savePage === 'function'"
"""Whether a service worker, which is there before its script is, has run it."""


def allowed(extension: Path) -> Path:
    """Let the extension see the site without the click that no headless Chromium has."""
    manifest = json.loads((extension / "manifest.json").read_text())
    manifest["host_permissions"] = ["http://127.0.0.1/*"]
    (extension / "manifest.json").write_text(json.dumps(manifest))
    return extension


def test_the_page_as_seen_is_handed_over_and_saved(tmp_path: Path, members: str) -> None:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    (tmp_path / ".config" / "chromium").mkdir(parents=True)
    extension = allowed(connected(tmp_path, "Chromium") / "chromium")
    chromium = Chromium(program, tmp_path)
    try:
        loaded = chromium.call("Extensions.loadUnpacked", path=str(extension))
        assert loaded["id"] == CHROMIUM_ID
        page = chromium.target(lambda found: found["type"] == "page")
        for _ in range(2):  # the first visit gets the cookie
            chromium.value(page, "window.before = true")
            chromium.call("Page.navigate", page, url=members)
            wait_for(lambda: chromium.value(page, LOADED), "the page is loaded")
        worker = chromium.target(
            lambda found: found["type"] == "service_worker" and CHROMIUM_ID in found["url"]
        )
        wait_for(lambda: chromium.value(worker, STARTED), "the companion has started")
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
    shown = saved_text(tmp_path)
    assert TITLE in shown and SECRET in shown
