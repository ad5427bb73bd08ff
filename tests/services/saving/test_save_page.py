"""Saved files and handed-over pages become articles, by the same way as links."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.origin import TYPED
from reader.core.progress import Progress
from reader.saving.pictures.data_pictures import is_embedded
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.services.saving.save_page import pictures_beside, save_file, save_page
from tests.conftest import SITE, SiteServer
from tests.page_samples import PAGE_URL, SENTENCES, article, data_address, mhtml, picture, web_archive

PHOTO = picture()
FIGURE = (
    "<figure><img src='{src}' alt='x'><figcaption>La salle du conseil. © Une agence</figcaption></figure>"
)


def one(session: LibrarySession, file: Path, **more: Any) -> Any:
    (outcome,) = save_file(session, file, Progress(), **more)
    return outcome, session.articles.get(outcome.id).document


def written(folder: Path, name: str, data: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def figures(document: Any) -> list[Any]:
    return [p for p in (document.lead, *(b.picture for b in document.blocks)) if p is not None]


def test_a_single_file_page_is_saved_with_its_pictures(session: LibrarySession, tmp_path: Path) -> None:
    images = FIGURE.format(src=data_address(PHOTO))
    head = f"<!-- Page saved with SingleFile url: {PAGE_URL} -->"
    outcome, document = one(session, written(tmp_path, "a.html", article(images, head)), tags=["conseil"])
    assert (outcome.status, outcome.pictures_saved, outcome.pictures_failed) == ("saved", 1, 0)
    assert document.url == PAGE_URL and document.title == "Le budget est adopté"
    assert SENTENCES[0] in document.text and SENTENCES[5] in document.text
    (shown,) = figures(document)
    assert is_embedded(shown.src) and (shown.width, shown.height) == (640, 360)
    assert "salle du conseil" in shown.caption
    assert session.assets.path(shown.digest) is not None
    assert session.articles.summary(outcome.id).tags == ("conseil",)


@pytest.mark.parametrize(("name", "make"), [("a.mhtml", mhtml), ("a.webarchive", web_archive)])
def test_archives_are_saved_with_the_pictures_inside(
    session: LibrarySession, tmp_path: Path, name: str, make: Any
) -> None:
    src = "https://img.journal.example/grand/salle.jpg"
    data = make(article(FIGURE.format(src=src)), parts=((src, "image/jpeg", PHOTO),))
    outcome, document = one(session, written(tmp_path, name, data))
    assert (outcome.pictures_saved, outcome.pictures_failed) == (1, 0), "nothing was asked of the network"
    assert document.url == PAGE_URL and figures(document)[0].src == src and figures(document)[0].digest


def test_a_page_saved_complete_finds_its_pictures_beside_it(session: LibrarySession, tmp_path: Path) -> None:
    folder = tmp_path / "Le budget_files"
    folder.mkdir()
    (folder / "salle du conseil.jpg").write_bytes(PHOTO)
    secret = written(tmp_path, "secret.jpg", picture(seed=9))
    (folder / "lien.jpg").symlink_to(secret)
    images = "".join(
        FIGURE.format(src=src)
        for src in ("./Le%20budget_files/salle%20du%20conseil.jpg", "./Le%20budget_files/lien.jpg")
    )
    page = article(images, f"<!-- saved from url=(0042){PAGE_URL} -->")
    outcome, document = one(session, written(tmp_path, "Le budget.html", page))
    assert outcome.pictures_saved == 1
    assert [bool(p.digest) for p in figures(document)].count(True) == 1


def test_a_picture_that_goes_while_it_is_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser is still writing the page, or another program tidies up: the page is had all the same."""
    folder, read = tmp_path / "Le budget_files", Path.read_bytes
    folder.mkdir()
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (folder / name).write_bytes(PHOTO)

    def read_late(path: Path) -> bytes:
        if path.name == "b.jpg":
            path.unlink()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_late)
    found = pictures_beside(tmp_path / "Le budget.html", PAGE_URL)
    assert [address.rsplit("/", 1)[-1] for address in found] == ["a.jpg", "c.jpg"]


def test_a_page_without_any_address_is_saved_once(session: LibrarySession, tmp_path: Path) -> None:
    file = written(tmp_path, "a.html", article())
    outcome, document = one(session, file)
    assert outcome.status == "saved" and document.url == ""
    assert save_file(session, file, Progress())[0].status == "duplicate"
    other = written(tmp_path, "b.html", article(title="Un autre budget", skip=2))
    assert save_file(session, other, Progress())[0].status == "saved"


def test_the_fixture_page_as_a_file_is_the_article_of_its_link(
    session: LibrarySession, site: SiteServer, article_url: str, expected: dict[str, Any], tmp_path: Path
) -> None:
    page = (SITE / expected["url_path"].strip("/") / "index.html").read_bytes()
    outcome, document = one(session, written(tmp_path, "page.html", page), url=article_url)
    for name in ("title", "author", "date", "language", "site", "section"):
        assert getattr(document, name) == expected[name], name
    assert [b.text for b in document.blocks] == [b["text"] for b in expected["blocks"]]
    assert outcome.pictures_failed == 0 and outcome.pictures_saved >= 1, "the given address may be local"
    assert expected["url_path"] not in site.requests, "the page itself is not asked for"
    assert save_article(session, article_url, Progress()).status == "duplicate"


