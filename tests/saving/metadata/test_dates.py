"""Days as newspapers write them, declared or shown, in French, Arabic, English and more."""

from __future__ import annotations

import pytest

from reader.saving.metadata.dates import published_of, read_date
from reader.saving.metadata.structured_data import read_structured
from reader.saving.page.elements import parse

DAY = "2023-08-03"


@pytest.mark.parametrize(
    "text",
    [
        "2023-08-03",
        "2023-08-03T10:12:00+01:00",
        "2023/08/03",
        "2023.08.03",
        "20230803",
        "2023-8-3",
        "Publié le 03/08/2023 à 10h12",
        "Publié le 3/8/2023",
        "03.08.2023, 10:12",
        "3 août 2023",
        "jeudi 3 août 2023 - 12:34",
        "Le 3 aout 2023",
        "3 Août 2023 à 10 h 12",
        "Mis en ligne le jeudi 3 AOÛT 2023",
        "August 3, 2023",
        "Aug. 3, 2023",
        "August 3rd, 2023 at 10:12 am",
        "3rd August 2023",
        "3 Aug 2023",
        "3-Aug-2023",
        "Thu, 03 Aug 2023 12:34:56 GMT",
        "Thu Aug 03 2023",
        "3. August 2023",
        "3 de agosto de 2023",
        "3 agosto 2023",
        "3 أغسطس 2023",
        "الخميس 3 غشت 2023 - 10:12",
        "٣ أغسطس ٢٠٢٣",
        "3 آب 2023",
        "3 آب/أغسطس 2023",
        "3 أغسطس/ آب 2023",
        "نُشر: 14:15-3 أغسطس 2023 م ـ 16 مُحَرَّم 1445 هـ",
        "الخميس، 3 أغسطس/آب، 2023",
        "3 أوت 2023",
    ],
)
def test_a_day_in_words_or_figures(text: str) -> None:
    assert read_date(text)[0] == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er mars 2020", "2020-03-01"),
        ("12 janv. 2020", "2020-01-12"),
        ("3 févr. 2020", "2020-02-03"),
        ("30 sept. 2021", "2021-09-30"),
        ("Sept. 30, 2021", "2021-09-30"),
        ("25 déc. 2019", "2019-12-25"),
        ("20 كانون الثاني 2024", "2024-01-20"),
        ("12 كانون الأول 2023", "2023-12-12"),
        ("5 تشرين الأول 2022", "2022-10-05"),
        ("9 تشرين الثاني 2022", "2022-11-09"),
        ("9 تشرين الثاني/نوفمبر 2022", "2022-11-09"),
        ("9 نونبر 2022", "2022-11-09"),
        ("17 شتنبر 2022", "2022-09-17"),
        ("17 يوليوز 2022", "2022-07-17"),
        ("17 جانفي 2022", "2022-01-17"),
        ("17 جويلية 2022", "2022-07-17"),
        ("12/13/2023", "2023-12-13"),
    ],
)
def test_months_by_their_local_names(text: str, day: str) -> None:
    assert read_date(text)[0] == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "il y a 2 heures",
        "منذ 3 ساعات",
        "3 août",
        "2023",
        "32 août 2023",
        "45/45/2023",
        "3 pommes 2023",
        "Temps de lecture : 3 min",
        "0612345678",
        "1691066096",
        "9" * 5000,
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert read_date(text)[0] == ""


def shown(body: str, head: str = "") -> str:
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    return published_of(tree, read_structured(tree, ()))[0]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-08-03T10:00:00+01:00">',
        '<meta property="og:article:published_time" content="2023-08-03">',
        '<meta name="date" content="3 août 2023">',
        '<meta name="DC.date.issued" content="2023-08-03">',
        '<meta itemprop="datePublished" content="2023-08-03">',
        '<meta name="parsely-pub-date" content="2023-08-03T09:00:00Z">',
        '<meta name="pubdate" content="20230803">',
    ],
)
def test_a_declared_day_counts(head: str) -> None:
    assert shown("<h1>T</h1><p>1er janvier 1999</p>", head) == DAY


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Titre</h1><p class='meta'>Publié le 3 août 2023</p>",
        "<h1>Titre</h1><div><span>Par Anna Bell</span><span>3 août 2023</span></div>",
        "<h2>Titre</h2><p>3 août 2023</p>",
        "<h1>Titre</h1><time datetime='2023-08-03T10:00'>hier</time>",
        "<div><time>03/08/2023</time></div><p>Un texte</p>",
        "<p>Un texte</p><span class='post-date'>3 août 2023</span>",
        "<p>Un texte</p><div class='published'>الخميس 3 أغسطس 2023</div>",
        "<p>x</p><abbr class='published' title='x'>August 3, 2023</abbr>",
        "<aside><time datetime='2001-01-01'></time></aside><main><time datetime='2023-08-03'></time></main>",
        "<nav><span class='date'>1 janvier 2001</span></nav><p class='dateline'>3 août 2023</p>",
    ],
)
def test_a_shown_day_counts_where_none_is_declared(body: str) -> None:
    assert shown(body) == DAY


def test_a_broken_declared_day_gives_way_to_the_shown_one() -> None:
    head = '<meta property="article:published_time" content="hier soir">'
    assert shown("<h1>Titre</h1><p>3 août 2023</p>", head) == DAY


def test_the_moment_is_kept_with_its_zone_or_without() -> None:
    assert read_date("2023-08-03T10:12:30.5+0200")[1] == "2023-08-03T10:12:30+02:00"
    assert read_date("2023-08-03 10:12")[1] == "2023-08-03T10:12"
    assert read_date("2023-08-03")[1] == ""
