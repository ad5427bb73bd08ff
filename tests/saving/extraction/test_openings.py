"""What stands between a headline and the text: every paragraph of it is kept, navigation is not."""

from __future__ import annotations

import pytest

from reader.saving.extraction.extract import extract
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

FR = (
    "Une électricité plus chère : ce que paient les foyers du canton",
    "La facture moyenne s'élève à 876 francs, mais elle varie de 793 à 1 125 francs selon la commune.",
    "Cette estimation repose sur les données réelles de 31 chantiers achevés et vaut jusqu'au printemps.",
    "Habitués au courant, nous oublions souvent de le manier comme il faut, et les accidents coûtent cher. ",
)
AR = (
    "الكهرباء أغلى: كم تدفع الأسر في الإقليم",
    "يبلغ متوسط الفاتورة ثمانمئة درهم، لكنه يختلف من جماعة إلى أخرى بحسب الشبكة والاستهلاك الشهري للأسر.",
    "يستند هذا التقدير إلى بيانات حقيقية لواحد وثلاثين ورشا منتهيا، ويبقى صالحا حتى نهاية فصل الربيع المقبل.",
    "لقد ألفنا الكهرباء حتى صرنا ننسى أن نتعامل معها كما ينبغي، وكثيرا ما تكون الحوادث مكلفة للأسر. ",
)


def saved(page: str) -> list[str]:
    found = extract(page.encode(), "https://lac.example/prix", "text/html; charset=utf-8")
    return lines_of(found.html)


@pytest.mark.parametrize(("language", "texts"), [("fr", FR), ("ar", AR)])
def test_paragraphs_over_a_picture_are_of_the_article(language: str, texts: tuple[str, ...]) -> None:
    title, first, second, sentence = texts
    body = "".join(f"<p>{sentence * 3}({n})</p>" for n in range(6))
    lines = saved(
        f"<!doctype html><html lang={language}><head><title>{title}</title></head><body><header class=h><div>"
        f"<h1>{title}</h1><p>876 – 1042</p><p>{first}</p><form><input name=zip><button>OK</button></form>"
        f"<p>{second}</p></div></header><div class=c><img src=/a.jpg width=900>"
        f"<div>{body}</div></div></body></html>"
    )
    assert lines[:2] == [first, second] and lines[2].startswith(sentence.strip())


@pytest.mark.parametrize("levels", [0, 2])
@pytest.mark.parametrize(("language", "texts"), [("fr", FR), ("ar", AR)])
def test_paragraphs_over_a_row_of_buttons_are_of_the_article(
    language: str, texts: tuple[str, ...], levels: int
) -> None:
    title, summary, second, sentence = texts
    body = "".join(f"<h3>({n})</h3><p>{sentence * 5}({n})</p>" for n in range(8))
    lines = saved(
        f"<!doctype html><html lang={language}><head><title>{title}</title>"
        f'<meta name="description" content="{summary}"></head><body><main><h1>{title}</h1><p>{summary}</p>'
        f"<article><h2>{title[:12]}</h2><p>{sentence.strip()}</p><p>{second}</p>"
        f"<div class=row><div>{title[:12]}</div><button>+</button></div><div class=scope>{title[:8]}</div>"
        f"{'<div>' * levels}<div id=fields>{body}</div>{'</div>' * levels}</article></main></body></html>"
    )
    assert lines[:3] == [summary, sentence.strip(), second]


def test_an_opening_that_stands_twice_over_buttons_is_kept_once() -> None:
    title, summary, second, sentence = FR
    body = "".join(f"<h3>({n})</h3><p>{sentence * 5}({n})</p>" for n in range(8))
    lines = saved(
        f"<!doctype html><html lang=fr><head><title>{title}</title>"
        f'<meta name="description" content="{summary}"></head><body><main><h1>{title}</h1><p>{summary}</p>'
        f"<article><h2>{title[:12]}</h2><p>{sentence.strip()}</p><p>{second}</p><p>{second}</p>"
        f"<div class=row><div>{title[:12]}</div><button>+</button></div><div class=scope>{title[:8]}</div>"
        f"<div id=fields>{body}</div></article></main></body></html>"
    )
    assert lines[:3] == [summary, sentence.strip(), second]
    assert lines.count(second) == 1


@pytest.mark.parametrize(("language", "texts"), [("fr", FR), ("ar", AR)])
def test_a_summary_in_two_parts_stays_whole(language: str, texts: tuple[str, ...]) -> None:
    title, first, second, sentence = texts
    head = first.rstrip(".")
    rest = f"{second} {sentence}" * 3
    body = "".join(f"<p>{sentence * 4}({n})</p>" for n in range(8))
    lines = saved(
        f"<!doctype html><html lang={language}><head><title>{title}</title>"
        f'<meta name="description" content="{head} {rest}"></head><body><h1>{title}</h1>'
        f"<div id=w><h3>{head}</h3><p>{rest}</p></div><hr><h2>…</h2>"
        f"<div itemprop=articleBody>{body}</div></body></html>"
    )
    assert lines[:2] == [head, rest.strip()]


