"""Bylines of which a part is no name: what nobody sees, a badge, a desk, words of a button."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from reader.saving.metadata import shown_names
from reader.saving.metadata.bylines import authors_of
from reader.saving.metadata.person_names import clean_name, is_person, is_prefix
from reader.saving.metadata.structured_data import microdata, read_structured
from reader.saving.page.elements import Element, parse, text_of
from reader.saving.page.prepare import prepare
from tests.support.limits import HANGS

TEXT = "<p>Un texte assez long pour être celui d’un article. En voici la seconde phrase, et la suite.</p>" * 3


def author(byline: str, head: str = "", below: str = "", beside: str = "") -> str:
    prepared = prepare(
        f"<html><head>{head}</head><body><main><article><h1>Le moulin du village</h1>{byline}"
        f"<div class='body'>{TEXT}</div>{below}</article></main>{beside}</body></html>"
    )
    tree = parse(prepared.html)
    structured = read_structured(tree, prepared.json_ld)
    return authors_of(tree, structured, "Journal", tree.find(".//div[@class='body']"))


@pytest.mark.parametrize("name", ["Anna Bell", "Solène Marchandeau", "سلمى الإدريسي"])
@pytest.mark.parametrize(
    "byline",
    [
        "<div class='byline'><a href='/u/1'>{}</a> <span style='display: none'>The Plain Herald</span></div>",
        "<div class='author'><span class='name'>{}</span> <span class='badge'>Lv1</span></div>",
        "<p class='author vcard'><b class='fn'>{}</b> Top fan 12</p>",
        "<div class='author'><a href='/reporting/x'>{}</a> <span class='line'> Herald Reporting</span></div>",
        "<div itemprop='author'><span itemprop='name'>{}</span> <span>Staff</span></div>",
    ],
)
def test_only_the_name_of_a_byline_is_taken(byline: str, name: str) -> None:
    assert author(byline.format(name)) == name


@pytest.mark.parametrize(
    "byline",
    [
        "By Anna Bell<br><span class='credit'>Photo: <span class='name'>Carl Dent</span></span>",
        "<span>Anna Bell</span> <span class='site-name'>Harbour Times</span>",
        "By Anna Bell <span class='photographer-name'>Carl Dent</span>",
        "By Anna Bell <span class='name' style='display:none'>Carl Dent</span>",
        "By Anna Bell <span class='city-name'>New York</span>",
    ],
)
def test_a_name_of_something_else_is_not_the_author_s(byline: str) -> None:
    assert author(f"<div class='byline'>{byline}</div>").startswith("Anna Bell")


def test_a_colleague_whose_name_is_not_called_so_is_named_too() -> None:
    byline = "<div class='byline'>By <span class='name'>Anna Bell</span> and Bob Crow</div>"
    assert author(byline) == "Anna Bell, Bob Crow"


@pytest.mark.parametrize("name", ["Marianne Vos", "Bart De Vos", "Anna Nos"])
def test_a_family_name_that_labels_begin_with_elsewhere_stays(name: str) -> None:
    assert author(f"<div class='byline'>By {name}</div>") == name


@pytest.mark.parametrize("address", ["https://journal.example/source/anna-bell", "/source/anna-bell/"])
def test_the_author_whose_page_is_declared_is_named_by_the_link_to_it(address: str) -> None:
    head = "<meta property='article:author' content='https://journal.example/source/anna-bell'>"
    margin = (
        f"<div id='sidebar'><a href='/source/bob-crow'>Bob Crow</a><a href='{address}'>Anna Bell</a></div>"
    )
    assert author("", head, beside=margin) == "Anna Bell"


def test_pages_of_one_program_are_told_apart_by_what_they_are_asked() -> None:
    head = "<meta property='article:author' content='https://journal.example/index.php?author=7'>"
    margin = (
        "<p><a href='/index.php?author=3'>Bob Crow</a> <a href='/index.php?author=7'>Anna Bell</a> "
        "<a href='/index.php?p=9'>Old Mill</a></p>"
    )
    assert author("", head, beside=margin) == "Anna Bell"


def test_the_same_name_on_another_host_is_another_page() -> None:
    head = "<meta property='article:author' content='https://people.example/plain'>"
    assert author("", head, beside="<p><a href='https://pictures.example/plain'>Daily Brief</a></p>") == ""


def test_a_declared_address_alone_names_nobody() -> None:
    head = "<meta property='article:author' content='https://journal.example/'>"
    assert (
        author("", head, beside="<p><a href='/'>Anna Bell</a> <a href='http://[bad'>Bob Crow</a></p>") == ""
    )


@pytest.mark.parametrize("label", ["TO THIS STORY", "Votre Avis", "Nuestro Equipo"])
def test_the_words_of_a_button_below_the_text_are_no_name(label: str) -> None:
    prepared = prepare(
        f"<html><body><h1>Titre</h1><div class='body'>{TEXT}<div>{label}</div></div></body></html>"
    )
    tree = parse(prepared.html)
    near = tree.find(".//div[@class='body']")
    assert authors_of(tree, read_structured(tree, ()), "Journal", near) == ""


@pytest.mark.parametrize("name", ["Ben Crow", "Al Baker", "BEN CROW", "Van Marchandeau", "Ben Dupont"])
def test_a_particle_that_begins_a_name_is_a_first_name(name: str) -> None:
    byline = f"<p class='byline'>By <a href='/by/anna-bell'>Anna Bell</a> and {name}</p>"
    assert author(byline) == f"Anna Bell, {name}"


@pytest.mark.parametrize(
    "body", ["Al Jazeera", "Al Arabiya", "Ben", "Al Hoceima", "Ben Guerir", "Abu Dhabi", "AL AHRAM"]
)
def test_a_particle_that_begins_a_name_makes_no_person_of_others(body: str) -> None:
    assert not is_person(body)


@pytest.mark.parametrize("name", ["Anna Bell", "Solène Marchandeau", "سلمى الإدريسي"])
@pytest.mark.parametrize(
    "byline",
    [
        "<dl class='byline'><dt>{}</dt><dd><a href='mailto:ABell@herald.example'>ABell@herald.example</a>"
        "</dd></dl>",
        "<div class='author'><div class='author-name'>{0}</div><div class='author-account'>"
        "(<a href='/profile/x'>{1}</a>)</div></div>",
        "<span>By: <a href='/id/98209'>{}</a><br>Herald Executive News Editor</span>",
    ],
)
def test_an_address_or_an_account_beside_a_name_is_none(byline: str, name: str) -> None:
    account = "".join(name.lower().split())
    assert author(byline.format(name, account)) == name


def test_an_account_alone_is_the_author_s_name() -> None:
    assert author("<div class='author'><a href='/profile/x'>annabell</a></div>") == "annabell"


@pytest.mark.parametrize("label", ["Autor", "Auteur :", "Author", "Close", "Fermer", "إغلاق"])
def test_what_labels_a_name_is_none(label: str) -> None:
    assert author(f"<span class='author'>{label}</span>") == ""


def test_one_whom_the_page_declares_the_author_is_read_whatever_else_its_class_says() -> None:
    byline = (
        "<ul class='authors'><li><div rel='author' class='author has-bio'><span>By</span> Anna Bell</div>"
        "<div class='author-overlay'><a href='/'>Close</a><div class='author-social'>Follow</div></div></li>"
        "</ul>"
    )
    assert author(byline) == "Anna Bell"


@pytest.mark.parametrize(("key", "name"), [("DC.creator", "Anna Bell"), ("citation_author", "Anna Bell")])
def test_a_library_s_order_of_names_is_turned(key: str, name: str) -> None:
    assert author("", f"<meta name='{key}' content='Bell, Anna'>") == name


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Reuters, AFP", "Reuters, AFP"),
        ("Libération, AFP", "Libération"),
        ("Bell, Anna; Crow, Bob", "Anna Bell, Bob Crow"),
        ("van der Berg, Anna", "Anna van der Berg"),
        ("ben Ali, Mohamed;de la Tour, Anne", "Mohamed ben Ali, Anne de la Tour"),
        ("Anna Bell, Bob Crow", "Anna Bell, Bob Crow"),
        ("Łukasz Nowak, Šárka Nováková", "Łukasz Nowak, Šárka Nováková"),
        ("Анна Белова, Борис Орлов", "Анна Белова, Борис Орлов"),
        ("Δημήτρης Παπάς, Άννα Μπελ", "Δημήτρης Παπάς, Άννα Μπελ"),
        ("محمد العلوي, فاطمة الزهراء", "محمد العلوي, فاطمة الزهراء"),
    ],
)
@pytest.mark.parametrize("key", ["dc.creator", "citation_authors"])
def test_only_the_names_of_people_are_turned_each_by_itself(key: str, told: str, names: str) -> None:
    assert author("", f"<meta name='{key}' content='{told}'>") == names


@pytest.mark.parametrize(
    "byline",
    [
        "<dl><dt>Author</dt><dd>Anna Bell</dd><dd>Bob Crow</dd><dt>Date</dt><dd>3 March 2024</dd></dl>",
        "<dl><dt>Author</dt><dd class=n>Anna Bell<dd class=n>Bob Crow<dd class=at>New York</dd></dl>",
        "<div><h4>Authors</h4><ul><li><a href='/1'>Anna Bell</a><li><a href='/2'>Bob Crow</a></ul></div>",
        "<div><span>Auteurs :</span><ol><li>Anna Bell</li><li>Bob Crow</li></ol></div>",
        "<div><h4>الكاتب</h4><ul><li>Anna Bell</li><li>Bob Crow</li></ul></div>",
    ],
)
def test_names_below_a_label_are_parted_as_the_page_parts_them(byline: str) -> None:
    assert author(byline) == "Anna Bell, Bob Crow"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("<b>Anna Bell</b> is a reporter", "Anna Bell"),
        ("<b>Anne Béraud</b> est une journaliste du pôle Économie", "Anne Béraud"),
        ("<b>Anna Vogt</b> ist Reporterin in Kiel", "Anna Vogt"),
        ("<b>محمد العلوي</b> هو صحفي مقيم في طنجة", "محمد العلوي"),
    ],
)
def test_a_sentence_about_somebody_is_no_name(sentence: str, name: str) -> None:
    box = f"<div class='author-bio'><h3>About</h3><p>{sentence}</p></div>"
    assert author("", below=box) == name


@pytest.mark.parametrize("kind", ["ImageObject", "Comment", "Person"])
def test_the_author_of_a_picture_or_a_comment_is_not_the_article_s(kind: str) -> None:
    item = (
        f"<div itemscope itemtype='http://schema.org/{kind}'><meta itemprop='author' content='Carl Dent'>"
        "<meta itemprop='datePublished' content='2011-02-03'></div>"
    )
    assert author("<p class='byline'>By Anna Bell</p>", below=item) == "Anna Bell"
    tree = parse(f"<html><body><h1>Le moulin</h1>{item}</body></html>")
    assert read_structured(tree, ()).meta == {} and microdata(tree, "datePublished") == []


@pytest.mark.parametrize("whole", ["html", "body"])
@pytest.mark.parametrize("kind", ["Person", "Organization"])
def test_a_page_that_is_all_one_person_s_declares_its_article_s_date(whole: str, kind: str) -> None:
    html = "<html><body><h1>Le moulin</h1><meta itemprop='datePublished' content='2011-02-03'></body></html>"
    tree = parse(html.replace(f"<{whole}>", f"<{whole} itemscope itemtype='http://schema.org/{kind}'>"))
    assert read_structured(tree, ()).meta == {"datepublished": ["2011-02-03"]}
    assert len(microdata(tree, "datePublished")) == 1


@HANGS
def test_a_page_of_endless_words_for_authors_is_read_quickly() -> None:
    metas = f"<meta name='author' content='{'a' * 5_000}'>" * 500
    assert author("<p class='byline'>By Anna Bell</p>", metas) == "Anna Bell"


@pytest.mark.parametrize("ask", [clean_name, is_person, is_prefix])
def test_no_answer_keeps_a_pages_long_text(ask: Callable[[str], object]) -> None:
    ask("Anna Bell")
    tracemalloc.start()
    try:
        assert not ask("Anna Bell " * 100_000)
        assert tracemalloc.get_traced_memory()[0] < 500_000
    finally:
        tracemalloc.stop()


def test_twice_the_bylines_have_twice_the_text_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def counted(element: Element) -> str:
        nonlocal read
        text = text_of(element)
        read += len(text)
        return text

    monkeypatch.setattr(shown_names, "text_of", counted)
    counts = []
    for number in (100, 200):
        read = 0
        assert author("<p class='byline'>Par Anna Bell</p>" * number) == "Anna Bell"
        counts.append(read)
    assert counts[1] <= 2 * counts[0]
