"""Demonstration packages of a former version: replaced, and what they translated is offered anew."""

from __future__ import annotations

import pytest

from reader.core.model import FIREFOX, Hop, Route, SentenceState, TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.services.translation.manage_packages import list_packages, remove_package
from reader.services.translation.newer_models import is_newer, newer_route
from reader.services.translation.translate_article import translate_article
from tests.support.former_models import age

pytestmark = pytest.mark.models


@pytest.fixture
def former(session: LibrarySession) -> LibrarySession:
    """A library whose packages are those of version 0.1."""
    list_packages(session)
    age(session.paths.models)
    return session


def versions(session: LibrarySession) -> list[tuple[str, str, bool]]:
    return [(p.pair, p.version, p.demonstration) for p in list_packages(session)]


def test_the_newer_packages_take_the_place_of_the_former(former: LibrarySession) -> None:
    assert versions(former) == [("en-ar", "1.1", True), ("fr-en", "1.1", True)]
    assert not list(former.paths.models.glob("*-1_0-*"))


def test_who_removed_one_keeps_it_removed(session: LibrarySession) -> None:
    list_packages(session)
    age(session.paths.models)
    from reader.translation.packages.packages import remove

    remove("en-ar", session.paths.models)
    assert versions(session) == [("fr-en", "1.1", True)]
    remove_package(session, "fr-en")
    assert versions(session) == []


def test_a_file_in_the_way_keeps_the_former(former: LibrarySession) -> None:
    lock = former.paths.models.parent / f".{former.paths.models.name}.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert versions(former) == [("en-ar", "1.0", True), ("fr-en", "1.0", True)]
    lock.rmdir()
    assert versions(former) == [("en-ar", "1.1", True), ("fr-en", "1.1", True)]


def test_what_the_former_translated_is_offered_anew_and_corrections_stay(session: LibrarySession) -> None:
    article = add_sample(session)
    assert article is not None
    first = translate_article(session, article, "ar", Progress())
    assert first.route is not None and newer_route(session, first.route) is None
    old = Route(
        tuple(Hop(h.source, h.target, h.package.replace("1_1", "1_0"), "1.0", True) for h in first.route.hops)
    )
    assert newer_route(session, old) == first.route

    source = first.title.sentences[0].source
    mine = TranslatedSentence(source, "عنواني", 0.0, SentenceState.CORRECTED)
    session.translations.store([(sentence_key(source), mine)], "fr", "ar", first.route.key)
    again = translate_article(session, article, "ar", Progress(), again=True)
    assert again.title.sentences[0].target == "عنواني"


def hops(*parts: tuple[str, str, str, bool]) -> Route:
    return Route(tuple(Hop(source, target, "p", version, demo) for source, target, version, demo in parts))


FIREFOX_ROUTE = Route((Hop("fr", "en", "f", "1.0", engine=FIREFOX),))


@pytest.mark.parametrize(
    ("present", "stored", "newer"),
    [
        (hops(("fr", "en", "1.1", True)), hops(("fr", "en", "1.0", True)), True),
        (hops(("fr", "en", "1.10", True)), hops(("fr", "en", "1.9", True)), True),
        (hops(("fr", "en", "1.0", True)), hops(("fr", "en", "1.1", True)), False),
        (hops(("fr", "en", "1.0", True)), hops(("fr", "en", "1.0", True)), False),
        (hops(("fr", "en", "1.0", False)), hops(("fr", "en", "1.1", True)), True),
        (hops(("fr", "en", "1.9", True)), hops(("fr", "en", "1.0", False)), False),
        (hops(("fr", "ar", "1.0", False)), hops(("fr", "en", "1.0", True), ("en", "ar", "1.0", True)), True),
        (FIREFOX_ROUTE, hops(("fr", "en", "1.9", False)), True),
        (hops(("fr", "en", "9.0", False)), FIREFOX_ROUTE, False),
        (
            hops(("fr", "en", "1.1", True), ("en", "ar", "1.0", True)),
            hops(("fr", "en", "1.0", True), ("en", "ar", "1.1", True)),
            False,
        ),
        (
            hops(("fr", "de", "2", True), ("de", "ar", "2", True)),
            hops(("fr", "en", "1", True), ("en", "ar", "1", True)),
            False,
        ),
    ],
)
def test_newer_means_fewer_demonstrations_or_later_versions(
    present: Route, stored: Route, newer: bool
) -> None:
    assert is_newer(present, stored) is newer


def test_a_server_is_neither_newer_nor_older() -> None:
    server = Route((Hop("fr", "en", "libretranslate:a.example", "1"),))
    package = hops(("fr", "en", "1.0", True))
    assert not is_newer(server, package) and not is_newer(package, server)
