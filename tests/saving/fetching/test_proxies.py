"""The system's proxy: asked for everything but what it is told to leave out, and told who asks."""

from __future__ import annotations

import base64
import http.server
import itertools
import threading
from collections.abc import Iterator
from http import HTTPStatus

import pytest

from reader.core.errors import ReaderError
from reader.saving.fetching.addresses import AddressClass
from reader.saving.fetching.fetch import Fetcher, FetchLimits
from tests.support.limits import LIMIT

PAGE = b"<html><body><p>Une page que le serveur mandataire apporte.</p></body></html>"
PATIENT = FetchLimits(total=LIMIT, silence=LIMIT, connect=LIMIT, tries=1)


class _Proxy(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []
    moved: dict[str, str] = {}
    reloads = False
    password = ""

    def log_message(self, *_: object) -> None:
        pass

    def _note(self) -> bool:
        given = self.headers.get("Proxy-Authorization", "")
        self.asked.append((self.command, self.path, given))
        if not self.password or given == "Basic " + base64.b64encode(self.password.encode()).decode():
            return True
        self.send_error(HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)
        return False

    def do_GET(self) -> None:
        if not self._note():
            return
        target = self.moved.get(self.path, "")
        if target and not self.reloads:
            self.send_response(302)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            reload = f'<meta http-equiv="refresh" content="0; url={target}">'.encode()
            page = reload if target else PAGE
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

    def do_CONNECT(self) -> None:
        if self._note():
            self.send_error(HTTPStatus.BAD_GATEWAY, "nothing behind it")


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    _Proxy.asked, _Proxy.moved, _Proxy.reloads, _Proxy.password = [], {}, False, ""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Proxy)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
    address = f"127.0.0.1:{server.server_port}"
    monkeypatch.setenv("http_proxy", f"http://{address}")
    monkeypatch.setenv("https_proxy", f"http://{address}")
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher(PATIENT)
    yield fetcher
    fetcher.close()


