"""Two libraries in step through a folder on a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from reader.core.errors import ReaderError
from reader.core.model import Picture
from reader.core.progress import Progress
from reader.library.replication.part import keep_value, kept_value
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import (
    begin_anew,
    choose_passphrase,
    join_again,
    join_store,
    leave_store,
)
from reader.services.sync.missing_packs import FOLDERS
from reader.services.sync.places import is_kept
from reader.services.sync.preview import preview_store, try_store
from reader.services.sync.run_round import run_round
from reader.services.sync.sync_state import folders_of_others, sync_state
from reader.services.sync.sync_worker import handle
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, document
from tests.support.kept_port import kept_port
from tests.support.memory_keyring import memory_keyring
from tests.support.servers.s3_server import S3Server
from tests.support.servers.store_servers import (
    PASSWORD,
    SftpServer,
    StoreServer,
    WebdavServer,
    empty,
    store_server,
)

WORDS = "three small words"


@pytest.fixture(scope="module", params=["webdav", "sftp", "s3"])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StoreServer]:
    with store_server(request.param, tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture
def server(running: StoreServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreServer:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    empty(running)
    if isinstance(running, SftpServer):
        running.known_hosts(tmp_path)
    return running


def kind_of(work: Any) -> str:
    with pytest.raises(ReaderError) as caught:
        work()
    assert PASSWORD not in repr((caught.value.detail, caught.value.values))
    return caught.value.kind


def test_an_address_of_a_bucket_without_its_server_is_told_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("obstore", reason="obstore is not installed")
    monkeypatch.delenv("no_proxy", raising=False)
    paths = LibraryPaths(tmp_path)
    with kept_port() as port:  # so no name is looked for in the network
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        for place, kind in (
            ("s3://my-bucket/liseuse", "sync-no-server"),
            ("s3://my-bucket/liseuse?region=eu-west-3", "sync-no-server"),
            ("s3://nas.local/my-bucket", "sync-unreachable"),
            ("s3://nas:9000/my-bucket", "sync-unreachable"),
            ("s3://[fe80::1]/my-bucket", "sync-unreachable"),
        ):
            assert kind_of(lambda p=place: preview_store(paths, p, lambda: None, "key:" + PASSWORD)) == kind


def test_two_libraries_through_a_server(
    server: StoreServer,
    session: LibrarySession,
    tmp_path: Path,
    keyring_of_this_test: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    place, progress = server.address(), Progress()
    assert kind_of(lambda: preview_store(session.paths, place, session.require_network)) == "sync-no-password"
    assert preview_store(session.paths, place, session.require_network, PASSWORD).is_new
    before = len(session.articles.summaries())
    assert try_store(session, place, WORDS, progress, PASSWORD).there == 0
    for number in (1, 2):
        session.articles.add(document(number), f"https://x.org/{number}", f"x.org/{number}", SAVED)
    join_store(session, place, WORDS, progress, "desk", PASSWORD)
    assert keyring_of_this_test[place] == PASSWORD and WORDS in keyring_of_this_test.values()
    state = sync_state(session)
    assert state is not None and state.store == place and folders_of_others(session) == []

    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        assert kind_of(lambda: join_store(other, place, "no words", progress)) == "sync-passphrase"
        assert try_store(other, place, WORDS, progress).there == before + 2
        join_store(other, place, WORDS, progress, "lap")
        assert len(other.articles.summaries()) == before + 2
        number = other.articles.summaries()[0].id
        other.articles.set_favourite([number], True)
        assert run_round(other, None, progress).sent == 1
        assert run_round(session, None, progress).received >= 1
        assert sum(card.favourite for card in session.articles.summaries()) == 1

        if isinstance(server, (WebdavServer, S3Server)):
            run_round(other, None, progress)
            server.asked.clear()
            run_round(other, None, progress)
            assert len(server.asked) <= 5, "a round with nothing new: two folders, one header, two computers"
            server.asked.clear()
            session.articles.set_favourite([session.articles.summaries()[1].id], True)
            run_round(session, None, progress)
            assert len(server.asked) <= 5 + 2, "and two for a file that is written"

        del keyring_of_this_test[place]
        assert kind_of(lambda: run_round(other, None, progress)) == "sync-no-password"
        run_round(other, None, progress, PASSWORD)
        assert keyring_of_this_test[place] == PASSWORD
        leave_store(other)
        assert place not in keyring_of_this_test
    assert PASSWORD not in caplog.text and WORDS not in caplog.text


def test_a_pack_of_pictures_that_is_gone_from_a_server_is_written_again_the_next_day(
    server: StoreServer, session: LibrarySession, keyring_of_this_test: dict[str, str]
) -> None:
    join_store(session, server.address(), WORDS, Progress(), "desk", PASSWORD)
    for page in range(2 * FOLDERS):
        digest = session.assets.add(b"a picture of page %d" % page, "image/png")
        lead = Picture(f"https://x.org/{page}.png", digest=digest, width=3, height=2)
        text = replace(document(page), lead=lead)
        session.articles.add(text, text.url, f"x.org/{page}", SAVED)
        run_round(session, None, Progress())
    packs = [
        path for path in server.folder.rglob("*") if path.is_file() and path.parent.parent.name == "pack"
    ]
    assert len(packs) >= 2 * FOLDERS
    a_day_later(session)
    rounds = [run_round(session, None, Progress()).written_again for _ in range(4)]
    assert rounds == [0] * 4, "all are there"
    for path in packs:
        path.unlink()
    assert run_round(session, None, Progress()).written_again == 0, "it is looked for once a day"
    a_day_later(session)
    again = []
    for _ in range(5):
        if isinstance(server, (WebdavServer, S3Server)):
            server.asked.clear()
        again.append(run_round(session, None, Progress()).written_again)
        if isinstance(server, WebdavServer) and not again[-1]:
            assert len(server.asked) <= 5, "nothing but what each round asks"
    assert sum(again) == len(packs) and not again[-1]
    assert all(path.is_file() for path in packs)


def a_day_later(session: LibrarySession) -> None:
    """As if packs had been looked for yesterday, and all of them."""
    with session.database.write(index=False) as writing:
        _, _, missing = kept_value(writing, "packs looked for") or (0, [], {})
        keep_value(writing, "packs looked for", [0, [], missing])


def test_a_folder_with_other_files_on_the_server_is_left_alone(
    server: StoreServer, session: LibrarySession, keyring_of_this_test: dict[str, str]
) -> None:
    (server.folder / "store").mkdir()
    (server.folder / "store" / "holiday.jpg").write_bytes(b"x")
    place = server.address()
    assert kind_of(lambda: join_store(session, place, WORDS, Progress(), "", PASSWORD)) == "sync-foreign"
    assert [path.name for path in server.folder.rglob("*")] == ["store", "holiday.jpg"]
    assert keyring_of_this_test == {}


def test_a_password_that_no_keyring_took_is_not_where_the_next_round_finds_it(
    server: StoreServer, session: LibrarySession
) -> None:
    join_store(session, server.address(), None, Progress(), "desk", PASSWORD)
    assert not is_kept(session, PASSWORD)
    with memory_keyring():
        run_round(session, None, Progress(), PASSWORD)
        assert is_kept(session, PASSWORD) and is_kept(session) and not is_kept(session, "another")


def test_from_the_command_line(
    server: StoreServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(*words: str) -> Any:
        run(["--library", str(tmp_path / "library"), "--json", "--quiet", "sync", *words])
        told = capsys.readouterr()
        assert PASSWORD not in told.out + told.err
        return json.loads(told.out)

    monkeypatch.setenv("LISEUSE_SYNC_PASSPHRASE", WORDS)
    assert call("join", server.address())["error"]["kind"] == "sync-no-password"
    monkeypatch.setenv("LISEUSE_SYNC_PASSWORD", PASSWORD)
    assert call("join", server.address(), "--name", "desk")["store"] == server.address()
    assert call("now")["waiting"] == 0
    with_secret = server.address(user=f"anna:{PASSWORD}")
    assert call("leave")["store"] is None
    assert call("join", with_secret)["error"]["kind"] == "sync-password-shown"


def test_a_store_that_is_away_keeps_what_waits(
    tmp_path: Path, session: LibrarySession, keyring_of_this_test: dict[str, str]
) -> None:
    (tmp_path / "served").mkdir()
    with kept_port() as port:
        server = WebdavServer(tmp_path / "served", port=port)
        join_store(session, server.address(), WORDS, Progress(), "desk", PASSWORD)
        server.close()
        session.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
        assert kind_of(lambda: run_round(session, None, Progress())) == "sync-unreachable"
    state = sync_state(session)
    assert state is not None and state.waiting >= 1 and session.articles.summaries()


def test_private_reading_leaves_a_server_alone_and_not_a_folder(
    tmp_path: Path, session: LibrarySession, keyring_of_this_test: dict[str, str]
) -> None:
    (tmp_path / "served").mkdir()
    server, progress = WebdavServer(tmp_path / "served"), Progress()
    place, folder = server.address(), str(tmp_path / "carried")
    (tmp_path / "carried").mkdir()
    join_store(session, place, WORDS, progress, "desk", PASSWORD)
    server.asked.clear()
    session.settings.set("private_reading", True)
    message = {"root": str(session.paths.root), "place": place, "passphrase": WORDS, "password": PASSWORD}
    doors = (
        lambda: run_round(session, None, progress),
        lambda: begin_anew(session, None, progress),
        lambda: join_again(session, None, progress),
        lambda: choose_passphrase(session, None, "other words here"),
        lambda: try_store(session, place, WORDS, progress, PASSWORD),
        lambda: handle({"act": "preview", **message}, b""),
        lambda: handle({"act": "round", **message}, b""),
    )
    assert [kind_of(door) for door in doors] == ["private-reading"] * len(doors)
    leave_store(session)
    assert kind_of(lambda: join_store(session, place, WORDS, progress, "", PASSWORD)) == "private-reading"
    assert server.asked == []
    server.close()
    join_store(session, folder, WORDS, progress)
    assert run_round(session, None, progress).late == []