def test_what_only_a_file_claims_asks_nothing_local(
    session: LibrarySession, site: SiteServer, tmp_path: Path
) -> None:
    src = site.url("/wp-content/uploads/avatar.jpg")
    page = article(FIGURE.format(src=src), f"<!-- saved from url=(0042){site.base}/claimed -->")
    outcome, document = one(session, written(tmp_path, "a.html", page))
    assert outcome.status == "saved" and outcome.pictures_failed == 1
    assert document.url == f"{site.base}/claimed"
    assert site.requests == []
    from reader.services.saving.retry_pictures import retry_pictures

    assert retry_pictures(session, outcome.id, Progress()).failed == 1
    assert site.requests == [], "nor later"


def test_what_i_see_is_saved_with_its_address(session: LibrarySession) -> None:
    outcome = save_page(session, article(), Progress(), PAGE_URL)
    assert (outcome.status, outcome.url) == ("saved", PAGE_URL)
    assert session.articles.get(outcome.id).document.url == PAGE_URL
    assert save_page(session, article(), Progress(), f"{PAGE_URL}?utm_source=x").status == "duplicate"


def test_what_i_see_completes_an_article_that_was_cut(session: LibrarySession) -> None:
    wall = "<div class='paywall'>Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.</div>"
    whole = article()
    cut = whole[: whole.index(f"<p>{SENTENCES[4]}")] + wall + "</article></body></html>"
    first = save_page(session, cut, Progress(), PAGE_URL)
    assert session.articles.get(first.id).document.incomplete
    session.articles.set_favourite([first.id], True)
    again = save_page(session, article(), Progress(), PAGE_URL)
    assert (again.status, again.id) == ("updated", first.id)
    stored = session.articles.get(first.id)
    assert SENTENCES[5] in stored.document.text and not stored.document.incomplete
    assert stored.summary.favourite
    assert save_page(session, cut, Progress(), PAGE_URL).status == "duplicate", "never the other way"


def test_what_i_see_completes_one_though_it_may_lack_its_end(session: LibrarySession) -> None:
    wall = "<div class='paywall'>Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.</div>"
    end = "<p>Les élus reprennent ce débat en mars, mais […]</p><p>Lire la suite</p></article>"
    whole = article().replace("</article>", end)
    cut = whole[: whole.index(f"<p>{SENTENCES[4]}")] + wall + "</article></body></html>"
    first = save_page(session, cut, Progress(), PAGE_URL)
    again = save_page(session, whole, Progress(), PAGE_URL)
    assert (again.status, again.id, again.incomplete) == ("updated", first.id, "end")
    assert SENTENCES[5] in session.articles.get(first.id).document.text


def test_link_and_text_files_save_what_they_point_to(
    session: LibrarySession, article_url: str, site: SiteServer, tmp_path: Path
) -> None:
    webloc = written(tmp_path, "a.webloc", plistlib.dumps({"URL": article_url}))
    assert [o.status for o in save_file(session, webloc, Progress(), origin=TYPED)] == ["saved"]
    text = written(tmp_path, "a.txt", f"{article_url}\n{site.url('/nothing/')}\n")
    outcomes = save_file(session, text, Progress(), origin=TYPED)
    assert [o.status for o in outcomes] == ["duplicate", "failed"]
    assert outcomes[1].error is not None and outcomes[1].error.kind == "not-found"


def test_a_saved_page_without_an_article_says_so_when_its_address_cannot_be_reached(
    session: LibrarySession, tmp_path: Path
) -> None:
    address = "https://nowhere.invalid/page"
    page = f'<html><link rel="canonical" href="{address}"><p>court</p></html>'
    with pytest.raises(ReaderError) as failed:
        save_file(session, written(tmp_path, "a.html", page), Progress())
    assert failed.value.kind == "no-article"


def test_a_saved_page_without_an_article_is_asked_at_its_address(
    session: LibrarySession, article_url: str, tmp_path: Path
) -> None:
    file = written(tmp_path, "a.html", f'<html><link rel="canonical" href="{article_url}"></html>')
    assert save_file(session, file, Progress(), origin=TYPED)[0].status == "saved"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", b"<html><p>court</p></html>", "no-article"),
        ("a.pdf", b"%PDF-1.7 ...", "not-a-page"),
        ("a.mhtml", b"garbage", "file-unreadable"),
        ("a.txt", b"no link", "not-a-link"),
    ],
)
def test_bad_files_say_why_and_leave_nothing(
    session: LibrarySession, tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        save_file(session, written(tmp_path, name, data), Progress())
    assert caught.value.kind == kind
    assert session.articles.counts()["all"] == 0


def test_only_regular_files_are_read(session: LibrarySession, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.html"
    os.mkfifo(pipe)
    for file in (pipe, tmp_path, tmp_path / "gone.html", Path("/dev/zero")):
        with pytest.raises(ReaderError) as caught:
            save_file(session, file, Progress())
        assert caught.value.kind == "file-unreadable"
