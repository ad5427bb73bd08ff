"""The cluster of the tests of hubs."""

from tests.support.postgres import cluster

__all__ = ["cluster"]
