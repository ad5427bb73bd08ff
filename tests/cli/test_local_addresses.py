"""What was not typed reaches no local address from the command line or the companion, unless it is allowed.

Each door is tried on a service of this computer that counts its connections.
"""

from __future__ import annotations

import http.server
import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from reader.cli.main import run
from reader.core.errors import ReaderError
from reader.core.origin import NamedBy, Origin
from reader.services.desktop.companion import CHROMIUM_ID
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_trying import keep_link
from reader.settings.paths import LibraryPaths
from tests.cli.test_companion import Browser, host
from tests.support.limits import LIMIT
from tests.support.local_door import PROSE, SPELLINGS, LocalDoor, page

ORIGIN = f"chrome-extension://{CHROMIUM_ID}/"


@pytest.fixture
def door() -> Iterator[LocalDoor]:
    made = LocalDoor()
    yield made
    made.close()


class Shell:
    """The command line in this process."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *words: str) -> tuple[int, list[dict[str, Any]]]:
        code = run(["--library", str(self.folder), "--json", "--quiet", *words])
        return code, json.loads(self._capture.readouterr().out)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "library", capsys)


# The doors: each makes what a stranger gives and returns the command that opens it.


def by_app_link(url: str, folder: Path) -> list[str]:
    return [f"liseuse:save?url={quote(url, safe='')}"]


def by_shortcut(url: str, folder: Path) -> list[str]:
    (folder / "a.url").write_text(f"[InternetShortcut]\nURL={url}\n")
    return ["save", str(folder / "a.url")]


def by_page_with_og_url(url: str, folder: Path) -> list[str]:
    head = f'<meta property="og:url" content="{url}">'
    (folder / "a.html").write_text(page(head=head, body="<p>Rien.</p>"))
    return ["save", str(folder / "a.html")]


def by_page_that_is_a_shortcut(url: str, folder: Path) -> list[str]:
    (folder / "a.html").write_text(f"[InternetShortcut]\nURL={url}\n")
    return ["save", str(folder / "a.html")]


def by_list_of_links(url: str, folder: Path) -> list[str]:
    (folder / "links.txt").write_text(f"À lire : {url}\n")
    return ["save", "--from-file", str(folder / "links.txt")]


def by_text_file(url: str, folder: Path) -> list[str]:
    (folder / "links.txt").write_text(f"À lire : {url}\n")
    return ["save", str(folder / "links.txt")]


def by_kept_link(url: str, folder: Path) -> list[str]:
    with LibrarySession.open(LibraryPaths(folder / "library")) as session:
        keep_link(session, url, ReaderError("server-error"), (), Origin(NamedBy.COMPANION))
    return ["pending", "--retry"]


DOORS = (
    *(by_app_link, by_shortcut, by_page_with_og_url, by_page_that_is_a_shortcut),
    *(by_list_of_links, by_text_file, by_kept_link),
)


@pytest.mark.parametrize("use", DOORS, ids=lambda use: use.__name__)
def test_nothing_local_is_fetched_unless_it_is_allowed(
    shell: Shell, door: LocalDoor, tmp_path: Path, use: Any
) -> None:
    words = use(door.url("/a", "127.0.0.0x1"), tmp_path)
    code, (row,) = shell(*words)
    assert (code, row["status"], row["error"]["kind"]) == (1, "failed", "local-address")
    assert "--allow-local" in row["error"]["hint"] and door.connections == 0
    allowed = ["save", *words] if words[0].startswith("liseuse:") else words
    if allowed is not words:
        allowed = ["save", "--through-window", *words]
    code, (row,) = shell(*allowed, "--allow-local")
    assert (code, row["status"], row["title"]) == (0, "saved", "Porte a")


@pytest.mark.parametrize("use", [by_app_link, by_shortcut, by_list_of_links], ids=lambda use: use.__name__)
def test_a_link_that_waits_is_tried_later_as_whoever_named_it_may(
    shell: Shell, door: LocalDoor, tmp_path: Path, use: Any
) -> None:
    shell("private", "on")
    _, (row,) = shell(*use(door.url("/a"), tmp_path))
    assert row["status"] == "queued"
    shell("private", "off")
    code, (row,) = shell("pending", "--retry")
    assert (code, row["error"]["kind"], door.connections) == (1, "local-address", 0)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_passes(shell: Shell, door: LocalDoor, tmp_path: Path, spelling: str) -> None:
    code, (row,) = shell(*by_app_link(door.url("/a", spelling), tmp_path))
    assert (code, row["error"]["kind"], door.connections) == (1, "local-address", 0)


def test_addresses_that_nothing_may_ask_are_refused_at_once(shell: Shell, tmp_path: Path) -> None:
    for url in ("http://169.254.169.254/latest/", "http://0/", "http://[fe80::1]/"):
        code, (row,) = shell(*by_app_link(url, tmp_path), "--allow-local")
        assert (code, row["error"]["kind"]) == (1, "forbidden-address"), url


def test_what_is_typed_needs_no_leave(shell: Shell, door: LocalDoor) -> None:
    code, rows = shell("save", door.url("/a"), door.url("/b", "0x7f.1"))
    assert code == 0 and [row["status"] for row in rows] == ["saved", "saved"]
    with LibrarySession.open(LibraryPaths(shell.folder)) as session:
        assert session.articles.requested_url(2) == door.url("/b"), "one spelling in the library"


def test_a_page_out_of_a_file_has_no_local_picture_or_further_page_fetched(
    shell: Shell, door: LocalDoor, tmp_path: Path
) -> None:
    own = "http://journal.example/une"
    head = f'<link rel="canonical" href="{own}"><link rel="next" href="{door.url("/deux")}">'
    body = (
        f'<article><h1>Une rentrée</h1>{PROSE}<img src="{door.url("/a.png")}" width=600 height=400></article>'
    )
    (tmp_path / "a.html").write_text(page(head=head, body=body))
    code, (row,) = shell("save", str(tmp_path / "a.html"), "--allow-local")
    assert (code, row["status"], door.connections) == (0, "saved", 0)
    code, (again,) = shell("pictures", str(row["id"]))
    assert (code, again["saved"], door.connections) == (1, 0, 0)
    code, (again,) = shell("pictures", str(row["id"]), "--allow-local")
    assert (code, again["saved"], again["failed"]) == (0, 1, 0), "the reader answers for it"


def test_a_page_is_fetched_again_only_from_where_it_came(shell: Shell, door: LocalDoor) -> None:
    shell("save", door.url("/a"))
    assert shell("refetch", "1")[1][0]["status"] == "unchanged", "it came from this computer"
    with LibrarySession.open(LibraryPaths(shell.folder)) as session, session.database.write() as rows:
        rows.connection().exec_driver_sql("UPDATE article_origin SET reached = 'public'")
    before = door.connections
    code, (row,) = shell("refetch", "1")
    assert (code, row["error"]["kind"], door.connections) == (1, "local-address", before)
    assert shell("refetch", "1", "--allow-local")[0] == 0
    assert shell("refetch", "1")[0] == 0, "it is known now to come from this computer"
    with LibrarySession.open(LibraryPaths(shell.folder)) as session, session.database.write() as rows:
        rows.connection().exec_driver_sql("DELETE FROM article_origin")
    assert shell("refetch", "1")[0] == 0, "saved by an earlier version: its name alone counts"


@pytest.mark.parametrize(("answer", "saved"), [("y", True), ("n", False), ("", False)])
def test_at_a_terminal_the_reader_is_asked(tmp_path: Path, door: LocalDoor, answer: str, saved: bool) -> None:
    words = by_shortcut(door.url("/a"), tmp_path)
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), "--quiet", *words],
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
    )
    os.close(theirs)
    late = threading.Timer(LIMIT, program.kill)
    late.start()
    said = b""
    while b"Type y" not in said:
        said += os.read(ours, 1000)
    assert door.url("/a").encode() in said and door.connections == 0
    os.write(ours, answer.encode() + b"\n")
    assert program.stdout is not None
    written = program.stdout.read().decode()
    program.stdout.close()
    assert program.wait(LIMIT) == (0 if saved else 1)
    late.cancel()
    os.close(ours)
    assert written == "", "what is saved is told to nobody who wants quiet"
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        titles = [session.articles.summary(number).title for number in session.articles.ids()]
    assert (titles, bool(door.connections)) == (["Porte a"] if saved else [], saved)


def test_the_companion_reaches_nothing_local(tmp_path: Path, door: LocalDoor) -> None:
    browser = Browser(host(tmp_path / "library"), ORIGIN, XDG_RUNTIME_DIR=str(tmp_path))
    for number, link in enumerate(
        (door.url("/a"), door.url("/a", "127.0.0.0x1"), door.url("/a", "localhost"))
    ):
        browser.say({"do": "link", "id": f"l{number}", "url": link})
        answer = browser.hear()
        assert (answer["ok"], answer["kind"]) == (False, "local-address") and answer["hint"]
    browser.end()
    assert door.connections == 0


class _Proxy(http.server.BaseHTTPRequestHandler):
    """The reader's own proxy: it alone knows where a name leads."""

    def do_GET(self) -> None:
        body = page(
            head="<title>Par le mandataire</title>",
            body=f"<article><h1>Par le mandataire</h1>{PROSE}</article>",
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Proxy)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_companion_saves_a_link_of_the_web(tmp_path: Path, proxy: str) -> None:
    """Through a proxy, so that a public name is reached without leaving this computer."""
    browser = Browser(
        host(tmp_path / "library"), ORIGIN, XDG_RUNTIME_DIR=str(tmp_path), http_proxy=proxy, no_proxy=""
    )
    browser.say({"do": "link", "id": "l", "url": "http://journal.example/une"})
    answer = browser.hear()
    assert (answer["ok"], answer["status"], answer["title"]) == (True, "saved", "Par le mandataire")
    for number, place in enumerate(("0x7f.1", "nas", "nas.home", "[::1]", "10.0.0.1", "a.localhost")):
        browser.say({"do": "link", "id": f"n{number}", "url": f"http://{place}/une"})
        assert browser.hear()["kind"] == "local-address", f"{place}: what its name alone says counts there"
    browser.end()
