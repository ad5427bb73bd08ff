"""Articles whose text is links: buyers' guides and lists of addresses are kept whole, teasers are not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reader.core.errors import ReaderError
from reader.core.model import BlockKind
from reader.reading.document import blocks_from_html
from reader.saving.extraction.extract import extract
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

ADDRESS = "https://phare.example/2024/bouilloires"
GUIDES = {
    "fr": (
        "Les huit meilleures bouilloires",
        "Voici notre choix de bouilloires essayées pendant trois mois par la rédaction, de la plus simple à "
        "la plus coûteuse.",
        [
            "Bouilloire Darcy en inox brossé, 1,7 litre, 39 euros",
            "Bouilloire Lumen à thermostat réglable, 1,5 litre, 64 euros",
            "Bouilloire Vallon en verre, arrêt automatique, 29 euros",
            "Bouilloire Orsay à col de cygne pour le café, 89 euros",
            "Bouilloire Forge en fonte émaillée, 1,2 litre, 72 euros",
            "Bouilloire Clairval rétro, couleur crème, 119 euros",
        ],
    ),
    "en": (
        "Six archives that every family historian should know",
        "We asked nine librarians where they would begin, and these are the collections they named more than "
        "once, from the widest to the most curious.",
        [
            "The parish registers of the northern dioceses, 1540 to 1912",
            "Passenger lists of the Harbour Board, scanned and indexed",
            "Photographs of the Mill Workers’ Union, eleven thousand plates",
            "Letters of the lighthouse keepers, in four languages",
            "Maps of the enclosure commissioners, sheet by sheet",
            "Sound recordings of the county’s last weavers",
        ],
    ),
    "ar": (
        "ستة كتب عن تاريخ المدينة القديمة",
        "سألنا تسعة من أمناء المكتبات عن الكتب التي ينصحون بها كل قارئ جديد، وهذه هي العناوين التي تكررت في "
        "أجوبتهم أكثر من مرة.",
        [
            "تاريخ الأسوار وأبواب المدينة في القرن الثاني عشر",
            "رسائل التجار الأندلسيين إلى أسواق الساحل",
            "مذكرات حارس المنارة خلال ثلاثين سنة",
            "خرائط الحي العتيق من الأرشيف البلدي",
            "حكايات النساجين كما روتها نساء المدينة",
            "صور الميناء قبل بناء الرصيف الجديد",
        ],
    ),
}
SHAPES: dict[str, Callable[[int, str], str]] = {
    "paragraphs": lambda i, line: f"<p><a href='https://shop{i}.example/p/{i}'>{line}</a></p>",
    "headings": lambda i, line: f"<h3><a href='https://shop{i}.example/p/{i}'>{line}</a></h3>",
    "list": lambda i, line: f"<li><a href='https://shop{i}.example/p/{i}'>{line}</a></li>",
    "cards": lambda i, line: (
        f"<div class='product-card'><a href='https://shop{i}.example/p/{i}'><img src='/img/{i}.jpg' "
        f"width=300 height=300></a><div class='product-card__title'><a href='https://shop{i}.example/p/{i}'>{line}</a>"
        f"</div><a class='button' href='https://shop{i}.example/p/{i}'>OK</a></div>"
    ),
}


def page(title: str, body: str, language: str, below: str = "", kind: str = "article") -> bytes:
    menu = "".join(
        f"<li><a href='/{name}'>{name.title()}</a></li>" for name in ("culture", "sport", "maison")
    )
    return (
        f"<!doctype html><html lang={language}><head><title>{title}</title>"
        f"<meta property='og:type' content='{kind}'></head><body>"
        f"<header><a href='/'>Le Phare</a><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
        f"{body}</article></main>{below}<footer><p>© 2024 Le Phare</p></footer></body></html>"
    ).encode()


TEASERS = "<aside class='latest'><h2>À lire aussi</h2>" + (
    "".join(f"<h3><a href='/a/{i}'>Un autre article sur la vie des villages {i}</a></h3>" for i in range(5))
    + "</aside>"
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", GUIDES)
def test_a_guide_made_of_links_to_other_sites_is_kept_whole(language: str, shape: str) -> None:
    title, opening, lines = GUIDES[language]
    made = "".join(SHAPES[shape](i, line) for i, line in enumerate(lines))
    made = f"<ul>{made}</ul>" if shape == "list" else made
    found = extract(page(title, f"<p>{opening}</p>{made}", language, TEASERS), ADDRESS, "text/html")
    assert lines_of(found.html) == [opening, *lines]
    assert found.html.count('href="https://shop') == len(lines)


def test_a_guide_whose_goods_are_linked_headings_does_not_end_with_one_of_them() -> None:
    title, opening, lines = GUIDES["fr"]
    told = [f"Modèle {i} : solide et rapide, il chauffe l’eau sans bruit." for i in range(len(lines))]
    made = "".join(
        f"<h3><a href='https://shop{i}.example/'>{line}</a></h3><figure><a href='https://shop{i}.example/'>"
        f"<img src='/img/{i}.jpg' width=600 height=400></a></figure><p>{told[i]}</p>"
        for i, line in enumerate(lines)
    )
    found = extract(page(title, f"<p>{opening}</p>{made}", "fr", TEASERS), ADDRESS, "text/html")
    assert lines_of(found.html) == [opening, *(one for pair in zip(lines, told, strict=True) for one in pair)]


PROSE = [
    f"Le conseil a examiné pendant {hours} heures le projet de halle, que deux associations contestent "
    "depuis le printemps, et renvoyé sa décision au mois prochain."
    for hours in ("deux", "trois", "quatre", "cinq")
]


@pytest.mark.parametrize("host", ["", "https://www.phare.example", "https://sport.phare.example"])
def test_teasers_after_the_text_lead_to_the_same_site_and_are_none_of_it(host: str) -> None:
    teasers = "".join(
        f"<p><a href='{host}/a/{i}'>Un autre article de la rédaction sur la vie des villages {i}</a></p>"
        for i in range(6)
    )
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    found = extract(page("La halle attendra", text + teasers, "fr"), ADDRESS, "text/html")
    assert lines_of(found.html) == PROSE


def test_a_line_to_another_site_of_the_same_country_is_one_of_the_others() -> None:
    title, opening, lines = GUIDES["en"]
    made = "".join(
        f"<p><a href='https://shop{i}.{'co.uk' if i % 2 else 'example'}/p'>{line}</a></p>"
        for i, line in enumerate(lines)
    )
    address = "https://www.lighthouse.co.uk/guide"
    found = extract(page(title, f"<p>{opening}</p>{made}", "en", TEASERS), address, "text/html")
    assert lines_of(found.html) == [opening, *lines]


@pytest.mark.parametrize(
    "address",
    ["/go/{}", "https://phare.example/out/{}/", "/r?target=https%3A%2F%2Fshop.example%2F{}", "/go/shop/p/{}"],
)
def test_a_line_that_is_led_on_to_a_shop_leads_to_another_site(address: str) -> None:
    title, opening, lines = GUIDES["fr"]
    made = "".join(f"<p><a href='{address.format(i)}'>{line}</a></p>" for i, line in enumerate(lines))
    found = extract(page(title, f"<p>{opening}</p>{made}", "fr", TEASERS), ADDRESS, "text/html")
    assert lines_of(found.html) == [opening, *lines]


@pytest.mark.parametrize("address", ["/gourmet/{}", "/go", "/a/{}?from=https%3A%2F%2Fsport.phare.example%2F"])
def test_a_line_that_stays_on_the_site_is_a_teaser(address: str) -> None:
    _, _, lines = GUIDES["fr"]
    made = "".join(f"<p><a href='{address.format(i)}'>{line}</a></p>" for i, line in enumerate(lines))
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    found = extract(page("La halle attendra", text + made, "fr"), ADDRESS, "text/html")
    assert lines_of(found.html) == PROSE


def test_nobody_knows_which_links_of_a_page_without_an_address_lead_to_other_sites() -> None:
    teasers = "".join(
        f"<p><a href='https://phare.example/a/{i}'>Un autre article sur la vie des villages {i}</a></p>"
        for i in range(6)
    )
    text = "".join(f"<p>{line}</p>" for line in PROSE[:3])
    found = extract(page("La halle attendra", text + teasers, "fr"), "", "text/html")
    assert lines_of(found.html) == PROSE[:3]


@pytest.mark.parametrize(
    "around",
    ["<div class='sponsored-links'>{}</div>", "<h2>À lire aussi chez nos partenaires</h2>{}",
     "<div><h3>Contenus sponsorisés</h3>{}</div>", "<aside>{}</aside>"],
)  # fmt: skip
def test_advertisements_are_not_what_a_short_article_is_made_of(around: str) -> None:
    offers = "".join(
        f"<p><a href='https://offer{i}.example/'>Ce que les assureurs ne disent jamais à personne {i}</a></p>"
        for i in range(6)
    )
    text = "".join(f"<p>{line}</p>" for line in PROSE[:3])
    body = text + around.format(offers)
    found = extract(page("La halle attendra", body, "fr"), ADDRESS, "text/html")
    assert lines_of(found.html) == PROSE[:3]


def test_a_few_links_to_other_sites_below_an_article_are_not_what_it_is_made_of() -> None:
    partners = "".join(
        f"<p><a href='https://partner{i}.example/'>Une offre de notre partenaire numéro {i}</a></p>"
        for i in range(4)
    )
    text = "".join(f"<p>{line}</p>" for line in PROSE * 2)
    found = extract(page("La halle attendra", text + partners, "fr"), ADDRESS, "text/html")
    assert "partenaire" not in found.html


def test_a_page_that_declares_no_article_stays_a_list_of_links() -> None:
    _, _, lines = GUIDES["en"]
    made = "".join(SHAPES["paragraphs"](i, line) for i, line in enumerate(lines * 3))
    with pytest.raises(ReaderError, match="no-article"):
        extract(page("Links", made, "en", kind="website"), ADDRESS, "text/html")


def test_an_address_that_is_none_is_not_another_site_s() -> None:
    title, opening, lines = GUIDES["fr"]
    made = "".join(f"<p><a href='https://[bad/{i}'>{line}</a></p>" for i, line in enumerate(lines))
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    found = extract(page(title, f"<p>{opening}</p>{text}{made}", "fr"), ADDRESS, "text/html")
    assert re.search(r"href=", found.html) is None


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "<b>RIVALS: </b>{}"),
        ("en", "PREVIOUSLY: {}"),
        ("de", "<strong>Hintergrund:</strong> {}"),
        ("fr", "<b>VIDÉO : </b>{}"),
        ("ar", "<strong>صور: </strong>{}"),
    ],
)
def test_a_labelled_link_alone_within_the_text_leads_out_of_it(language: str, label: str) -> None:
    link = "<a href='https://phare.example/a/9'>La halle que deux villages se disputent</a>"
    text = [f"<p>{line}</p>" for line in PROSE]
    body = "".join((*text[:2], f"<p>{label.format(link)}</p>", *text[2:]))
    found = extract(page("La halle attendra", body, language), ADDRESS, "text/html")
    kept = re.sub(r'<p data-kind="related">.*?</p>', "", found.html)
    assert lines_of(kept) == PROSE
    assert [one.title for one in found.related] == ["La halle que deux villages se disputent"]


def test_a_link_among_words_or_lines_like_it_is_text() -> None:
    link = "<a href='https://archive.example/a/{}'>La lettre du maire à la préfète de région</a>"
    sources = "".join(f"<p><b>Source {n}: </b>{link.format(n)}</p>" for n in range(3))
    text = [f"<p>{line}</p>" for line in PROSE]
    words = f"<p>À LIRE DE PRÈS: {link.format(9)}, que la mairie a publiée lundi.</p>"
    found = extract(page("La halle attendra", "".join((*text[:2], words, *text[2:], sources)), "fr"), ADDRESS)
    assert 'data-kind="related"' not in found.html


SEVERAL = (
    "À lire aussi : <a href='https://phare.example/a/1'>Le marché couvert</a> et "
    "<a href='https://phare.example/a/2'>La gare neuve</a>. "
    "Voir <a href='https://phare.example/a/3'>la tour</a>."
)
SAID = (
    "Lire aussi notre dossier, où <a href='https://phare.example/a/1'>le maire de la ville voisine</a> dit "
    "pourquoi il attend, et pourquoi "
    "<a href='https://phare.example/a/2'>la préfète de région</a> n’attend pas."
)


def test_each_of_several_labelled_links_leads_where_it_led() -> None:
    """One line would lead to the first of them, wherever it is clicked."""
    text = [f"<p>{line}</p>" for line in PROSE]
    found = extract(page("La halle", "".join((*text[:2], f"<p>{SEVERAL}</p>", *text[2:])), "fr"), ADDRESS)
    blocks = blocks_from_html(found.html, "fr")
    related = [(block.text, block.url) for block in blocks if block.kind is BlockKind.RELATED]
    assert related == [
        ("Le marché couvert", "https://phare.example/a/1"),
        ("La gare neuve", "https://phare.example/a/2"),
        ("la tour", "https://phare.example/a/3"),
    ]


def test_a_labelled_sentence_with_links_stays_a_sentence() -> None:
    text = [f"<p>{line}</p>" for line in PROSE]
    found = extract(page("La halle", "".join((*text[:2], f"<p>{SAID}</p>", *text[2:])), "fr"), ADDRESS)
    assert 'data-kind="related"' not in found.html and "dit pourquoi il attend" in found.html
