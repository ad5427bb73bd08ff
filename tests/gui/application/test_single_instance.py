"""One window a library: what a second start hands over, by real sockets and real processes."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLockFile, QTimer

from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.gui.application.single_instance import SingleInstance
from reader.services.desktop.hand_over import HEADER, MOST_BYTES, endpoints, frame, hand_over, lock_file
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths
from tests.support.limits import LIMIT, wait_for

FIELDS = ("links", "files", "article", "view", "problem", "token", "kind", "values", "quietly")


@pytest.fixture
def run_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A short name, as the system's own: a socket's path has room for a hundred letters."""
    folder = Path(tempfile.mkdtemp(dir="/tmp" if os.name == "posix" else None))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def paths(tmp_path: Path, run_folder: Path) -> LibraryPaths:
    return LibraryPaths(tmp_path / "library")


@pytest.fixture
def door(qapp, paths: LibraryPaths):
    made = SingleInstance(endpoints(paths))
    assert made.claim(Opening())
    made.listen()
    yield made
    made.close()


def from_elsewhere(qtbot, call) -> Any:
    """Call something that waits for the window, from a thread of its own."""
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(call())
        except Exception as error:  # noqa: BLE001 - handed to the test
            found.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: bool(found))
    thread.join()
    return found[0]


def said(qtbot, place: str, data: bytes) -> bytes:
    def talk() -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(LIMIT)
            connection.connect(place)
            connection.sendall(data)
            answer = b""
            while part := connection.recv(65536):
                answer += part
            return answer

    return from_elsewhere(qtbot, talk)


def test_only_its_owner_may_talk_to_it(door: SingleInstance, run_folder: Path) -> None:
    (found,) = run_folder.glob("*.sock")
    assert str(found) == door.place and found.stat().st_mode & 0o077 == 0


def test_what_comes_before_the_window_is_there_waits(qtbot, door, paths) -> None:
    assert from_elsewhere(qtbot, lambda: hand_over(paths, Opening(article=4), LIMIT))
    taken: list[Opening] = []
    door.take_with(taken.append)
    given = Opening(links=("https://a.ma/x",), token="t")
    assert from_elsewhere(qtbot, lambda: hand_over(paths, given, LIMIT))
    assert [one.article for one in taken] == [4, 0] and taken[1].token == "t"


@pytest.mark.parametrize(
    "data",
    [
        frame({"links": ["javascript:alert(1)"]}),
        frame({"files": ["x"]}),
        HEADER.pack(3) + b"{\xff}",
        HEADER.pack(MOST_BYTES + 1),
        HEADER.pack(20_000) + b"[" * 20_000,
    ],
)
def test_nonsense_is_answered_and_changes_nothing(qtbot, door, data: bytes) -> None:
    taken: list[Opening] = []
    door.take_with(taken.append)
    answer = json.loads(said(qtbot, door.place, data)[HEADER.size :])
    assert answer["ok"] is False and answer["kind"] in ("unsupported-scheme", "unknown-opening")
    assert not taken


def test_a_guest_who_says_nothing_is_sent_away(qtbot, door, monkeypatch) -> None:
    monkeypatch.setattr("reader.gui.application.opening_server._GUEST_TIME", 100)
    assert said(qtbot, door.place, b"\0\0") == b""


def test_many_silent_guests_do_not_keep_others_out(qtbot, door, paths) -> None:
    door.take_with(lambda _opening: None)
    silent, came = [], []
    door._server._server.newConnection.connect(lambda: came.append(1))
    for number in range(1, 41):
        guest = socket.socket(socket.AF_UNIX)
        guest.settimeout(LIMIT)
        guest.connect(door.place)
        silent.append(guest)
        qtbot.waitUntil(lambda number=number: len(came) >= number)
    for guest in silent:
        guest.close()
    assert from_elsewhere(qtbot, lambda: hand_over(paths, Opening(), LIMIT))


def test_a_second_claim_hands_over_and_a_closed_door_is_free(qtbot, qapp, door, paths) -> None:
    taken: list[Opening] = []
    door.take_with(taken.append)
    second = SingleInstance(endpoints(paths))
    assert from_elsewhere(qtbot, lambda: hand_over(paths, Opening(article=9), LIMIT))
    door.close()
    assert second.claim(Opening())
    second.listen()
    assert second.place
    second.close()
    assert [one.article for one in taken] == [9]


