"""Pages and pictures over HTTP, within limits of time, bytes and hops, and never led astray."""

from __future__ import annotations

import logging
import random
import ssl
import threading
import time
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.core.progress import Progress
from reader.saving.fetching.addresses import class_of_name
from reader.saving.fetching.connection import Resolver, system_resolver
from reader.saving.fetching.content_type import is_file, is_file_from_the_start, judged, require_page
from reader.saving.fetching.cookies import CookieJar
from reader.saving.fetching.file_names import file_name_of
from reader.saving.fetching.kept import KeptConnections
from reader.saving.fetching.limits import FetchLimits
from reader.saving.fetching.politeness import Politeness, seconds_asked
from reader.saving.fetching.redirects import hears_password, location, refreshed
from reader.saving.fetching.request import Answer, Request, send, tls_context
from reader.saving.fetching.unpack import too_large
from reader.saving.fetching.urls import host_of, parse_link

__all__ = ["FetchLimits", "FetchedPage", "Fetcher"]

log = logging.getLogger(__name__)

USER_AGENT = f"Mozilla/5.0 (compatible; Liseuse/{__version__})"
_LIMITS = FetchLimits()
_MOVED = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((429, 500, 502, 503, 504))
_PAGE_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_FEED_ACCEPT = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.7,*/*;q=0.5"
)
_FOR_GOOD = frozenset((301, 308))
_PICTURE_ACCEPT = "image/webp,image/png,image/jpeg,image/gif,image/svg+xml;q=0.8,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it arrived: `body` has its content coding undone. `status` 304 has no body.

    `reached` is how local the computer is that gave it, which decides what the page may name. `settled_url`
    is as in `Answer`. `kind` is what it is, as `kind_of` says; of a file (no page), `body` may have only the
    beginning, and `file_name` is what its server calls it.
    """

    url: str
    final_url: str
    body: bytes
    content_type: str
    status: int
    etag: str = ""
    last_modified: str = ""
    reached: AddressClass = AddressClass.PUBLIC
    settled_url: str = ""
    kind: str = "page"
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class _Hop:
    """What is asked for on the way to a page or a picture, and how long and how much it may take.

    `limit` are bytes, `deadline` is when all hops must be over; `named_by` as for a page. `jar` has the
    cookies of the way, `kept` the connections that stay open, if any do. `first`: it is the link itself, of
    which the reader can be asked. `opened`: a file is read no further than it takes to know it for one.
    """

    url: str
    headers: dict[str, str]
    named_by: AddressClass | None
    limit: int
    deadline: float
    progress: Progress | None
    jar: CookieJar
    kept: KeptConnections | None
    first: bool = False
    opened: bool = False


class Fetcher:
    """The requests of one save, with its own cookies and open connections. Safe to use from several threads.

    Args:
        limits: of time, bytes and hops.
        user_agent: what servers are told.
        languages: the `Accept-Language` header.
        ca_file: a further certificate authority, for tests.
        resolve: the name resolver, for tests.
        politeness: how many requests a host gets at once; give the same one to saves that run side by side.
    """

    def __init__(
        self,
        limits: FetchLimits = _LIMITS,
        user_agent: str = USER_AGENT,
        languages: str = "fr,ar;q=0.9,en;q=0.8,*;q=0.5",
        ca_file: str = "",
        resolve: Resolver = system_resolver,
        politeness: Politeness | None = None,
    ) -> None:
        self.limits = limits
        self._headers = {"User-Agent": user_agent, "Accept-Language": languages}
        self._jar = CookieJar()
        self._resolve = resolve
        self._context: ssl.SSLContext = tls_context(ca_file)
        self._classes: dict[str, AddressClass] = {}
        self._politeness = politeness or Politeness(limits.per_host)
        self._kept = KeptConnections()
        self._running: set[Request] = set()
        self._lock = threading.Lock()
        self._closed = False

    def page(
        self,
        url: str,
        progress: Progress | None = None,
        etag: str = "",
        last_modified: str = "",
        named_by: AddressClass | None = None,
        or_file: bool = False,
    ) -> FetchedPage:
        """Fetch a page; redirects and a meta refresh are followed.

        Args:
            url: an http(s) address.
            progress: cancelling it breaks the request off at once.
            etag: of a copy at hand, as is `last_modified`; an unchanged page then answers 304.
            named_by: how local the address may be; `None` where the reader named it himself.
            or_file: a file in its place is no error, but told of by the answer's `kind`.

        Raises:
            ReaderError: what the network, the server or the content does not allow; `local-address`, with
                the link, where the reader can allow it. Cancelled.
        """
        asked = parse_link(url)
        headers = {**self._headers, "Accept": _PAGE_ACCEPT}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        size = self.limits.page_opened
        answer = self._followed(asked, headers, named_by, size, progress, a_page=True, opened=True)
        page = _fetched(asked, answer)
        if answer.status == 304:
            return page
        disposition = answer.header("content-disposition")
        kind = judged(answer.body, page.content_type, disposition)
        if or_file and is_file(kind):
            return replace(page, kind=kind, file_name=file_name_of(disposition))
        return replace(page, kind=require_page(answer.body, page.content_type, disposition))

    def feed(
        self,
        url: str,
        progress: Progress | None = None,
        etag: str = "",
        last_modified: str = "",
        named_by: AddressClass | None = None,
        authorization: str = "",
    ) -> FetchedPage:
        """Fetch a feed, or the page of a site that may name one: the content is judged by who reads it.

        Args:
            url: an http(s) address, with whatever of its query is secret.
            progress: as for a page, as are `etag`, `last_modified` and `named_by`.
            authorization: the header for its server, told to no other.

        Raises:
            ReaderError: as for a page, but for the content. Cancelled.
        """
        asked = parse_link(url)
        headers = {**self._headers, "Accept": _FEED_ACCEPT}
        for name, value in (
            ("If-None-Match", etag),
            ("If-Modified-Since", last_modified),
            ("Authorization", authorization),
        ):
            if value:
                headers[name] = value
        size, own = self.limits.page_opened, CookieJar()  # what one feed is told is no other feed's matter
        answer = self._followed(asked, headers, named_by, size, progress, a_page=True, jar=own)
        return _fetched(asked, answer)

    def picture(
        self,
        url: str,
        page_url: str,
        progress: Progress | None = None,
        named_by: AddressClass | None = None,
    ) -> bytes:
        """Fetch a picture that the page at `page_url` names, from a place no more local than the page.

        Args:
            url: the picture's address.
            page_url: the page's, told to the server as far as its host.
            progress: as for a page.
            named_by: how local the page is; by default as it was reached in this save.

        Raises:
            ReaderError: as for a page, and `bad-picture` for an empty answer. Cancelled.
        """
        origin = urlsplit(page_url)
        headers = {**self._headers, "Accept": _PICTURE_ACCEPT}
        if origin.netloc:
            headers["Referer"] = f"{origin.scheme}://{origin.netloc.rpartition('@')[2]}/"
        local = self._class_of(page_url) if named_by is None else named_by
        answer = self._followed(parse_link(url), headers, local, self.limits.picture, progress, a_page=False)
        if not answer.body or answer.status != 200:
            raise ReaderError("bad-picture", "empty answer")
        return answer.body

    def close(self) -> None:
        """Break off what runs, close what is open and forget the cookies."""
        self._closed = True
        with self._lock:
            running = list(self._running)
        for request in running:
            request.gate.break_off("cancelled")
        self._kept.close()

    def _followed(
        self,
        url: str,
        headers: dict[str, str],
        named_by: AddressClass | None,
        limit: int,
        progress: Progress | None,
        a_page: bool,
        jar: CookieJar | None = None,
        opened: bool = False,
    ) -> Answer:
        deadline = time.monotonic() + self.limits.total
        # Feeds lie with as many hosts: nothing would come over their connections any more.
        kept = self._kept if jar is None else None
        hop = _Hop(url, headers, named_by, limit, deadline, progress, jar or self._jar, kept, a_page, opened)
        settled, for_good = url, True
        for _ in range(self.limits.redirects + 1):
            url, named_by = hop.url, hop.named_by
            answer = self._tried(hop)
            target = location(answer, url) if answer.status in _MOVED else ""
            if not target and a_page and answer.status == 200:
                target = refreshed(answer, url)
            if not target:
                _require_good(answer, url)
                self._classes[host_of(url)] = answer.reached
                return replace(answer, settled_url=settled)
            for_good &= answer.status in _FOR_GOOD
            settled = target if for_good else settled
            local = answer.reached if named_by is None else min(named_by, answer.reached)
            hop = replace(hop, url=target, named_by=local, headers=_for_next(hop, target), first=False)
        raise ReaderError("too-many-redirects", f"over {self.limits.redirects}", host=host_of(hop.url))

    def _tried(self, hop: _Hop) -> Answer:
        """One hop; a busy server is asked again after a short wait, with jitter."""
        for left in range(self.limits.tries - 1, -1, -1):
            answer = self._once(hop)
            wait = _wait_asked(answer) if answer.status in _BUSY else -1.0
            if not left or wait < 0 or wait > self.limits.wait or time.monotonic() + wait > hop.deadline:
                return answer
            _sleep(wait + random.random() * 0.3, hop.progress)
        raise AssertionError("tries is at least 1")

    def _once(self, hop: _Hop) -> Answer:
        url, progress = hop.url, hop.progress
        headers = _told_to(url, hop.headers)
        request = Request(
            url,
            headers,
            hop.named_by,
            hop.deadline,
            self.limits,
            hop.limit,
            self._context,
            self._resolve,
            url if hop.first else "",
            hop.kept,
            is_file_from_the_start if hop.opened else None,
        )
        cookie = hop.jar.header(url)
        if cookie:
            request.headers["Cookie"] = cookie
        waiting = time.monotonic()
        with self._politeness.turn(host_of(url), progress):
            request.extend(time.monotonic() - waiting)  # the wait for a turn is not the server's
            if progress is not None:
                progress.check()
                progress.on_cancel(lambda: request.gate.break_off("cancelled"))
            with self._lock:
                self._running.add(request)
            if self._closed:
                request.gate.break_off("cancelled")
            try:
                answer = send(request)
            finally:
                with self._lock:
                    self._running.discard(request)
                if progress is not None:
                    progress.on_cancel(None)
        hop.jar.store(url, answer.headers.get("set-cookie", []))
        return answer

    def _class_of(self, page_url: str) -> AddressClass:
        """How local a page is, for what it names: as reached in this save, else by its name alone.

        It is not looked up: whoever owns the name may have it lead elsewhere by now.
        """
        host = host_of(page_url)
        known = self._classes.get(host)
        return class_of_name(host) if known is None else known


def _fetched(asked: str, answer: Answer) -> FetchedPage:
    return FetchedPage(
        asked,
        answer.url,
        answer.body,
        answer.header("content-type"),
        answer.status,
        answer.header("etag")[:200],
        answer.header("last-modified")[:100],
        answer.reached,
        answer.settled_url,
    )


def _for_next(hop: _Hop, target: str) -> dict[str, str]:
    """The headers after a redirect: another server, or one that is asked in the open, hears no password."""
    if hears_password(hop.url, target):
        return hop.headers
    return {name: value for name, value in hop.headers.items() if name != "Authorization"}


def _told_to(url: str, headers: dict[str, str]) -> dict[str, str]:
    """The headers of one hop: a plain address, which anyone on the way reads, hears of no secure page."""
    if urlsplit(url).scheme == "http" and headers.get("Referer", "").startswith("https:"):
        return {name: value for name, value in headers.items() if name != "Referer"}
    return headers


def _wait_asked(answer: Answer) -> float:
    """Seconds a busy server asks for; short by default, infinite for what is not worth waiting."""
    asked = answer.header("retry-after").strip()
    if not asked:
        return 0.5 if answer.status in (502, 503, 504) else -1.0
    seconds = seconds_asked(asked)
    return -1.0 if seconds is None else seconds


def _sleep(seconds: float, progress: Progress | None) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if progress is not None:
            progress.check()
        time.sleep(min(0.1, max(0.0, end - time.monotonic())))


def _require_good(answer: Answer, url: str) -> None:
    status, host = answer.status, host_of(url)
    if status in (200, 203) or (status == 304 and answer.conditional):
        return
    kinds = {
        401: "login-needed",
        402: "login-needed",
        407: "login-needed",
        403: "not-allowed",
        451: "not-allowed",
        404: "not-found",
        410: "not-found",
        408: "timeout",
        413: "too-large",
        429: "too-many-requests",
    }
    kind = kinds.get(status) or ("not-found" if 400 <= status < 500 else "server-error")
    if status < 400:
        kind = "broken-answer"
    if kind == "too-large":
        raise too_large(0, "server's")
    wait = seconds_asked(answer.header("retry-after")) if status in (429, 503) else None
    asked = {} if wait is None else {"retry_after": int(wait)}
    raise ReaderError(kind, f"status {status}", host=host, status=status, **asked)
