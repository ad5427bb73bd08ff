"""`import` as scripts use it; killed at any moment, nothing is lost and nothing comes twice."""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import importing
from reader.cli.main import run
from reader.cli.output import Output
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.cli.test_saving import liseuse
from tests.support import exports
from tests.support.limits import LIMIT
from tests.support.servers.file_server import PARAGRAPHS


def test_preview_import_report_and_undo(tmp_path: Path) -> None:
    library, file = tmp_path / "l", exports.bookmarks(tmp_path)
    preview = liseuse(library, "import", str(file), "--preview")
    assert (preview["format"], preview["rows"], preview["new"]) == ("bookmarks", 3, 2)
    assert preview["refused"] == {"scheme": 1} and liseuse(library, "list") == []
    done = liseuse(library, "import", str(file))
    assert {name: done[name] for name in ("read", "saved", "waiting", "merged", "duplicates")} == {
        "read": 3,
        "saved": 0,
        "waiting": 2,
        "merged": 0,
        "duplicates": 0,
    }
    assert done["failed"] == [{"line": 12, "url": "javascript:alert(1)", "reason": "scheme"}]
    (record,) = liseuse(library, "import", "--list")
    assert (record["id"], record["state"], record["rows_done"]) == (done["id"], "done", 3)
    report = liseuse(library, "import", "--report", str(done["id"]))
    assert [row["outcome"] for row in report["rows"]] == ["waiting", "waiting", "failed"]
    assert [row["tags"] for row in liseuse(library, "list")] == [["Presse"], ["eau", "Presse"]]
    assert liseuse(library, "import", "--undo", str(done["id"])) == {"id": 1, "removed": 2, "kept": 0}
    assert liseuse(library, "list") == []
    error = liseuse(library, "import", "--undo", "7", code=1)["error"]
    assert error["kind"] == "no-such-import"


def test_each_export_in_a_folder_of_several_is_taken(tmp_path: Path) -> None:
    (tmp_path / "mixed" / "inner").mkdir(parents=True)
    exports.pocket_csv(tmp_path / "mixed")
    exports.instapaper(tmp_path / "mixed" / "inner")
    for name in ("page.html", "inner/note.docx", ".hidden"):
        (tmp_path / "mixed" / name).write_text("<p>Une page")
    done = liseuse(tmp_path / "l", "import", "--preview", str(tmp_path / "mixed"))
    assert [(one["format"], one["rows"]) for one in done] == [("instapaper", 5), ("pocket-csv", 3)]
    assert [(one["folder"], one["left_out"]) for one in done] == [(str(tmp_path / "mixed"), 2)] * 2
    told = subprocess.run(
        [sys.executable, "-m", "reader", "--library", str(tmp_path / "l"), "import", str(tmp_path / "mixed")],
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
    ).stdout
    assert f"{tmp_path / 'mixed'}\tfiles left out\t2" in told.splitlines()


def test_a_file_that_is_no_export_does_not_keep_the_others_away(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"%PDF-1.4")
    done = liseuse(tmp_path / "l", "import", str(tmp_path / "x"), str(exports.links(tmp_path)), code=1)
    assert [row.get("error", {}).get("kind") for row in done] == ["unknown-export", None]


@pytest.mark.parametrize("after", [1, 2])
def test_killed_at_any_moment_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path, after: int) -> None:
    rows = [f"https://a.example/{n % 3500},Titre {n},{1600000000 + n},t{n % 7}" for n in range(4000)]
    file = tmp_path / "export.csv"
    file.write_text("url,title,time,tags\n" + "\n".join(rows))
    command = [
        sys.executable,
        "-m",
        "reader",
        "--library",
        str(tmp_path / "l"),
        "--json",
        "import",
        str(file),
    ]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    steps = 0
    acknowledged = []
    for line in running.stderr:
        if line.startswith("ACK "):
            acknowledged.append(line.split()[1])
        steps += "importing" in line
        if steps == after:
            running.kill()
            break
    running.wait()
    running.stderr.close()
    assert set(acknowledged) <= {row["url"] for row in liseuse(tmp_path / "l", "list")}
    done = liseuse(tmp_path / "l", "import", str(file))
    assert (done["id"], done["read"], done["waiting"], done["failed"]) == (1, 4000, 3500, [])
    urls = [row["url"] for row in liseuse(tmp_path / "l", "list")]
    assert len(urls) == len(set(urls)) == 3500
    assert json.dumps(liseuse(tmp_path / "l", "doctor")["ok"]) == "true"


