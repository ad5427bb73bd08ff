"""A folder of a WebDAV server, such as Nextcloud, by `webdav4`."""

from __future__ import annotations

import contextlib
import errno
import ssl
from collections.abc import Iterator

import httpx
import truststore
from webdav4.client import (
    ClientError,
    ForbiddenOperation,
    HTTPError,
    InsufficientStorage,
    ResourceAlreadyExists,
    ResourceConflict,
    ResourceNotFound,
)
from webdav4.fsspec import WebdavFileSystem

from reader.core.errors import ReaderError
from reader.sync.address import Address

_PATIENCE = httpx.Timeout(60, connect=15)  # seconds without a byte
_KEPT_OPEN = httpx.Limits(keepalive_expiry=60)  # seconds: between two requests the library is written
_NO_WEBDAV = frozenset((405, 501))
_GOT, _STORED, _MOVED = frozenset((200, 206)), frozenset((200, 201, 204)), frozenset((201, 204))
_NO_ANSWERS = (ValueError, SyntaxError, KeyError, AssertionError)
"""What `webdav4` raises of an answer that is none of WebDAV: `SyntaxError` is of XML."""


class WebdavDrive:
    """One folder of a server.

    A name is given by `MOVE` with `Overwrite: F`, which a server carries out in one step or refuses
    (RFC 4918, 9.9.3). `If-None-Match: *` at the upload itself would keep the name, too, but a server that
    stores as it receives would show half a file.

    Args:
        address: of the folder.
        password: of its user.

    Raises:
        ReaderError: `sync-unknown-place` when no server can have that name, `sync-unreachable` when the way
            there that the system names (a proxy) is none.
    """

    def __init__(self, address: Address, password: str | None) -> None:
        self._address = address
        with self.errors():
            try:
                self._system = self._opened(password)
            except (ValueError, ImportError) as error:  # of a proxy
                raise self._failure(error) from None
        self._client = self._system.client

    def _opened(self, password: str | None) -> WebdavFileSystem:
        address = self._address
        return WebdavFileSystem(
            address.url,
            auth=(address.user, password or "") if address.user else None,
            retry=False,  # the whole round is tried again
            timeout=_PATIENCE,
            limits=_KEPT_OPEN,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if address.scheme == "https" else False,
            headers={"Accept-Encoding": "identity"},  # nothing grows while it is unpacked
            event_hooks={"response": [_stay_here]},
            trust_env=not address.is_loopback,
            skip_instance_cache=True,  # which would keep the password
        )

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """See `Drive.errors`."""
        try:
            yield
        except (ClientError, httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
            if isinstance(error, FileNotFoundError):
                raise
            raise self._failure(error) from None  # what asked may be named in the cause

    def entries(self, folder: str) -> dict[str, int | None]:
        """See `Drive.entries`: one `PROPFIND`."""
        found: dict[str, int | None] = {}
        with self._understood():
            for one in self._system.ls(folder, detail=True):
                name = str(one["name"]).rstrip("/").rpartition("/")[2]
                found[name] = None if one["type"] == "directory" else int(one["size"] or 0)
        return found

    def read(self, name: str, place: int, size: int, most: int) -> bytes:
        """See `Drive.read`: one `GET`, of a part if no more is wanted."""
        last = "" if size < 0 else str(place + size - 1)
        headers = {"Range": f"bytes={place}-{last}"} if place or last else {}
        wanted = most + 1 if size < 0 else min(size, most + 1)
        parts: list[bytes] = []
        with self._client.http.stream("GET", self._client.join_url(name), headers=headers) as answer:
            if answer.status_code == 416:  # the file ends before
                return b""
            _demand(answer, _GOT)
            skipped, had = place if answer.status_code != 206 else 0, 0
            for part in answer.iter_raw():
                parts.append(part[skipped:])
                had += len(parts[-1])
                skipped = max(0, skipped - len(part))
                if had > wanted:  # an answer that is left before its end costs the connection
                    break
        return b"".join(parts)[:wanted]

    def write(self, name: str, data: bytes) -> None:
        """See `Drive.write`: one `PUT`."""
        answer = self._client.http.put(self._client.join_url(name), content=data)
        if answer.status_code == 409:  # so WebDAV says that the folder is missing
            raise FileNotFoundError(errno.ENOENT, "no folder", name)
        _demand(answer, _STORED)

    def give_name(self, draft: str, name: str) -> bool:
        """See `Drive.give_name`: one `MOVE`."""
        url = self._client.join_url
        headers = {"Destination": str(url(name)), "Overwrite": "F"}
        answer = self._client.http.request("MOVE", url(draft), headers=headers)
        if answer.status_code == 412:
            return False
        _demand(answer, _MOVED)
        return True

    def make_folder(self, folder: str) -> None:
        """See `Drive.make_folder`: one `MKCOL`."""
        try:
            with self._understood():
                self._client.mkdir(folder)
        except ResourceAlreadyExists:
            return
        except ResourceConflict as error:
            raise FileNotFoundError(errno.ENOENT, "no folder above", folder) from error

    def remove(self, name: str) -> None:
        """See `Drive.remove`: one `DELETE`."""
        try:
            self._client.remove(name)
        except ResourceNotFound as error:
            raise FileNotFoundError(errno.ENOENT, "no file", name) from error

    def close(self) -> None:
        """See `Drive.close`."""
        self._client.http.close()

    @contextlib.contextmanager
    def _understood(self) -> Iterator[None]:
        """Say of an answer that makes no sense that what lies there is no WebDAV: a page of the web, say."""
        try:
            yield
        except _NO_ANSWERS as error:
            detail = f"{type(error).__name__}: {error}"
            raise ReaderError("sync-unknown-place", detail, store=self._address.text) from None

    def _failure(self, error: Exception) -> ReaderError:
        store, detail = self._address.text, f"{type(error).__name__}: {error}"
        if _of_tls(error):
            return ReaderError("sync-certificate", detail, store=store, host=self._address.host)
        if isinstance(error, (httpx.InvalidURL, UnicodeError)):
            return ReaderError("sync-unknown-place", detail, store=store)
        if isinstance(error, InsufficientStorage):
            return ReaderError("sync-store-full", detail, store=store)
        if isinstance(error, ForbiddenOperation):
            return ReaderError("sync-store-read-only", detail, store=store)
        if isinstance(error, HTTPError):
            return self._refusal(error, detail)
        return ReaderError("sync-unreachable", detail, store=store)

    def _refusal(self, error: HTTPError, detail: str) -> ReaderError:
        """What the number of an answer means."""
        store, status, method = self._address.text, error.status_code, error.request.method
        if status == 401:
            return ReaderError("sync-password", detail, store=store)
        if status in (413, 507):
            return ReaderError("sync-store-full", detail, store=store)
        if status == 403 or (status in _NO_WEBDAV and method in ("PUT", "DELETE", "MOVE")):
            kind = "sync-password" if method in ("PROPFIND", "GET") else "sync-store-read-only"
            return ReaderError(kind, detail, store=store)
        if status in _NO_WEBDAV or status < 400:
            return ReaderError("sync-unknown-place", f"{detail}: no WebDAV", store=store)
        return ReaderError("sync-unreachable", detail, store=store)


def _stay_here(answer: httpx.Response) -> None:
    """Follow no redirection to another server: it was not typed, and may be in this computer's network.

    Raises:
        HTTPError: it leads elsewhere.
    """
    if answer.has_redirect_location:
        here, there = answer.url, answer.url.join(answer.headers["Location"])
        if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
            raise HTTPError(answer)


def _demand(answer: httpx.Response, good: frozenset[int]) -> None:
    """Make sure that an answer has one of the numbers that say that it was done.

    Raises:
        FileNotFoundError: there is nothing of that name.
        HTTPError: any other answer.
    """
    if answer.status_code == 404:
        raise FileNotFoundError(errno.ENOENT, "no file", answer.request.url.path)
    if answer.status_code not in good:
        raise HTTPError(answer)


def _of_tls(error: BaseException | None) -> bool:
    """Whether a failure comes of a certificate, however often it was wrapped."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
