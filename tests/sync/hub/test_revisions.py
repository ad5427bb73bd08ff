"""A hub of a former version: it works as it is, and its keeper brings it up to date."""

from __future__ import annotations

from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.connection import connect
from reader.sync.hub.hub_store import HubStore
from reader.sync.hub.migrations.runner import upgrade
from reader.sync.hub.migrations.versions import r0001_hub
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster

NAME, OTHER = (
    "log/0123456789abcdef/00000001-fedcba9876543210",
    "log/0123456789abcdef/00000002-fedcba9876543210",
)


def test_the_first_revision_works_and_its_keeper_brings_it_up_to_date(cluster: Cluster) -> None:
    keeper = cluster.address(cluster.database(), ADMIN)

    def blobs() -> int:
        with connect(keeper, PASSWORD) as connection:
            return connection.execute("SELECT FROM liseuse.blob").rowcount

    assert upgrade(lambda: connect(keeper, PASSWORD), (r0001_hub,)) == ["hub0001"]
    with HubAdministration(keeper, PASSWORD) as administration:
        password = administration.invite("anna", "anna", "owner", anew=True)
        administration.invite("anna", "basil", "editor")
        store = HubStore(cluster.address(keeper.path[1:], "anna"), password)
        assert store.put(NAME, b"x") and store.put(OTHER, b"y")
        with HubAdministration(cluster.address(keeper.path[1:], "anna"), password) as owner:
            assert owner.remove("anna", "basil")
        store.remove(NAME)
        assert blobs() == 2 and list(store.names("log")) == [OTHER], "a former hub keeps the bytes"
        assert administration.create() and not administration.create()
    assert blobs() == 1 and store.get(OTHER) == b"y"
    store.remove(OTHER)
    assert blobs() == 0
