"""The command line as scripts use it: real processes, exit codes, JSON, ACK lines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from tests.conftest import DATA, SITE
from tests.support.limits import LIMIT

ARTICLE = SITE / "marrakech-interpol-exhorte-les-etats-a-agir-contre-la-cybercriminalite" / "index.html"


def liseuse(
    *arguments: str, library: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    given = ["--library", str(library)] if library is not None else []
    return subprocess.run(
        [sys.executable, "-m", "reader", *given, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        timeout=LIMIT,
        check=False,
    )


def parsed(done: subprocess.CompletedProcess[str], code: int = 0) -> Any:
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.mark.models
def test_save_list_show_translate_doctor(tmp_path: Path, article_url: str, expected: dict[str, Any]) -> None:
    library = tmp_path / "library"
    saved = liseuse("--json", "save", article_url, "--tag", "cyber", "--tag", "maroc", library=library)
    (row,) = parsed(saved)
    assert (row["status"], row["title"], row["error"]) == ("saved", expected["title"], None)
    assert row["pictures"]["failed"] == 0
    assert f"ACK {article_url}" in saved.stderr.splitlines()
    number = str(row["id"])

    (listed,) = parsed(liseuse("--json", "list", "--view", "unread", library=library))
    assert set(listed["tags"]) == {"cyber", "maroc"} and listed["reading_minutes"] == 2
    assert parsed(liseuse("--json", "list", "--view", "trash", library=library)) == []

    (english,) = parsed(liseuse("--json", "translate", number, "--to", "en", library=library))
    assert [hop["to"] for hop in english["route"]] == ["en"]
    arabic = liseuse("--json", "translate", number, "--to", "ar", library=library)
    (arabic_json,) = parsed(arabic)
    assert f"ACK {number}" in arabic.stderr.splitlines()
    assert [hop["to"] for hop in arabic_json["route"]] == ["en", "ar"]
    for translation in (english, arabic_json):
        assert len(translation["blocks"]) == len(expected["blocks"])
        assert all(s["target"] for b in translation["blocks"] for s in b["sentences"])

    original = parsed(liseuse("--json", "show", number, library=library))
    for name in ("title", "author", "date", "language", "site", "section"):
        assert original[name] == expected[name]
    assert original["lead_image"]["caption"] == expected["caption"]
    assert [b["text"] for b in original["blocks"]] == [b["text"] for b in expected["blocks"]]
    shown = parsed(liseuse("--json", "show", number, "--lang", "ar", library=library))
    assert shown["language"] == "ar" and {b["dir"] for b in shown["blocks"]} == {"rtl"}
    assert shown["lead_image"]["caption"] != expected["caption"]
    text = liseuse("show", number, "--lang", "en", "--format", "markdown", library=library)
    assert text.returncode == 0 and text.stdout.startswith("# ") and "## " in text.stdout

    report = parsed(liseuse("--json", "doctor", library=library))
    assert report["ok"] and {"integrity", "texts", "pictures"} <= {c["name"] for c in report["checks"]}


def test_extract_needs_no_library(tmp_path: Path, expected: dict[str, Any]) -> None:
    home = tmp_path / "home"
    home.mkdir()
    url = "https://www.lebrief.example" + expected["url_path"]
    done = liseuse("--json", "extract", str(ARTICLE), "--url", url, HOME=str(home), XDG_DATA_HOME=str(home))
    found = parsed(done)
    assert found["title"] == expected["title"] and found["url"] == url
    assert [link["title"] for link in found["latest"]] == expected["latest"]
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["save", "not a link"], "not-a-link"),
        (["show", "77"], "no-such-article"),
        (["extract", "/no/such/file"], "file-unreadable"),
        (["models", "remove", "xx-yy"], "model-missing"),
        (["models", "install", str(DATA / "bad_models" / "not-a-zip.argosmodel")], "not-a-model"),
    ],
)
def test_a_failure_exits_with_1_and_says_which(tmp_path: Path, arguments: list[str], kind: str) -> None:
    done = liseuse("--json", *arguments, library=tmp_path / "library")
    found = parsed(done, 1)
    error = found[0]["error"] if isinstance(found, list) else found["error"]
    assert error["kind"] == kind and error["title"] and error["hint"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["list", "--view", "nonsense"], ["translate"], ["screenshot", "1"], ["list", "--limit", "0"]],
)
def test_wrong_usage_exits_with_2(tmp_path: Path, arguments: list[str]) -> None:
    assert liseuse(*arguments, library=tmp_path / "library").returncode == 2


def test_a_link_alone_saves_it(tmp_path: Path, article_url: str, expected: dict[str, Any]) -> None:
    done = liseuse(article_url, library=tmp_path / "library")
    assert done.returncode == 0 and expected["title"] in done.stdout
    listed = liseuse("list", library=tmp_path / "library")
    assert expected["title"] in listed.stdout


def test_links_of_a_file_are_saved_and_one_failure_does_not_stop_the_rest(
    tmp_path: Path, article_url: str, expected: dict[str, Any]
) -> None:
    (tmp_path / "links.txt").write_text(f"first http://127.0.0.1:9/closed\nthen <{article_url}>.\n", "utf-8")
    done = liseuse(
        "--json",
        "save",
        "--allow-local",
        "--from-file",
        str(tmp_path / "links.txt"),
        library=tmp_path / "library",
    )
    rows = parsed(done, 1)
    assert [r["status"] for r in rows] == ["queued", "saved"]
    assert rows[0]["error"]["kind"] == "refused" and rows[0]["error"]["retryable"]


def test_texts_follow_the_locale_but_json_does_not(tmp_path: Path) -> None:
    library = tmp_path / "library"
    french = liseuse("show", "5", library=library, LANG="fr_FR.UTF-8")
    arabic = liseuse("show", "5", library=library, LANG="ar_MA.UTF-8")
    english = liseuse("show", "5", library=library)
    assert len({french.stderr, arabic.stderr, english.stderr}) == 3
    assert "article" in english.stderr and "\u0645" in arabic.stderr
    one = parsed(liseuse("--json", "show", "5", library=library, LANG="fr_FR.UTF-8"), 1)
    assert one == parsed(liseuse("--json", "show", "5", library=library), 1)


def test_a_library_that_is_a_file_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("something of mine")
    done = liseuse("list", library=tmp_path / "library")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert (tmp_path / "library").read_text() == "something of mine"


def test_a_foreign_database_is_refused_untouched(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").write_bytes(b"this is no database, but somebody's text" * 50)
    before = (folder / "library.db").read_bytes()
    error = parsed(liseuse("--json", "list", library=folder), 1)["error"]
    assert error["kind"] == "library-damaged"
    assert (folder / "library.db").read_bytes() == before


FULL = Path("/dev/full")
"""A file on a disk that has no room, by full(4)."""


@pytest.mark.skipif(not FULL.exists(), reason="no file that is always full")
def test_a_result_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    shutil.copy(DATA / "libraries" / "0001" / "library.db", library / "library.db")
    for options in ((), ("--json",)):
        command = [sys.executable, "-m", "reader", "--library", str(library), *options, "list"]
        with FULL.open("w") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=LIMIT)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert done.stderr.startswith("The disk is full."), done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no file that is always full")
@pytest.mark.parametrize("asked", [("--help",), ("list", "--help"), ("--version",)])
def test_help_that_cannot_be_written_is_told_in_words(asked: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", *asked],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=LIMIT,
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("The disk is full."), done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no file that is always full")
def test_progress_that_cannot_be_written_does_not_end_the_work(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    shutil.copy(DATA / "libraries" / "0001" / "library.db", library / "library.db")
    backup = shutil.copy(DATA / "libraries" / "0001" / "library.db", tmp_path / "copy.db")
    command = [sys.executable, "-m", "reader", "--library", str(library), "--json", "restore", str(backup)]
    with FULL.open("w") as full:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, text=True, timeout=LIMIT)
    assert done.returncode == 0
    assert json.loads(done.stdout)["checks"][0]["name"] == "restored"


def _list_of_three(folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """`list` on articles in three languages, in a process of its own."""
    folder.mkdir()
    shutil.copy(DATA / "libraries" / "0007" / "library.db", folder / "library.db")
    command = [sys.executable, "-m", "reader", "--library", str(folder), *options.pop("first", ()), "list"]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=LIMIT, **options)


@pytest.mark.parametrize("code", ["ascii", "cp1252"])
def test_what_the_terminals_code_has_no_signs_for_is_written_all_the_same(tmp_path: Path, code: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": code, "LC_ALL": "C.UTF-8"}
    given = {"env": env, "stdout": subprocess.PIPE, "encoding": code}
    done = _list_of_three(tmp_path / "a", **given)
    assert (done.returncode, done.stderr) == (0, "") and "The night train returns" in done.stdout
    done = _list_of_three(tmp_path / "b", first=["--json"], **given)
    assert "المدرسة الجديدة في أرياف الأطلس" in [one["title"] for one in json.loads(done.stdout)]


@pytest.mark.skipif(os.name == "nt", reason="no descriptors that a process can be started without")
@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_output_is_no_crash(tmp_path: Path, closed: int) -> None:
    done = _list_of_three(tmp_path / "l", stdout=subprocess.PIPE, preexec_fn=lambda: os.close(closed))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="no file that is always full")
def test_a_full_disk_is_told_where_the_present_folder_is_gone(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
    with FULL.open("w") as full:
        done = _list_of_three(tmp_path / "l", stdout=full, cwd=here, env=env, preexec_fn=here.rmdir)
    assert done.returncode == 1 and done.stderr.startswith("The disk is full."), done.stderr


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["liseuse:article/3"], ["open"]),
        (["liseuse:view/unread"], ["open"]),
        (["LISEUSE://open"], ["open"]),
        (["feed:https://example.org/rss"], ["open"]),
        (["https://example.org/", "liseuse:article/3"], ["open"]),
        (["liseuse:save?url=https://example.org/"], ["save", "--through-window"]),
        (["https://example.org/", "--tag", "maroc"], ["save", "--through-window"]),
        (["liseuse:article/0"], ["save", "--through-window"]),
    ],
)
def test_a_link_to_what_a_window_shows_opens_it_and_any_other_is_saved(words, command) -> None:
    before = ["--library", "l.i/b", "--quiet"]
    assert main._with_command(main.build_parser(), [*before, *words]) == [*before, *command, *words]
