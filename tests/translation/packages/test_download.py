"""P6: downloads that break, change, lie or never end; the final name appears only when all is right."""

from __future__ import annotations

import hashlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage
from reader.core.progress import Cancelled, Progress
from reader.translation.packages import download as download_module
from reader.translation.packages.catalogue import download
from reader.translation.packages.download import Downloader, DownloadLimits
from reader.translation.packages.packages import installed
from tests.support.limits import LIMIT, NEVER
from tests.translation.engines.hanging_server import HANGS, HangingServer

LIMITS = DownloadLimits(schemes=frozenset({"http"}), tries=4, pause=0.01, connect=LIMIT, silence=LIMIT)
MEGABYTE = 1 << 20


@pytest.fixture
def fetch(hostile: Any, tmp_path: Path) -> Callable[..., Path]:
    def run(
        path: str, size: int = 0, sha256: str = "", progress: Progress | None = None, **limits: Any
    ) -> Path:
        chosen = DownloadLimits(**{**_fields(LIMITS), **limits})
        with Downloader(chosen) as downloader:
            return downloader.file(hostile.url(path), tmp_path / "d" / "m.argosmodel", size, sha256, progress)

    return run


def _fields(limits: DownloadLimits) -> dict[str, Any]:
    return {name: getattr(limits, name) for name in limits.__slots__}


@pytest.fixture
def digest(hostile_module: ModuleType) -> str:
    return hashlib.sha256(hostile_module._blob(1)).hexdigest()


def names(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in (tmp_path / "d").glob("*"))


@pytest.mark.parametrize("how", ["ok", "norange", "no-length", "drop", "wrong-total", "short-416"])
def test_a_file_arrives_whole_whatever_the_server_does(
    fetch: Callable[..., Path], digest: str, tmp_path: Path, how: str
) -> None:
    path = fetch(f"/download/{how}?mb=1", MEGABYTE, digest)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    assert names(tmp_path) == ["m.argosmodel"]


def test_a_drop_is_resumed_with_a_range_and_if_range(
    fetch: Callable[..., Path], digest: str, hostile: Any
) -> None:
    fetch("/download/drop?mb=1&k=1", MEGABYTE, digest)
    first, second = (hit["headers"] for hit in hostile.hits("/download/drop"))
    assert "range" not in first
    assert second["range"] == f"bytes={MEGABYTE // 2}-"
    assert second["if-range"] == '"a"'


@pytest.mark.parametrize("how", ["ok", "norange", "wrong-total", "short-416"])
def test_a_later_try_resumes_or_starts_again(
    fetch: Callable[..., Path], digest: str, tmp_path: Path, hostile: Any, how: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        fetch("/download/drop?mb=1&k=9", MEGABYTE, digest, tries=1)
    assert caught.value.kind == "broken-answer"
    assert names(tmp_path) == ["m.argosmodel.part", "m.argosmodel.part.json"]
    note = tmp_path / "d" / "m.argosmodel.part.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "url": hostile.url(f"/download/{how}?mb=1")}))
    path = fetch(f"/download/{how}?mb=1", MEGABYTE, digest)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    assert hostile.hits(f"/download/{how}")[0]["headers"]["range"] == f"bytes={MEGABYTE // 2}-"


def test_a_file_that_changed_is_never_patched_together(
    fetch: Callable[..., Path], tmp_path: Path, hostile: Any, hostile_module: ModuleType
) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "m.argosmodel.part").write_bytes(b"old" * 1000)
    note = {"url": hostile.url("/download/changed?mb=1"), "etag": '"v0"'}
    (folder / "m.argosmodel.part.json").write_text(json.dumps(note))
    data = fetch("/download/changed?mb=1", MEGABYTE).read_bytes()
    blob = hostile_module._blob(1)
    assert data == blob[1:] + blob[:1]


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"url": 1, "etag": 2}', '{"url": "http://other/", "etag": "x"}']
)
def test_a_part_that_belongs_to_nothing_is_started_again(
    fetch: Callable[..., Path], digest: str, tmp_path: Path, hostile: Any, note: str
) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "m.argosmodel.part").write_bytes(b"stale" * 100)
    (tmp_path / "d" / "m.argosmodel.part.json").write_text(note)
    fetch("/download/ok?mb=1", MEGABYTE, digest)
    assert "range" not in hostile.hits("/download/ok")[0]["headers"]