def test_the_way_through_a_handbook_is_none_of_its_text() -> None:
    way = (
        '<table width="100%"><tr><td><a accesskey="p" href="a.html">Prev</a></td><td><a href="u.html">Up</a>'
        '</td><td><a accesskey="n" href="b.html">Next</a></td></tr></table>'
    )
    text = "An index lets the server find rows much faster than it could without one, at a cost. "
    paragraphs = [f"{text * 3}({n})" for n in range(1)]
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    lines = saved(
        f"<html lang=en><head><title>Chapter 11. Indexes</title></head><body><div class=navheader>{way}</div>"
        f'<div class="chapter"><h2 class="title">Chapter 11. Indexes</h2>{body}</div>'
        f"<div class=navfooter><hr>{way}</div></body></html>"
    )
    assert lines == paragraphs


@pytest.mark.parametrize(
    ("language", "heading", "names", "sentence"),
    [
        ("fr", "1. Préparer les données", ("Nettoyage", "Mise à l'échelle", "Valeurs manquantes"), FR[3]),
        ("ar", "١. إعداد البيانات", ("التنظيف", "التحجيم", "القيم الناقصة"), AR[3]),
    ],
)
def test_the_chapters_of_a_course_stay(
    language: str, heading: str, names: tuple[str, ...], sentence: str
) -> None:
    text = "".join(f"<p>{sentence * 3}({n})</p>" for n in range(4))
    chapters = "".join(f'<li><a href="/c{n}">{name}</a></li>' for n, name in enumerate(names))
    lines = saved(
        f"<html lang={language}><head><title>{sentence}</title></head><body><article><h1>{sentence}</h1>"
        f"{text}<h2>{heading}</h2><ul>{chapters}</ul>{text}</article></body></html>"
    )
    assert all(any(name in line for line in lines) for name in names)


@pytest.mark.parametrize("mark", ["[…]", "[...]"])
@pytest.mark.parametrize("box", ["div class=post", "article"])
@pytest.mark.parametrize(("language", "texts"), [("fr", FR), ("ar", AR)])
def test_what_other_sites_quote_of_a_short_article_is_not_of_it(
    language: str, texts: tuple[str, ...], box: str, mark: str
) -> None:
    """Three quotations below two paragraphs were a good part of the text that was known again."""
    title, *lines = texts[0], texts[1], texts[2] + " " + texts[3].strip()
    quoted = "".join(
        f"<li class=pingback><div class=comment-body><cite><a href=https://eau.example/{n}>Blog</a></cite>"
        f"<p>{mark} {line.rstrip('.')} {mark}</p></div></li>"
        for n, line in enumerate((*lines, texts[2]))
    )
    text = "".join(f"<p>{line}</p>" for line in lines)
    assert lines == saved(
        f"<!doctype html><html lang={language}><head><title>{title}</title></head><body><div id=page><{box}>"
        f"<h1>{title}</h1><div class=entry>{text}</div></{box.split()[0]}>"
        f"<div id=comments><h3>3 réponses</h3><ol class=commentlist>{quoted}</ol></div></div></body></html>"
    )


@pytest.mark.parametrize(("language", "texts", "name"), [("fr", FR, "Économie"), ("ar", AR, "اقتصاد")])
@pytest.mark.parametrize("shown", ["{}", " {} /", "{} »"])
def test_the_name_of_the_section_over_the_headline_is_no_paragraph(
    language: str, texts: tuple[str, ...], name: str, shown: str
) -> None:
    title, first, _, sentence = texts
    body = "".join(f"<p>{sentence * 3}({n})</p>" for n in range(4))
    page = (
        f"<!doctype html><html lang={language}><head><title>{title}</title>"
        f'<meta property="og:type" content="article"><meta property="article:section" content="{name}">'
        f"</head><body><main><article><span class=rubrique>{shown.format(name)}</span><h1>{title}</h1>"
        f"<figure><img src=/a.jpg width=900><figcaption>{first}</figcaption></figure>{body}</article></main>"
        "</body></html>"
    )
    found = extract(page.encode(), "https://lac.example/prix", "text/html; charset=utf-8")
    assert found.section == name
    lines = lines_of(found.html)
    assert lines[0] == first and lines[1].startswith(sentence.strip()), "no line before the picture's"
