"""The browser companion's other end: real processes, the protocol, the manifests, what is refused."""

from __future__ import annotations

import json
import os
import re
import shlex
import struct
import subprocess
import sys
import threading
import zipfile
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from reader.services.desktop.companion import CHROMIUM_ID, FIREFOX_ID, HOST
from reader.settings.paths import resource
from tests.conftest import SITE
from tests.support.limits import LIMIT

ORIGIN = f"chrome-extension://{CHROMIUM_ID}/"
ARTICLE = SITE / "marrakech-interpol-exhorte-les-etats-a-agir-contre-la-cybercriminalite" / "index.html"
LENGTH = struct.Struct("=I")


class Browser:
    """Starts the host as a browser does and talks to it."""

    def __init__(self, command: list[str], *caller: str, **environment: str) -> None:
        self._process = subprocess.Popen(
            [*command, *caller],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
        self._late = threading.Timer(LIMIT, self._process.kill)
        self._late.start()

    def say(self, message: Any) -> None:
        data = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
        self.write(LENGTH.pack(len(data)) + data)

    def write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def hear(self) -> Any:
        assert self._process.stdout is not None
        head = self._process.stdout.read(4)
        return json.loads(self._process.stdout.read(LENGTH.unpack(head)[0])) if head else None

    def end(self) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        rest = self._process.stdout.read()
        self._process.stdout.close()
        code = self._process.wait(LIMIT)
        self._late.cancel()
        assert rest == b"", "nothing but answers is ever written"
        return code


def host(library: Path) -> list[str]:
    return [sys.executable, "-m", "reader", "--library", str(library), "native-messaging"]


@pytest.fixture
def browser(tmp_path: Path):
    made = Browser(host(tmp_path / "library"), ORIGIN, XDG_RUNTIME_DIR=str(tmp_path))
    yield made
    made.end()


def parts_of(html: str, url: str, size: int, name: str = "p1") -> list[dict[str, Any]]:
    count = -(-len(html) // size)
    return [
        {
            "do": "page",
            "id": name,
            "url": url,
            "part": n,
            "parts": count,
            "html": html[n * size : (n + 1) * size],
        }
        for n in range(count)
    ]


def test_a_page_in_parts_is_saved_as_it_was_seen(browser: Browser, tmp_path: Path, article_url: str) -> None:
    more = "Ce paragraphe n’est montré qu’aux abonnés qui ont ouvert une session."
    end = "services de police.</p>"
    seen = ARTICLE.read_text("utf-8").replace(end, f"{end}<p>{more}</p>")
    seen += "<!--" + "é" * 1_500_000 + "-->"  # well over the megabyte of one message
    browser.say({"do": "hello", "id": "h"})
    assert browser.hear()["ok"] is True
    for message in parts_of(seen, article_url, 300_000):
        browser.say(message)
    answer = browser.hear()
    assert (answer["id"], answer["ok"], answer["status"]) == ("p1", True, "saved")
    assert answer["title"].startswith("Marrakech")
    for message in parts_of(seen, article_url, 1_000_000, "p2"):
        browser.say(message)
    assert browser.hear()["status"] == "duplicate"

    command = [*host(tmp_path / "library")[:-1], "show", str(answer["number"]), "--format", "text"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True).stdout
    assert more in shown


def test_a_link_that_fails_is_told(tmp_path: Path) -> None:
    nobody = {"http_proxy": "http://127.0.0.1:9", "no_proxy": ""}
    browser = Browser(host(tmp_path / "library"), ORIGIN, XDG_RUNTIME_DIR=str(tmp_path), **nobody)
    browser.say({"do": "link", "id": "l2", "url": "http://journal.example/nothing"})
    answer = browser.hear()
    assert (answer["ok"], answer["kind"]) == (False, "refused") and answer["title"] and answer["hint"]
    browser.end()


@pytest.mark.parametrize(
    "message",
    [
        [],
        "x",
        {},
        {"do": "quit"},
        {"do": "page", "id": "a", "url": "https://a.ma/", "html": 3},
        {"do": "page", "id": "", "url": "https://a.ma/", "html": "x"},
        {"do": "page", "id": "a", "url": "file:///etc/passwd", "html": "x"},
        {"do": "page", "id": "a", "url": "https://a.ma/", "html": "x", "part": 1, "parts": 1},
        {"do": "page", "id": "a", "url": "https://a.ma/", "html": "x", "part": 0, "parts": 10_000},
        {"do": "link", "id": "a", "url": "javascript:alert(1)"},
        {"do": "link", "id": "a"},
    ],
)
def test_what_is_no_message_is_refused_and_the_next_one_heard(tmp_path: Path, message: Any) -> None:
    from reader.services.desktop.companion_host import CompanionHost
    from reader.settings.paths import LibraryPaths

    made = CompanionHost(LibraryPaths(tmp_path / "library"))
    answer = made.answer(message)
    assert answer is not None and answer["ok"] is False and answer["title"]
    assert made.answer({"do": "hello", "id": "h"}) is not None
    assert not (tmp_path / "library").exists(), "nothing was opened for it"


def test_a_page_without_end_is_given_up(tmp_path: Path) -> None:
    from reader.services.desktop.companion_host import CompanionHost
    from reader.settings.paths import LibraryPaths

    made = CompanionHost(LibraryPaths(tmp_path / "library"))
    page = {"do": "page", "id": "a", "url": "https://a.ma/", "parts": 200, "html": "x" * 3_000_000}
    answers = [made.answer({**page, "part": number}) for number in range(7)]
    assert answers[:6] == [None] * 6
    assert answers[6] is not None and answers[6]["kind"] == "too-large"
    for number in range(4):
        assert made.answer({**page, "id": f"p{number}", "part": 0, "html": ""}) is None
    refused = made.answer({**page, "id": "p9", "part": 0, "html": ""})
    assert refused is not None and refused["ok"] is False


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff" + b"x" * 100, LENGTH.pack(5) + b"no js", b"\1\0"])
def test_a_stream_that_makes_no_sense_ends_the_host(tmp_path: Path, data: bytes) -> None:
    made = Browser(host(tmp_path / "library"), ORIGIN)
    made.write(data)
    assert made.end() == 0


@pytest.mark.parametrize(
    ("caller", "code"),
    [
        ((), 1),
        (("chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/",), 1),
        (("/path/manifest.json", "other@example.org"), 1),
        (("/path/manifest.json", FIREFOX_ID), 0),
    ],
)
def test_only_our_extension_is_heard(tmp_path: Path, caller: tuple[str, ...], code: int) -> None:
    made = Browser(host(tmp_path / "library"), *caller)
    if code:
        assert made.hear()["ok"] is False
    else:
        made.say({"do": "hello", "id": "h"})
        assert made.hear()["ok"] is True
    assert made.end() == code


def liseuse(home: Path, *arguments: str) -> Any:
    command = [sys.executable, "-m", "reader", "--json", "--library", str(home / "my library"), *arguments]
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("XDG_CONFIG_HOME", None)
    done = subprocess.run(command, capture_output=True, env=environment, timeout=LIMIT, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of Linux")
def test_browsers_in_use_are_connected_and_disconnected(tmp_path: Path) -> None:
    (tmp_path / ".mozilla").mkdir()
    (tmp_path / ".config" / "chromium").mkdir(parents=True)
    assert liseuse(tmp_path, "companion", "status")["browsers"] == []
    assert liseuse(tmp_path, "companion", "install")["browsers"] == ["Firefox", "Chromium"]
    assert liseuse(tmp_path, "companion", "status")["browsers"] == ["Firefox", "Chromium"]

    chromium = tmp_path / ".config/chromium/NativeMessagingHosts" / f"{HOST}.json"
    firefox = tmp_path / ".mozilla/native-messaging-hosts" / f"{HOST}.json"
    one, other = (json.loads(file.read_text()) for file in (chromium, firefox))
    assert one["allowed_origins"] == [ORIGIN] and "allowed_extensions" not in one
    assert other["allowed_extensions"] == [FIREFOX_ID] and one["path"] == other["path"]
    assert shlex.split(Path(one["path"]).read_text().splitlines()[1])[-2:] == ["native-messaging", "$@"]

    made = Browser([one["path"]], ORIGIN)  # the script itself, through a path with a space
    made.say({"do": "hello", "id": "h"})
    assert made.hear()["ok"] is True and made.end() == 0

    assert liseuse(tmp_path, "companion", "remove")["browsers"] == ["Firefox", "Chromium"]
    assert not chromium.parent.exists() and not firefox.parent.exists()
    assert not (tmp_path / "my library" / "companion").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of Linux")
@pytest.mark.parametrize("profile", [".config/mozilla/firefox", "snap/firefox/common/.mozilla"])
def test_a_firefox_with_its_profile_elsewhere_is_connected(tmp_path: Path, profile: str) -> None:
    (tmp_path / profile).mkdir(parents=True)
    assert liseuse(tmp_path, "companion", "install")["browsers"] == ["Firefox"]
    assert (tmp_path / ".mozilla/native-messaging-hosts" / f"{HOST}.json").is_file()
    assert liseuse(tmp_path, "companion", "remove")["browsers"] == ["Firefox"]
    assert not (tmp_path / ".mozilla").exists() and (tmp_path / profile).is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="Flatpak and Snap are of Linux")
def test_browsers_that_run_closed_off_are_named(tmp_path: Path) -> None:
    assert liseuse(tmp_path, "companion", "status")["closed"] == []
    for folder in (".var/app/org.mozilla.firefox", "snap/chromium"):
        (tmp_path / folder).mkdir(parents=True)
    assert liseuse(tmp_path, "companion", "install") == {
        "browsers": [],
        "folder": str(tmp_path / "my library" / "companion"),
        "closed": ["Firefox (Flatpak)", "Chromium (Snap)"],
    }
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "l"), "companion", "install"]
    environment = {**os.environ, "HOME": str(tmp_path), "LANG": "fr_FR.UTF-8"}
    told = subprocess.run(command, capture_output=True, env=environment, timeout=LIMIT, check=True)
    assert told.stdout == b"" and "marque-page" in told.stderr.decode()


