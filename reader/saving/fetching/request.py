"""One HTTP request: sent, watched, read with caps, its failures named."""

from __future__ import annotations

import base64
import errno
import http.client
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3.exceptions import HTTPError, IncompleteRead, InvalidHeader, ProtocolError, ReadTimeoutError
from urllib3.response import HTTPResponse

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.core.progress import Cancelled
from reader.saving.fetching.connection import Gate, GuardedHTTPConnection, GuardedHTTPSConnection, Resolver
from reader.saving.fetching.kept import Connection, KeptConnections, Place
from reader.saving.fetching.limits import FetchLimits
from reader.saving.fetching.unpack import ACCEPTED, BadCoding, too_large, unpack
from reader.saving.fetching.urls import host_of

logging.getLogger("urllib3.connection").setLevel(logging.ERROR)  # its warnings name whole addresses

_PIECE = 64 * 1024  # bytes read at a time
_FIRST = 4096  # bytes that are looked at before the rest is read
_NO_NETWORK = frozenset((errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL))


@dataclass(eq=False, slots=True)
class Request:
    """A request about to be sent. `limit` (bytes) is for the opened body, `link` as for a `Gate`.

    With `kept` its connection is one of those, or becomes one; else it is closed after the answer.
    `enough` says of the first bytes of a body and its content type whether the rest is not wanted.
    """

    url: str
    headers: dict[str, str]
    named_by: AddressClass | None
    deadline: float
    limits: FetchLimits
    limit: int
    context: ssl.SSLContext
    resolve: Resolver
    link: str = ""
    kept: KeptConnections | None = None
    enough: Callable[[bytes, str], bool] | None = None
    gate: Gate = field(init=False)
    proxy: str = field(init=False)

    def __post_init__(self) -> None:
        self.proxy = _proxy_for(self.url)
        if self.proxy:
            self.kept = None
        lasting = "close" if self.kept is None else "keep-alive"
        self.headers = {**self.headers, "Accept-Encoding": ACCEPTED, "Connection": lasting}
        self.gate = Gate(
            self.named_by,
            self.deadline,
            self.limits.connect,
            self.resolve,
            proxied=bool(self.proxy),
            link=self.link,
        )

    def extend(self, seconds: float) -> None:
        """Move the deadline, before the request is sent."""
        self.deadline += seconds
        self.gate.deadline += seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is whole and opened. Header names are in lower case.

    `settled_url` is the address that what was asked for has for good: the last one that was only reached by
    redirects that say so, else the one asked for.
    """

    url: str
    status: int
    headers: dict[str, list[str]]
    body: bytes
    reached: AddressClass
    conditional: bool = False
    settled_url: str = ""

    def header(self, name: str) -> str:
        """The first header of a name, or nothing."""
        values = self.headers.get(name)
        return values[0] if values else ""


def tls_context(ca_file: str = "") -> ssl.SSLContext:
    """TLS as the system trusts it (truststore), with `ca_file` besides."""
    if ca_file:
        return ssl.create_default_context(cafile=ca_file)
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def send(request: Request) -> Answer:
    """Send it and read the whole answer; a watchdog ends it at its deadline.

    Raises:
        ReaderError: network, server or size. Cancelled: it was broken off for that.
    """
    host = host_of(request.url)
    left = request.deadline - time.monotonic()
    if left <= 0:
        raise ReaderError("timeout", "no time left", host=host)
    watchdog = threading.Timer(left, request.gate.break_off, ("timeout",))
    watchdog.daemon = True
    watchdog.start()
    try:
        return _over_kept(request, host) or _exchanged(request, _connection(request))
    except (OSError, HTTPError, http.client.HTTPException, BadCoding, ValueError) as error:
        raise _named(error, request, host) from error
    finally:
        watchdog.cancel()
        request.gate.release()


def _over_kept(request: Request, host: str) -> Answer | None:
    """The answer over a connection that is open already; nothing where there is none, or it had died."""
    found = request.kept.take(_place(request.url)) if request.kept is not None else None
    if found is None:
        return None
    try:
        request.gate.take_over(found.held, host)
        found.connection.gate = request.gate
        return _exchanged(request, found.connection)
    except _StaleConnectionError:
        request.gate.release()
        if request.gate.broken_off:
            raise
        return None
    except BaseException:
        found.connection.close()
        raise


class _StaleConnectionError(ConnectionError):
    """A connection that ended before anything of the answer came."""


def _place(url: str) -> Place:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _connection(request: Request) -> Connection:
    scheme, host, port = _place(request.url)
    secure = scheme == "https"
    timeout = request.limits.silence
    connection: Connection
    at_host, at_port = host, port
    credentials: dict[str, str] = {}
    if request.proxy:
        proxy = urlsplit(request.proxy if "://" in request.proxy else f"http://{request.proxy}")
        request.gate.judge_name(host)
        at_host, at_port = proxy.hostname or "", proxy.port or 80
        credentials = _proxy_credentials(proxy.username, proxy.password)
    if secure:
        connection = GuardedHTTPSConnection(
            at_host, at_port, timeout=timeout, ssl_context=request.context, server_hostname=host
        )
        if request.proxy:
            connection.set_tunnel(host, port, credentials)
    else:
        connection = GuardedHTTPConnection(at_host, at_port, timeout=timeout)
        request.headers.update(credentials)
    connection.gate = request.gate
    return connection


def _proxy_credentials(user: str | None, password: str | None) -> dict[str, str]:
    """The header for a proxy whose address holds a name and a password."""
    if not user:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}"
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}


def _exchanged(request: Request, connection: Connection) -> Answer:
    """Ask and read the answer; the connection is kept where it may be, else closed."""
    lasts = False
    try:
        response = _asked(request, connection)
        try:
            headers = _headers(response, request.limits)
            body, whole = _body(response, request)
        finally:
            response.close()
        lasts = whole and response.status == 200 and not connection.is_closed
    finally:
        held = request.gate.hand_on() if lasts and request.kept is not None else None
        if held is not None and request.kept is not None:
            request.kept.give(_place(request.url), connection, held)
        else:
            connection.close()
    conditional = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
    return Answer(request.url, response.status, headers, body, request.gate.reached, conditional)


def _asked(request: Request, connection: Connection) -> HTTPResponse:
    """Send the request; the answer is there as far as its headers.

    Raises:
        _StaleConnectionError: the server closed an open connection before it read the request.
    """
    parts = urlsplit(request.url)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    if request.proxy and parts.scheme == "http":
        target = request.url.partition("#")[0]
        request.headers["Host"] = parts.netloc
    was_open = not connection.is_closed
    try:
        connection.request(
            "GET", target, headers=request.headers, preload_content=False, decode_content=False
        )
        return connection.getresponse()
    except (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        if was_open:
            raise _StaleConnectionError(str(error)) from error
        raise


def _headers(response: HTTPResponse, limits: FetchLimits) -> dict[str, list[str]]:
    size = 0
    headers: dict[str, list[str]] = {}
    for name, value in response.headers.iteritems():
        size += len(name) + len(value) + 4
        if "\0" in value or "\0" in name or size > limits.header_bytes:
            raise InvalidHeader("header damaged or too long")
        headers.setdefault(name.lower(), []).append(value)
    lengths = set(headers.get("content-length", []))
    if len(lengths) > 1 or (lengths and "transfer-encoding" in headers):
        raise InvalidHeader("two lengths")
    if lengths and not lengths.pop().strip().isdecimal():
        raise InvalidHeader("length is no number")
    return headers


def _body(response: HTTPResponse, request: Request) -> tuple[bytes, bool]:
    """The opened body, and whether that is all of it."""
    wire = min(request.limits.page_wire, request.limit) if request.limit else request.limits.page_wire
    if response.status >= 300:
        return b"", True  # nothing of it is used
    coding = response.headers.get("content-encoding", "")
    declared = int(response.headers.get("content-length") or 0)
    look = None if coding else request.enough
    received = bytearray()
    while piece := _piece(response, declared, wire, look is not None):
        received += piece
        if look is not None and look(bytes(piece), response.headers.get("content-type", "")):
            return bytes(piece), False
        look = None
        if len(received) > wire:
            raise too_large(wire, "received")
    if request.gate.broken_off:
        raise ProtocolError("broken off")
    return unpack(bytes(received), coding, request.limit), True


def _piece(response: HTTPResponse, declared: int, wire: int, first: bool) -> bytes:
    """The next bytes of a body; the first ones also of one that is declared too large: it may be a file."""
    if declared > wire and not first:
        raise too_large(wire, "declared")
    return response.read(_FIRST if first else _PIECE, decode_content=False)


def _named(error: Exception, request: Request, host: str) -> Exception:
    """The error in the reader's words."""
    if request.gate.broken_off == "cancelled":
        return Cancelled()
    if request.gate.broken_off == "timeout" or time.monotonic() >= request.deadline:
        return ReaderError("timeout", "total time", host=host)
    cause: BaseException | None = error
    while cause is not None:
        found = _by_cause(cause, host)
        if found is not None:
            return found
        cause = cause.__cause__ or cause.__context__
    return ReaderError("broken-answer", f"{type(error).__name__}: {error}"[:300], host=host)


