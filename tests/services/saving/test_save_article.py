"""Links become articles: against the fixture site on a real server, in a real library."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import BlockKind
from reader.core.progress import Cancelled, Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from tests.conftest import SITE, SiteServer


def test_the_fixture_article_is_saved_whole(
    session: LibrarySession, article_url: str, expected: dict[str, Any]
) -> None:
    steps: list[tuple[int, int, str]] = []
    outcome = save_article(session, article_url, Progress(lambda *step: steps.append(step)), tags=["cyber"])
    assert outcome.status == "saved"
    assert steps[0][2] == "fetching"
    assert list(dict.fromkeys(s[2] for s in steps)) == ["fetching", "extracting", "pictures", "saved"]

    article = session.articles.get(outcome.id)
    document = article.document
    for name in ("title", "author", "date", "language", "site", "section"):
        assert getattr(document, name) == expected[name], name
    assert document.lead is not None
    assert document.lead.src.endswith(expected["lead_image"])
    assert document.lead.caption == expected["caption"]
    kinds = {"p": BlockKind.PARAGRAPH, "h2": BlockKind.HEADING, "related": BlockKind.RELATED}
    wanted = [(kinds[b["kind"]], b["text"]) for b in expected["blocks"]]
    assert [(b.kind, b.text) for b in document.blocks] == wanted
    assert [link.title for link in document.related] == expected["related"]
    assert [link.title for link in document.latest] == expected["latest"]
    assert [link.title for link in document.most_read] == expected["most_read"]
    shown = document.html + document.text
    for phrase in expected["must_not_appear"]:
        assert phrase.strip() not in shown.replace("publi", ""), phrase
    assert article.summary.tags == ("cyber",)
    assert article.summary.words > 250


def test_its_pictures_lie_in_the_library(session: LibrarySession, article_url: str) -> None:
    outcome = save_article(session, article_url, Progress())
    lead = session.articles.get(outcome.id).document.lead
    assert lead is not None and (lead.width, lead.height) == (1200, 675)
    file = session.assets.path(lead.digest)
    assert file is not None and file.stat().st_size > 1000
    assert outcome.pictures_failed == 0 and outcome.pictures_saved >= 1


def test_saving_twice_finds_the_first(session: LibrarySession, article_url: str, site: SiteServer) -> None:
    first = save_article(session, article_url, Progress())
    asked = len(site.requests)
    again = save_article(session, f"{article_url}?utm_source=x&fbclid=abc#top", Progress())
    assert (again.status, again.id) == ("duplicate", first.id)
    assert len(site.requests) == asked, "a duplicate is recognised before fetching"


def test_a_trashed_article_comes_back_when_saved_again(session: LibrarySession, article_url: str) -> None:
    first = save_article(session, article_url, Progress())
    session.articles.move_to_trash([first.id])
    assert save_article(session, article_url, Progress()).id == first.id
    assert not session.articles.summary(first.id).trashed


def test_a_missing_picture_does_not_fail_the_article(
    session: LibrarySession, tmp_path: Path, expected: dict[str, Any]
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    for picture in (folder / "wp-content" / "uploads").iterdir():
        picture.unlink()
    server = SiteServer(folder)
    try:
        outcome = save_article(session, server.url(expected["url_path"]), Progress())
    finally:
        server.close()
    assert outcome.status == "saved" and outcome.pictures_saved == 0 and outcome.pictures_failed >= 1
    lead = session.articles.get(outcome.id).document.lead
    assert lead is not None and lead.digest == "" and lead.caption == expected["caption"]


@pytest.mark.parametrize("step", ["fetching", "extracting", "pictures"])
def test_cancelling_at_any_step_leaves_nothing(session: LibrarySession, article_url: str, step: str) -> None:
    progress: Progress

    def stop(_done: int, _total: int, text: str) -> None:
        if text == step:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        save_article(session, article_url, progress)
    assert session.articles.counts()["all"] == 0


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("no link at all", "not-a-link"),
        ("ftp://example.org/x", "unsupported-scheme"),
        ("javascript:alert(1)", "unsupported-scheme"),
        ("http://no-such-host.invalid/x", "unknown-host"),
        ("http://127.0.0.1:9/closed", "refused"),
    ],
)
def test_bad_links_say_what_is_wrong(session: LibrarySession, link: str, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        save_article(session, link, Progress())
    found = {caught.value.kind}
    assert found & {kind, "offline" if kind == "unknown-host" else kind}
    assert session.articles.counts()["all"] == 0


def test_a_page_that_is_not_there_is_named(session: LibrarySession, site: SiteServer) -> None:
    with pytest.raises(ReaderError) as caught:
        save_article(session, site.url("/nothing-here/"), Progress())
    assert caught.value.kind == "not-found"


def test_a_picture_instead_of_a_page_is_kept_as_a_link(session: LibrarySession, site: SiteServer) -> None:
    outcome = save_article(session, site.url("/wp-content/uploads/avatar.jpg"), Progress())
    assert (outcome.title, outcome.incomplete) == ("avatar", "file")


def test_a_feed_instead_of_a_page_is_refused(session: LibrarySession, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text('<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    server = SiteServer(tmp_path)
    try:
        with pytest.raises(ReaderError) as caught:
            save_article(session, server.url("/feed.xml"), Progress())
    finally:
        server.close()
    assert (caught.value.kind, caught.value.values["type"]) == ("not-a-page", "feed")


def test_an_empty_page_is_no_article(session: LibrarySession, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body><script>render()</script></body></html>")
    server = SiteServer(tmp_path)
    try:
        with pytest.raises(ReaderError) as caught:
            save_article(session, server.url("/empty.html"), Progress())
    finally:
        server.close()
    assert caught.value.kind == "no-article"
