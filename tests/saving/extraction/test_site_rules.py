"""Site rules: the shipped ones on pages built like their sites, and what a reader may write."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.saving.extraction.extract import extract
from reader.saving.extraction.site_rules import BadRule, SiteRule, apply, load_rules, read_rule, rule_for
from reader.saving.page.elements import parse
from reader.saving.page.selectors import BadSelector, compile_selector
from reader.settings.paths import resource
from tests.conftest import DATA
from tests.page_samples import PAGE_URL, SENTENCES, article

SHIPPED = resource("site_rules")
EXPECTED: dict[str, Any] = json.loads((DATA / "site_rules" / "expected.json").read_text("utf-8"))


def text_of(html: str) -> str:
    return "".join(parse(html).itertext())


def test_a_dozen_rules_ship_and_all_are_sound() -> None:
    files = sorted(SHIPPED.glob("*.toml"))
    assert len(files) >= 12
    assert len(load_rules(SHIPPED)) == len(files)
    for file in files:
        hosts = read_rule(file.read_text("utf-8")).host
        assert any(host in hosts or host.endswith(tuple(f".{h}" for h in hosts)) for host in EXPECTED), (
            file.name
        )


@pytest.mark.parametrize("host", EXPECTED)
def test_a_shipped_rule_reads_a_page_built_like_its_site(host: str) -> None:
    wanted = EXPECTED[host]
    page = (DATA / "site_rules" / f"{host}.html").read_bytes()
    rule = rule_for(wanted["url"], [SHIPPED])
    assert rule is not None
    told = apply(parse(page.decode()), wanted["url"], rule)
    for name in ("title", "author", "date", "standfirst"):
        if getattr(rule, name):
            assert name in wanted, f"{name} is tested"
        if name in wanted:
            found = getattr(told, name)
            assert wanted[name] == found or (name == "standfirst" and found.endswith(wanted[name]))
    whole = extract(page, wanted["url"], "", rule)
    text = text_of(whole.html)
    for dropped in wanted.get("out", []):
        assert dropped not in text
    assert bool(rule.drop) == bool(wanted.get("out"))
    if "standfirst" in wanted:
        assert text.count(wanted["standfirst"]) == 1 and text.index(wanted["standfirst"]) < 40
    paragraphs = ["".join(p.itertext()) for p in parse(page.decode()).iter("p")]
    assert [p for p in paragraphs if len(p) > 90][-1] in text, "the article is whole"


def rule_of(**values: Any) -> SiteRule:
    return SiteRule(("journal.example",), **values)


def test_keep_leaves_only_what_it_names_and_the_title() -> None:
    aside = "".join(f"<p>{s} Ailleurs.</p>" for s in SENTENCES)
    page = article(after=f"<div class='autre'>{aside}</div>").replace(
        "<article>", "<article class='sidebar'>"
    )
    kept = extract(page.encode(), PAGE_URL, "", rule_of(keep=("article",)))
    assert "Ailleurs" not in kept.html and SENTENCES[5] in text_of(kept.html)
    assert kept.title == "Le budget est adopté"


def test_a_keep_that_finds_nothing_any_more_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    plain = extract(article().encode(), PAGE_URL)
    assert extract(article().encode(), PAGE_URL, "", rule_of(keep=(".gone",))).html == plain.html
    assert "keep" in caplog.text


def test_the_lists_of_other_articles_are_read_in_spite_of_keep() -> None:
    page = next((DATA / "lebrief" / "site").glob("marrakech*")) / "index.html"
    url = "https://www.lebrief.ma/marrakech"
    bare = extract(page.read_bytes(), url)
    ruled = extract(
        page.read_bytes(),
        url,
        "",
        SiteRule(("lebrief.ma",), keep=(".entry-content", "figure.post-thumbnail")),
    )
    assert ruled.latest == bare.latest and ruled.most_read == bare.most_read
    assert text_of(ruled.html) == text_of(bare.html) and ruled.lead == bare.lead


def test_the_shipped_rule_changes_nothing_of_the_fixture(expected: dict[str, Any]) -> None:
    page = next((DATA / "lebrief" / "site").glob("marrakech*")) / "index.html"
    url = "https://www.lebrief.ma" + expected["url_path"]
    bare, ruled = (extract(page.read_bytes(), url, "", r) for r in (None, rule_for(url, [SHIPPED])))
    # What is left out is listed in another order when a rule drops it first; the article is the same.
    assert replace(bare, with_left_out="") == replace(ruled, with_left_out="")


def test_a_missing_standfirst_is_put_first() -> None:
    page = article(after="<div class='x'><span>Un chapeau que la page cache loin du texte.</span></div>")
    found = extract(page.encode(), PAGE_URL, "", rule_of(standfirst=".x span"))
    assert text_of(found.html).lstrip().startswith("Un chapeau")


def test_nothing_unsafe_comes_in_by_a_rule() -> None:
    page = article(after="<i class='x'>&lt;script&gt;alert(1)&lt;/script&gt; un texte assez long</i>")
    found = extract(page.encode(), PAGE_URL, "", rule_of(standfirst=".x", author=".x", title=".x"))
    assert "<script" not in found.html


def test_the_nearest_host_wins_and_the_reader_before_the_program(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for folder, name, text in (
        (theirs, "a", 'host = "b.example"\ntitle = "h1"'),
        (theirs, "b", 'host = "a.b.example"\ntitle = "h2"'),
        (mine, "c", 'host = ["www.c.example", "B.example"]\ntitle = "h3"'),
    ):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(text)
    assert rule_for("https://x.a.b.example/1", [theirs]).title == "h2"  # type: ignore[union-attr]
    assert rule_for("https://www.b.example/1", [theirs]).title == "h1"  # type: ignore[union-attr]
    assert rule_for("https://a.b.example/1", [mine, theirs]).title == "h3"  # type: ignore[union-attr]
    assert rule_for("https://c.example/1", [mine]) is not None
    for other in ("https://notb.example/", "https://example/", "", "nonsense"):
        assert rule_for(other, [mine, theirs]) is None
    assert rule_for("https://b.example/", [tmp_path / "gone"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "host = 5",
        'host = "a b"',
        'host = "a.example"\nkeeep = ["p"]',
        'host = "a.example"\nkeep = [5]',
        'host = "a.example"\ntitle = ["h1"]',
        'host = "a.example"\ntitle = "h1:hover"',
        'host = "a.example"\ndrop = ["]"]',
        "host = [",
        'host = "a.example"\ndrop = [' + '"p",' * 100 + "]",
    ],
)
def test_a_bad_file_is_logged_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    with pytest.raises(BadRule):
        read_rule(text)
    (tmp_path / "bad.toml").write_text(text)
    (tmp_path / "good.toml").write_text('host = "a.example"')
    assert [r.host for r in load_rules(tmp_path)] == [("a.example",)]
    assert "bad.toml is not used" in caplog.text
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")  # as a file that goes while the folder is read
    assert [r.host for r in load_rules(tmp_path)] == [("a.example",)]


def test_large_and_binary_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_text('host = "a.example"\n' + "# x\n" * 20_000)
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\0")
    (tmp_path / "folder.toml").mkdir()
    assert load_rules(tmp_path) == []


PAGE = """<body><div class="a b" id="one"><p class="x">1</p><section><p data-k="v w">2</p></section></div>
<p class="xy" lang="fr-MA">3</p><time datetime="2020-01-02">4</time></body>"""


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p", ["1", "2", "3"]),
        (".x", ["1"]),
        ("div.a.b > p", ["1"]),
        ("#one p", ["1", "2"]),
        ("div section > p", ["2"]),
        ("[data-k]", ["2"]),
        ("p[data-k~=w]", ["2"]),
        ("p[class*=x]", ["1", "3"]),
        ("p[class^='x'][lang$=MA]", ["3"]),
        (".x, time", ["1", "4"]),
        ("time@datetime", ["2020-01-02"]),
        ("*.xy", ["3"]),
        (".nothing", []),
    ],
)
def test_selectors(selector: str, texts: list[str]) -> None:
    assert compile_selector(selector).values(parse(PAGE)) == texts


@pytest.mark.parametrize(
    "selector",
    ["", "a:hover", "> p", "a,,b", "a[", "a >", "..x", 'a b[x="\'"]', "p" * 400, "a~b", "p::before"],
)
def test_what_is_not_understood_is_an_error(selector: str) -> None:
    with pytest.raises(BadSelector):
        compile_selector(selector)


@given(st.text(alphabet="ab.#[]=\"'*>, @:()/\\-_0", max_size=40))
def test_any_selector_works_or_is_an_error(selector: str) -> None:
    try:
        compiled = compile_selector(selector)
    except BadSelector:
        return
    compiled.values(parse(PAGE))
