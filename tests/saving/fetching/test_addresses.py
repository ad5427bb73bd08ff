"""Which addresses may be asked by whom."""

from __future__ import annotations

import ipaddress
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.saving.fetching.addresses import AddressClass, allowed, classify
from reader.saving.fetching.fetch import Fetcher, FetchLimits
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


def test_a_redirect_from_a_public_page_to_this_machine_is_refused(hostile: Any) -> None:
    """The first name resolves to loopback and is called public by its page class being forced."""
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
