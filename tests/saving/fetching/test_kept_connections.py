"""Pictures of one host come over few connections; where one may lead is judged for each request."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.core.progress import Progress
from reader.saving.fetching.fetch import Fetcher, FetchLimits
from reader.saving.fetching.parallel import fetch_all
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT, wait_for

PATIENT = FetchLimits(total=LIMIT, silence=LIMIT, connect=LIMIT)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)


class Server(http.server.ThreadingHTTPServer):
    """A server that keeps connections open and counts them; `/close/…` is the last answer of its own."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.accepted: list[socket.socket] = []
        self.asked: list[tuple[str, str]] = []
        self._context = context
        self.base = f"{'https' if context else 'http'}://localhost:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def get_request(self) -> tuple[Any, Any]:
        sock, address = super().get_request()
        if self._context is not None:
            sock = self._context.wrap_socket(sock, server_side=True)
        self.accepted.append(sock)
        return sock, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that its other end closed is none."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Connection", "")))
        if self.path.startswith("/missing"):
            self.send_error(404)
            return
        self.send_response(200)
        if self.path.startswith("/chunked"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PICTURE), PICTURE))
            return
        self.send_header("Content-Length", str(len(PICTURE)))
        if self.path.startswith("/last"):
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(PICTURE)
        self.close_connection |= self.path.startswith("/quietly-last")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(PATIENT)
    yield made
    made.close()


def taker(fetcher: Fetcher, page: str) -> Callable[[str], bytes]:
    return lambda url: fetcher.picture(url, page, named_by=AddressClass.LOOPBACK)


def test_twelve_pictures_of_a_host_come_over_two_connections(server: Server, fetcher: Fetcher) -> None:
    wanted = [f"{server.base}/{'chunked' if number % 2 else 'plain'}/{number}" for number in range(12)]
    came = dict(fetch_all(taker(fetcher, server.base), wanted, Progress()))
    assert came == dict.fromkeys(wanted, PICTURE)
    assert len(server.asked) == 12
    assert len(server.accepted) <= 2, "as many as a host gets requests at once"


def test_over_tls_too() -> None:
    with hostile_module().HostileServer(lifetime=36_000, tls=True) as hostile:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{hostile.tls_dir}/good.crt", f"{hostile.tls_dir}/good.key")
        secure, trusting = Server(context), Fetcher(PATIENT, ca_file=hostile.ca_file)
        take = taker(trusting, secure.base)
        assert [take(f"{secure.base}/{number}") for number in range(4)] == [PICTURE] * 4
        trusting.close()
        secure.shutdown()
        secure.server_close()
    assert len(secure.accepted) == 1


@pytest.mark.parametrize("way", ["last", "quietly-last", "missing"])
def test_a_connection_that_the_server_closes_is_opened_anew(
    server: Server, fetcher: Fetcher, way: str
) -> None:
    take = taker(fetcher, server.base)
    for number in range(3):
        if way == "missing":
            with pytest.raises(ReaderError) as caught:
                take(f"{server.base}/{way}/{number}")
            assert caught.value.kind == "not-found"
        else:
            assert take(f"{server.base}/{way}/{number}") == PICTURE
    assert take(f"{server.base}/then") == PICTURE
    assert len(server.asked) == 4, "nothing is asked twice of a server that answered"


def test_a_kept_connection_is_no_way_round_the_address_policy(server: Server, fetcher: Fetcher) -> None:
    assert taker(fetcher, server.base)(f"{server.base}/one") == PICTURE
    with pytest.raises(ReaderError) as caught:
        fetcher.picture(f"{server.base}/two", "https://elsewhere.example/", named_by=AddressClass.PUBLIC)
    assert caught.value.kind == "forbidden-address"
    assert [path for path, _ in server.asked] == ["/one"]


def has_ended(sock: socket.socket) -> bool:
    """Whether the other end closed a connection; its own thread may close this end at any moment."""
    try:
        return sock.recv(1) == b""
    except OSError:
        return sock.fileno() < 0


def test_nothing_stays_open_after_the_save(server: Server, fetcher: Fetcher) -> None:
    assert taker(fetcher, server.base)(f"{server.base}/one") == PICTURE
    fetcher.close()
    wait_for(lambda: all(has_ended(sock) for sock in server.accepted))


def test_a_feed_s_connection_is_not_kept(server: Server, fetcher: Fetcher) -> None:
    fetcher.feed(f"{server.base}/feed")
    fetcher.picture(f"{server.base}/one", server.base, named_by=AddressClass.LOOPBACK)
    assert server.asked == [("/feed", "close"), ("/one", "keep-alive")]
    assert len(server.accepted) == 2
