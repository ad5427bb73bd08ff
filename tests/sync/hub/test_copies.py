"""Hubs of a later version, copies of hubs, and what is left of one whose exchange was broken off."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.copies import back_up, put_back
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        work()
    return caught.value.kind


def make(hub: Hub) -> bool:
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        return administration.create()


def restore(hub: Hub, copy: Path, replace: bool = True) -> list[str]:
    return put_back(hub.address(ADMIN), PASSWORD, copy, replace)


def schemas(hub: Hub) -> dict[str, str]:
    """The hubs in a database and their numbers, and what else there is beside an empty one."""
    with hub.connect() as connection:
        rows = connection.execute(
            "SELECT nspname, to_regclass(nspname || '.hub') FROM pg_namespace WHERE nspname !~ '^(pg_|info)' "
            "AND (nspname <> 'public' OR to_regclass('public.other') IS NOT NULL)"
        ).fetchall()
        found = {}
        for name, table in rows:
            row = connection.execute(f"SELECT id FROM {name}.hub").fetchone() if table else None
            found[str(name)] = str(row[0]) if row else ""
        return found


def rename(hub: Hub) -> None:
    """Leave of a hub what an end by force during a restore leaves."""
    with hub.connect() as connection:
        connection.execute("ALTER SCHEMA liseuse RENAME TO liseuse_former")


def dump(cluster: Cluster, database: str, target: Path) -> Path:
    installed = (str(path) for path in Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    program = shutil.which("pg_dump") or next(installed)
    subprocess.run([program, "-Fc", f"--file={target}", "-d", cluster.line(database)], check=True)
    return target


@pytest.mark.parametrize(
    "acts",
    [
        ("DROP SCHEMA liseuse CASCADE", "CREATE TABLE public.other (name text)"),
        ("DELETE FROM liseuse.hub",),
        ("DELETE FROM liseuse.alembic_version",),
        ("DROP TABLE liseuse.member CASCADE",),
    ],
    ids=["of another database", "without a hub", "without a version", "without members"],
)
def test_a_copy_that_holds_no_hub_changes_nothing(
    cluster: Cluster, tmp_path: Path, acts: tuple[str, ...]
) -> None:
    hub, other = Hub(cluster), Hub(cluster)
    with other.connect() as connection:
        for act in acts:
            connection.execute(act)
    copy, before = dump(cluster, other.database, tmp_path / "other.dump"), schemas(hub)
    assert kind_of(lambda: restore(hub, copy)) in ("file-unreadable", "sync-not-hub")
    assert schemas(hub) == before and len(before) == 1
    with hub.connect() as connection:
        connection.execute("DROP SCHEMA liseuse CASCADE")
    assert kind_of(lambda: restore(hub, copy)) in ("file-unreadable", "sync-not-hub")
    assert schemas(hub) == {}, "nothing of it is left in an empty database either"


def test_a_copy_that_ends_too_early_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    hub, copy = Hub(cluster), tmp_path / "hub.dump"
    size, before = back_up(hub.address(ADMIN), PASSWORD, copy), schemas(hub)
    os.truncate(copy, size - 40)
    assert kind_of(lambda: restore(hub, copy)) == "sync-hub-program"
    assert schemas(hub) == before


def test_a_hub_that_was_put_back_has_a_past_of_its_own(cluster: Cluster, tmp_path: Path) -> None:
    hub, copy = Hub(cluster), tmp_path / "hub.dump"
    back_up(hub.address(ADMIN), PASSWORD, copy)
    before = schemas(hub)
    assert restore(hub, copy) == []
    after = schemas(hub)
    assert list(after) == list(before) and after["liseuse"] not in ("", before["liseuse"])


def test_a_hub_whose_exchange_was_broken_off_is_found_again(cluster: Cluster, tmp_path: Path) -> None:
    hub, copy = Hub(cluster), tmp_path / "hub.dump"
    back_up(hub.address(ADMIN), PASSWORD, copy)
    before = schemas(hub)
    rename(hub)
    assert not make(hub) and schemas(hub) == before
    rename(hub)
    assert kind_of(lambda: restore(hub, copy, replace=False)) == "sync-hub-there"
    assert schemas(hub) == before
    rename(hub)
    with hub.connect() as connection:
        connection.execute("CREATE SCHEMA liseuse")
    both = schemas(hub)
    assert kind_of(lambda: make(hub)) == "sync-hub-there"
    assert kind_of(lambda: restore(hub, copy, replace=False)) == "sync-hub-there"
    assert schemas(hub) == both, "neither is lost"
    assert restore(hub, copy) == [] and not make(hub)
    after = schemas(hub)
    assert list(after) == ["liseuse"] and after["liseuse"] not in ("", before["liseuse"])


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
