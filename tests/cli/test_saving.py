"""`save` of files, `pictures` and `pending`, as scripts use them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SITE, SiteServer
from tests.page_samples import PAGE_URL, article, data_address, mhtml, picture
from tests.services.changing_page import ChangingPage
from tests.support.kept_port import kept_port
from tests.support.limits import LIMIT

PHOTO = picture()


def liseuse(library: Path, *arguments: str, stdin: bytes = b"", code: int = 0) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--library", str(library), "--json", *arguments],
        input=stdin,
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout)


def test_a_saved_page_is_saved_with_the_address_that_is_given(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(article(f'<figure><img src="{data_address(PHOTO)}"></figure>'), "utf-8")
    (row,) = liseuse(tmp_path / "l", "save", str(file), "--url", PAGE_URL, "--tag", "t")
    assert (row["status"], row["url"], row["pictures"]) == ("saved", str(file), {"saved": 1, "failed": 0})
    shown = liseuse(tmp_path / "l", "show", str(row["id"]))
    assert shown["url"] == PAGE_URL and shown["tags"] == ["t"]


def test_a_text_that_may_be_incomplete_is_said_to_be(tmp_path: Path) -> None:
    page = ChangingPage(tmp_path / "site")
    page.server.close()
    page.hide_an_end()
    (row,) = liseuse(tmp_path / "l", "save", str(page.file), "--url", PAGE_URL)
    assert (row["status"], row["incomplete"]) == ("saved", "end")


@pytest.mark.parametrize("words", [("save", "--quiet"), ("--quiet", "save")], ids=["after", "before"])
def test_a_quiet_save_says_nothing_but_what_failed(tmp_path: Path, words: tuple[str, ...]) -> None:
    """As a line of a timetable wants it, which sends every word as a letter."""
    file, empty = tmp_path / "page.html", tmp_path / "empty.html"
    file.write_text(article(""), "utf-8")
    empty.write_text("<p></p>", "utf-8")

    def saved(*files: Path) -> subprocess.CompletedProcess[str]:
        start = [sys.executable, "-m", "reader", "--library", str(tmp_path / "l"), *words]
        return subprocess.run([*start, *map(str, files)], capture_output=True, text=True, timeout=LIMIT)

    for _ in range(2):
        done = saved(file)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = saved(file, empty)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{empty}: ") and len(line) > len(f"{empty}: ")
    assert len(liseuse(tmp_path / "l", "list")) == 1


def test_a_file_without_a_link_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Bonjour !", "utf-8")
    told = liseuse(tmp_path / "l", "save", "--from-file", str(file), code=1)
    assert told["error"]["kind"] == "not-a-link" and "letter.txt" in told["error"]["title"]
    assert liseuse(tmp_path / "l", "save", code=1)["error"]["kind"] == "unsupported-scheme"


def test_a_file_alone_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "page.mhtml"
    file.write_bytes(mhtml(article()))
    assert liseuse(tmp_path / "l", str(file))[0]["status"] == "saved"
    assert liseuse(tmp_path / "l", str(file))[0]["status"] == "duplicate"


def test_a_page_on_standard_input_is_what_i_see(tmp_path: Path) -> None:
    (row,) = liseuse(tmp_path / "l", "save", "-", "--url", PAGE_URL, stdin=article().encode())
    assert (row["status"], row["url"]) == ("saved", PAGE_URL)


def test_bad_files_say_why(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"%PDF-1.4")
    rows = liseuse(tmp_path / "l", "save", str(tmp_path / "a.html"), str(tmp_path / "gone.mhtml"), code=1)
    assert [(r["status"], r["error"]["kind"]) for r in rows] == [
        ("failed", "not-a-page"),
        ("failed", "file-unreadable"),
    ]


def test_a_link_that_cannot_be_had_waits_and_is_tried_again(tmp_path: Path, expected: dict[str, Any]) -> None:
    with kept_port() as port:
        _wait_and_be_tried(tmp_path, port, expected["url_path"])


def _wait_and_be_tried(tmp_path: Path, port: int, path: str) -> None:
    url = f"http://127.0.0.1:{port}{path}"
    (row,) = liseuse(tmp_path / "l", "save", url, "--tag", "t", code=1)
    assert (row["status"], row["id"], row["error"]["kind"]) == ("queued", None, "refused")
    (waiting,) = liseuse(tmp_path / "l", "pending")
    assert waiting["url"] == url and waiting["attempts"] == 1 and waiting["tags"] == ["t"]
    assert waiting["error"] == "refused" and waiting["next"] > waiting["added"]
    assert liseuse(tmp_path / "l", "pending", "--retry", code=1)[0]["status"] == "queued"
    assert liseuse(tmp_path / "l", "pending")[0]["attempts"] == 2
    again = SiteServer(port=port)
    try:
        (row,) = liseuse(tmp_path / "l", "pending", "--retry")
    finally:
        again.close()
    assert row["status"] == "saved" and liseuse(tmp_path / "l", "pending") == []
    assert liseuse(tmp_path / "l", "list")[0]["tags"] == ["t"]


def test_missing_pictures_are_fetched(tmp_path: Path, expected: dict[str, Any]) -> None:
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    shutil.rmtree(folder / "wp-content" / "uploads")
    server = SiteServer(folder)
    try:
        (row,) = liseuse(tmp_path / "l", "save", server.url(expected["url_path"]))
        assert row["pictures"]["failed"] >= 1
        (again,) = liseuse(tmp_path / "l", "pictures", str(row["id"]), code=1)
        assert (again["saved"], again["failed"]) == (0, row["pictures"]["failed"])
        shutil.copytree(SITE / "wp-content" / "uploads", folder / "wp-content" / "uploads")
        (again,) = liseuse(tmp_path / "l", "pictures", str(row["id"]))
        assert (again["saved"], again["failed"]) == (row["pictures"]["failed"], 0)
    finally:
        server.close()
    assert liseuse(tmp_path / "l", "pictures", "99", code=1)["error"]["kind"] == "no-such-article"


@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        ("save", {"file-unreadable"}),
        ("save --from-file", {"not-a-link", "too-large"}),
        ("extract", {"no-article", "not-a-page", "too-large"}),
        ("memory import", {"file-unreadable"}),
        ("models install", {"file-unreadable"}),
    ],
)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    tmp_path: Path, command: str, kinds: set[str]
) -> None:
    """Nor is what has no end read to it."""
    pipe = tmp_path / "pipe.tmx"
    os.mkfifo(pipe)
    for file in (pipe, Path("/dev/zero")):
        told = liseuse(tmp_path / "l", *command.split(), str(file), code=1)
        error = told[0]["error"] if isinstance(told, list) else told["error"]
        assert error["kind"] in kinds


def test_what_a_shell_hands_over_is_read(tmp_path: Path) -> None:
    library = tmp_path / "l"
    assert liseuse(library, "extract", "/dev/stdin", stdin=article().encode())["title"]
    links = f"voir {PAGE_URL}".encode()
    (row,) = liseuse(library, "save", "--from-file", "/dev/stdin", stdin=links, code=1)
    assert row["url"] == PAGE_URL


@pytest.mark.parametrize(
    "words",
    [("extract", "-"), ("save", "-"), ("note", "1", "-"), ("sync", "status", "--listen")],
    ids=lambda words: words[0],
)
def test_a_standard_input_that_cannot_be_read_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A note is not emptied for it either."""
    library = tmp_path / "l"
    if words[0] == "note":
        liseuse(library, "save", "-", "--url", PAGE_URL, stdin=article().encode())
        liseuse(library, "note", "1", "to be kept")
    with (tmp_path / "written").open("wb") as writable:
        assert _error_of(library, words, stdin=writable) == "file-unreadable"
    if os.name == "posix":
        assert _error_of(library, words, preexec_fn=lambda: os.close(0)) == "file-unreadable"
    if words[0] == "note":
        assert liseuse(library, "note", "1")["note"] == "to be kept"


def _error_of(library: Path, words: tuple[str, ...], **start: Any) -> str:
    program = [sys.executable, "-m", "reader", "--json", "--library", str(library), *words]
    done = subprocess.run(program, capture_output=True, timeout=LIMIT, check=False, **start)
    assert b"Traceback" not in done.stderr
    told = json.loads(done.stdout)
    kind: str = (told[0] if isinstance(told, list) else told)["error"]["kind"]
    return kind
