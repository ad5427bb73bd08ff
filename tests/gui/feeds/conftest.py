from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.memory_keyring import memory_keyring
from tests.support.servers.feed_server import FeedServer, article_page, rss


@pytest.fixture
def press() -> Iterator[FeedServer]:
    """A site with a feed of four pieces; the pages of six are there."""
    server = FeedServer()
    server.put("", '<link rel="alternate" type="application/rss+xml" title="Une" href="/feed">')
    server.put("feed", rss(server.base, 1, 2, 3, 4))
    for number in range(1, 7):
        server.put(f"a/{number}", article_page(number))
    yield server
    server.close()


@pytest.fixture
def keyring_of_this_test() -> Iterator[dict[str, str]]:
    with memory_keyring() as kept:
        yield kept
