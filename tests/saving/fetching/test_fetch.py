"""Fetching over a real socket from a server that misbehaves."""

from __future__ import annotations

import gzip
import http.server
import json
import resource
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.saving.fetching import fetch, unpack
from reader.saving.fetching.fetch import USER_AGENT, Fetcher, FetchLimits
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT, wait_for

PATIENT = FetchLimits(total=LIMIT, silence=LIMIT, connect=LIMIT)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher(PATIENT)
    yield fetcher
    fetcher.close()


def kind_of_failure(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(ReaderError) as caught:
        fetcher.page(url)
    return caught.value.kind


def test_a_plain_article_arrives_whole(hostile: Any, fetcher: Fetcher) -> None:
    hostile.reset()
    page = fetcher.page(hostile.url("/article/plain/1"))
    assert page.status == 200 and page.content_type.startswith("text/html")
    assert b"BEGIN-plain-1" in page.body and b"END-plain-1" in page.body
    headers = hostile.hits("/article/plain/1")[0]["headers"]
    assert headers["user-agent"] == USER_AGENT and "Liseuse" in USER_AGENT
    assert "cookie" not in headers and "authorization" not in headers and "referer" not in headers


@pytest.mark.parametrize(
    "path", ["/redirect/chain/10", "/redirect/cookie-loop", "/cookies/need", "/page/meta-refresh"]
)
def test_redirects_lead_to_the_article(hostile: Any, fetcher: Fetcher, path: str) -> None:
    page = fetcher.page(hostile.url(path))
    assert b"BEGIN-" in page.body
    assert page.final_url != page.url or path == "/redirect/cookie-loop"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/redirect/loop", "too-many-redirects"),
        ("/redirect/ping", "too-many-redirects"),
        ("/redirect/growing", "too-many-redirects"),
        ("/redirect/chain/11", "too-many-redirects"),
        ("/page/meta-refresh-loop", "too-many-redirects"),
        *(
            (f"/redirect/scheme/{s}", "unsupported-scheme")
            for s in ("file", "data", "javascript", "ftp", "about", "jar")
        ),
        *(
            (f"/redirect/scheme/{s}", "broken-answer")
            for s in ("empty", "nohost", "unc", "none", "newline", "two")
        ),
        ("/status/404", "not-found"),
        ("/status/410", "not-found"),
        ("/status/403", "not-allowed"),
        ("/status/429", "too-many-requests"),
        ("/status/500", "server-error"),
        ("/status/503", "server-error"),
        ("/status/402", "login-needed"),
        ("/status/451", "not-allowed"),
        ("/status/408", "timeout"),
        ("/status/412", "not-found"),
        ("/status/413", "too-large"),
        ("/status/204", "broken-answer"),
        ("/status/304", "broken-answer"),
        *((f"/auth/{a}", "login-needed") for a in ("basic", "digest", "ntlm", "negotiate", "bearer")),
    ],
)
def test_answers_that_are_no_article_say_so(hostile: Any, fetcher: Fetcher, path: str, kind: str) -> None:
    assert kind_of_failure(fetcher, hostile.url(path)) == kind


@pytest.mark.parametrize(
    "how",
    [
        "short",
        "bad-chunk",
        "chunk-cut",
        "two-lengths",
        "length-and-chunked",
        "negative",
        "garbage",
        "no-status",
        "http09",
        "close",
        "reset",
        "reset-mid",
        "header-nul",
        "huge-header",
        "many-headers",
        "206-unasked",
        "1xx-only",
        "version9",
    ],
)
def test_broken_http_is_never_taken_for_a_page(hostile: Any, fetcher: Fetcher, how: str) -> None:
    assert kind_of_failure(fetcher, hostile.url(f"/http/{how}")) == "broken-answer"


@pytest.mark.parametrize(("status", "asked"), [(429, 1), (500, 1), (502, 2), (503, 1), (504, 2), (404, 1)])
def test_only_a_server_that_may_be_back_in_a_moment_is_asked_again(
    hostile: Any, status: int, asked: int
) -> None:
    """Those with 429 and 503 name an hour here, which nobody waits for; one with 500 is broken."""
    hostile.reset()
    fetcher = Fetcher(replace(PATIENT, tries=2))
    with pytest.raises(ReaderError):
        fetcher.page(hostile.url(f"/status/{status}"))
    fetcher.close()
    assert len(hostile.hits(f"/status/{status}")) == asked


@pytest.mark.parametrize("how", ["lf-only", "header-fold", "header-latin1", "no-type"])
def test_harmless_oddities_are_read(hostile: Any, fetcher: Fetcher, how: str) -> None:
    assert b"END-" in fetcher.page(hostile.url(f"/http/{how}")).body


