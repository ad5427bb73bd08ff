"""Links out of what is dropped or pasted."""

from __future__ import annotations

import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl

from reader.gui.widgets.given_files import GivenFiles, parted
from reader.gui.widgets.mime_links import (
    feed_in,
    files_in,
    links_in,
    links_in_file,
    links_in_html,
    only_files,
)

LINK = "https://www.lebrief.ma/politique/marrakech-interpol"
OTHER = "https://www.lebrief.ma/eau/secheresse"


def mime(text="", html="", urls=(), moz=""):
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) if "://" in str(url) else QUrl.fromLocalFile(str(url)) for url in urls])
    if text:
        made.setText(text)
    if html:
        made.setHtml(html)
    if moz:
        made.setData("text/x-moz-url", moz.encode("utf-16-le"))
    return made


def test_addresses_keep_their_order_and_come_once():
    assert links_in(mime(urls=[OTHER, LINK, OTHER])) == [OTHER, LINK]


def test_a_feeds_link_comes_whole_or_not_at_all():
    assert feed_in(mime(urls=["feed://a.example/b%20c"])) == "http://a.example/b%20c"
    assert feed_in(mime(text=f" feed:{LINK}\n")) == LINK
    assert feed_in(mime(text=f"feed:{LINK}?{'a' * 3000}")) == "", "no other address is made of it"


def test_text_with_a_link_among_words():
    assert links_in(mime(text=f"À lire : {LINK}. Merci !")) == [LINK]


def test_addresses_win_over_text_and_html():
    data = mime(urls=[LINK], text="Marrakech", html=f'<a href="{OTHER}">x</a>')
    assert links_in(data) == [LINK]


def test_html_alone_gives_its_anchors():
    data = mime(
        html=f'<p><a href="{LINK}">a</a> <a href="/relative">b</a> <a href="javascript:x()">c</a></p>'
    )
    assert links_in(data) == [LINK]


def test_mozilla_type_has_address_then_title():
    assert links_in(mime(moz=f"{LINK}\nhttps://title.example/ as a title")) == [LINK]


@pytest.mark.parametrize("data", [mime(), mime(text="pas un lien"), mime(urls=["mailto:a@b.ma"])])
def test_nothing_usable(data):
    assert links_in(data) == []
    found = parted(files_in(data))
    assert found == GivenFiles(others=found.others)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.url", f"\ufeff[InternetShortcut]\r\nURL={LINK}\r\n"),
        ("a.URL", f"[InternetShortcut]\nIconIndex=0\nURL={LINK}?a=%20b\n"),
        ("a.desktop", f"[Desktop Entry]\nType=Link\nName=x%\nURL={LINK}\n"),
        ("a.html", f'<html><head><link rel="canonical" href="{LINK}"></head></html>'),
        ("a.htm", f"<!DOCTYPE html>\n<!-- saved from url=(0057){LINK} -->\n<p>x"),
        ("b.html", f'<meta property="og:url" content="{LINK}">'),
    ],
)
def test_link_files(tmp_path, name, content):
    file = tmp_path / name
    file.write_text(content, "utf-8")
    found = links_in_file(file)
    assert len(found) == 1
    assert found[0].startswith(LINK)
    data = mime(urls=[file])
    found = parted(files_in(data))
    assert (*found.pages, *found.links) == (file,)
    assert links_in(data) == links_in_file(file)


@pytest.mark.parametrize("binary", [False, True])
def test_webloc(tmp_path, binary):
    file = tmp_path / "a.webloc"
    form = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    file.write_bytes(plistlib.dumps({"URL": LINK}, fmt=form))
    assert links_in_file(file) == [LINK]


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"<plist><dict><key>URL", b"bplist00\0\0", b"\xff" * 99]
)
@pytest.mark.parametrize("suffix", [".webloc", ".url", ".desktop", ".html"])
def test_damaged_link_files_hold_nothing(tmp_path, content, suffix):
    file = tmp_path / f"a{suffix}"
    file.write_bytes(content)
    assert links_in_file(file) == []


def test_missing_file_holds_nothing(tmp_path):
    assert links_in_file(tmp_path / "gone.url") == []


def test_other_files_are_refused(tmp_path):
    file = tmp_path / "photo.png"
    file.write_bytes(b"x")
    data = mime(urls=[file], text=f"file://{file}")
    assert only_files(data)
    found = parted(files_in(data))
    assert found == GivenFiles(others=found.others)


@given(st.text(max_size=400))
def test_html_reading_never_fails(text):
    for link in links_in_html(text):
        assert link.startswith(("http://", "https://"))


@given(st.binary(max_size=300), st.sampled_from([".url", ".webloc", ".desktop", ".html"]))
def test_link_file_reading_never_fails(tmp_path_factory, content, suffix):
    file = tmp_path_factory.mktemp("drop") / f"x{suffix}"
    file.write_bytes(content)
    for link in links_in_file(file):
        assert link.startswith(("http://", "https://"))
