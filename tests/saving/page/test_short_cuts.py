"""What is told at a glance is what a look at each tag, character or element says."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.saving.metadata.name_places import standing_here, stands_elsewhere
from reader.saving.page import prepare, sanitize
from reader.saving.page.elements import parse
from reader.saving.page.prepare import cap_depth, clean_characters

_TAGS = (
    *("<div>", "</div>", "<B x=1>", "</b>", "<p>", "</p>", "<br/>", "<svg/>", "<LI>", "<p-x>", "< a"),
    *("<!-- <b> -->", "<lin\u212a>", "<l\u0130nk>", "<ba\u017fe>", "</ba\u017fe>"),
)  # fmt: skip
_CONTROLS = "\x00\x0b\x1f\x7f\x80\x84\x86\x9f\ufdd0\ufdef\ufffe\uffff\ud800"
_CHARACTERS = f"a é\t\n\r\x85\xa0\ufdcf\ufdf0\ufffd\U0001f600{_CONTROLS}"


@pytest.mark.parametrize("name", ["lin\u212a", "l\u0130nk", "ba\u017fe", "linkk", "p-x"])
def test_names_that_only_resemble_those_of_void_elements_nest(name: str) -> None:
    html, cut = cap_depth(f"<{name}>" * 60 + "deep", 50)
    assert cut
    assert html == f"<{name}>" * 50 + "deep"


@given(st.lists(st.sampled_from(_TAGS), max_size=40), st.integers(0, 8))
def test_depth_is_cut_as_the_tags_one_by_one_say(tags: list[str], deepest: int) -> None:
    html = "".join(tags)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepare, "_deepest_possible", lambda html: 1_000_000)
        each = cap_depth(html, deepest)
    assert cap_depth(html, deepest) == each


@given(st.text(alphabet=_CHARACTERS, max_size=20))
def test_characters_are_cleaned_as_one_by_one(text: str) -> None:
    assert clean_characters(text) == prepare._CONTROL.sub("", text)


_PIECES = (
    *"/.?#:;@%a1-~&=[] A\t",
    "//",
    "..",
    "/./",
    "http://",
    "https://",
    "x.example",
    "HTTP://",
    "é",
    "mailto:",
)
_ADDRESSES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "/a", "https://a.example/a", "http://a.example"]),
        st.lists(st.sampled_from(_PIECES), max_size=12).map("".join),
    ),
)
_BASES = (
    *("https://a.example/b/c?d#e", "http://a.example", "HTTPS://A.example/", "https://u:p@a.example:80/x;y"),
    *("file:///x/y", "ftp://a.example/", "about:blank", "a/b", "https:///x", "//h/x"),
)


@given(st.sampled_from(_BASES), _ADDRESSES)
def test_addresses_are_joined_as_the_library_joins_them(base: str, address: str) -> None:
    try:
        joined: str | type[ValueError] = urljoin(base, address)
    except ValueError:
        joined = ValueError
    try:
        assert sanitize._joined(base, address) == joined
    except ValueError:
        assert joined is ValueError


_PAGE = """<html class="related"><body><nav><p>a</p></nav>
<div class="sidebar"><b>b <i>c</i></b></div><h1>d</h1><main>
<article class="comments"><p>e <em>f</em></p><footer><p>g</p></footer><figure><p>h</p></figure></article>
<article><p id="teaser">i <b>j</b></p><p>k</p></article></main><footer><p>l</p></footer></body></html>"""


@pytest.mark.parametrize("place", ["", ".//h1", ".//em", ".//nav", ".//figure/p", ".//article[2]/p"])
def test_what_stands_here_is_all_that_does_not_stand_elsewhere(place: str) -> None:
    tree = parse(_PAGE)
    near = tree.find(place) if place else None
    above = {near, *near.iterancestors()} if near is not None else set()
    body = tree.find("body")
    assert list(standing_here(body, above)) == [e for e in body.iter() if not stands_elsewhere(e, above)]