def test_a_start_waits_for_a_window_that_does_not_listen_yet(qtbot, qapp, paths: LibraryPaths) -> None:
    first, taken = SingleInstance(endpoints(paths)), []
    assert first.claim(Opening())
    assert not first.place, "what hears others is loaded later"
    is_asked = threading.Event()

    def second() -> bool:
        door = SingleInstance(endpoints(paths))
        is_asked.set()
        return door.claim(Opening(article=9))

    first.take_with(taken.append)
    turns = QTimer(interval=0)
    turns.timeout.connect(lambda: first.listen() if is_asked.is_set() else None)
    turns.start()
    assert not from_elsewhere(qtbot, second), "it is told that there is a window, and opens none"
    assert [one.article for one in taken] == [9]
    first.close()


def test_a_start_whose_opening_is_refused_keeps_nobody_waiting(qtbot, door, paths: LibraryPaths) -> None:
    def refuse(_opening: Opening) -> None:
        raise ReaderError("unsupported-scheme")

    door.take_with(refuse)
    second = SingleInstance(endpoints(paths))
    refused = from_elsewhere(qtbot, lambda: second.claim(Opening(article=9)))
    assert isinstance(refused, ReaderError) and refused.kind == "unsupported-scheme"
    assert QLockFile(str(lock_file(endpoints(paths)[0]))).tryLock(0), "the next start has its turn"