def test_the_extension_is_whole(tmp_path: Path) -> None:
    (tmp_path / ".mozilla").mkdir()
    folder = Path(liseuse(tmp_path, "companion", "install")["folder"])
    manifest = json.loads((folder / "chromium" / "manifest.json").read_text())
    digest = sha256(b64decode(manifest["key"])).hexdigest()[:32]
    assert "".join(chr(ord("a") + int(digit, 16)) for digit in digest) == CHROMIUM_ID
    assert "host_permissions" not in manifest, "it sees a page only when the reader asks"
    with zipfile.ZipFile(folder / "liseuse-firefox.xpi") as archive:
        names = set(archive.namelist())
        firefox = json.loads(archive.read("manifest.json"))
    assert firefox["browser_specific_settings"]["gecko"]["id"] == FIREFOX_ID
    for icon in (*manifest["icons"].values(), *manifest["action"]["default_icon"].values()):
        assert icon in names and (folder / "chromium" / icon).is_file()
    script = resource("companion") / "background.js"
    asked = set(re.findall(r'text\("(\w+)"', script.read_text("utf-8")))
    for code in ("en", "fr", "ar"):
        said = json.loads((folder / "chromium" / "_locales" / code / "messages.json").read_text("utf-8"))
        assert asked <= set(said) and {"name", "description"} <= set(said)
        assert all(
            place["content"] == "$1" for m in said.values() for place in m.get("placeholders", {}).values()
        )


def test_the_bookmarklet_makes_a_link_that_is_understood(tmp_path: Path) -> None:
    from urllib.parse import quote

    from reader.services.desktop.open_request import read_app_link

    text = liseuse(tmp_path, "companion", "bookmarklet")["bookmarklet"]
    assert text.startswith("javascript:location.href='liseuse:save?url='")
    page = "https://lebrief.ma/a?b=1&c=é#d"
    assert read_app_link("liseuse:save?url=" + quote(page, safe="!'()*")).links == (
        "https://lebrief.ma/a?b=1&c=%C3%A9#d",
    )
