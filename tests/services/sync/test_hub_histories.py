"""The histories of several computers again, over a hub instead of carried folders."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import ClassVar

import pytest

from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.hub_store import HubStore
from reader.sync.hub.opening import open_hub
from tests.services.sync.test_histories import STEPS, Histories, run, template
from tests.support.computers import Computer
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster
from tests.support.servers.s3_server import S3Server
from tests.support.servers.store_servers import PASSWORD as KEYS

__all__ = ["cluster"]

HISTORIES = int(os.environ.get("LISEUSE_SYNC_HUB_HISTORIES", "4"))
NAME = f"histories{os.getpid()}"


class HubHistories(Histories):
    """Each history has a library of its own in one hub; each computer a connection of its own."""

    hub: ClassVar[Hub]
    bucket: ClassVar[S3Server | None] = None
    numbers: ClassVar[itertools.count[int]] = itertools.count()

    def made(self, count: int) -> list[Computer]:
        library = f"library{next(self.numbers)}"
        with HubAdministration(self.hub.address(ADMIN), PASSWORD) as administration:
            administration.invite(library, NAME, "owner")
            if self.bucket is not None:
                administration.give_bucket(library, self.bucket.address(library), KEYS, None)
        address, password = self.hub.address(NAME, library), self.hub.passwords[NAME]
        return [Computer(self.root / f"pc{n}", template(), open_hub(address, password)) for n in range(count)]

    def teardown(self) -> None:
        super().teardown()
        for computer in self.computers:  # whatever still knows the history: the server has few connections
            if isinstance(computer.folder, HubStore):
                computer.folder._connection.close()


def test_all_libraries_are_equal_in_the_end_over_a_hub_too(cluster: Cluster) -> None:
    HubHistories.hub = Hub(cluster, NAME)
    run(HISTORIES, STEPS, HubHistories)


class BucketHistories(HubHistories):
    """Whatever is no header lies in a bucket."""


def test_all_libraries_are_equal_in_the_end_with_a_bucket_beside_the_hub_too(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = S3Server(tmp_path)
    monkeypatch.setattr("reader.sync.hub.hub_store.LARGE", 1)
    BucketHistories.hub, BucketHistories.bucket = Hub(cluster, NAME), server
    try:
        run(HISTORIES, STEPS, BucketHistories)
        assert any(asked.startswith("PUT") for asked in server.asked)
        with BucketHistories.hub.connect() as connection:
            named = connection.execute(
                "SELECT object FROM liseuse.file WHERE object IS NOT NULL "
                "UNION SELECT object FROM liseuse.loose"
            ).fetchall()
        there = {
            path.relative_to(server.folder).as_posix() for path in server.folder.rglob("*") if path.is_file()
        }
        assert {path.partition("/")[2] for path in there} <= {str(key) for (key,) in named}
    finally:
        server.close()
