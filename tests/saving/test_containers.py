"""Files that hold a page or links: what browsers write, and what a stranger might."""

from __future__ import annotations

import contextlib
import gzip
import plistlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.saving import containers
from reader.saving.containers import MOST_MULTIPARTS, LinkFile, PageFile, address_of_page, read_container
from reader.saving.pictures.data_pictures import is_embedded
from tests.page_samples import PAGE_URL, article, data_address, mhtml, picture, web_archive
from tests.support.limits import HANGS
from tests.support.work import assert_linear, lines_run

PHOTO = picture()
OTHER = picture(seed=2)


def page(data: bytes, name: str, url: str = "") -> PageFile:
    found = read_container(data, name, url)
    assert isinstance(found, PageFile)
    return found


def test_a_saved_page_names_its_address_in_three_ways() -> None:
    for head in (
        f"<!-- saved from url=(0042){PAGE_URL} -->",
        f"<!--\n Page saved with SingleFile \n url: {PAGE_URL} \n saved date: Mon -->",
        f'<link href="{PAGE_URL}" rel="canonical">',
        f"<meta content='{PAGE_URL}' property='og:url'>",
    ):
        assert page(article(head=head).encode(), "a.html").url == PAGE_URL


def test_the_address_of_whoever_gives_the_file_comes_first() -> None:
    data = article(head='<link rel="canonical" href="https://other.example/">').encode()
    assert page(data, "a.html", PAGE_URL).url == PAGE_URL


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "/relative", "ftp://a.example/x", ""]
)
def test_no_other_address_is_believed(address: str) -> None:
    assert address_of_page(f'<link rel=canonical href="{address}">'.encode()) == ""
    assert page(mhtml(article(), address), "a.mhtml").url == ""


@pytest.mark.parametrize(
    ("name", "level"),
    [("a.html.gz", 9), ("a.HTM.GZ", 0), ("index.html", 9), ("index.html", 0), ("page", 6), ("page.gz", 0)],
)
def test_a_gzipped_page_is_read(name: str, level: int) -> None:
    """Tags that stand in the packed bytes, as those of what was only stored, made a page of them."""
    packed = gzip.compress(article(head=f'<link href="{PAGE_URL}" rel="canonical">').encode(), level)
    found = page(packed, name)
    assert found.url == PAGE_URL and "adopté mardi soir".encode() in found.html


def test_a_gzipped_archive_of_the_browser_is_read() -> None:
    assert page(gzip.compress(mhtml(article())), "a.mhtml.gz").url == PAGE_URL


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.tar.gz", gzip.compress(article().encode(), 0), "not-a-page"),
        ("a.warc.gz", gzip.compress(article().encode(), 0), "not-a-page"),
        ("a.tgz", gzip.compress(article().encode(), 0), "not-a-page"),
        ("a.html.gz", gzip.compress(gzip.compress(article().encode(), 0), 0), "not-a-page"),
        ("a.html.gz", gzip.compress(article().encode())[:-40], "file-unreadable"),
        ("a.html.gz", gzip.compress(bytes(containers.MOST_BYTES + 1)), "too-large"),
    ],
    ids=["tar", "warc", "tgz", "twice", "cut", "bomb"],
)
def test_other_gzipped_files_are_refused_in_words(name: str, data: bytes, kind: str) -> None:
    with pytest.raises(ReaderError) as raised:
        read_container(data, name)
    assert raised.value.kind == kind


def test_a_single_file_page_gives_its_pictures() -> None:
    images = f'<figure><img src="{data_address(PHOTO)}" data-src="https://gone.example/x.jpg"></figure>'
    found = page(article(images).encode(), "a.html")
    ((address, data),) = found.resources.items()
    assert data == PHOTO and is_embedded(address) and address.encode() in found.html
    assert b"data:image" not in found.html