def kind_of(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(ReaderError) as caught:
        fetcher.page(url)
    return caught.value.kind


def test_a_page_comes_through_the_proxy_and_no_name_is_looked_up(proxy: str, fetcher: Fetcher) -> None:
    page = fetcher.page("http://journal.invalid/une?x=1#fin")
    assert page.body == PAGE and page.status == 200
    assert _Proxy.asked == [("GET", "http://journal.invalid/une?x=1", "")]


def test_a_secure_page_goes_through_a_tunnel(proxy: str, fetcher: Fetcher) -> None:
    assert kind_of(fetcher, "https://journal.invalid/une") in ("refused", "broken-answer", "server-error")
    assert _Proxy.asked[0][:2] == ("CONNECT", "journal.invalid:443")


def test_name_and_password_in_the_proxys_address_are_told_to_it_alone(
    proxy: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Proxy.password = "léa:s@cret"
    assert kind_of(fetcher, "http://journal.invalid/") == "login-needed"
    monkeypatch.setenv("http_proxy", f"http://l%C3%A9a:s%40cret@{proxy}")
    assert fetcher.page("http://journal.invalid/").body == PAGE
    monkeypatch.setenv("https_proxy", f"http://l%C3%A9a:s%40cret@{proxy}")
    kind_of(fetcher, "https://journal.invalid/")
    expected = "Basic " + base64.b64encode("léa:s@cret".encode()).decode()
    assert [given for _, _, given in _Proxy.asked] == ["", expected, expected]


def test_what_the_system_leaves_out_is_asked_directly(
    proxy: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert fetcher.page(f"http://{proxy}/direct").body == PAGE
    assert _Proxy.asked == [("GET", "/direct", "")]


def test_a_proxy_that_is_gone_is_said_to_refuse(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert kind_of(fetcher, "http://journal.invalid/") == "refused"


@pytest.mark.parametrize("kind", ["socks5h", "SOCKS5", "socks4"])
def test_a_proxy_we_cannot_use_is_never_gone_round(
    proxy: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.delenv("http_proxy")
    monkeypatch.setenv("all_proxy", f"{kind}://127.0.0.1:9050")
    assert kind_of(fetcher, f"http://{proxy}/direct") == "proxy-unknown"
    assert _Proxy.asked == []
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert fetcher.page(f"http://{proxy}/direct").body == PAGE


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254"])
def test_a_page_cannot_lead_the_proxy_to_a_more_local_address(
    proxy: str, fetcher: Fetcher, host: str
) -> None:
    fetcher._classes["journal.invalid"] = AddressClass.PUBLIC
    with pytest.raises(ReaderError) as caught:
        fetcher.picture(f"http://{host}/x.png", "http://journal.invalid/")
    assert caught.value.kind == "forbidden-address"
    assert _Proxy.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254"])
def test_no_redirect_leads_the_proxy_to_a_more_local_address(proxy: str, fetcher: Fetcher, host: str) -> None:
    first, second = "http://journal.invalid/une", "http://ailleurs.invalid/une"
    _Proxy.moved = {first: second, second: f"http://{host}/x"}
    assert kind_of(fetcher, first) == "forbidden-address"
    assert [address for _, address, _ in _Proxy.asked] == [first, second]


def test_what_the_reader_names_may_be_local_but_never_a_metadata_service(
    proxy: str, fetcher: Fetcher
) -> None:
    assert fetcher.page("http://10.1.2.3/intranet").body == PAGE
    assert kind_of(fetcher, "http://169.254.169.254/latest/") == "forbidden-address"


PUBLIC, PRIVATE, LOOPBACK = "http://93.184.215.14/", "http://10.1.2.3/", "http://127.0.0.1/"


def lead(*way: str) -> list[str]:
    """The addresses of a way on which each leads to the next, told apart by their places in it."""
    places = [f"{address}{number}" for number, address in enumerate(way)]
    _Proxy.moved = dict(itertools.pairwise(places))
    return places


@pytest.mark.parametrize("reloads", [False, True], ids=["redirect", "page that reloads"])
@pytest.mark.parametrize(
    "way",
    [
        (PUBLIC, PRIVATE),
        (PUBLIC, LOOPBACK),
        (PRIVATE, LOOPBACK),
        (PRIVATE, PUBLIC, PRIVATE),  # the most public one so far is what counts
        (LOOPBACK, PUBLIC, LOOPBACK),
        (LOOPBACK, PRIVATE, LOOPBACK),
        (LOOPBACK, LOOPBACK, PRIVATE, PUBLIC, PUBLIC, PRIVATE),
    ],
)
def test_no_redirect_goes_to_a_more_local_address_than_any_before(
    proxy: str, fetcher: Fetcher, way: tuple[str, ...], reloads: bool
) -> None:
    places = lead(*way)
    _Proxy.reloads = reloads
    assert kind_of(fetcher, places[0]) == "forbidden-address"
    assert [path for _, path, _ in _Proxy.asked] == places[:-1], "the last one is never asked"


@pytest.mark.parametrize(
    "way", [(LOOPBACK, PRIVATE, PUBLIC), (PRIVATE, PRIVATE), (PUBLIC, PUBLIC), (LOOPBACK, LOOPBACK)]
)
def test_redirects_to_an_equally_local_or_a_more_public_address_are_followed(
    proxy: str, fetcher: Fetcher, way: tuple[str, ...]
) -> None:
    places = lead(*way)
    assert fetcher.page(places[0]).final_url == places[-1]


@pytest.mark.parametrize(
    ("page", "way", "goes"),
    [
        (AddressClass.PRIVATE, (PUBLIC, PRIVATE), False),
        (AddressClass.PRIVATE, (PRIVATE, PUBLIC, PRIVATE), False),
        (AddressClass.PRIVATE, (PRIVATE, LOOPBACK), False),
        (AddressClass.LOOPBACK, (PRIVATE, LOOPBACK), False),
        (AddressClass.LOOPBACK, (LOOPBACK, PRIVATE), True),
        (AddressClass.PRIVATE, (PRIVATE, PRIVATE, PUBLIC), True),
        (AddressClass.PUBLIC, (PUBLIC, PUBLIC), True),
    ],
)
def test_pictures_are_held_to_the_page_and_to_every_redirect(
    proxy: str, fetcher: Fetcher, page: AddressClass, way: tuple[str, ...], goes: bool
) -> None:
    places = lead(*way)
    if goes:
        assert fetcher.picture(places[0], "", named_by=page) == PAGE
    else:
        with pytest.raises(ReaderError) as caught:
            fetcher.picture(places[0], "", named_by=page)
        assert caught.value.kind == "forbidden-address"
        assert [path for _, path, _ in _Proxy.asked] == places[:-1]


def test_what_a_page_names_is_judged_by_where_the_page_was_found(proxy: str, fetcher: Fetcher) -> None:
    """A page that moved to a public place may no longer name what is local, as its first address might."""
    first, last = lead(PRIVATE, PUBLIC)
    page = fetcher.page(first)
    with pytest.raises(ReaderError) as caught:
        fetcher.picture(f"{PRIVATE}x.png", page.final_url)
    assert (page.final_url, caught.value.kind) == (last, "forbidden-address")
    assert fetcher.picture(f"{PUBLIC}x.png", page.final_url) == PAGE
