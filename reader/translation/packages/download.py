"""Fetching a file into a folder: resumed after a break, checked, and named only when it is whole.

What has come so far lies in `NAME.part`, what it belongs to in `NAME.part.json`. A later try asks for
the rest with `If-Range`, so a file that changed meanwhile starts again instead of being patched
together from two.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import re
import shutil
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import urllib3

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.core.private_files import make_file, make_folder
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.core.storage_errors import storage_errors
from reader.translation.line import Line
from reader.translation.packages.archive import MAX_BYTES, sync_folder
from reader.translation.packages.guarded_connection import Gate, guarded_pools

log = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_REDIRECTS = {301, 302, 303, 307, 308}
_WORTH_RETRYING = {
    "broken-answer",
    "timeout",
    "refused",
    "unknown-host",
    "server-error",
    "too-many-requests",
}


@dataclass(frozen=True, slots=True)
class DownloadLimits:
    """`schemes` that may be fetched from, tries in a row without progress, seconds of `silence`.

    `text_seconds` is the whole time for a small file, `ca_file` a certificate to trust, for tests.
    """

    schemes: frozenset[str] = frozenset({"https"})
    tries: int = 4
    pause: float = 1.0
    connect: float = 10.0
    silence: float = 20.0
    max_bytes: int = MAX_BYTES
    redirects: int = 5
    text_seconds: float = 60.0
    ca_file: str = ""


@dataclass(slots=True)
class _Part:
    """The unfinished file: how much is there and which version of which address it belongs to."""

    path: Path
    url: str
    etag: str = ""
    have: int = 0
    total: int = 0
    done: bool = False

    @property
    def note(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def restore(self) -> None:
        """Take up what an earlier try left, if it was the same address with a version mark."""
        try:
            note = read_json(self.note.read_text("utf-8"))
            if note["url"] == self.url and isinstance(note["etag"], str) and note["etag"]:
                self.have, self.etag = self.path.stat().st_size, note["etag"]
        except (OSError, ValueError, KeyError, TypeError):
            self.have, self.etag = 0, ""

    def restart(self, etag: str) -> None:
        self.have, self.etag, self.total = 0, etag, 0
        for path in (self.path, self.note):
            make_file(path)
        self.path.write_bytes(b"")
        self.note.write_text(json.dumps({"url": self.url, "etag": etag}), "utf-8")

    def discard(self) -> None:
        for path in (self.path, self.note):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


class Downloader:
    """One connection pool for downloads; a context manager.

    Args:
        limits: time, size and what addresses are allowed.
        named_by: how local the place is that named the addresses; nothing more local is connected to.
            `None` for an address that the reader chose. A redirect leads nowhere more local either.
        allowed: called before each request and with each chunk that comes; raises where nothing may be
            asked of the network now. What has come is kept for the next try.
    """

    def __init__(
        self,
        limits: DownloadLimits | None = None,
        named_by: AddressClass | None = None,
        allowed: Callable[[], None] = lambda: None,
    ) -> None:
        self.limits = limits or DownloadLimits()
        self._allowed = allowed
        self._named_by = named_by
        self._gate = Gate(self._line())
        self._pool = urllib3.PoolManager(
            ssl_context=_ssl_context(self.limits.ca_file),
            retries=False,
            timeout=urllib3.Timeout(connect=self.limits.connect, read=self.limits.silence),
            headers={
                "User-Agent": f"Liseuse/{__version__}",
                "Accept-Encoding": "identity",
                "Connection": "close",  # each request connects anew, and so is judged
            },
        )
        self._pool.pool_classes_by_scheme = guarded_pools(self._gate)

    def __enter__(self) -> Downloader:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    @property
    def reached(self) -> AddressClass:
        """How local the computer was that answered last."""
        return self._gate.reached

    def text(self, url: str, most: int, progress: Progress | None = None) -> bytes:
        """A small file such as an index, at most `most` bytes.

        Raises:
            ReaderError: network, status, or `broken-answer` when it is larger.
        """
        progress = progress or Progress()
        with self._open(url, {}, progress) as response:
            _check_status(response, url)
            data = bytearray()
            end = time.monotonic() + self.limits.text_seconds
            for chunk in self._chunks(response, url, progress):
                data += chunk
                if len(data) > most:
                    raise ReaderError("broken-answer", "larger than allowed", host=_host(url))
                if time.monotonic() > end:
                    raise ReaderError("timeout", "too slow", host=_host(url))
        return bytes(data)

    def file(
        self, url: str, path: Path, size: int = 0, sha256: str = "", progress: Progress | None = None
    ) -> Path:
        """Fetch `url` to `path`, which appears only when size and check sum are right.

        Args:
            size: the expected bytes, 0 when not known.
            sha256: the expected check sum, empty when not known.

        Raises:
            ReaderError: `model-incomplete` (wrong size or check sum), network, status, `disk-full`, ….
            Cancelled: what has come is kept for the next try.
        """
        progress = progress or Progress()
        part = _Part(path.with_name(path.name + ".part"), url)
        with storage_errors(path.parent):
            make_folder(path.parent)
            part.restore()
            self._fetch(part, size, progress)
            _check_whole(part, size, sha256, progress)
            with part.path.open("rb") as file:
                os.fsync(file.fileno())
            os.replace(part.path, path)
            sync_folder(path.parent)
            part.discard()
        return path

    def _fetch(self, part: _Part, size: int, progress: Progress) -> None:
        """Ask until everything is there; only tries in a row that bring nothing count."""
        tries = 0
        while not part.done:
            before = part.have
            try:
                self._ask(part, size, progress)
                fault = ReaderError("broken-answer", "the answer broke off", host=_host(part.url))
            except ReaderError as error:
                if error.kind not in _WORTH_RETRYING:
                    raise
                fault = error
            if part.done:
                return
            tries = 1 if part.have > before else tries + 1
            if tries >= self.limits.tries:
                raise fault
            _pause(self.limits.pause * tries, progress)

    def _ask(self, part: _Part, size: int, progress: Progress) -> None:
        headers = {"Range": f"bytes={part.have}-", "If-Range": part.etag} if part.have else {}
        with self._open(part.url, headers, progress) as response:
            if response.status == 416:
                part.restart("")
                return
            _check_status(response, part.url)
            self._prepare(part, response, size)
            with part.path.open("ab") as file:
                for chunk in self._chunks(response, part.url, progress):
                    if part.have + len(chunk) > (part.total or self.limits.max_bytes):
                        file.close()  # else what it holds back is written to the empty file
                        part.restart("")
                        raise ReaderError("model-incomplete", "larger than announced")
                    file.write(chunk)
                    part.have += len(chunk)
                    progress.step(part.have, part.total, "downloading")
        progress.check()  # a cancel ends the answer, which is not its true end
        part.done = part.have == part.total if part.total else True

    def _prepare(self, part: _Part, response: urllib3.BaseHTTPResponse, size: int) -> None:
        """Set up the part for what the answer brings: the rest, or everything again."""
        etag = response.headers.get("ETag", "")
        strong = "" if etag.startswith("W/") else etag
        if response.status == 206:
            total = _resumed_total(response, part, size) if strong == part.etag else 0
            if not total:
                part.restart("")
                raise ReaderError("broken-answer", "another range than asked for", host=_host(part.url))
        else:
            part.restart(strong)
            length = response.headers.get("Content-Length", "")
            total = int(length) if length.isdecimal() else 0
        if (size and total and total != size) or total > self.limits.max_bytes:
            part.restart("")
            raise ReaderError("model-incomplete", f"{total} bytes offered, {size} expected")
        part.total = total or size
        if shutil.disk_usage(part.path.parent).free < part.total - part.have:
            raise ReaderError("disk-full", "no room for the download")

    @contextlib.contextmanager
    def _open(
        self, url: str, headers: dict[str, str], progress: Progress
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """Follow redirects by hand, so that each address is checked."""
        self._gate.limit = self._named_by
        for _ in range(self.limits.redirects + 1):
            progress.check()
            self._allowed()
            if urlsplit(url).scheme not in self.limits.schemes:
                raise ReaderError("unsupported-scheme", "models are fetched over https only")
            self._gate.line = self._line()
            progress.on_cancel(self._gate.line.break_off)
            try:
                with self._asked(url, headers) as response:
                    place = response.headers.get("Location")
                    if response.status not in _REDIRECTS or not place:
                        yield response
                        return
                url = _joined(url, place)
                self._gate.limit = self._gate.reached
            except ReaderError:
                progress.check()  # a cancel breaks the answer off, which then is no fault
                raise
            finally:
                progress.on_cancel(None)
                self._gate.line.release()
        raise ReaderError("too-many-redirects", "", host=_host(url))

    def _line(self) -> Line:
        """A way for the next request: until its answer begins, it has the time of a small file."""
        return Line(self.limits.text_seconds, self.limits.connect)

    @contextlib.contextmanager
    def _asked(self, url: str, headers: dict[str, str]) -> Iterator[urllib3.BaseHTTPResponse]:
        with contextlib.ExitStack() as held:
            with _network_errors(url), self._gate.line.in_time():
                response = self._pool.request(
                    "GET",
                    url,
                    headers={**self._pool.headers, **headers},
                    redirect=False,
                    preload_content=False,
                )
                held.callback(response.close)  # never back to the pool: what is left unread may be endless
            yield response

    def _chunks(self, response: urllib3.BaseHTTPResponse, url: str, progress: Progress) -> Iterator[bytes]:
        """The bytes as they come, never waiting for a full buffer, never unpacked."""
        while True:
            with _network_errors(url):
                chunk = response.read1(_CHUNK, decode_content=False)
            progress.check()
            if not chunk:
                return
            self._allowed()
            yield chunk


def _joined(url: str, place: str) -> str:
    try:
        target = urljoin(url, place)
        urlsplit(target).port  # noqa: B018 - raises for what is no port
    except ValueError as error:
        raise ReaderError("broken-answer", "redirected to no address", host=_host(url)) from error
    return target


def _resumed_total(response: urllib3.BaseHTTPResponse, part: _Part, size: int) -> int:
    """The size of the whole file, if the answer is the rest that was asked for; else 0."""
    found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if found is None or not part.have or int(found[1]) != part.have:
        return 0
    total = int(found[3])
    return total if not size or total == size else 0


def _pause(seconds: float, progress: Progress) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        progress.check()
        time.sleep(min(left, 0.1))


def _check_whole(part: _Part, size: int, sha256: str, progress: Progress) -> None:
    digest = hashlib.sha256()
    with part.path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            progress.check()
            digest.update(chunk)
    if (size and part.have != size) or (sha256 and digest.hexdigest() != sha256):
        part.discard()  # resuming a wrong file would only repeat it
        raise ReaderError("model-incomplete", "size or check sum is wrong")


def _check_status(response: urllib3.BaseHTTPResponse, url: str) -> None:
    status, host = response.status, _host(url)
    if status in (200, 206):
        return
    if status in (404, 410):
        raise ReaderError("not-found", f"status {status}", host=host)
    if status in (401, 403):
        raise ReaderError("login-needed", f"status {status}", host=host)
    if status in (429, 503):
        raise ReaderError("too-many-requests", f"status {status}", host=host)
    raise ReaderError("server-error", f"status {status}", host=host)


@contextlib.contextmanager
def _network_errors(url: str) -> Iterator[None]:
    """Turn urllib3's failures into errors for the reader."""
    host = _host(url)
    try:
        yield
    except urllib3.exceptions.SSLError as error:
        raise ReaderError("tls", str(error)[:300], host=host, reason=type(error).__name__) from error
    except urllib3.exceptions.NameResolutionError as error:
        raise ReaderError("unknown-host", "", host=host) from error
    except urllib3.exceptions.NewConnectionError as error:  # a kind of time-out to urllib3
        raise ReaderError("refused", type(error).__name__, host=host) from error
    except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
        raise ReaderError("timeout", type(error).__name__, host=host) from error
    except (urllib3.exceptions.HTTPError, ssl.SSLError) as error:
        raise ReaderError("broken-answer", type(error).__name__, host=host) from error


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _ssl_context(ca_file: str) -> ssl.SSLContext:
    """The system's certificates, as the browser uses them."""
    if ca_file:
        return ssl.create_default_context(cafile=ca_file)
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
