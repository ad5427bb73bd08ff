"""Teasers in a column beside the text are none of it, though trafilatura keeps them; parts of a text are."""

from __future__ import annotations

import pytest

from reader.saving.extraction.select import Selector
from reader.saving.extraction.trafilatura_anchors import Anchors
from reader.saving.page.block_flow import Flow
from reader.saving.page.elements import parse

EN = "The council has voted to open the old mill again, and its wheel will turn before the summer ends."
FR = "Le conseil a décidé de rouvrir le vieux moulin, et sa roue tournera de nouveau avant la fin de l'été."
AR = "قرر المجلس إعادة فتح الطاحونة القديمة، وستدور عجلتها من جديد قبل نهاية فصل الصيف المقبل في المدينة."
ELSEWHERE = {
    EN: (
        "A cruise ship waits off the harbour",
        "Three hundred passengers have been waiting for four days, and ",
    ),
    FR: (
        "Un paquebot attend devant le port",
        "Trois cents passagers attendent depuis quatre jours au large, et ",
    ),
    AR: (
        "سفينة سياحية تنتظر قبالة الميناء",
        "ثلاثمئة مسافر ينتظرون منذ أربعة أيام قبالة الساحل في البحر، و ",
    ),
}


def texts(sentence: str) -> list[str]:
    return [f"{sentence} {sentence} ({n})" for n in range(8)]


def teasers(sentence: str, head: str = "<h3><a href='/{n}'>{title}</a></h3>") -> str:
    title, summary = ELSEWHERE[sentence]
    return "".join(
        f"{head.format(n=n, title=f'{title} {n}')}<p>{summary}{sentence} {n}.</p>" for n in range(3)
    )


def lines(markup: str) -> list[str]:
    """What is chosen of a body of which trafilatura kept all."""
    blocks = Flow("https://mill.example/a").read(parse(f"<html><body>{markup}</body></html>").find("body"))
    anchors = Anchors("\n".join(b.text for b in blocks))
    return [b.text for b in Selector(blocks, anchors, ["The mill"], "").choose().blocks]


@pytest.mark.parametrize("sentence", [EN, FR, AR], ids=["en", "fr", "ar"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize(
    "head",
    [
        "<h3><a href='/{n}'>{title}</a></h3>",
        "<a href='/{n}'><h3>{title}</h3></a>",
        "<p><a href='/{n}'>{title}</a></p>",
    ],
    ids=["linked heading", "heading in a link", "linked line"],
)
def test_a_column_of_teasers_is_none_of_the_text(sentence: str, before: bool, head: str) -> None:
    side = f"<div class='column1 grid'>{teasers(sentence, head)}</div>"
    text = "".join(f"<p>{line}</p>" for line in texts(sentence))
    column = f"<div class='column2 grid'>{text}</div>"
    assert lines(f"<div>{side}{column}</div>" if before else f"<div>{column}{side}</div>") == texts(sentence)


@pytest.mark.parametrize("sentence", [EN, FR, AR], ids=["en", "fr", "ar"])
def test_a_column_of_prose_is_text(sentence: str) -> None:
    more = [f"{ELSEWHERE[sentence][1]}{sentence} {n}." for n in range(3)]
    text = "".join(f"<p>{line}</p>" for line in texts(sentence))
    links = ("A map of the whole valley", "A key to all of the map")
    end = "".join(f"<h3><a href='/map'>{link}</a></h3>" for link in links)
    prose = "".join(f"<p>{line}</p>" for line in more)
    found = lines(f"<div><div class=left>{text}</div><div class=right>{prose}{end}</div></div>")
    assert [line for line in found if not line.startswith("A ")] == texts(sentence) + more


def test_the_label_of_a_column_of_teasers_ends_the_article() -> None:
    text = "".join(f"<p>{line}</p>" for line in texts(EN))
    side = f"<div class=more><h3>Related stories</h3>{teasers(EN)}</div>"
    rest = "".join(
        f"<p>The harbour has a new light, and number {n} of its boats is late.</p>" for n in range(2)
    )
    found = lines(f"<div><div class=body>{text}</div>{side}<div class=end>{rest}</div></div>")
    assert found == texts(EN)


def test_like_sections_are_of_one_text() -> None:
    text = "".join(f"<p>{line}</p>" for line in texts(EN))
    found = lines(f"<div><div class=part>{text}</div><div class=part>{teasers(EN)}</div></div>")
    assert ELSEWHERE[EN][1] + EN + " 0." in found


def test_what_is_offered_to_be_shared_is_no_part_of_a_short_text() -> None:
    offered = (
        f"<div class='flyout-share'><h4>{EN}</h4><p>A link has been sent to your friend by the mail.</p>"
        "<p>A line has been posted to your own feed.</p></div>"
    )
    text = "".join(f"<p>{line}</p>" for line in texts(EN)[:2])
    assert lines(f"<article>{offered}<div>{text}</div></article>") == texts(EN)[:2]
