"""The cluster of the tests of hubs."""

from tests.support.servers.postgres import cluster

__all__ = ["cluster"]
