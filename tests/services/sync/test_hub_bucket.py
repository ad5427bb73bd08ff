"""Two libraries in step through a hub whose large files lie in a bucket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.model import Picture
from reader.core.progress import Progress
from reader.library.replication.part import keep_value, kept_value
from reader.services.library_session import LibrarySession
from reader.services.search_library import search
from reader.services.sync.join_store import join_store
from reader.services.sync.noted_state import DAY
from reader.services.sync.preview import try_store
from reader.services.sync.run_round import run_round
from reader.services.sync.sync_state import sync_state
from reader.settings.paths import LibraryPaths
from reader.sync import packs
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import Cluster, Hub, cluster
from tests.support.servers.s3_server import READING_KEY, SECRET, S3Server
from tests.support.servers.store_servers import PASSWORD as KEYS

__all__ = ["cluster"]

WORDS = "three small words"
READING_KEYS = f"{READING_KEY}:{SECRET}"
ANNA, BASIL = (f"{name}{os.getpid()}" for name in ("anna", "basil"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[S3Server]:
    (tmp_path / "served").mkdir()
    made = S3Server(tmp_path / "served")
    yield made
    made.close()


@pytest.fixture
def hub(cluster: Cluster, server: S3Server) -> Hub:
    made = Hub(cluster, ANNA, BASIL)
    made.give_bucket(ANNA, server.address("anna"), KEYS)
    return made


def save(session: LibrarySession, number: int, picture: bytes = b"") -> None:
    """Save an article, with a picture if one is given."""
    made = document(number)
    if picture:
        digest = session.assets.add(picture, "image/png")
        made = replace(made, lead=Picture(f"{made.url}.png", digest=digest, width=9, height=9))
    session.articles.add(made, f"https://x.org/{number}", f"x.org/{number}", SAVED)


def pictures(session: LibrarySession) -> set[bytes]:
    with session.database.read() as reading:
        rows = reading.connection().exec_driver_sql("SELECT digest FROM article_picture WHERE digest <> ''")
        paths = [session.assets.path(digest) for (digest,) in rows]
    return {path.read_bytes() for path in paths if path is not None}


def test_pictures_go_through_the_bucket_and_a_day_without_any_asks_it_for_nothing(
    hub: Hub, server: S3Server, session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    place, progress, picture = hub.address(ANNA).text, Progress(), os.urandom(200_000)
    save(session, 1, picture)
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    assert any(asked.startswith("PUT") for asked in server.asked)
    stored = [path.read_bytes() for path in server.folder.rglob("*") if path.is_file()]
    assert stored and not any(picture[:100] in data for data in stored), "sealed as in any store"
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        assert try_store(other, place, WORDS, progress).there == len(session.articles.summaries())
        join_store(other, place, WORDS, progress, "lap")
        assert picture in pictures(other)
        server.asked.clear()
        save(session, 2)
        other.articles.set_favourite([other.articles.summaries()[0].id], True)
        for each in (session, other, session):
            run_round(each, None, progress)
        assert server.asked == []
        assert len(other.articles.summaries()) == len(session.articles.summaries())


@pytest.mark.parametrize("answer", [(503, "SlowDown"), (403, "AccessDenied"), (507, "XMinioStorageFull")])
def test_while_the_bucket_fails_what_needs_no_large_file_goes_on(
    hub: Hub,
    server: S3Server,
    session: LibrarySession,
    tmp_path: Path,
    keyring_of_this_test: dict[str, str],
    answer: tuple[int, str],
) -> None:
    place, progress, picture = hub.address(ANNA).text, Progress(), os.urandom(200_000)
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        join_store(other, place, WORDS, progress, "lap")
        server.refused = {"PUT": answer, "GET": answer}
        save(session, 1)
        assert run_round(session, None, progress).sent == 1 and run_round(other, None, progress).received
        save(session, 2, picture)
        save(other, 3)
        run_round(other, None, progress)
        for _ in range(2):
            failed = run_round(session, None, progress).bucket
            assert failed is not None and failed.kind.startswith("sync-bucket-")
            assert server.address("anna") in failed.title.show()
        heard = session.articles.find("x.org/3")
        assert heard is not None, "it hears of others all the same"
        assert heard.id in search(session, heard.title).ids, "and finds it"
        assert other.articles.find("x.org/2") is None, "nothing is half there"
        server.reset()
        assert run_round(session, None, progress).waiting == 0
        save(session, 4)
        run_round(session, None, progress)
        server.refused = {"GET": answer}
        assert run_round(other, None, progress).bucket is not None
        assert other.articles.find("x.org/2") is not None and other.articles.find("x.org/4") is not None
        assert picture not in pictures(other)
        server.reset()
        run_round(other, None, progress)
        assert picture in pictures(other), "it was wanted"


def test_a_pack_that_is_in_the_bucket_is_not_sent_again_after_a_failure(
    hub: Hub,
    server: S3Server,
    session: LibrarySession,
    tmp_path: Path,
    keyring_of_this_test: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packs, "_FULL", 150_000)
    place, progress = hub.address(ANNA).text, Progress()
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    made = [os.urandom(200_000) for _ in range(3)]
    for number, picture in enumerate(made):
        save(session, number, picture)
    server.room = 2
    server.asked.clear()
    for _ in range(3):
        assert run_round(session, None, progress).bucket is not None
    server.room = None
    report = run_round(session, None, progress)
    assert report.bucket is None and report.waiting == 0
    written = [path for path in server.folder.rglob("*") if path.is_file() and path.stat().st_size > 200_000]
    assert len(written) == 3
    assert sum(asked.startswith("PUT") for asked in server.asked) == 6, "three in vain, and each once"
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        join_store(other, place, WORDS, progress, "lap")
        assert set(made) <= pictures(other)


def test_what_failed_is_named_until_a_round_is_whole(
    hub: Hub, server: S3Server, session: LibrarySession, keyring_of_this_test: dict[str, str]
) -> None:
    place, progress = hub.address(ANNA).text, Progress()
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    save(session, 1, os.urandom(200_000))
    server.refused = {"PUT": (503, "SlowDown")}
    run_round(session, None, progress)
    state = sync_state(session)
    assert state is not None and state.trouble is not None and state.trouble.kind == "sync-bucket-away"
    assert server.address("anna") in state.trouble.title.show()
    server.reset()
    run_round(session, None, progress)
    state = sync_state(session)
    assert state is not None and state.trouble is None


def test_a_bucket_that_gives_nothing_is_asked_once_a_round(
    hub: Hub, server: S3Server, session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    place, progress = hub.address(ANNA).text, Progress()
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        join_store(other, place, WORDS, progress, "lap")
        made = [os.urandom(200_000) for _ in range(3)]
        for number, picture in enumerate(made):
            save(session, number, picture)
            run_round(session, None, progress)
        server.asked.clear()
        server.refused = {"GET": (403, "AccessDenied")}
        assert run_round(other, None, progress).bucket is not None
        assert len(server.asked) == 1
        server.reset()
        run_round(other, None, progress)
        assert set(made) <= pictures(other)


def test_a_picture_whose_object_was_exchanged_never_comes_in(
    hub: Hub, server: S3Server, session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    place, progress = hub.address(ANNA).text, Progress()
    save(session, 1, os.urandom(200_000))
    save(session, 2, os.urandom(200_000))
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    whole = {path: path.read_bytes() for path in server.folder.rglob("*") if path.is_file()}
    for path, data in whole.items():
        path.write_bytes(bytes(len(data)))
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        join_store(other, place, WORDS, progress, "lap")
        assert len(other.articles.summaries()) == len(session.articles.summaries())
        assert not pictures(session) & pictures(other)
        for path, data in whole.items():
            path.write_bytes(data)
        run_round(other, None, progress)
        assert pictures(session) == pictures(other)


def test_a_reader_has_pictures_once_the_hub_has_keys_for_readers(
    hub: Hub, server: S3Server, session: LibrarySession, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    hub.invite(ANNA, BASIL, "reader")
    progress, picture = Progress(), os.urandom(200_000)
    save(session, 1, picture)
    join_store(session, hub.address(ANNA).text, WORDS, progress, "desk", hub.passwords[ANNA])
    shared = hub.address(BASIL, ANNA).text
    with LibrarySession.open(LibraryPaths(tmp_path / "reading")) as reading:
        failed = join_store(reading, shared, WORDS, progress, "of basil", hub.passwords[BASIL]).bucket
        assert failed is not None and failed.kind == "sync-bucket-keys"
        hub.give_bucket(ANNA, server.address("anna"), KEYS, READING_KEYS)
        run_round(reading, WORDS, progress, hub.passwords[BASIL])
        assert picture in pictures(reading)


@pytest.mark.parametrize("left", [0, 1000])
def test_an_object_that_is_gone_behind_the_hub_is_written_again_by_who_has_its_pictures(
    hub: Hub,
    server: S3Server,
    session: LibrarySession,
    tmp_path: Path,
    keyring_of_this_test: dict[str, str],
    left: int,
) -> None:
    place, progress = hub.address(ANNA).text, Progress()
    join_store(session, place, WORDS, progress, "desk", hub.passwords[ANNA])
    made = [os.urandom(200_000) for _ in range(2)]
    for number, picture in enumerate(made):
        save(session, number, picture)
        run_round(session, None, progress)
    gone = max(server.folder.rglob("*"), key=lambda path: path.stat().st_mtime if path.is_file() else 0)
    gone.write_bytes(gone.read_bytes()[:left]) if left else gone.unlink()
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        join_store(other, place, WORDS, progress, "lap")
        assert len(pictures(other).intersection(made)) == 1
        assert run_round(session, None, progress).written_again == 0, "they are looked for once a day"
        with session.database.write(index=False) as writing:
            at, left_over, missing = kept_value(writing, "packs looked for")
            keep_value(writing, "packs looked for", [at - DAY * 1_000_000, left_over, missing])
        server.asked.clear()
        assert run_round(session, None, progress).written_again == 1
        assert sum(asked.startswith("PUT") for asked in server.asked) == 1, "and what is there is left alone"
        run_round(other, None, progress)
        assert set(made) <= pictures(other)
        server.asked.clear()
        for each in (session, other):
            assert run_round(each, None, progress).written_again == 0
        assert server.asked == []