class _HeldServer(http.server.ThreadingHTTPServer):
    """Serves an article at every address; the answer of `/held` waits for `go_on`, `/short` leads to `/a`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HeldHandler)
        self.asked: list[str] = []
        self.reached, self.go_on = threading.Event(), threading.Event()


class _HeldHandler(http.server.BaseHTTPRequestHandler):
    server: _HeldServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/held":
            self.server.reached.set()
            self.server.go_on.wait(LIMIT)
        body = f"<html lang=fr><title>Page {self.path}</title><article><h1>Page {self.path}</h1>{PARAGRAPHS}"
        self.send_response(302 if self.path == "/short" else 200)
        self.send_header("Location", "/a")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked is dead
            self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def held_server() -> Iterator[_HeldServer]:
    with _HeldServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.go_on.set()
        server.shutdown()
        thread.join()


def _with_text(library: Path) -> list[tuple[str, bool]]:
    """The last part of each article's address, and whether its text is there."""
    with LibrarySession.open(LibraryPaths(library)) as session:
        cards = session.articles.summaries()
    return sorted((card.url.rpartition("/")[2], card.words > 0) for card in cards)


def test_killed_while_a_text_is_fetched_the_next_one_fetches_it(
    tmp_path: Path, held_server: _HeldServer
) -> None:
    library, file = tmp_path / "l", tmp_path / "export.csv"
    base = f"http://127.0.0.1:{held_server.server_port}"
    names = ("b", "held", "a", "short")  # the newest is the last
    rows = "".join(f"{base}/{name},Titre {name},{1600000000 + n}\n" for n, name in enumerate(names))
    file.write_text("url,title,time\n" + rows)
    command = ["import", str(file), "--allow-local", "--fetch", "now"]
    running = subprocess.Popen(
        [sys.executable, "-m", "reader", "--library", str(library), "--quiet", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert held_server.reached.wait(LIMIT)
    finally:
        running.kill()
        running.wait()
    assert _with_text(library) == [("a", True), ("b", False), ("held", False)]
    held_server.go_on.set()
    again = liseuse(library, *command)
    assert (again["read"], again["duplicates"], again["failed"]) == (4, 4, [])
    assert _with_text(library) == [("a", True), ("b", True), ("held", True)]
    assert sorted(held_server.asked) == ["/a", "/b", "/held", "/held", "/short"]


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    """Ctrl+C interrupts, as in a new process; a worker served in this one may have left it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c")
def test_ctrl_c_says_what_stays_and_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, library = tmp_path / "export.csv", tmp_path / "mes livres"
    file.write_text("url,title\n" + "\n".join(f"https://a.example/{n},Titre {n}" for n in range(1500)))
    command = ["--library", str(library), "import", str(file)]
    with monkeypatch.context() as at_the_first_row:
        pressed = lambda _output, _url: signal.raise_signal(signal.SIGINT)  # noqa: E731
        at_the_first_row.setattr(Output, "acknowledge", pressed)
        assert run(command) == 130
    told = capsys.readouterr().err.splitlines()[-1]
    assert told == (
        f"Stopped after 1000 of 1500 rows, which stay. To go on: liseuse --library '{library}' import "
        "--resume 1. The window goes on by itself."
    )
    assert run([*command[:3], "--resume", "1"]) == 0
    assert "1500 read" in capsys.readouterr().out
    with monkeypatch.context() as while_fetching:
        while_fetching.setattr(importing, "_fetch", lambda *_: signal.raise_signal(signal.SIGINT))
        assert run([*command, "--fetch", "now"]) == 130
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("Stopped. No import is left half done")


def test_a_list_of_feeds_leads_to_what_follows_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, feeds = tmp_path / "library", tmp_path / "mes flux.opml"
    feeds.write_text('<opml><body><outline xmlUrl="https://a.example/rss" text="A"/></body></opml>')
    links = tmp_path / "links.opml"
    links.write_text('<opml><body><outline url="https://a.example/1" text="Un"/></body></opml>')
    way = (
        f"Feeds are followed, not imported. To follow those of the list: liseuse --library {library} "
        f"feeds import '{feeds}'"
    )
    for asked in ([], ["--preview"]):
        assert run(["--library", str(library), "import", *asked, str(feeds)]) == 0
        assert way in capsys.readouterr().err.splitlines()
        assert run(["--library", str(library), "import", *asked, str(links)]) == 0
        assert "Feeds are followed" not in capsys.readouterr().err
