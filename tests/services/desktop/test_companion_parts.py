"""The companion: the name of a message is short, and each browser has its place on each system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.services.desktop import companion
from reader.services.desktop.companion_host import CompanionHost
from reader.settings.paths import LibraryPaths


@pytest.mark.parametrize(
    ("name", "told"), [("m1", "m1"), ("x" * 64, "x" * 64), ("x" * 65, ""), (7, ""), (["m1"], ""), (None, "")]
)
def test_an_answer_names_the_message_when_its_name_is_one(paths: LibraryPaths, name: Any, told: str) -> None:
    host = CompanionHost(paths)
    assert host.answer({"do": "hello", "id": name})["id"] == told
    assert host.answer({"do": "nothing", "id": name})["id"] == told
    host.close()


@pytest.mark.parametrize("message", [None, [], "hello", {}, {"do": []}])
def test_what_is_no_message_is_refused(paths: LibraryPaths, message: Any) -> None:
    answer = CompanionHost(paths).answer(message)
    assert answer is not None and answer["id"] == "" and not answer.get("ok")


def test_browsers_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
    found = {browser.name: browser for browser in companion._of_windows(tmp_path)}
    assert found["Firefox"].profile == tmp_path / "roaming" / "Mozilla" / "Firefox"
    assert found["Chrome"].profile == tmp_path / "local" / "Google" / "Chrome"
    assert {b.registry for b in found.values()} == {
        "Software\\Mozilla",
        "Software\\Google\\Chrome",
        "Software\\Chromium",
        "Software\\Microsoft\\Edge",
    }
    own = tmp_path / "local" / "liseuse" / "companion"
    assert all(own in browser.hosts.parents for browser in found.values())
