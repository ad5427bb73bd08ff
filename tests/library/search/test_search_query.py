"""The search box understands everything and raises nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core.search import Query, Term
from reader.library.search.search_query import MOST_TERMS, match_expression, parse
from reader.library.search_schema import search_statements

FILTERS = [
    "tag:",
    "author:",
    "source:",
    "lang:",
    "is:",
    "before:",
    "after:",
    "time:",
    "title:",
    "site:",
    "-",
    "-tag:",
]
VALUES = ["unread", "translated", "2026-02-31", "٢٠٢٦", "<10", ">=5", "5-10", "l’eau", "œuvre", "مدرسة", "a"]
SIGNS = ["NEAR(", "AND", " OR ", "OR", "NOT", " -", *"\"«»”*^(){}:-+'%\\ \x00"]
TYPED = st.text(max_size=80) | st.lists(st.sampled_from(FILTERS + VALUES + SIGNS), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("eau", '"eau" *'),
        ("eau ", '"eau"'),
        ("eau potable", '"eau" AND "potable" *'),
        ('"eau potable"', '"eau potable"'),
        ("« l’eau potable » de", '"eau potable" AND "de" *'),
        ("“eau potable” été", '"eau potable" AND "ete" *'),
        ('"eau pot', '"eau pot" *'),
        ("aujourd’hui ", '"aujourd hui"'),
        ("l’", ""),
        ("a", '"a"'),
        ("eau,maroc (rif) ", '"eau" AND "maroc" AND "rif"'),
        ("NEAR(eau maroc) AND NOT x* ", '"near" AND "eau" AND "maroc" AND "and" AND "not" AND "x"'),
        ("eau OR pluie neige ", '"neige" AND ("eau" OR "pluie")'),
        ('"eau vive" OR tag:mer OR title:lac ', '("eau vive" OR "§tmer" OR {title} : "lac")'),
        ("eau OR plu", '("eau" OR "plu" *)'),
        ("eau OR ", '"eau"'),
        ("OR massif ", '"or" AND "massif"'),
        ("or OR OR argent ", '("or" OR "argent")'),
        ("eau or pluie ", '"eau" AND "or" AND "pluie"'),
        ("l’eau - pluie ", '"eau" AND "pluie"'),
        ("porte-avions ", '"porte avions"'),
        ("title:barrage ", '{title} : "barrage"'),
        ('title:"eau potable"', '{title} : "eau potable"'),
        ("المدرسة ", '"المدرسه"'),
        ("http://lebrief.ma/eau ", '"http" AND "lebrief ma" AND "eau"'),
        ("foo:bar ", '"foo" AND "bar"'),
        ("", ""),
        ('"', ""),
        ('""', ""),
        (": * ^ - ( )", ""),
    ],
)
def test_words_and_phrases(typed: str, match: str) -> None:
    query = parse(typed)
    assert match_expression(query) == match
    assert query.ignored == ()


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("tag:Maroc", '"§tmaroc"'),
        ('tag:"à lire" tag:eau', '"§ta·lire" AND "§teau"'),
        ("tag:«à lire»", '"§ta·lire"'),
        ("author:sal", '{author} : "sal" *'),
        ('author:"Salma Lab"', '{author} : "salma lab" *'),
        ("source:lebrief.ma", '"§slebrief §sma"'),
        ("site:lebrief.ma", '"§slebrief §sma"'),
        ("site:https://www.lebrief.ma/economie?x=1#y", '"§slebrief §sma"'),
        ("tag:a OR tag:b", '("§ta" OR "§tb")'),
        ("lang:FR-ma", '"§lfr"'),
        ("is:translated", '"§x"'),
        ("TAG:Maroc Is:Translated", '"§tmaroc" AND "§x"'),
    ],
)
def test_filters_that_are_words_of_the_index(typed: str, match: str) -> None:
    assert match_expression(parse(typed)) == match


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("before:2026", {"before": "2026-01-01"}),
        ("before:2026-03 after:2025-12-24", {"before": "2026-03-01", "after": "2025-12-24"}),
        ("after:٢٠٢٦-٠٣-٠٥", {"after": "2026-03-05"}),
        ("after:2026/3/5", {"after": "2026-03-05"}),
        ("is:unread is:favourite is:archived", {"states": ("unread", "favourite", "archived")}),
        ("is:favorite", {"states": ("favourite",)}),
        ("time:<10", {"least": 0, "most": 9}),
        ("time:<=10", {"least": 0, "most": 10}),
        ("time:>5", {"least": 6, "most": 0}),
        ("time:>=5", {"least": 5, "most": 0}),
        ("time:=5", {"least": 5, "most": 5}),
        ("time:10", {"least": 0, "most": 10}),
        ("time:5-10min", {"least": 5, "most": 10}),
        ("time:<٥", {"least": 0, "most": 4}),
        ("time:<1", {"least": 0, "most": -1}),
    ],
)
def test_filters_outside_the_index(typed: str, expected: dict[str, object]) -> None:
    query = parse(typed)
    assert {name: getattr(query, name) for name in expected} == expected
    assert query.filtered and not match_expression(query) and not query.empty


@pytest.mark.parametrize(
    "typed",
    [
        *("tag:", "author:", "is:", "is:nonsense", "before:yesterday", "after:2026-13", "before:2026-02-30"),
        *("time:", "time:long", "time:<", "lang:", "lang:12", "source:", "author:«»"),
    ],
)
def test_filters_that_mean_nothing_are_named_and_left_out(typed: str) -> None:
    query = parse(typed)
    assert query.empty and query.ignored == (typed.strip(),)


def test_a_filter_name_alone_does_not_swallow_the_next_word() -> None:
    assert parse("tag: eau ").terms == (Term(("eau",)),)


@pytest.mark.parametrize(
    ("typed", "short"),
    [("de", True), ("con", True), ("cons", False), ("eau co", True), ("con ", False), ("author:sal", False)],
)
def test_short_prefixes_go_to_their_own_table(typed: str, short: bool) -> None:
    query = parse(typed)
    assert any(term.short for term in query.terms) is short
    assert ("*" in match_expression(query, short=False)) is (not short and "*" in match_expression(query))


def test_ten_thousand_letters_and_words_without_end() -> None:
    assert len(parse("x" * 10_000).terms) == 1
    assert len(parse("ab " * 5_000).terms) <= MOST_TERMS
    assert len(parse('"' * 10_000).terms) == 0
    assert isinstance(parse("tag:" * 2_500), Query)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        connection.execute(search_statements()[0])
        connection.execute("INSERT INTO article_search (rowid, original) VALUES (1, 'eau')")
        yield connection


@settings(max_examples=300)
@given(TYPED)
@example('"tag:x y" is:')
@example("time:<9999999999999999999")
@example("before:0000")
@example("x" * 3000)
def test_nothing_typed_raises_and_sqlite_accepts_every_expression(
    index: sqlite3.Connection, typed: str
) -> None:
    query = parse(typed)
    assert isinstance(query, Query)
    for columns in ("", "note", "title original"):
        expression = match_expression(query, columns=columns)
        if expression:
            index.execute(
                "SELECT rowid FROM article_search WHERE article_search MATCH ?", (expression,)
            ).fetchall()
    assert all(word == word.strip() and word for term in query.terms for word in term.words)
    assert parse(query.text).terms == query.terms or typed[-1:].isspace() or len(typed) > 80


@pytest.mark.parametrize(
    ("typed", "without"),
    [
        ("-sport ", [Query(terms=(Term(("sport",)),))]),
        ("-spo", [Query(terms=(Term(("spo",)),))]),  # half a word leaves out nothing that begins like it
        (
            'eau -"ligue 1" -porte-avions',
            [Query(terms=(Term(("ligue", "1")),)), Query(terms=(Term(("porte", "avions")),))],
        ),
        ("-is:unread", [Query(states=("unread",))]),
        ("-tag:Lu", [Query(marks=(("§tlu",),))]),
        ("-", []),
        ("--", []),
        ("eau -l’ ", []),
    ],
)
def test_what_is_left_out(typed: str, without: list[Query]) -> None:
    assert list(parse(typed).excluded) == without


def test_a_filter_that_means_nothing_is_named_wherever_it_stands() -> None:
    query = parse("-tag: eau OR is:maybe -lang:français")
    assert query.ignored == ("-tag:", "is:maybe", "-lang:français")
    assert match_expression(query) == '("eau")' and query.excluded == ()


@given(st.lists(st.text("abcé", min_size=1, max_size=4), min_size=1, max_size=6), st.data())
def test_signs_put_together_come_apart_again(words: list[str], data: st.DataObject) -> None:
    """Whatever is joined by OR is one choice, whatever has a minus is left out, the rest must be there."""
    signs = [data.draw(st.sampled_from(["", "-", "OR"])) for _ in words[1:]]
    typed = words[0] + "".join(
        f" OR {word}" if sign == "OR" else f" {sign}{word}"
        for sign, word in zip(signs, words[1:], strict=True)
    )
    query = parse(typed + " ")
    lone = [s == "-" and after != "OR" for s, after in zip(signs, [*signs[1:], ""], strict=False)]
    assert len(query.excluded) == sum(lone)
    runs = " ".join("OR" if sign == "OR" else "|" for sign in signs).split("|")
    assert [len(choice) for choice in query.choices] == [n + 1 for run in runs if (n := run.count("OR"))]
    assert not query.ignored and not query.filtered
