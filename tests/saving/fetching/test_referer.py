"""What a picture's server is told of the page that shows it: its host, and nothing over a plain line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reader.saving.fetching.addresses import AddressClass
from reader.saving.fetching.fetch import Fetcher, FetchLimits
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT

PATIENT = FetchLimits(total=LIMIT, silence=LIMIT, connect=LIMIT)


@pytest.mark.parametrize(
    ("page", "picture", "told"),
    [
        ("https://journal.example/une?x=1#y", "tls-good", "https://journal.example/"),
        ("https://journal.example/une?x=1", "http", None),  # anyone on the way could read it
        ("http://journal.example:8080/une", "http", "http://journal.example:8080/"),
        ("http://journal.example/une", "tls-good", "http://journal.example/"),
        ("https://lea:secret@journal.example/", "tls-good", "https://journal.example/"),
        ("", "http", None),
    ],
)
def test_a_picture_s_server_is_told_the_page_s_host_and_no_plain_one_of_a_secure_page(
    secure: Any, page: str, picture: str, told: str | None
) -> None:
    server, fetcher = secure
    assert fetcher.picture(server.url("/article/plain/1", picture), page, named_by=AddressClass.LOOPBACK)
    assert server.hits("/article/plain/1")[-1]["headers"].get("referer") == told


def test_a_redirect_to_a_plain_address_is_not_told_the_secure_page(secure: Any) -> None:
    server, fetcher = secure
    way = server.url("/redirect/downgrade", "tls-good")
    assert fetcher.picture(way, "https://journal.example/une", named_by=AddressClass.LOOPBACK)
    assert server.hits("/redirect/downgrade")[-1]["headers"]["referer"] == "https://journal.example/"
    assert "referer" not in server.hits("/article/plain/1")[-1]["headers"]


@pytest.fixture(scope="module")
def secure() -> Iterator[tuple[Any, Fetcher]]:
    """The server on plain and on secure ports, and a fetcher that trusts it."""
    with hostile_module().HostileServer(lifetime=36_000, tls=True) as server:
        fetcher = Fetcher(PATIENT, ca_file=server.ca_file)
        yield server, fetcher
        fetcher.close()
