"""What a start of the program may ask for, and what is refused; the frames between two processes."""

from __future__ import annotations

import json
import socket
import stat
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.origin import NamedBy
from reader.services.desktop.hand_over import HEADER, endpoints, frame, hand_over
from reader.services.desktop.open_request import Opening, read_app_link, read_opening
from reader.settings.paths import LibraryPaths


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("liseuse:save?url=https%3A%2F%2Flebrief.ma%2Fa", Opening(links=("https://lebrief.ma/a",))),
        (
            "liseuse://save?url=http://a.ma/x&url=http://b.ma/",
            Opening(links=("http://a.ma/x", "http://b.ma/")),
        ),
        ("LISEUSE:Save?url=https://lebrief.ma/a", Opening(links=("https://lebrief.ma/a",))),
        ("liseuse:article/12", Opening(article=12)),
        ("liseuse://article/12/", Opening(article=12)),
        ("liseuse:view/favourites", Opening(view="favourites")),
        ("liseuse:", Opening()),
    ],
)
def test_links_of_our_scheme(link: str, wanted: Opening) -> None:
    named_by = NamedBy.APP_LINK if wanted.links else NamedBy.READER
    assert read_app_link(link) == replace(wanted, named_by=named_by)


@pytest.mark.parametrize("link", ["feed:https://a.example/f", "FEED://a.example/f"])
def test_a_feeds_link_is_to_be_followed_and_anybody_can_write_it(link: str, tmp_path: Path) -> None:
    opening = read_opening([link], tmp_path)
    assert [address.partition("://")[2] for address in opening.feeds] == ["a.example/f"]
    assert opening.named_by is NamedBy.APP_LINK and not opening.links and not opening.asks_nothing
    assert Opening.from_json(json.loads(json.dumps(opening.to_json()))) == opening
    with pytest.raises(ReaderError):
        read_opening(["feed:javascript:alert(1)"], tmp_path)


def test_who_named_a_link_travels_with_it_and_the_least_trusted_counts(tmp_path: Path) -> None:
    typed = read_opening(["https://a.example/"], tmp_path)
    mixed = read_opening(
        ["https://a.example/", "liseuse:save?url=https://b.example/", "https://c.example/"], tmp_path
    )
    assert (typed.named_by, mixed.named_by) == (NamedBy.READER, NamedBy.APP_LINK)
    for opening in (
        typed,
        mixed,
        replace(mixed, named_by=NamedBy.COMPANION),
        replace(mixed, allow_local=True),
    ):
        assert Opening.from_json(json.loads(json.dumps(opening.to_json()))) == opening
    old = {"links": ["https://a.example/"], "outside": True}
    assert Opening.from_json(old).named_by is NamedBy.APP_LINK, "from a program of an earlier version"
    assert Opening.from_json({**old, "named_by": "somebody"}).named_by is NamedBy.UNKNOWN
    assert Opening.from_json({**old, "named_by": ["reader"]}).named_by is NamedBy.UNKNOWN
    with pytest.raises(ReaderError, match="unknown-opening"):
        Opening.from_json({**old, "allow_local": 1})


