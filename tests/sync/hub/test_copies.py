"""Hubs of a later version, copies of hubs, and what is left of one whose exchange was broken off."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.copies import back_up
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


def test_the_password_is_written_nowhere(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(cluster)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    assert back_up(hub.address(ADMIN), PASSWORD, tmp_path / "hub.dump") > 0
    assert "PGPASSWORD" not in os.environ
