from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.servers.feed_server import FeedServer


@pytest.fixture
def press() -> Iterator[FeedServer]:
    server = FeedServer()
    yield server
    server.close()
