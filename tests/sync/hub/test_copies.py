"""Hubs of a later version, copies of hubs, and what is left of one whose exchange was broken off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.core.errors import ReaderError
from reader.sync.hub.administration import HubAdministration
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        work()
    return caught.value.kind


def make(hub: Hub) -> bool:
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        return administration.create()


def test_a_hub_of_a_later_version_is_not_touched(cluster: Cluster) -> None:
    hub = Hub(cluster)
    with hub.connect() as connection:
        connection.execute("UPDATE liseuse.alembic_version SET version_num = 'hub9999'")
    assert kind_of(lambda: make(hub)) == "sync-newer"