def test_mhtml_gives_page_address_and_pictures() -> None:
    location = "https://img.journal.example/a/photo.jpg?w=1200"
    images = f'<img src="{location}"><img src="cid:second@x">'
    parts = (
        (location, "image/jpeg", PHOTO),
        ("cid:second@x", "image/png", OTHER),
        ("https://a.example/x.css", "text/css", b"p{}"),
    )
    found = page(mhtml(article(images), parts=parts), "a.mhtml")
    assert found.url == PAGE_URL and "charset=utf-8" in found.content_type
    assert found.resources[location] == PHOTO and len(found.resources) == 2
    (inner,) = [a for a in found.resources if is_embedded(a)]
    assert found.resources[inner] == OTHER and inner.encode() in found.html
    assert "adopté mardi soir".encode() in found.html


def test_pictures_of_a_saved_page_are_found_by_their_place_beside_it() -> None:
    images = '<img src="img/photo.jpg">'
    found = page(mhtml(article(images), parts=(("img/photo.jpg", "image/jpeg", PHOTO),)), "a.mhtml")
    assert found.resources == {PAGE_URL.rpartition("/")[0] + "/img/photo.jpg": PHOTO}


def test_mhtml_is_known_without_its_ending() -> None:
    assert page(mhtml(article()), "page").url == PAGE_URL


def test_mhtml_takes_the_page_that_start_names() -> None:
    text = mhtml(article()).decode()
    frame = "Content-Type: text/html\r\nContent-ID: <ad@x>\r\n\r\n<p>frame</p>\r\n"
    mark = "------MultipartBoundary--abc123----"
    text = text.replace(f"{mark}\r\n", f"{mark}\r\n{frame}{mark}\r\n", 1)
    text = text.replace('type="text/html";', 'type="text/html"; start="<frame-1@mhtml.blink>";', 1)
    assert b"<article>" in page(text.encode(), "a.mht").html


def test_a_web_archive_gives_page_and_pictures() -> None:
    parts = (
        ("https://img.journal.example/1.jpg", "image/jpeg", PHOTO),
        ("https://a.example/x.js", "text/javascript", b"x"),
    )
    found = page(web_archive(article(), parts=parts), "a.webarchive")
    assert found.url == PAGE_URL and found.content_type == "text/html; charset=UTF-8"
    assert found.resources == {"https://img.journal.example/1.jpg": PHOTO}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.url", f"[InternetShortcut]\r\nURL={PAGE_URL}\r\n".encode("utf-16")),
        ("a.url", f"\ufeff[InternetShortcut]\r\nURL={PAGE_URL}\r\nIconIndex=%\r\n".encode()),
        ("a.desktop", f"[Desktop Entry]\nType=Link\nURL={PAGE_URL}\n".encode()),
        ("a.webloc", plistlib.dumps({"URL": PAGE_URL})),
        ("a.webloc", plistlib.dumps({"URL": PAGE_URL}, fmt=plistlib.FMT_BINARY)),
        ("notes.txt", f"À lire : {PAGE_URL}, puis rien.".encode("cp1252")),
    ],
)
def test_link_and_text_files_give_links(name: str, data: bytes) -> None:
    assert read_container(data, name) == LinkFile((PAGE_URL,))


