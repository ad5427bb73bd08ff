"""The cluster of the tests of hubs, and a server of S3 for what lies beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.servers.postgres import cluster
from tests.support.servers.s3_server import S3Server
from tests.support.servers.store_servers import empty, store_server

__all__ = ["cluster"]


@pytest.fixture(scope="module")
def running_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with store_server("s3", tmp_path_factory.mktemp("served")) as server:
        assert isinstance(server, S3Server)
        yield server


@pytest.fixture
def s3(running_s3: S3Server) -> S3Server:
    """A server of S3 whose bucket is empty."""
    empty(running_s3)
    return running_s3
