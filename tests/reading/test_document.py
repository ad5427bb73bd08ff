"""Clean HTML to blocks and back."""

from __future__ import annotations

import json
import socket
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.core.model import Block, BlockKind, Direction
from reader.core.serialize import dumps, from_plain
from reader.reading import table_grid
from reader.reading.document import blocks_from_html, html_from_blocks
from reader.reading.inline import INLINE_TAGS
from tests.support.limits import HANGS
from tests.support.work import assert_linear, lines_run

DATA = Path(__file__).parents[1] / "data"


def blocks(html: str, language: str = "fr") -> tuple[Block, ...]:
    return blocks_from_html(html, language)


def outline(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks(html)]


def only(html: str) -> Block:
    found = blocks(html)
    assert len(found) == 1, found
    return found[0]


class Shown(HTMLParser):
    """What a view shows of a part's html: its text, a line feed for each `<br>`, and the tags used."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.open = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        if tag == "br":
            self.text += "\n"
        else:
            self.open += 1

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def check_sound(found: tuple[Block, ...]) -> None:
    """What holds of every block whatever the page."""
    assert len({block.id for block in found}) == len(found)
    for block in found:
        for part in block.parts:
            shown = Shown(part.html)
            assert shown.text == part.text
            assert shown.open == 0
            assert shown.tags <= INLINE_TAGS
            assert unicodedata.is_normalized("NFC", part.text)
            if block.kind is not BlockKind.CODE:
                assert "  " not in part.text and part.text == part.text.strip()
        for sentence in block.sentences:
            assert block.parts[sentence.part].text[sentence.start : sentence.end] == sentence.text
        if block.kind is BlockKind.TABLE:
            assert block.columns >= 2 and len(block.parts) % block.columns == 0
        if block.kind is BlockKind.FIGURE:
            assert block.picture is not None and len(block.parts) <= 1
        elif block.kind not in (BlockKind.TABLE, BlockKind.LIST):
            assert block.parts and all(part.text for part in block.parts)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Un <b>titre</b></h2><p>Texte.</p>", [("heading", "Un titre"), ("paragraph", "Texte.")]),
        (
            "nu <div>dans<div>tout</div>ensemble</div>",
            [("paragraph", t) for t in ("nu", "dans", "tout", "ensemble")],
        ),
        ("<p>un<br>deux<br/> <br>trois</p>", [("paragraph", "un\ndeux"), ("paragraph", "trois")]),
        ("<p> a \n b&nbsp;! </p><p>&nbsp;</p><p> </p>", [("paragraph", "a b\u00a0!")]),
        ("<blockquote><p>un</p><p>deux</p></blockquote>", [("quote", "un\ndeux")]),
        ("<blockquote>nu<blockquote>dedans</blockquote></blockquote>", [("quote", "nu\ndedans")]),
        ("<pre><code>a  &lt;b&gt;\n\tc\n</code></pre>", [("code", "a  <b>\n\tc")]),
        ("<pre>\n\n a<br>b</pre>", [("code", " a\nb")]),
        ("<p>a</p><hr><p>b</p>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<dl><dt>mot</dt><dd>sens</dd></dl>", [("paragraph", "mot"), ("paragraph", "sens")]),
        ("<script>x()</script><style>p{}</style><p>a</p>", [("paragraph", "a")]),
        ("<p>a<wbr>b<wbr/>c</p>", [("paragraph", "abc")]),
        ("", []),
        ("<p></p><ul><li></li></ul><table><tr><td></td></tr></table>", []),
    ],
)
def test_kinds(html: str, expected: list[tuple[str, str]]) -> None:
    assert outline(html) == expected


def test_inline_markup_is_kept_clean() -> None:
    html = (
        '<p>Un <strong>gras </strong>mot, <a href="https://a.b/?x=1&amp;y=%22" onclick="x">lien '
        '<em>fin</em></a>, <a href="javascript:x">mauvais</a>, <span style="x">nu</span> <cite>titre</cite> '
        "&lt;b&gt; H<sub>2</sub>O</p>"
    )
    assert only(html).parts[0].html == (
        'Un <strong>gras</strong> mot, <a href="https://a.b/?x=1&amp;y=%22">lien <em>fin</em></a>, '
        "mauvais, nu <i>titre</i> &lt;b&gt; H<sub>2</sub>O"
    )


def test_quotation_marks_become_text() -> None:
    assert only("<p>Il dit <q>oui</q>.</p>").text == "Il dit «\u202foui\u202f»."
    assert blocks("<p>He said <q>yes</q>.</p>", "en")[0].text == "He said “yes”."


def test_letters_are_composed_across_tags() -> None:
    part = only("<p><b>e</b>&#x301;te&#x301;</p>").parts[0]
    assert (part.html, part.text) == ("<b>é</b>té", "été")


def test_related_and_embed() -> None:
    related, embed, bare = blocks(
        '<p data-kind="related">Lire aussi : <a href="https://l.ma/a">La suite</a></p>'
        '<p data-kind="embed"><a href="https://v.ma/1">Vidéo</a></p>'
        '<p data-kind="embed"><a href="https://v.ma/2"></a></p>'
    )
    assert (related.kind, related.text, related.url) == (
        BlockKind.RELATED,
        "Lire aussi : La suite",
        "https://l.ma/a",
    )
    assert (embed.kind, embed.url) == (BlockKind.EMBED, "https://v.ma/1")
    assert (bare.text, bare.url) == ("https://v.ma/2", "https://v.ma/2")


def test_figures() -> None:
    html = (
        '<figure><img src="https://a.b/1.jpg" alt="Vue" width="800" height="x"><figcaption>'
        '<p>La ville © <i>AFP</i></p></figcaption></figure><p><img src="https://a.b/2.jpg"></p>'
        '<p><a href="https://a.b"><img '
        'src="https://a.b/3.jpg"></a> avant <img src="https://a.b/4.jpg"> après</p><p>'
        'Oui <img src="https://e/x" alt="😀"></p><img src="file:///etc/passwd"><img src="//x/y"><img>'
    )
    found = blocks(html)
    assert [b.picture.src[-5:] if b.picture else b.text for b in found] == [
        "1.jpg", "2.jpg", "3.jpg", "avant après", "4.jpg", "Oui 😀",
    ]  # fmt: skip
    picture = found[0].picture
    assert picture is not None
    assert (picture.alt, picture.width, picture.height) == ("Vue", 800, 0)
    assert (picture.caption, picture.credit, found[0].parts[0].html) == (
        "La ville © AFP",
        "AFP",
        "La ville © <i>AFP</i>",
    )


def test_gallery_caption_goes_to_the_last_picture_and_nested_ones_keep_theirs() -> None:
    gallery = "".join(f'<img src="https://a.b/{n}.jpg">' for n in (1, 2))
    inner = '<figure><img src="https://a.b/3.jpg"><figcaption>trois</figcaption></figure>'
    found = blocks(f"<figure>{inner}{gallery}<figcaption>galerie</figcaption></figure>")
    assert [block.text for block in found] == ["trois", "", "galerie"]
    assert outline("<figure><figcaption>seule</figcaption></figure>") == [("paragraph", "seule")]


def test_nested_lists() -> None:
    block = only(
        "<ul><li>a<ol><li><p>b</p><p>b2</p></li><li>c</li></ol></li><li>d</li>e<ul><li>f</li></ul></ul>"
    )
    assert block.kind is BlockKind.LIST
    assert [(p.text, p.level, p.ordered) for p in block.parts] == [
        ("a", 0, False), ("b\nb2", 1, True), ("c", 1, True), ("d", 0, False), ("e", 0, False),
        ("f", 1, False),
    ]  # fmt: skip


def test_what_stands_loose_in_a_list_is_an_item_of_its_level() -> None:
    block = only("<ul><p>a</p><li>b</li><ol><li>c</li></ol><div>d<ul><li>e</li></ul></div></ul>")
    assert [(p.text, p.level, p.ordered) for p in block.parts] == [
        ("a", 0, False), ("b", 0, False), ("c", 1, True), ("d", 0, False), ("e", 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("alt", "stays"),
    [
        ("😀", True),
        ("👍🏽👍🏽", True),
        (":-)", True),
        ("😀😀😀😀😀", False),
        ("", False),
        ("ok", False),
        ("- -", False),
    ],
)
def test_a_picture_in_a_line_is_a_sign_when_its_text_is_one(alt: str, stays: bool) -> None:
    found = blocks(f'<p>Oui <img src="https://a.b/1.png" alt="{alt}"> non</p>')
    assert [b.kind for b in found] == [BlockKind.PARAGRAPH, *([] if stays else [BlockKind.FIGURE])]
    assert found[0].text == (f"Oui {alt} non" if stays else "Oui non")


def test_only_marked_paragraphs_are_related_links_or_embeds() -> None:
    found = blocks(
        '<p data-kind="other"><a href="https://l.ma/a">Un lien</a></p>'
        '<blockquote data-kind="related"><a href="https://l.ma/b">Cité</a></blockquote>'
        '<ul data-kind="embed"><li>a</li></ul>'
    )
    assert [b.kind for b in found] == [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST]


def test_a_combining_mark_belongs_to_the_run_before_it() -> None:
    part = only("<p><b>un</b> <i>e</i><u>\u0301t</u><b>e\u0301</b></p>").parts[0]
    assert part.html == "<b>un</b> <i>é</i><u>t</u><b>é</b>"


def test_blocks_in_items_and_quotes_stand_alone() -> None:
    html = (
        "<ol><li>a<pre>code</pre></li><li>b</li></ol><blockquote>q<table><tr><td>1<td>2</table>r</blockquote>"
    )
    assert [(b.kind.value, b.text) for b in blocks(html)] == [
        ("list", "a\nb"), ("code", "code"), ("quote", "q"), ("table", "1\n2"), ("quote", "r"),
    ]  # fmt: skip


def test_table_spans_are_filled() -> None:
    block = only(
        "<table><thead><tr><th>A<th colspan=2>B</thead><tbody><tr><td rowspan=2>1<td>2<td>3<tr><td>4"
        "</tbody></table>"
    )
    assert block.columns == 3
    assert [part.text for part in block.parts] == ["A", "B", "", "1", "2", "3", "", "4", ""]
    assert [part.header for part in block.parts] == [True] * 3 + [False] * 6


def test_frame_table_is_opened_and_nested_table_flattened() -> None:
    assert outline("<table><tr><td><h2>T</h2><p>a</p></td></tr></table>") == [
        ("heading", "T"),
        ("paragraph", "a"),
    ]
    nested = "<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>"
    assert outline(nested) == [("table", "a\nb\nc\nd")]


def test_row_of_a_picture_only_becomes_a_figure() -> None:
    html = '<table><tr><th colspan=2><img src="https://a.b/c.jpg"></th></tr><tr><td>1<td>2</table>'
    found = blocks(html)
    assert [(b.kind.value, b.text) for b in found] == [("table", "1\n2"), ("figure", "")]
    assert blocks(html_from_blocks(found)) == found


def test_a_table_of_thousands_of_rows_is_kept_whole() -> None:
    assert len(only("<table>" + "<tr><td>a<td>b" * 5_000 + "</table>").parts) == 2 * 5_000


def test_tables_are_cut_at_their_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_grid, "MAX_ROWS", 100)
    monkeypatch.setattr(table_grid, "MAX_CELLS", 600)
    assert len(only("<table>" + "<tr><td>a<td>b" * 110 + "</table>").parts) == 2 * 100
    assert len(only("<table>" + ("<tr>" + "<td>a" * 30) * 21 + "</table>").parts) == 600
    wide = only("<table><tr>" + "<td>a" * 100 + "<tr><td colspan=9999>b</table>")
    assert wide.columns == 60


def test_direction_is_the_blocks_own() -> None:
    arabic = blocks("<p>NEXUS منصة أطلقتها الشركة</p><p>Only English here</p><pre>عربي</pre>", "ar")
    assert [block.direction for block in arabic] == [Direction.RTL, Direction.LTR, Direction.LTR]


def test_sentences_of_parts() -> None:
    block = only("<ul><li>M. Ali part. Il rit.</li><li>Fin.</li></ul>")
    assert [(s.part, s.text) for s in block.sentences] == [(0, "M. Ali part."), (0, "Il rit."), (1, "Fin.")]
    assert only("<pre>a. B.</pre>").sentences == ()


def test_ids_survive_a_change_of_markup_and_neighbours() -> None:
    before = blocks("<p>Un  texte.</p><p>Autre.</p><p>Un texte.</p>")
    after = blocks("<h2>Nouveau</h2><div>Un <b>texte</b>.</div><p>Autre…</p><p>Un texte.</p>")
    assert before[0].id == after[1].id and before[2].id == after[3].id == f"{before[0].id}-2"
    assert before[1].id != after[2].id
    assert blocks("<h2>Un texte.</h2>")[0].id != before[0].id
    one, other = (
        only(f'<img src="https://{host}/a/ville.jpg?w={w}">').id for host, w in (("c1", 1), ("c2", 2))
    )
    assert one == other


def test_the_lebrief_article() -> None:
    expected = json.loads((DATA / "lebrief" / "expected.json").read_text("utf-8"))
    tags = {"p": "<p>{}</p>", "h2": "<h2>{}</h2>", "related": '<p data-kind="related">{}</p>'}
    html = "".join(tags[b["kind"]].format(b["text"]) for b in expected["blocks"])
    assert [b.text for b in blocks(html)] == [b["text"] for b in expected["blocks"]]


def test_blocks_go_through_json() -> None:
    found = blocks('<p>a. B.</p><figure><img src="https://a/b.jpg"></figure><table><tr><td>1<td>2</table>')
    assert from_plain(tuple[Block, ...], json.loads(dumps(found))) == found  # type: ignore[arg-type]


INLINE = ["b", "i", "em", "strong", "code", "sub", "sup", "mark", "s", "u", "span", "q", "cite"]
BLOCKS = [
    "p",
    "h2",
    "h3",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "pre",
    "div",
    "figure",
    "figcaption",
]
TEXTS = st.text(st.sampled_from("aé\u0301M.!?…«» \n\t\u00a0\u202f&<>\"'1اب؟😀\u200b\u2028"), max_size=12)
LEAVES = st.one_of(
    TEXTS.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    st.sampled_from(
        ["<br>", "<br><br>", "<hr>", '<img src="https://a.b/c.jpg" alt="x&quot;y">', "<img src=x>"]
    ),
)


def _wrap(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(children, max_size=4).map("".join)
    names = st.sampled_from(INLINE + BLOCKS)
    return st.one_of(
        st.builds(lambda tag, inner: f"<{tag}>{inner}</{tag}>", names, content),
        st.builds(lambda inner: f'<a href="https://x.y/?a=1&amp;b=%C3%A9">{inner}</a>', content),
        st.builds(lambda inner: f'<p data-kind="related">{inner}</p>', content),
        st.builds(lambda inner: f'<td colspan="2" rowspan="2">{inner}</td>', content),
    )


@given(html=st.recursive(LEAVES, _wrap, max_leaves=25), language=st.sampled_from(["fr", "ar"]))
@example('<p data-kind="related"><b>1</b><a href="https://x.y/">\u0020\u0301 a</a></p>', "fr")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_round_trip(html: str, language: str) -> None:
    found = blocks_from_html(html, language)
    check_sound(found)
    assert blocks_from_html(html_from_blocks(found), language) == found


@given(st.one_of(st.text(max_size=100), st.text(st.sampled_from("<>/pbulitd=\"' &#;a!-x"), max_size=100)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sound_blocks(html: str) -> None:
    found = blocks(html)
    check_sound(found)
    assert blocks(html_from_blocks(found)) == found


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200 + "fond",
        "<b><i>" * 100 + "fond",
        "<ul><li>" * 100 + "fond",
        "<blockquote>" * 100 + "fond",
        "<table><tr><td>" * 100 + "fond",
    ],
)
def test_deep_pages_keep_their_text(html: str) -> None:
    found = blocks(html)
    check_sound(found)
    assert "fond" in "".join(block.text for block in found)
    assert max((part.level for block in found for part in block.parts), default=0) <= 8


@HANGS
@pytest.mark.parametrize(
    ("piece", "many"),
    [
        ("<p>", 20_000),
        ("<br>", 100_000),
        ('<img src="https://a/b.jpg">a', 20_000),
        ("<b>a </b>", 50_000),
        ("a ", 500_000),
    ],
)
def test_long_pages_take_no_more_work_than_their_length(piece: str, many: int) -> None:
    assert_linear(lambda n: lines_run(lambda: blocks(piece * n + "a")), 200)
    blocks(piece * many + "a")


def test_parser_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")

    def refuse(*args: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    html = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "YYY">]><p>a&x;&y;</p>'
        f'<link rel=stylesheet href="http://127.0.0.1:9/x.css"><iframe src="file://{secret}"></iframe>'
    )
    text = " ".join(block.text for block in blocks(html))
    assert "a&x;&y;" in text and "SECRET" not in text
