"""A website of articles: it opens from disk, asks for nothing, and is brought up to date."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as lxml_html

from reader.core.errors import ReaderError
from reader.core.messages import untranslated
from reader.core.progress import Cancelled, Progress
from reader.services.library.export_article import ExportChoice
from reader.services.library.tag_articles import tag_articles
from reader.services.library_session import LibrarySession
from reader.services.publishing.export_site import JOURNAL, MANIFEST, export_site, site_folder, site_pages_in
from tests.services.library.test_export_article import PNG, document, stock_translation

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[2] / "data" / "naughty_strings" / "blns.json").read_text("utf-8")
)[::4]


def add(session: LibrarySession, number: int, title: str = "", saved: str = "2026-11-25") -> int:
    made = document(session.assets.add(PNG, "image/png"))
    made = dataclasses.replace(made, title=title or made.title, url=f"https://a.example/{number}")
    return session.articles.add(made, made.url, f"k{number}", f"{saved}T08:00:00+00:00")


def checked(folder: Path) -> dict[str, lxml_html.HtmlElement]:
    """Every page of a site, none of which has a script or loads or leads to what is not there."""
    pages = {}
    for path in folder.rglob("*.html"):
        page = lxml_html.document_fromstring(path.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        assert page.get("lang") and page.get("dir")
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //base | //@style")
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
        loaded = page.xpath("//@src | //link/@href")
        linked = [a for a in page.xpath("//a/@href") if urlsplit(a).scheme not in ("http", "https")]
        for address in (*loaded, *linked):
            assert not urlsplit(address).scheme and not address.startswith("/")
            target = path.parent / unquote(urlsplit(address).path)
            assert target.is_file() and target.resolve().is_relative_to(folder.resolve()), address
        pages[path.relative_to(folder).as_posix()] = page
    return pages


def test_pages_and_lists_of_articles_with_any_title_and_tag(session: LibrarySession, tmp_path: Path) -> None:
    ids = [add(session, n, text) for n, text in enumerate(NAUGHTY) if text.strip()]
    for number, text in zip(ids[::3], NAUGHTY[::3], strict=False):
        tag_articles(session, [number], add=[text or "x"])
    tag_articles(session, ids[:2], add=["Eau"])
    tag_articles(session, ids[2:3], add=["eau"])
    folder = tmp_path / "site"
    seen: list[int] = []
    done = export_site(session, ids, folder, progress=Progress(lambda n, of, text: seen.append(n)))
    assert (done.articles, done.failed, done.index) == (len(ids), {}, folder / "index.html")
    assert seen == list(range(len(ids) + 1))
    pages = checked(folder)
    assert len([name for name in pages if name.startswith("articles/")]) == len(ids)
    month = pages["months/2026-11.html"]
    assert len(month.xpath("//ul[@class='rows']/li")) == len(ids)
    assert "November 2026" in "".join(pages["index.html"].itertext())
    assert all(len(file.name.encode()) < 200 for file in folder.rglob("*"))


def test_both_languages_in_the_interface_s_own(session: LibrarySession, tmp_path: Path) -> None:
    number, other = add(session, 1), add(session, 2, saved="2026-01-02")
    stock_translation(session, number, session.articles.get(number).document)
    pages = site_pages_in("ar", untranslated)
    choice = ExportChoice("en", both=True)
    done = export_site(session, [number, other, 99], tmp_path / "site", choice, pages=pages)
    assert (done.articles, done.failed[99].kind) == (2, "no-such-article")
    found = checked(tmp_path / "site")
    both = next(page for name, page in found.items() if name.endswith(f"-{number}.html"))
    cells = both.xpath("//div[@class='pair']/div")
    assert {(cell.get("lang"), cell.get("dir")) for cell in cells} == {("fr", "ltr"), ("en", "ltr")}
    assert (both.get("lang"), both.get("dir")) == ("ar", "rtl")
    assert both.xpath("//img/@src") and not both.xpath("//script")
    alone = next(page for name, page in found.items() if name.endswith(f"-{other}.html"))
    assert not alone.xpath("//div[@class='pair']")
    order = found["index.html"].xpath("//ul[@class='choices'][1]//a/@href")
    assert order == ["months/2026-11.html", "months/2026-01.html"]


def test_a_second_export_removes_what_went_and_only_that(session: LibrarySession, tmp_path: Path) -> None:
    first, second = add(session, 1), add(session, 2, "Le port", "2026-01-02")
    folder = tmp_path / "site"
    export_site(session, [first, second], folder)
    own = folder / "CNAME"
    own.write_text("mine")
    outside = tmp_path / "precious.txt"
    outside.write_text("mine")
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    manifest["files"] += ["../precious.txt", "/etc/hostname", 7]
    (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    export_site(session, [first], folder)
    assert own.is_file() and outside.is_file()
    assert not list(folder.rglob("*port*")) and not (folder / "months" / "2026-01.html").exists()
    checked(folder)
    assert site_folder(folder) == folder
    assert site_folder(tmp_path) == tmp_path / "Liseuse" and site_folder(tmp_path / "new") == tmp_path / "new"


def test_what_is_not_a_site_is_left_alone_and_cancel_leaves_nothing(
    session: LibrarySession, tmp_path: Path
) -> None:
    ids = [add(session, n) for n in range(3)]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("mine")
    for folder in (tmp_path / "full", tmp_path / "full" / "a.txt", session.paths.root / "site"):
        with pytest.raises(ReaderError) as told:
            export_site(session, ids, folder)
        assert told.value.kind == "folder-in-use"
    progress = Progress(lambda number, _total, _text: progress.cancel() if number == 1 else None)
    with pytest.raises(Cancelled):
        export_site(session, ids, tmp_path / "site", progress=progress)
    assert not (tmp_path / "site").exists()
    # One that was broken off by a kill is known for a site, and finished by the next export.
    (tmp_path / "killed").mkdir()
    (tmp_path / "killed" / MANIFEST).write_text('{"files": []}')
    (tmp_path / "killed" / "style.css").write_text("half")
    assert export_site(session, ids, tmp_path / "killed").articles == 3
    checked(tmp_path / "killed")


def test_what_a_run_wrote_that_ended_half_way_is_known_to_the_next(
    session: LibrarySession, tmp_path: Path
) -> None:
    kept, gone, never = add(session, 1, "Le quai"), add(session, 2, "Le port"), add(session, 3, "La digue")
    folder = tmp_path / "site"
    export_site(session, [kept, gone], folder)
    progress = Progress(lambda number, _total, _text: progress.cancel() if number == 2 else None)
    with pytest.raises(Cancelled):
        export_site(session, [kept, never, gone], folder, progress=progress)
    assert list(folder.rglob("*digue*")) and list(folder.rglob("*port*"))
    export_site(session, [kept], folder)
    assert not list(folder.rglob("*digue*")) and not list(folder.rglob("*port*"))
    (name,) = [name for name in json.loads((folder / MANIFEST).read_text("utf-8"))["files"] if "quai" in name]
    assert (folder / name).is_file() and not (folder / JOURNAL).exists()
    (picture,) = folder.glob("pictures/*/*.png")
    written = picture.stat().st_mtime_ns
    assert export_site(session, [kept], folder).articles == 1
    assert picture.stat().st_mtime_ns == written


def test_times_that_are_none_and_articles_without_text(session: LibrarySession, tmp_path: Path) -> None:
    ids = [add(session, number, saved=saved) for number, saved in enumerate(("x", "2024-13-01", "2024-1"))]
    made = dataclasses.replace(document(), blocks=(), incomplete="unfetched")
    ids.append(session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00"))
    done = export_site(session, ids, tmp_path / "site")
    assert (done.articles, done.without_text, done.failed) == (3, 1, {})
    assert not (tmp_path / "site" / "months").exists()
