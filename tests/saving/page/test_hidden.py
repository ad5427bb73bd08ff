"""What a page hides by the names that style sheets use for that is not read, unless it shows it again."""

from __future__ import annotations

import pytest

from reader.saving.extraction.extract import extract
from reader.saving.page.element_tests import is_hidden
from reader.saving.page.elements import parse
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

SENTENCE = "The miller opened the sluice before dawn, and the old wheel turned for the first time in years. "


@pytest.mark.parametrize(
    ("names", "hidden"),
    [
        ("hidden", True),
        ("pageinfo data hidden", True),
        ("d-none", True),
        ("is-hidden", True),
        ("hidden md:block", False),
        ("d-none d-lg-block", False),
        ("hidden sm:!block", False),
        ("hidden md:list-item", False),
        ("hide show-for-medium", False),
        ("hidden-xs", False),
        ("unhidden", False),
        ("hidden-gems", False),
        ("", False),
    ],
)
def test_a_class_may_hide(names: str, hidden: bool) -> None:
    element = parse(f"<html><body><div class='{names}'>Text</div></body></html>").find(".//div")
    assert is_hidden(element) is hidden


def page(body: str) -> list[str]:
    head = "<head><title>The mill turns</title></head>"
    markup = f"<html lang=en>{head}<body><article>{body}</article></body></html>"
    return lines_of(extract(markup.encode(), "https://mill.example/a", "text/html; charset=utf-8").html)


def test_a_script_s_data_in_a_hidden_element_is_no_text() -> None:
    data = f'{{ "assetid": "21", "seo": "{SENTENCE * 4}", "more": "{SENTENCE[::-1] * 9}" }}'
    text = "".join(f"<p>{SENTENCE}{n} sacks.</p>" for n in range(5))
    found = page(f"<h1>The mill turns</h1>{text}<div class='data hidden'>{data}</div>")
    assert found == [f"{SENTENCE}{n} sacks." for n in range(5)]


def test_an_article_that_a_script_would_unhide_is_read() -> None:
    text = "".join(f"<p>{SENTENCE}{n} sacks, as the book of the mill says.</p>" for n in range(9))
    found = page(f"<h1>The mill turns</h1><div class=hidden>{text}</div>")
    assert len(found) == 9


@pytest.mark.parametrize(
    "question",
    [
        "<div><button type=button><h5>{}</h5></button><div class='text hidden'>{}</div></div>",
        "<div><h3>{}</h3><div class='hide'>{}</div></div>",
        "<dl><dt>{}</dt><dd class='is-hidden'>{}</dd></dl>",
        "<div><a href='#a'>{}</a><div class='faq-answer hidden'>{}</div></div>",
    ],
)
def test_an_answer_that_its_question_unfolds_is_read(question: str) -> None:
    asked = [f"How does the mill grind the wheat of year {n}?" for n in range(5)]
    told = [f"{SENTENCE}{SENTENCE}It took {n} days." for n in range(5)]
    items = "".join(question.format(a, f"<p>{t}</p>") for a, t in zip(asked, told, strict=True))
    found = page(f"<h1>The mill turns</h1><p>{SENTENCE * 3}</p>{items}")
    assert [line for line in found if line in told] == told


@pytest.mark.parametrize(
    "folded",
    [
        "<div class='rest hidden'>{}</div><a class=more href='#'>Read more</a>",
        "<div class='rest hidden'>{}</div><p><button>Read more</button></p>",
        "<p><a href='javascript:show()'>Read on</a></p><div class='hide'>{}</div>",
    ],
)
def test_the_rest_of_a_text_that_a_press_unfolds_is_read(folded: str) -> None:
    text = [f"{SENTENCE}{n} sacks, as the book of the mill says." for n in range(10)]
    lines = [f"<p>{line}</p>" for line in text]
    found = page(f"<h1>The mill turns</h1>{''.join(lines[:8])}{folded.format(''.join(lines[8:]))}")
    assert [line for line in found if line in text] == text
