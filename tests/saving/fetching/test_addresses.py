"""Which addresses may be asked by whom."""

from __future__ import annotations

import http.server
import ipaddress
import socket
import subprocess
import sys
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.saving.fetching.addresses import allowed, class_of_name, classify, ends_in_number, ipv4_number
from reader.saving.fetching.fetch import Fetcher, FetchLimits
from reader.saving.fetching.urls import parse_link
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT

_STRICTER = {
    "0.0.0.0",
    "::",
    "fec0::1",
    "fd00:ec2::254",
}  # the policy's “never” where the table says more local


@pytest.mark.parametrize(
    ("ip", "found"),
    [
        ("93.184.215.14", AddressClass.PUBLIC),
        ("2606:2800:220:1::1", AddressClass.PUBLIC),
        ("10.1.2.3", AddressClass.PRIVATE),
        ("172.31.255.255", AddressClass.PRIVATE),
        ("172.32.0.1", AddressClass.PUBLIC),
        ("100.127.0.1", AddressClass.PRIVATE),
        ("198.19.0.1", AddressClass.PRIVATE),
        ("fd12::1", AddressClass.PRIVATE),
        ("127.9.9.9", AddressClass.LOOPBACK),
        ("::1", AddressClass.LOOPBACK),
        ("::ffff:127.0.0.1", AddressClass.LOOPBACK),
        ("64:ff9b::a00:1", AddressClass.PRIVATE),
        ("2002:7f00:1::", AddressClass.LOOPBACK),
        ("::7f00:1", AddressClass.LOOPBACK),
        ("169.254.169.254", AddressClass.NEVER),
        ("::ffff:169.254.169.254", AddressClass.NEVER),
        ("fe80::1%eth0", AddressClass.NEVER),
        ("0.0.0.0", AddressClass.NEVER),
        ("::", AddressClass.NEVER),
        ("224.0.0.1", AddressClass.NEVER),
        ("255.255.255.255", AddressClass.NEVER),
        ("ff02::1", AddressClass.NEVER),
    ],
)
def test_classes(ip: str, found: AddressClass) -> None:
    assert classify(ip) is found


def test_every_row_of_the_policy_table() -> None:
    words = {"link-local": "NEVER", "never": "NEVER"}
    for _, resolved, name in hostile_module().ADDRESSES:
        if name.startswith("rebind"):
            continue
        found = max(classify(ip) for ip in resolved)
        wanted = AddressClass[words.get(name, name.upper())]
        assert found is wanted or (found > wanted and set(resolved) <= _STRICTER), resolved


def test_the_reader_may_name_what_a_page_may_not() -> None:
    for target in AddressClass:
        assert allowed(target, None) is (target is not AddressClass.NEVER)
        for page in (AddressClass.PUBLIC, AddressClass.PRIVATE, AddressClass.LOOPBACK):
            assert allowed(target, page) is (target is not AddressClass.NEVER and target <= page)


