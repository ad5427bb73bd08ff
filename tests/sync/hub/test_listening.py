"""A hub tells at once what other computers write, and nothing of what this one writes."""

from __future__ import annotations

import os

import pytest

from reader.core.errors import ReaderError
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.listening import listen
from reader.sync.hub.opening import open_hub
from tests.support.servers.postgres import Cluster, Hub

OWN, OTHER, TAG = "0123456789abcdef", "fedcba9876543210", "aaaaaaaaaaaaaaaa"
ANNA, BASIL = f"listening{os.getpid()}", f"removed{os.getpid()}"


def test_what_another_computer_writes_is_told_and_what_this_one_writes_is_not(cluster: Cluster) -> None:
    hub = Hub(cluster, ANNA)
    store = open_hub(hub.address(ANNA), hub.passwords[ANNA])
    end, writing = os.pipe()
    told = listen(hub.address(ANNA), hub.passwords[ANNA], OWN, end)
    next(told)
    store.put(f"log/{OWN}/00000001-{TAG}", b"own")
    store.put(f"pack/aa/{TAG}{TAG}", b"a picture")
    store.try_writing()
    store.put(f"log/{OTHER}/00000001-{TAG}", b"of another")
    next(told)
    store.remove(f"log/{OTHER}/00000001-{TAG}")
    next(told)
    store.put(f"log/{OWN}/00000002-{TAG}", b"own")
    os.close(writing)
    assert list(told) == [], "the input has ended, and nothing else was told"
    os.close(end)


def test_a_cut_line_ends_the_listening_and_nobody_listens_to_another_library(
    cluster: Cluster,
) -> None:
    hub = Hub(cluster, ANNA)
    told = listen(hub.address(ANNA), hub.passwords[ANNA], OWN, None)
    next(told)
    hub.end_connections(ANNA)
    with pytest.raises(ReaderError, match="sync-unreachable"):
        next(told)
    with pytest.raises(ReaderError, match="sync-hub-no-library"):
        next(listen(hub.address(ANNA, "another"), hub.passwords[ANNA], OWN, None))


def test_who_is_removed_hears_no_more_and_the_others_listen_anew(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(cluster, ANNA, BASIL)
    hub.invite(ANNA, BASIL, "reader")
    at = hub.address(BASIL, ANNA)
    with hub.connect(BASIL) as ear:
        asked = "SELECT channel FROM liseuse.library WHERE name = %s"
        ((channel,),) = ear.execute(asked, (ANNA,)).fetchall()
        ear.execute(f"LISTEN {channel}")
        removed = listen(at, hub.passwords[BASIL], OTHER, None)
        owner = listen(hub.address(ANNA), hub.passwords[ANNA], OTHER, None)
        next(removed)
        next(owner)
        with HubAdministration(hub.address(ANNA), hub.passwords[ANNA]) as administration:
            assert administration.remove(ANNA, BASIL)
        open_hub(hub.address(ANNA), hub.passwords[ANNA]).put(f"log/{OWN}/00000001-{TAG}", b"a secret")
        assert ear.execute("SELECT").statusmessage and list(ear.notifies(timeout=0)) == []
    monkeypatch.setattr("reader.sync.hub.listening._LOOK", 0)
    with pytest.raises(ReaderError, match="sync-hub-no-library"):
        next(removed)
    assert list(owner) == [], "the channel has another name"