@pytest.mark.parametrize(
    ("path", "size", "sha256"),
    [
        ("/download/ok?mb=1", MEGABYTE - 1, ""),
        ("/download/ok?mb=1", MEGABYTE + 1, ""),
        ("/download/ok?mb=1", 0, "0" * 64),
        ("/download/no-length?mb=1", MEGABYTE - 1, ""),
        ("/download/no-length?mb=1", 0, "0" * 64),
        ("/download/endless", MEGABYTE, ""),
    ],
)
def test_what_is_not_what_the_catalogue_says_is_thrown_away(
    fetch: Callable[..., Path], tmp_path: Path, path: str, size: int, sha256: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        fetch(path, size, sha256)
    assert caught.value.kind == "model-incomplete"
    assert not (tmp_path / "d" / "m.argosmodel").exists()
    left = sum(p.stat().st_size for p in (tmp_path / "d").glob("*.part"))
    assert left == 0


def test_an_endless_file_of_unknown_size_is_stopped(fetch: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        fetch("/download/endless", max_bytes=3 * MEGABYTE)
    assert caught.value.kind == "model-incomplete"
    assert sum(p.stat().st_size for p in (tmp_path / "d").glob("*.part")) == 0


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/status/404", "not-found"),
        ("/status/403", "login-needed"),
        ("/status/500", "server-error"),
        ("/status/503", "too-many-requests"),
        ("/redirect/loop", "too-many-redirects"),
        ("/redirect/scheme/file", "unsupported-scheme"),
        ("/redirect/scheme/unc", "unsupported-scheme"),
        ("/http/garbage", "broken-answer"),
        ("/http/close", "broken-answer"),
        ("/http/reset-mid", "broken-answer"),
        ("/slow/first-byte?secs=9", "timeout"),
        ("/slow/stall?secs=9", "timeout"),
    ],
)
def test_network_faults_have_their_words(
    fetch: Callable[..., Path], tmp_path: Path, path: str, kind: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        fetch(path, tries=1, silence=0.5 if path.startswith("/slow/") else LIMIT)
    assert caught.value.kind == kind
    assert not (tmp_path / "d" / "m.argosmodel").exists()


def test_redirects_are_followed(fetch: Callable[..., Path], hostile: Any, digest: str) -> None:
    fetch("/redirect/to?u=" + hostile.url("/download/ok?mb=1"), MEGABYTE, digest)


def test_nobody_there_is_refused(tmp_path: Path) -> None:
    with Downloader(LIMITS) as downloader, pytest.raises(ReaderError) as caught:
        downloader.file("http://127.0.0.1:9/x", tmp_path / "x")
    assert caught.value.kind == "refused"


def test_http_is_refused_before_a_byte_is_sent(hostile: Any, tmp_path: Path) -> None:
    with Downloader() as downloader, pytest.raises(ReaderError) as caught:
        downloader.file(hostile.url("/download/ok"), tmp_path / "x")
    assert caught.value.kind == "unsupported-scheme"
    assert hostile.hits("/download") == []


def test_certificates_are_checked(hostile_module: ModuleType, tmp_path: Path) -> None:
    with hostile_module.HostileServer(lifetime=36_000, tls=True) as server:
        with Downloader(DownloadLimits(ca_file=str(server.ca_file), tries=1)) as downloader:
            good = server.url("/download/ok?mb=1", which="tls-good")
            assert downloader.file(good, tmp_path / "good").stat().st_size == MEGABYTE
            for which in ("tls-wrong-host", "tls-expired"):
                with pytest.raises(ReaderError) as caught:
                    downloader.file(server.url("/download/ok?mb=1", which=which), tmp_path / "bad")
                assert caught.value.kind == "tls"
        with Downloader(DownloadLimits(tries=1)) as downloader, pytest.raises(ReaderError) as caught:
            downloader.file(good, tmp_path / "unknown")
        assert caught.value.kind == "tls"


def test_no_room_is_told_before_the_download(
    fetch: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usage = download_module.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(download_module.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(ReaderError) as caught:
        fetch("/download/ok?mb=1", MEGABYTE)
    assert caught.value.kind == "disk-full"


def test_cancel_keeps_what_came(
    fetch: Callable[..., Path], tmp_path: Path, digest: str, hostile: Any
) -> None:
    progress = Progress(lambda done, total, text: progress.cancel() if done > total / 3 else None)
    with pytest.raises(Cancelled):
        fetch("/download/ok?mb=1", MEGABYTE, digest, progress)
    kept = (tmp_path / "d" / "m.argosmodel.part").stat().st_size
    assert MEGABYTE / 3 < kept < MEGABYTE
    fetch("/download/ok?mb=1", MEGABYTE, digest)
    assert hostile.hits("/download/ok")[-1]["headers"]["range"] == f"bytes={kept}-"


def test_a_download_under_way_ends_when_the_network_may_not_be_used_any_more(
    tmp_path: Path, digest: str, hostile: Any
) -> None:
    private, file = threading.Event(), tmp_path / "d" / "m.argosmodel"

    def allowed() -> None:
        if private.is_set():
            raise ReaderError("private-reading", "")

    progress = Progress(lambda done, total, text: private.set() if done > total / 3 else None)
    with Downloader(LIMITS, allowed=allowed) as downloader:
        url = hostile.url("/download/ok?mb=1")
        for _ in range(2):  # under way, and asked again
            with pytest.raises(ReaderError) as caught:
                downloader.file(url, file, MEGABYTE, digest, progress)
            assert caught.value.kind == "private-reading"
        assert MEGABYTE / 3 < (tmp_path / "d" / "m.argosmodel.part").stat().st_size < MEGABYTE
        assert len(hostile.hits("/download/ok")) == 1
        private.clear()
        assert downloader.file(url, file, MEGABYTE, digest).exists()


@pytest.mark.parametrize("what", ["text", "file"])
@pytest.mark.parametrize("how", HANGS)
def test_cancel_ends_a_download_wherever_it_waits(tmp_path: Path, how: str, what: str) -> None:
    server, progress, ended = HangingServer(how), Progress(), list[type[BaseException]]()
    limits = DownloadLimits(frozenset({"http", "https"}), connect=NEVER, silence=NEVER, text_seconds=NEVER)

    def ask() -> None:
        with pytest.raises((Cancelled, ReaderError)) as caught, Downloader(limits) as downloader:
            if what == "text":
                downloader.text(server.address, MEGABYTE, progress)
            else:
                downloader.file(server.address, tmp_path / "m.argosmodel", progress=progress)
        ended.append(caught.type)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    try:
        assert server.asked.wait(LIMIT)
        progress.cancel()
        thread.join(LIMIT)
        assert ended == [Cancelled]
    finally:
        server.close()


@pytest.mark.parametrize("how", ["request", "drip headers", "tls"])
def test_an_answer_that_does_not_begin_is_not_waited_for_without_end(how: str) -> None:
    server = HangingServer(how)
    limits = DownloadLimits(frozenset({"http", "https"}), connect=NEVER, silence=NEVER, text_seconds=1.0)
    try:
        with pytest.raises(ReaderError) as caught, Downloader(limits) as downloader:
            downloader.text(server.address, MEGABYTE)
    finally:
        server.close()
    assert caught.value.kind == "timeout"


def test_a_name_that_is_not_answered_holds_no_download_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = threading.Event(), threading.Event()

    def silent(*_arguments: object, **_named: object) -> list[Any]:
        asked.set()
        answer.wait(LIMIT)
        return []

    monkeypatch.setattr("socket.getaddrinfo", silent)  # the system's own resolver, as with a dead name server
    progress = Progress()
    threading.Thread(target=lambda: asked.wait(LIMIT) and progress.cancel(), daemon=True).start()
    with pytest.raises(Cancelled), Downloader(DownloadLimits(text_seconds=NEVER)) as downloader:
        downloader.text("https://models.example/index.json", MEGABYTE, progress)
    answer.set()


@pytest.mark.parametrize(
    ("host", "kind"), [("a.invalid", "unknown-host"), (f"{'a' * 70}.example", "unknown-host")]
)
def test_a_name_that_nobody_has_is_said_so(host: str, kind: str) -> None:
    with pytest.raises(ReaderError) as caught, Downloader() as downloader:
        downloader.text(f"https://{host}/index.json", MEGABYTE)
    assert caught.value.kind == kind


def test_progress_is_in_bytes_and_grows(fetch: Callable[..., Path]) -> None:
    steps: list[tuple[int, int, str]] = []
    fetch("/download/ok?mb=1", 0, "", Progress(lambda *step: steps.append(step)))
    assert steps == sorted(steps)
    assert steps[-1] == (MEGABYTE, MEGABYTE, "downloading")


def package(*links: str, size: int = 0, sha256: str = "", pair: str = "xx-yy") -> ModelPackage:
    source, target = pair.split("-")
    return ModelPackage(source, target, "1.9", size, links=links, sha256=sha256)


def test_download_tries_the_next_link_and_installs(hostile: Any, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    links = [
        hostile.url(path)
        for path in ("/status/404", "/packages/truncated-half.argosmodel", "/packages/good.argosmodel")
    ]
    done = download(package(*links), folder, limits=LIMITS)
    assert (done.pair, done.installed) == ("xx-yy", True)
    left = {p.relative_to(folder).parts[0] for p in folder.rglob("*") if p.is_file()}
    assert left == {Path(done.path).name}, "nothing of what failed before"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("slip-dotdot", "model-unsafe"),
        ("bomb-1g", "model-unsafe"),
        ("html-error-page", "not-a-model"),
        ("truncated-tail", "model-incomplete"),
    ],
)
def test_a_bad_package_from_the_network_leaves_nothing(
    hostile: Any, tmp_path: Path, name: str, kind: str
) -> None:
    folder = tmp_path / "models"
    with pytest.raises(ReaderError) as caught:
        download(package(hostile.url(f"/packages/{name}.argosmodel")), folder, limits=LIMITS)
    assert caught.value.kind == kind
    assert installed(folder) == []
    assert not [p for p in folder.rglob("*") if p.is_file()]


def test_a_package_of_another_pair_is_not_installed(hostile: Any, tmp_path: Path) -> None:
    offer = package(hostile.url("/packages/good.argosmodel"), pair="fr-en")
    with pytest.raises(ReaderError) as caught:
        download(offer, tmp_path / "models", limits=LIMITS)
    assert caught.value.kind == "not-a-model"
    assert installed(tmp_path / "models") == []


@pytest.fixture
def shipped_server(fr_en_file: Path) -> Iterator[str]:
    """The shipped fr-en file over HTTP."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, directory=str(fr_en_file.parent), **kwargs)

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{fr_en_file.name}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_package_travels_the_whole_way(shipped_server: str, fr_en_file: Path, tmp_path: Path) -> None:
    size = fr_en_file.stat().st_size
    sha256 = hashlib.sha256(fr_en_file.read_bytes()).hexdigest()
    words: list[str] = []
    offer = package(shipped_server, size=size, sha256=sha256, pair="fr-en")
    done = download(offer, tmp_path / "models", Progress(lambda d, t, w: words.append(w)), limits=LIMITS)
    assert done.demonstration and done.sha256 == sha256
    assert list(dict.fromkeys(words)) == ["downloading", "installing"]