@pytest.mark.parametrize(
    "path", ["/bomb/gzip", "/bomb/deflate", "/bomb/gzip-twice", "/bomb/br", "/bomb/zstd"]
)
def test_bombs_stop_at_the_limit(
    hostile: Any, fetcher: Fetcher, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    pieces = unpack._pieces

    def counted(body: bytes, coding: str) -> Iterator[bytes]:
        for piece in pieces(body, coding):
            opened.append(len(piece))
            yield piece

    monkeypatch.setattr(unpack, "_pieces", counted)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert kind_of_failure(fetcher, hostile.url(path)) == "too-large"
    most = PATIENT.page_opened + unpack._STEP
    assert PATIENT.page_opened < sum(opened) <= (2 if path == "/bomb/gzip-twice" else 1) * most
    assert max(opened) <= 2 * unpack._STEP
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 120, f"{grown} MB more"  # the server runs in this process too


@pytest.mark.parametrize("path", ["/endless/chunked", "/endless/body"])
def test_endless_bodies_stop_at_the_limit(hostile: Any, fetcher: Fetcher, path: str) -> None:
    assert kind_of_failure(fetcher, hostile.url(path)) == "too-large"


def test_an_endless_picture_stops_at_the_limit(hostile: Any, fetcher: Fetcher) -> None:
    with pytest.raises(ReaderError) as caught:
        fetcher.picture(hostile.url("/endless/image"), hostile.url("/"))
    assert caught.value.kind == "too-large"


@pytest.mark.parametrize("how", ["lie", "truncated", "bad-crc", "unknown", "garbage"])
def test_damaged_codings_are_refused(hostile: Any, fetcher: Fetcher, how: str) -> None:
    assert kind_of_failure(fetcher, hostile.url(f"/encoding/{how}")) == "broken-answer"


def test_two_hundred_codings_are_refused(hostile: Any, fetcher: Fetcher) -> None:
    assert kind_of_failure(fetcher, hostile.url("/bomb/encodings")) == "broken-answer"


@pytest.mark.parametrize("how", ["gzip-ok", "trailing"])
def test_sound_codings_are_opened(hostile: Any, fetcher: Fetcher, how: str) -> None:
    assert b"END-encoding" in fetcher.page(hostile.url(f"/encoding/{how}")).body


@pytest.mark.parametrize(
    ("path", "limits", "why"),
    [
        ("/slow/first-byte", replace(PATIENT, silence=0.75), "silence"),
        ("/slow/stall", replace(PATIENT, silence=0.75), "silence"),
        ("/slow/headers", replace(PATIENT, total=1.5), "total time"),
        ("/slow/body", replace(PATIENT, total=1.5), "total time"),
    ],
)
def test_slow_answers_are_broken_off(hostile: Any, path: str, limits: FetchLimits, why: str) -> None:
    """Were they waited for, each would come to an end or break, and neither is a time-out."""
    hasty = Fetcher(limits)
    with pytest.raises(ReaderError) as caught:
        hasty.page(hostile.url(path))
    hasty.close()
    assert (caught.value.kind, caught.value.detail) == ("timeout", why)


def test_a_slow_but_honest_site_is_waited_for(hostile: Any, fetcher: Fetcher) -> None:
    assert b"END-slow-ok" in fetcher.page(hostile.url("/slow/ok?secs=2")).body


def test_endless_headers_are_refused_and_interim_answers_passed(hostile: Any, fetcher: Fetcher) -> None:
    assert kind_of_failure(fetcher, hostile.url("/endless/headers")) == "broken-answer"
    assert b"END-interim" in fetcher.page(hostile.url("/endless/interim?n=50")).body


def test_a_busy_server_is_asked_again_but_not_for_ever(
    hostile: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.reset()
    assert b"END-flaky" in fetcher.page(hostile.url("/flaky/1")).body
    assert len(hostile.hits("/flaky/1")) == 2
    hostile.reset()
    waits: list[float] = []
    monkeypatch.setattr(fetch, "_sleep", lambda seconds, _progress: waits.append(seconds))
    assert kind_of_failure(fetcher, hostile.url("/status/503?after=3600")) == "server-error"
    assert waits == [] and len(hostile.hits("/status/503")) == 1


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("pdf", "PDF"),
        ("png", "picture"),
        ("png-as-html", "picture"),
        ("json", "data file"),
        ("zip", "ZIP file"),
        ("mp4", "video"),
        ("exe", "program"),
        ("feed", "feed"),
        ("mhtml", "saved page archive"),
        ("download", "file"),
        ("download-traversal", "file"),
        ("download-bidi", "file"),
    ],
)
def test_what_is_no_page_is_named(hostile: Any, fetcher: Fetcher, how: str, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        fetcher.page(hostile.url(f"/type/{how}"))
    assert caught.value.kind == "not-a-page" and caught.value.values["type"] == kind


@pytest.mark.parametrize("how", ["text", "html-as-text", "html-as-octet", "html-as-png", "none"])
def test_html_is_html_whatever_it_is_called(hostile: Any, fetcher: Fetcher, how: str) -> None:
    assert b"BEGIN-" in fetcher.page(hostile.url(f"/type/{how}")).body


def test_cookies_and_credentials_stay_on_their_site(hostile: Any, fetcher: Fetcher) -> None:
    address = hostile.url("/redirect/credentials").replace("http://", "http://user:pass@")
    told = json.loads(fetcher.picture(address, hostile.url("/")))
    assert told["server"] == "second"
    assert not {"cookie", "authorization"} & set(told["headers"])


def test_cookies_of_a_foreign_domain_are_not_kept(hostile: Any, fetcher: Fetcher) -> None:
    fetcher.page(hostile.url("/cookies/evil-domain"))
    assert fetcher._jar.header("http://other.com/") == ""
    assert fetcher._jar.header("http://localhost/") == ""


def test_an_unchanged_page_is_not_sent_again(hostile: Any, fetcher: Fetcher) -> None:
    first = fetcher.page(hostile.url("/article/etag"))
    assert first.etag == '"v1"'
    again = fetcher.page(hostile.url("/article/etag"), etag=first.etag)
    assert again.status == 304 and again.body == b""


def test_cancelling_breaks_the_request_off(hostile: Any, fetcher: Fetcher) -> None:
    """It has no other end: the fetcher would wait longer than the server is silent."""
    hostile.reset()
    progress = Progress()
    asked = threading.Thread(
        target=lambda: (wait_for(lambda: hostile.hits("/slow/first-byte")), progress.cancel())
    )
    asked.start()
    with pytest.raises(Cancelled):
        fetcher.page(hostile.url("/slow/first-byte"), progress)
    asked.join()


def test_closing_ends_what_runs(hostile: Any) -> None:
    hostile.reset()
    fetcher = Fetcher(PATIENT)
    asked = threading.Thread(
        target=lambda: (wait_for(lambda: hostile.hits("/slow/first-byte")), fetcher.close())
    )
    asked.start()
    with pytest.raises(Cancelled):
        fetcher.page(hostile.url("/slow/first-byte"))
    asked.join()


def test_nobody_at_the_port_and_no_such_host(fetcher: Fetcher) -> None:
    assert kind_of_failure(fetcher, "http://127.0.0.1:1/") == "refused"

    def no_such_name(host: str, port: int) -> list[Any]:
        raise __import__("socket").gaierror(-2, "Name or service not known")

    def no_network(host: str, port: int) -> list[Any]:
        raise __import__("socket").gaierror(-3, "Temporary failure in name resolution")

    for resolve, kind in ((no_such_name, "unknown-host"), (no_network, "offline")):
        other = Fetcher(PATIENT, resolve=resolve)
        assert kind_of_failure(other, "https://nowhere.example/") == kind
        other.close()


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    done, ended = threading.Event(), threading.Event()

    def hang(host: str, port: int) -> list[Any]:
        done.wait(LIMIT)
        ended.set()
        return []

    fetcher = Fetcher(FetchLimits(total=1.0, connect=0.5), resolve=hang)
    assert kind_of_failure(fetcher, "https://slow-name.example/") == "timeout"
    assert not ended.is_set(), "the answer was not waited for"
    done.set()
    fetcher.close()


def test_pictures_tell_only_the_origin_of_their_page(hostile: Any, fetcher: Fetcher) -> None:
    hostile.reset()
    data = fetcher.picture(hostile.url("/img/ok.png"), hostile.url("/article/secret-path?token=1"))
    assert data.startswith(b"\x89PNG")
    referer = hostile.hits("/img/ok.png")[0]["headers"]["referer"]
    assert referer == hostile.url("/")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("missing.png", "not-found"), ("empty.png", "bad-picture"), ("loop.png", "too-many-redirects")],
)
def test_missing_pictures_say_why(hostile: Any, fetcher: Fetcher, name: str, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        fetcher.picture(hostile.url(f"/img/{name}"), hostile.url("/"))
    assert caught.value.kind == kind


def test_a_host_is_asked_for_two_things_at_once_at_most() -> None:
    running, most = [0], [0]
    lock, two = threading.Lock(), threading.Event()

    class Slow(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                running[0] += 1
                most[0] = max(most[0], running[0])
                if running[0] == 2:
                    two.set()
            two.wait(LIMIT)
            time.sleep(0.05)  # a third one would come now
            with lock:
                running[0] -= 1
            body = gzip.compress(b"<p>x</p>")
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    fetcher = Fetcher(PATIENT)
    threads = [
        threading.Thread(target=fetcher.picture, args=(f"{base}/{n}.png", base + "/")) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fetcher.close()
    server.shutdown()
    server.server_close()
    assert most[0] == 2


def test_certificates_are_checked_and_the_reason_is_told() -> None:
    module = hostile_module()
    with module.HostileServer(lifetime=36_000, tls=True) as server:
        trusting = Fetcher(PATIENT, ca_file=server.ca_file)
        assert b"END-plain-1" in trusting.page(server.url("/article/plain/1", "tls-good")).body
        for which in ("tls-wrong-host", "tls-expired"):
            with pytest.raises(ReaderError) as caught:
                trusting.page(server.url("/article/plain/1", which))
            assert caught.value.kind == "tls" and caught.value.values["reason"]
        trusting.close()
        stranger = Fetcher(PATIENT)
        assert kind_of_failure(stranger, server.url("/article/plain/1", "tls-good")) == "tls"
        stranger.close()