def _by_cause(cause: BaseException, host: str) -> ReaderError | None:
    if isinstance(cause, ReaderError):
        return cause
    if isinstance(cause, ssl.SSLCertVerificationError):
        return ReaderError("tls", cause.verify_message, host=host, reason=cause.verify_message)
    if isinstance(cause, ssl.SSLError):
        return ReaderError("tls", str(cause), host=host, reason=cause.reason or "TLS")
    if isinstance(cause, socket.gaierror):
        kind = "offline" if cause.errno == socket.EAI_AGAIN else "unknown-host"
        return ReaderError(kind, str(cause), host=host)
    if isinstance(cause, (TimeoutError, ReadTimeoutError)):
        return ReaderError("timeout", "silence", host=host)
    if isinstance(cause, (IncompleteRead, ConnectionResetError, BadCoding)):
        return ReaderError("broken-answer", f"{type(cause).__name__}: {cause}"[:300], host=host)
    if isinstance(cause, OSError) and not isinstance(cause, (HTTPError, http.client.HTTPException)):
        kind = "offline" if cause.errno in _NO_NETWORK else "refused"
        return ReaderError(kind, str(cause), host=host)
    return None


def _proxy_for(url: str) -> str:
    parts = urlsplit(url)
    proxies: dict[str, Any] = getproxies()
    proxy = str(proxies.get(parts.scheme) or proxies.get("all") or "")
    if not proxy or proxy_bypass(parts.netloc):
        return ""
    if proxy.lower().startswith("socks"):  # going round it would show the reader's own address to the site
        raise ReaderError("proxy-unknown", proxy.partition("://")[0], host=parts.hostname or "")
    return proxy