def test_a_text_gives_all_its_links() -> None:
    links = tuple(f"https://a.example/{n}" for n in range(30))
    assert read_container("\n".join(links).encode(), "liste.txt") == LinkFile(links)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.url", b"[InternetShortcut]\nURL=file:///etc/passwd\n", "not-a-link"),
        ("a.url", b"[InternetShortcut]\nURL=javascript:alert(1)\n", "not-a-link"),
        ("a.desktop", b"[Desktop Entry]\nExec=rm\n", "not-a-link"),
        ("a.webloc", b"bplist00\0\0\0", "file-unreadable"),
        ("a.webarchive", b"bplist00" + b"\xff" * 60, "file-unreadable"),
        ("a.webarchive", plistlib.dumps({"WebMainResource": {"WebResourceData": "text"}}), "file-unreadable"),
        ("a.webarchive", plistlib.dumps(["x"]), "file-unreadable"),
        ("a.mhtml", b"", "file-unreadable"),
        (
            "a.mhtml",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n--x--",
            "file-unreadable",
        ),
        ("a.html", b"%PDF-1.7\n", "not-a-page"),
        ("a.html", PHOTO, "not-a-page"),
        ("a.txt", "rien à voir ici".encode(), "not-a-link"),
        ("a.html", b"\0" * 100, "not-a-page"),
        ("a.html", b" \n", "no-article"),
    ],
)
def test_what_holds_nothing_says_what_it_is(name: str, data: bytes, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read_container(data, name)
    assert caught.value.kind == kind


def test_entities_of_a_property_list_are_not_expanded() -> None:
    laughs = b"""<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
    <plist version="1.0"><dict><key>URL</key><string>https://a.example/&b;</string></dict></plist>"""
    with pytest.raises(ReaderError) as caught:
        read_container(laughs, "a.webloc")
    assert caught.value.kind == "file-unreadable"


def test_too_large_files_and_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_BYTES", 300_000)
    monkeypatch.setattr(containers, "MOST_PAGE", 100_000)
    for data in (b"<html>" + b" " * 300_000, b"<html>" + b" " * 200_000):
        with pytest.raises(ReaderError) as caught:
            read_container(data, "a.html")
        assert caught.value.kind == "too-large"
    images = f'<img src="{data_address(PHOTO + bytes(120_000))}">'
    assert page(article(images).encode(), "a.html").resources, "pictures do not count as page"


def test_the_resources_of_one_page_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_RESOURCES", len(PHOTO) * 2 + 10)
    parts = tuple((f"https://a.example/{n}.jpg", "image/jpeg", PHOTO) for n in range(9))
    assert len(page(mhtml(article(), parts=parts), "a.mhtml").resources) == 2


HOSTILE = {
    "nested": lambda n: (
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n))
    ),
    "parts": lambda n: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n"
        + b"\n--x\nContent-Type: text/plain\n\na" * n
    ),
    "headers": lambda n: b"MIME-Version: 1.0\nContent-Type: text/html\n" + b"X-Header: y\n" * n + b"\n<html>",
    "open-data": lambda n: b"<html>" + b'<img src="data:image/png,' * n,
    "data": lambda n: b"<html>" + b"data:image/png;base64,AAAA" * n,
    "links": lambda n: b"<html>" + b"<link rel=canonical " * n,
    "plist": lambda n: b"bplist00" + b"\xaf\x10\x09" * n + b"\x00" * 32,
    "cid": lambda n: b"<html>" + b"cid:x" * n,
}


def read_as_each_kind(data: bytes) -> None:
    for name in ("a.mhtml", "a.webarchive", "a.html"):
        with contextlib.suppress(ReaderError):
            read_container(data, name)


@HANGS
@pytest.mark.parametrize(
    ("kind", "many"),
    [
        ("nested", 3_000),
        ("parts", 20_000),
        ("headers", 100_000),
        ("open-data", 100_000),
        ("data", 100_000),
        ("links", 20_000),
        ("plist", 100_000),
        ("cid", 100_000),
    ],
)
def test_hostile_files_take_no_more_work_than_their_size(kind: str, many: int) -> None:
    least = MOST_MULTIPARTS + 1 if kind == "nested" else 100  # the parser asks each level about each line
    assert_linear(lambda n: lines_run(lambda: read_as_each_kind(HOSTILE[kind](n))), least)
    read_as_each_kind(HOSTILE[kind](many))


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([".mhtml", ".webarchive", ".html", ".url", ".webloc", ".txt", ""]),
)
def test_any_bytes_give_a_page_links_or_words(data: bytes, ending: str) -> None:
    try:
        found = read_container(data, f"a{ending}")
    except ReaderError:
        return
    if isinstance(found, LinkFile):
        assert all(link.startswith(("http://", "https://")) for link in found.links)
    else:
        assert found.url == "" or found.url.startswith(("http://", "https://"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_archives_never_crash(data: st.DataObject) -> None:
    parts = (("https://a.example/1.jpg", "image/jpeg", PHOTO[:600]),)
    make = data.draw(st.sampled_from([mhtml, web_archive]))
    whole = bytearray(make(article(), parts=parts))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReaderError):
        read_container(bytes(whole), "a.webarchive" if make is web_archive else "a.mhtml")
