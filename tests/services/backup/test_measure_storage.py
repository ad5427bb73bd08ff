"""The storage page's figures, and room made by giving things up: exactly what was chosen goes."""

from __future__ import annotations

import datetime
import os

import pytest

from reader.core.model import SentenceState, TranslatedSentence
from reader.core.progress import Cancelled, Progress
from reader.core.sentence_key import sentence_key
from reader.services.backup.keep_backups import keep_backups, kept_copies
from reader.services.backup.measure_storage import KINDS, free, freeable, measure
from reader.services.library_session import LibrarySession
from tests.services.stocked_library import ROUTE, stock, translate


def test_each_kind_is_measured(session: LibrarySession) -> None:
    empty = measure(session)
    stock(session, 1, os.urandom(50_000))
    translate(session, 1)
    session.paths.models.mkdir(exist_ok=True)
    (session.paths.models / "some.bin").write_bytes(bytes(70_000))
    assert keep_backups(session, datetime.date(2026, 3, 1)) is not None
    use = measure(session)
    assert use.pictures - empty.pictures >= 50_000
    assert use.models - empty.models == 70_000
    one_copy = kept_copies(session.paths)[0].size
    assert one_copy <= use.backups < 2 * one_copy, "the weekly copy is the daily one under a second name"
    assert use.text > empty.text and use.translations > 0 and use.index > 0
    assert use.total == use.database + use.pictures + use.models + use.backups
    assert use.text + use.translations + use.index + use.other == use.database
    assert use.disk_free > 0


def test_the_kinds_on_offer_are_those_that_can_be_given_up(session: LibrarySession) -> None:
    assert tuple(freeable(session)) == KINDS
    assert all(offer.count == 0 for offer in freeable(session).values())
    with pytest.raises(KeyError):
        free(session, ["everything"], Progress())


def test_trash(session: LibrarySession) -> None:
    kept, gone = stock(session, 1, b"one"), stock(session, 2, os.urandom(90_000))
    session.articles.move_to_trash([gone])
    assert freeable(session)["trash"].count == 1
    assert free(session, ["trash"], Progress()) >= 90_000
    assert session.articles.ids("all") == [kept] and session.articles.ids("trash") == []
    assert len(list(session.assets.files())) == 1


def test_pictures_of_read_articles_go_and_can_be_fetched_again(session: LibrarySession) -> None:
    shared, own, unread = os.urandom(9_000), os.urandom(9_000), os.urandom(9_000)
    first, second = stock(session, 1, shared), stock(session, 2, shared)
    third, fourth = stock(session, 3, own), stock(session, 4, unread)
    session.articles.set_archived([second], True)
    session.articles.set_unread([third], False)
    assert keep_backups(session) is not None, "even a copy that names them does not hold them"
    offer = freeable(session)["pictures"]
    assert (offer.count, offer.size) == (1, 9_000)
    assert free(session, ["pictures"], Progress()) >= 9_000
    left = {file.read_bytes() for _, file in session.assets.files()}
    assert left == {shared, unread}, "an unread article shows the shared one"
    assert (third, "https://x.example/3.png") in session.articles.wanted_pictures()
    assert {n for n, src in session.articles.wanted_pictures() if "lead" not in src} == {third}
    assert session.articles.get(first) and session.articles.get(fourth)


def test_translations_of_read_articles(session: LibrarySession) -> None:
    read, unread = stock(session, 1, sentence="La même."), stock(session, 2, sentence="La même.")
    for number in (read, unread):
        translate(session, number)
    own = "L’eau manque au puits 1."
    session.articles.set_unread([read], False)
    other = stock(session, 3)
    translate(session, other)
    session.articles.set_archived([other], True)
    corrected = TranslatedSentence("Le village 3 attend la pluie.", "mine", 0.0, SentenceState.CORRECTED)
    session.translations.store([(sentence_key(corrected.source), corrected)], "fr", "en", ROUTE.key)
    assert freeable(session)["translations"].count == 2
    free(session, ["translations"], Progress())
    known = session.translations.lookup(
        [sentence_key(t) for t in (own, "La même.", "L’eau manque au puits 2.", corrected.source)],
        "fr",
        "en",
        ROUTE.key,
    )
    assert {pair.source for pair in known.values()} == {
        "La même.",
        "L’eau manque au puits 2.",
        corrected.source,
    }
    assert session.translations.status(read) == {} and session.translations.status(unread)
    assert session.articles.summary(read).translations == ()


def test_all_copies_but_the_newest_sound_one(session: LibrarySession) -> None:
    stock(session, 1)
    for day in range(1, 5):
        made = keep_backups(session, datetime.date(2026, 3, day))
        assert made is not None
        os.utime(made, (day * 1000, day * 1000))
    copies = kept_copies(session.paths)
    copies[0].path.write_bytes(b"not a library")
    os.utime(copies[0].path, (9_000, 9_000))
    free(session, ["old-backups"], Progress())
    assert [c.path.name[:5] for c in kept_copies(session.paths)] == ["daily"]
    assert kept_copies(session.paths)[0].path == copies[1].path


def test_when_no_copy_is_sound_none_goes(session: LibrarySession) -> None:
    session.paths.backups.mkdir()
    (session.paths.backups / "daily-000001-20260301.db").write_bytes(b"rubbish")
    free(session, ["old-backups"], Progress())
    assert len(kept_copies(session.paths)) == 1


def test_it_can_be_stopped(session: LibrarySession) -> None:
    for number in (1, 2):
        translate(session, stock(session, number))
    session.articles.set_unread([1, 2], False)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        free(session, ["translations"], progress)
    assert session.translations.status(1) and session.translations.status(2)


def test_a_copy_goes_with_its_log_and_a_foreign_folder_stays(session: LibrarySession) -> None:
    stock(session, 1)
    made = keep_backups(session, datetime.date(2026, 3, 1))
    assert made is not None
    kept = session.paths.backups / "replaced-20260301-080000-1.db"
    for ending in ("", "-wal", "-shm"):  # a damaged library with the log that a kill left
        kept.with_name(kept.name + ending).write_bytes(b"x" * 1000)
    (session.paths.backups / "replaced-20260301-080000-2.db").mkdir()  # it stood in the library's place
    offered = freeable(session)["old-backups"]
    weekly = next(session.paths.backups.glob("weekly-*"))
    assert (offered.count, offered.size) == (1, 3000) and weekly.samefile(made)
    free(session, ["old-backups"], Progress())
    left = {file.name for file in session.paths.backups.iterdir()}
    assert left == {made.name, weekly.name, "replaced-20260301-080000-2.db"}
