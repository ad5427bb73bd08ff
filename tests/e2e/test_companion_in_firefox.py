"""The companion in a real Firefox: its button hands over a page that only a signed-in reader sees."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reader.services.desktop.companion import FIREFOX_ID
from tests.e2e.members_site import SECRET, TITLE, connected, members, saved_text
from tests.support.limits import LIMIT, wait_for

__all__ = ["members"]

pytestmark = pytest.mark.e2e

PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "extensions.getAddons.cache.enabled": False,
}
BUTTON = """
const done = arguments[arguments.length - 1];
const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
const extension = ExtensionParent.GlobalManager.getExtension(arguments[0]);
const action = ExtensionParent.apiManager.global.browserActionFor(extension);
const window = Services.wm.getMostRecentWindow("navigator:browser");
"""
"""Finds the toolbar button of the extension, as the window's own code does."""
TOOLTIP = "done(action.action.getProperty(window.gBrowser.selectedTab, 'title'));"
"""What the button says of the page: saved, or what went wrong."""


class Firefox:
    """A headless Firefox, driven over Marionette, its own remote protocol."""

    def __init__(self, program: str, home: Path) -> None:
        profile = home / "profile"
        profile.mkdir()
        lines = {**PREFERENCES, "marionette.port": 0}  # it chooses one and writes down which
        (profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in lines.items())
        )
        command = [program, "--headless", "--no-remote", "--marionette", "-remote-allow-system-access"]
        self._process = subprocess.Popen(
            [*command, "--profile", str(profile), "about:blank"],
            env={**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._socket = self._connected(profile / "MarionetteActivePort")
        self._data = b""
        self._number = 0
        self._frame()  # its greeting
        self.call("WebDriver:NewSession")

    def call(self, command: str, **given: Any) -> Any:
        """One command and its answer."""
        self._number += 1
        data = json.dumps([0, self._number, command, given]).encode()
        self._socket.sendall(b"%d:%s" % (len(data), data))
        _, number, error, answer = self._frame()
        assert number == self._number and error is None, error
        return answer

    def chrome(self, code: str, *given: Any) -> Any:
        """What some code of the window comes to; it calls `done`."""
        self.call("Marionette:SetContext", value="chrome")
        answer = self.call("WebDriver:ExecuteAsyncScript", script=BUTTON + code, args=[FIREFOX_ID, *given])
        self.call("Marionette:SetContext", value="content")
        return answer["value"]

    def close(self) -> None:
        self._socket.close()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _connected(self, chosen: Path) -> socket.socket:
        def asked() -> socket.socket | None:
            try:
                return socket.create_connection(("127.0.0.1", int(chosen.read_text())), timeout=LIMIT)
            except (FileNotFoundError, ValueError, ConnectionRefusedError):
                assert self._process.poll() is None, "Firefox has ended"
                return None

        return wait_for(asked, "Firefox answers")

    def _frame(self) -> Any:
        while b":" not in self._data or len(self._data) < self._end():
            part = self._socket.recv(1 << 16)
            assert part, "Firefox has ended"
            self._data += part
        start, end = self._data.index(b":") + 1, self._end()
        frame, self._data = self._data[start:end], self._data[end:]
        return json.loads(frame)

    def _end(self) -> int:
        length, _, _ = self._data.partition(b":")
        return len(length) + 1 + int(length)


def test_the_button_hands_over_the_page_as_it_is_seen(tmp_path: Path, members: str) -> None:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no firefox here: apt-get install firefox-esr")
    (tmp_path / ".config" / "mozilla").mkdir(parents=True)
    extension = connected(tmp_path, "Firefox") / "liseuse-firefox.xpi"
    firefox = Firefox(program, tmp_path)
    try:
        added = firefox.call("Addon:Install", path=str(extension), temporary=True)
        assert added["value"] == FIREFOX_ID
        for _ in range(2):  # the first visit gets the cookie
            firefox.call("WebDriver:Navigate", url=members)
        firefox.chrome("action.triggerAction(window); done(true);")
        wait_for(lambda: TITLE in firefox.chrome(TOOLTIP))
    finally:
        firefox.close()
    shown = saved_text(tmp_path)
    assert TITLE in shown and SECRET in shown
