"""The histories of several computers again, over a hub instead of carried folders."""

from __future__ import annotations

import itertools
import os
from typing import ClassVar

from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.opening import open_hub
from tests.services.sync.test_histories import STEPS, Histories, run, template
from tests.support.computers import Computer
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster

__all__ = ["cluster"]

HISTORIES = int(os.environ.get("LISEUSE_SYNC_HUB_HISTORIES", "4"))
NAME = f"histories{os.getpid()}"


class HubHistories(Histories):
    """Each history has a library of its own in one hub; each computer a connection of its own."""

    hub: ClassVar[Hub]
    numbers: ClassVar[itertools.count[int]] = itertools.count()

    def made(self, count: int) -> list[Computer]:
        library = f"library{next(self.numbers)}"
        with HubAdministration(self.hub.address(ADMIN), PASSWORD) as administration:
            administration.invite(library, NAME, "owner")
        address, password = self.hub.address(NAME, library), self.hub.passwords[NAME]
        return [Computer(self.root / f"pc{n}", template(), open_hub(address, password)) for n in range(count)]


def test_all_libraries_are_equal_in_the_end_over_a_hub_too(cluster: Cluster) -> None:
    HubHistories.hub = Hub(cluster, NAME)
    run(HISTORIES, STEPS, HubHistories)