def test_a_dead_windows_socket_is_taken_over_without_waiting_for_it(
    qapp, paths: LibraryPaths, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(endpoints(paths)[0])  # bound, and then the process was killed: nobody listens
    door = SingleInstance(endpoints(paths))
    with caplog.at_level(logging.INFO, "reader"):
        assert door.claim(Opening())
        door.listen()
    assert door.place
    assert "did not answer" not in caplog.text, "it refuses at once"
    door.close()


# The program itself


def start(library: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reader", "--library", str(library), *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_window(paths: LibraryPaths) -> None:
    place = Path(endpoints(paths)[0])
    wait_for(lambda: place.exists() and hand_over(paths, Opening(quietly=True), LIMIT), "the window")


def notes_crashes(program: subprocess.Popen[bytes], library: Path) -> bool:
    """Whether a fatal signal would be noted by now; Linux tells which signals a program takes itself."""
    if not list((library / "logs").glob("crash-*.txt")):
        return False
    if not sys.platform.startswith("linux"):
        return True
    lines = Path(f"/proc/{program.pid}/status").read_text("ascii", "replace").splitlines()
    taken = next(line for line in lines if line.startswith("SigCgt:"))
    return bool(int(taken.split()[1], 16) >> (signal.SIGSEGV - 1) & 1)


def rows(library: Path, *arguments: str) -> Any:
    command = [sys.executable, "-m", "reader", "--json", "--library", str(library), *arguments]
    return json.loads(subprocess.run(command, capture_output=True, timeout=LIMIT, check=False).stdout)


def test_a_link_goes_to_the_running_window_which_ends_in_order_when_told(
    paths: LibraryPaths, tmp_path: Path, article_url: str, expected: dict[str, Any]
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "settings.json").write_text(json.dumps({"welcomed": True, "sample_added": True}))
    program = start(library)
    try:
        wait_for_window(paths)
        (given,) = rows(library, article_url)
        assert (given["status"], given["id"]) == ("queued", None)
        assert start(library, "open", "liseuse:view/all").wait(LIMIT) == 0, "a second start ends at once"
        assert start(library, "open", "nonsense").wait(LIMIT) == 1
        found = wait_for(lambda: rows(library, "list"), "the saved article")
        assert [row["title"] for row in found] == [expected["title"]]
    finally:
        program.send_signal(signal.SIGTERM)
        code = program.wait(LIMIT)
    assert code == 0, "asked to end, it ends in order"
    assert not Path(endpoints(paths)[0]).exists()
    settings = json.loads((library / "settings.json").read_text())
    assert settings["last_view"] == "all" and settings["geometry"]
    assert not list((library / "logs").glob("crash-*")), "a run in order leaves no crash file"


def test_without_a_window_a_link_of_our_scheme_is_saved_at_once(
    paths: LibraryPaths, tmp_path: Path, article_url: str, expected: dict[str, Any]
) -> None:
    link = f"liseuse:save?url={article_url}"
    (row,) = rows(tmp_path / "library", link)
    assert row["error"]["kind"] == "local-address", "who wrote the link is not known, and nobody can be asked"
    (row,) = rows(tmp_path / "library", "save", "--allow-local", article_url)
    assert (row["status"], row["title"], row["url"]) == ("saved", expected["title"], article_url)
    refused = rows(tmp_path / "library", "liseuse:save?url=file:///etc/passwd")
    assert refused["error"]["kind"] == "unsupported-scheme"


def test_a_killed_window_leaves_a_report_for_the_next_start(paths: LibraryPaths, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("no such signal")
    library = tmp_path / "library"
    program = start(library)
    wait_for_window(paths)
    wait_for(lambda: notes_crashes(program, library), "the crash file, which is opened beside the window")
    program.send_signal(signal.SIGSEGV)
    assert program.wait(LIMIT) == -signal.SIGSEGV
    (crash,) = (library / "logs").glob("crash-*.txt")
    assert "Segmentation fault" in crash.read_text()
    again = start(library)
    wait_for_window(paths)
    wait_for(lambda: list((library / "logs").glob("*.seen.txt")), "the report")
    again.send_signal(signal.SIGTERM)
    assert again.wait(LIMIT) == 0
    assert len(list((library / "logs").glob("*.seen.txt"))) == 1


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_the_socket_is_its_owners_alone(qapp, paths: LibraryPaths, run_folder: Path, umask: int) -> None:
    before = os.umask(umask)
    door = SingleInstance(endpoints(paths))
    try:
        assert door.claim(Opening())
        door.listen()
        modes = {file.name: f"{file.stat().st_mode & 0o777:o}" for file in run_folder.iterdir()}
        assert set(modes.values()) == {"600"}, modes
    finally:
        os.umask(before)
        door.close()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(categories=None, exclude_categories=()), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(value=JSON, taking=st.booleans())
def test_any_json_at_the_door_is_answered(qapp, value: Any, taking: bool) -> None:
    """Nothing raises, whatever a program of the same person sends; what has no such form is refused."""
    door = SingleInstance(endpoints(LibraryPaths(Path("/nonexistent"))))
    taken: list[Opening] = []
    if taking:
        door.take_with(taken.append)
    answer = door.receive(json.dumps(value).encode())
    assert answer.get("ok") in (True, False)
    assert answer["ok"] or answer["kind"] in KINDS
    if taken:  # what is taken goes on to others as it came
        assert Opening.from_json(taken[0].to_json()) == taken[0]
        frame(taken[0].to_json())


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b'{"article": ' + b"9" * 10_000 + b"}",
        b'{"view": []}',
        b'{"view": {"a": 1}}',
        b'{"problem": {"kind": []}}',
        b'{"problem": {"kind": {}, "values": 3}}',
        b'{"files": ["/\\ud800"]}',
        b'{"links": ["http://\\ud800.example/"]}',
        b'{"token": "\\ud800"}',
        b'{"article": NaN, "view": Infinity}',
    ],
    ids=lambda data: data[:40].decode(),
)
def test_a_wrong_type_at_the_door_is_answered(qtbot, door, data: bytes) -> None:
    answer = said(qtbot, door.place, HEADER.pack(len(data)) + data)
    (length,) = HEADER.unpack(answer[: HEADER.size])
    found = json.loads(answer[HEADER.size : HEADER.size + length])
    assert found.get("ok") is False and found["kind"] in KINDS, found
    assert from_elsewhere(qtbot, lambda: hand_over(door._paths, Opening()))


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        (b"[" * 200_000, False),
        (b"3", False),
        (b"{", False),
        (b'{"ok": "true"}', True),
        (b'{"ok": false, "kind": ["offline"]}', True),
        (b'{"ok": false, "kind": "offline", "values": {"kind": "a", "detail": 1, "self": []}}', True),
        (b'{"ok": false, "kind": "offline", "values": [1]}', True),
    ],
    ids=lambda value: str(value)[:50],
)
def test_whatever_the_window_answers_the_start_goes_on(
    paths: LibraryPaths, run_folder: Path, answer: bytes, refused: bool
) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(endpoints(paths)[0])
        listening.listen()

        def serve() -> None:
            guest, _ = listening.accept()
            with guest:
                guest.recv(65536)
                guest.sendall(HEADER.pack(len(answer)) + answer)

        thread = threading.Thread(target=serve)
        thread.start()
        if refused:
            with pytest.raises(ReaderError):
                hand_over(paths, Opening())
        else:
            assert not hand_over(paths, Opening())
        thread.join()