@pytest.mark.parametrize(
    "link",
    [
        "liseuse:save",
        "liseuse:save?url=",
        "liseuse:save?url=file:///etc/passwd",
        "liseuse:save?url=javascript:alert(1)",
        "liseuse:save?url=liseuse:article/1",
        "liseuse:save?url=lebrief.ma/a",
        "liseuse:article/0",
        "liseuse:article/-1",
        "liseuse:article/1;rm",
        "liseuse:article/٣",
        "liseuse:view/../../x",
        "liseuse:settings",
        "liseuse:delete/1",
        "liseuse:save?url=" + "https://a.ma/" * 4000,
        "liseuse://[::1",
    ],
)
def test_anything_else_is_refused_with_words(link: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read_app_link(link)
    assert caught.value.kind in ("unknown-opening", "unsupported-scheme", "not-a-link")


@given(st.text(max_size=200))
def test_no_link_of_our_scheme_breaks_the_reading(rest: str) -> None:
    try:
        opening = read_app_link("liseuse:" + rest)
    except ReaderError:
        return
    assert all(link.startswith(("http://", "https://")) for link in opening.links)
    assert not opening.files and not opening.clipboard


def test_words_are_links_files_or_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>x")
    words = ["https://lebrief.ma/a", "page.html", "www.lebrief.ma/b", page.as_uri(), "missing.webloc"]
    opening = read_opening(words, tmp_path)
    assert opening.links == ("https://lebrief.ma/a", "https://www.lebrief.ma/b")
    assert opening.files == (str(page), str(tmp_path / "missing.webloc"))
    for word in ("", "word", "ftp://a.ma/x", "file://other/x"):
        with pytest.raises(ReaderError):
            read_opening([word], tmp_path)
    with pytest.raises(ReaderError):
        read_opening(["https://a.ma/"] * 501, tmp_path)


def test_an_opening_travels_whole(tmp_path: Path) -> None:
    problem = ReaderError("unknown-file", file="x.png")
    sent = Opening(
        ("https://a.ma/x",), (str(tmp_path),), 3, "archive", True, True, True, problem=problem, token="t-1"
    )
    got = Opening.from_json(json.loads(frame(sent.to_json())[HEADER.size :]))
    assert got.problem is not None and (got.problem.kind, got.problem.values) == (
        "unknown-file",
        {"file": "x.png"},
    )
    assert {**got.to_json(), "problem": None} == {**sent.to_json(), "problem": None}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {"links": "https://a.ma"},
        {"links": ["file:///etc/passwd"]},
        {"links": ["https://a.ma/"] * 501},
        {"links": [""]},
        {"files": ["relative.html"]},
        {"files": ["/a\0b"]},
        {"files": ["/" + "x" * 5000]},
        {"view": "nowhere"},
        {"view": ["all"]},
        {"article": "1"},
        {"article": -1},
        {"article": True},
    ],
)
def test_a_strangers_message_is_judged(value: Any) -> None:
    with pytest.raises((ReaderError, TypeError)) as caught:
        Opening.from_json(value)
    assert caught.type is ReaderError


def test_a_strange_problem_or_token_is_dropped() -> None:
    got = Opening.from_json({"problem": {"kind": "nope"}, "token": "a\nb"})
    assert got == Opening()
    assert Opening.from_json({"problem": {"kind": "timeout", "values": {"host": 3}}}).problem is None
    for name in ("kind", "detail", "self", "no name"):
        assert Opening.from_json({"problem": {"kind": "timeout", "values": {name: "x"}}}).problem is None


def test_each_library_has_its_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    one, other = LibraryPaths(tmp_path / "one"), LibraryPaths(tmp_path / "other")
    assert endpoints(one)[0].startswith(str(run)) and endpoints(one) != endpoints(other)
    (tmp_path / "link").symlink_to(tmp_path / "one")
    assert endpoints(LibraryPaths(tmp_path / "link")) == endpoints(one), "one library, whatever its name"


def test_a_folder_others_can_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "run"
    run.mkdir()
    run.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    (place,) = endpoints(LibraryPaths(tmp_path / "one"))
    folder = Path(place).parent
    assert folder != run and stat.S_IMODE(folder.stat().st_mode) == 0o700


def answering(place: str, answer: bytes) -> threading.Thread:
    """A window that says `answer`, whatever it is told."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(place)
    server.listen(1)

    def serve() -> None:
        with server:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    "answer", [b"", b"\0", HEADER.pack(2**31), HEADER.pack(5) + b"no js", frame([1]), frame("ok")[:-1]]
)
def test_a_window_that_answers_nonsense_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths = LibraryPaths(tmp_path / "library")
    thread = answering(endpoints(paths)[0], answer)
    assert hand_over(paths, Opening(), seconds=2) is False
    thread.join()


def test_a_refusal_comes_back_as_its_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths = LibraryPaths(tmp_path / "library")
    thread = answering(
        endpoints(paths)[0], frame({"ok": False, "kind": "unknown-file", "values": {"file": "x"}})
    )
    with pytest.raises(ReaderError) as caught:
        hand_over(paths, Opening())
    assert (caught.value.kind, caught.value.values) == ("unknown-file", {"file": "x"})
    thread.join()