@given(st.ip_addresses())
def test_every_address_has_a_class(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert classify(ip) is classify(str(ip))
    if isinstance(ip, ipaddress.IPv4Address):
        assert classify(f"::ffff:{ip}") is classify(ip)


def test_a_public_page_has_no_picture_of_this_machine(hostile: Any) -> None:
    target = hostile.url("/secret")
    hostile.reset()
    with Closing(Fetcher(FetchLimits(total=LIMIT))) as fetcher:
        fetcher._classes["public.example"] = AddressClass.PUBLIC
        with pytest.raises(ReaderError) as caught:
            fetcher.picture(target, "https://public.example/article")
    assert caught.value.kind == "forbidden-address"
    assert hostile.hits("/secret") == []


def test_one_forbidden_address_among_several_is_enough(hostile: Any) -> None:
    def resolve(host: str, port: int) -> list[tuple[int, str, tuple[Any, ...]]]:
        return [
            (2, "93.184.215.14", ("93.184.215.14", port)),
            (2, "169.254.169.254", ("169.254.169.254", port)),
        ]

    with (
        Closing(Fetcher(FetchLimits(total=LIMIT), resolve=resolve)) as fetcher,
        pytest.raises(ReaderError) as caught,
    ):
        fetcher.page("http://metadata.example/")
    assert caught.value.kind == "forbidden-address"
    assert caught.value.values["host"] == "metadata.example"


@pytest.mark.parametrize("claimed", ["93.184.215.14", "10.1.2.3", "2606:2800:220:1::1"])
def test_the_address_that_is_reached_counts_and_not_the_one_that_was_told(hostile: Any, claimed: str) -> None:
    """A name that first resolves to an allowed address and then leads to this machine gets no request."""
    port = int(hostile.url("").rpartition(":")[2])

    def resolve(host: str, _port: int) -> list[tuple[int, str, tuple[Any, ...]]]:
        return [(2, claimed, ("127.0.0.1", port))]

    hostile.reset()
    with (
        Closing(Fetcher(FetchLimits(total=LIMIT), resolve=resolve)) as fetcher,
        pytest.raises(ReaderError) as caught,
    ):
        fetcher.page("http://rebound.example/secret", named_by=classify(claimed))
    assert caught.value.kind == "local-address" and hostile.hits("/secret") == []


def own_address() -> str:
    """An address of this computer that is not its loopback one, "" for none; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        found = str(probe.getsockname()[0])
    return "" if classify(found) is AddressClass.LOOPBACK else found


@pytest.mark.parametrize("first", [True, False])
def test_a_page_is_as_local_as_where_it_was_reached_whatever_else_its_name_stands_for(first: bool) -> None:
    """Else a page of the web, whose name also stands for this computer, could name what is on it."""
    own = own_address()
    if not own:
        pytest.skip("this computer has no address but the loopback one")
    server = http.server.ThreadingHTTPServer((own, 0), _OnePage)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    closed = [(2, "127.0.0.1", ("127.0.0.1", 9))]
    real = [(2, own, (own, server.server_port))]
    try:
        with Closing(
            Fetcher(
                FetchLimits(total=LIMIT),
                resolve=lambda _host, _port: closed + real if first else real + closed,
            )
        ) as fetcher:
            page = fetcher.page("http://both.example/une")
            assert page.reached is classify(own)
            with pytest.raises(ReaderError) as caught:
                fetcher.picture("http://127.0.0.1:9/a.png", page.final_url)
            assert caught.value.kind == "forbidden-address"
    finally:
        server.shutdown()
        server.server_close()


class _OnePage(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<html><body><p>Une page.</p></body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("host", "found"),
    [
        *((host, "127.0.0.1") for host in ("127.1", "0x7f.1", "017700000001", "2130706433", "127.0.0.0x1")),
        *((host, "127.0.0.1") for host in ("0X7F.0.0.1", "127.0.1", "0x7f000001", "127.0.0.1.")),
        *(
            (
                ("0", "0.0.0.0"),
                ("0x", "0.0.0.0"),
                ("0xffffffff", "255.255.255.255"),
                ("1.2.3", "1.2.0.3"),
                ("1.0x", "1.0.0.0"),
            )
        ),
        *((host, "") for host in ("256.1.1.1", "1.2.3.4.5", "4294967296", "09", "1..2", "a.1")),
    ],
)
def test_a_number_is_read_as_a_browser_reads_it(host: str, found: str) -> None:
    assert ends_in_number(host) or not found
    if found:
        assert str(ipv4_number(host)) == found
        assert parse_link(f"http://{host}/a") == f"http://{found}/a"
    else:
        with pytest.raises(ReaderError):
            parse_link(f"http://{host}/a")


@pytest.mark.parametrize(
    ("host", "found"),
    [
        *(
            (host, AddressClass.LOOPBACK)
            for host in ("localhost", "a.localhost", "LOCALHOST.", "0x7f.1", "[::1]")
        ),
        *(
            (host, AddressClass.PRIVATE)
            for host in ("nas", "nas.local", "nas.home", "x.home.arpa", "10.1", "[fd00::1]")
        ),
        *(
            (host, AddressClass.PUBLIC)
            for host in ("journal.example", "local.example", "93.184.215.14", "a.1x", "")
        ),
        *((host, AddressClass.NEVER) for host in ("0", "169.254.169.254", "0xa9fea9fe")),
    ],
)
def test_what_a_name_alone_says(host: str, found: AddressClass) -> None:
    assert class_of_name(host) is found


def test_a_page_that_may_be_local_is_reached_all_the_same(hostile: Any) -> None:
    with Closing(Fetcher(FetchLimits(total=LIMIT))) as fetcher:
        page = fetcher.page(hostile.url("/article/plain/1"), named_by=AddressClass.LOOPBACK)
        assert b"END-plain-1" in page.body
        with pytest.raises(ReaderError) as caught:
            fetcher.page(hostile.url("/article/plain/1"), named_by=AddressClass.PRIVATE)
    assert caught.value.kind == "local-address"
    assert caught.value.values["link"] == hostile.url("/article/plain/1")


def test_a_page_counts_as_what_it_was_reached_at_and_its_name_is_not_asked_for_again(hostile: Any) -> None:
    port = int(hostile.url("").rpartition(":")[2])
    answers = ["127.0.0.1"]

    def resolve(host: str, _port: int) -> list[tuple[int, str, tuple[Any, ...]]]:
        found = answers.pop() if host == "intranet.example" else host
        return [(2, found, (found, port))]

    with Closing(Fetcher(FetchLimits(total=LIMIT), resolve=resolve)) as fetcher:
        page = fetcher.page("http://intranet.example/article/plain/1")
        assert fetcher.picture(hostile.url("/article/plain/1"), page.final_url)


SILENT = """
import threading
from reader.core.errors import ReaderError
from reader.saving.fetching.fetch import Fetcher, FetchLimits
fetcher = Fetcher(FetchLimits(connect=0.2), resolve=lambda host, port: threading.Event().wait())
try:
    fetcher.page("http://silent.example/")
except ReaderError as error:
    print(error.kind)
"""


def test_a_name_that_is_never_resolved_keeps_neither_the_save_nor_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", SILENT], capture_output=True, text=True, timeout=LIMIT)
    assert (done.stdout.split(), done.returncode) == (["timeout"], 0)


class Closing:
    """A fetcher that is closed at the end."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher

    def __enter__(self) -> Fetcher:
        return self.fetcher

    def __exit__(self, *_: object) -> None:
        self.fetcher.close()
