"""Whole small pages: what is kept, in which order, and what is left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import Extracted, extract
from reader.saving.page import block_flow
from reader.saving.page.sanitize import sanitize

URL = "https://www.journal.example/monde/article.html"
PROSE = [
    (
        "Le port de Tanger Med a accueilli en une seule journée plus de quarante navires venus de "
        "trois continents, un record."
    ),
    (
        "Selon la direction, les grues ont travaillé toute la nuit et les camions ont attendu moins "
        "de vingt minutes au quai."
    ),
    (
        "Les syndicats rappellent cependant que les effectifs n’ont pas augmenté depuis cinq ans, "
        "malgré la hausse du trafic."
    ),
    (
        "Un nouveau terminal doit ouvrir l’an prochain, avec des voies ferrées qui relieront "
        "directement Casablanca et Fès."
    ),
    (
        "Les riverains, eux, demandent des mesures contre le bruit et la poussière, que la région "
        "promet pour cet automne."
    ),
]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts or PROSE)


def article(body: str = "", before: str = "", after: str = "", head: str = "") -> bytes:
    inner = body or paragraphs()
    return (
        f"<html lang='fr'><head><meta charset='utf-8'><title>Le port de Tanger bat un "
        f"record</title>{head}</head><body>"
        f"<nav><a href='/'>Accueil</a></nav><main><article><h1>Le port de Tanger bat un record</h1>{before}"
        f"<div class='entry-content'>{inner}</div></article></main>{after}<footer>© 2026 "
        f"Journal</footer></body></html>"
    ).encode()


def made(body: str = "", before: str = "", after: str = "", head: str = "") -> Extracted:
    return extract(article(body, before, after, head), URL)


def text_of(found: Extracted) -> str:
    return re.sub(r"<[^>]*>", "\n", found.html)


@pytest.mark.parametrize(
    "markup", ['<p class="chapo">{}</p>', '<h2 class="article-standfirst">{}</h2>', "<div><p>{}</p></div>"]
)
def test_the_standfirst_is_kept_and_is_a_paragraph(markup: str) -> None:
    words = (
        "Quarante navires en un jour, des grues qui ne s’arrêtent plus : reportage au plus grand "
        "port d’Afrique."
    )
    found = made(before=markup.format(words), head=f'<meta property="og:description" content="{words}">')
    assert found.html.startswith(f"<p>{words}</p>")
    assert found.html.count(words[:40]) == 1


def test_structure_is_kept() -> None:
    body = (
        paragraphs(*PROSE[:2])
        + "<h3>Des chiffres</h3><ul><li>Quarante navires accueillis</li><li>Deux mille camions</li></ul>"
        + f"<blockquote><p>« {PROSE[2]} »</p></blockquote>"
        + "<table><tr><th>Année</th><th>Navires</th></tr><tr><td>2024</td><td>9 000</td></tr></table>"
        + f"<p>{PROSE[3]} <a href='/dossier'>le dossier</a> et <b>gras</b></p>"
        + paragraphs(PROSE[4])
    )
    html = made(body).html
    assert "<h3>Des chiffres</h3>" in html
    assert "<li>Quarante navires accueillis</li>" in html
    assert "<blockquote><p>" in html
    assert "<th>Année</th>" in html and "<td>9 000</td>" in html
    assert '<a href="https://www.journal.example/dossier">le dossier</a>' in html and "<b>gras</b>" in html


def test_pictures_have_their_captions() -> None:
    figures = (
        (
            '<figure><img src="/a-photo-du-port.jpg" alt="Le port"><figcaption>Le port, vu du ciel © '
            "AFP</figcaption></figure>"
        ),
        (
            '<div class="image"><img src="/b-grues-de-nuit.jpg"></div><p>Les grues, la nuit (Photo : '
            "Karim Alami)</p>"
        ),
    )
    body = paragraphs(*PROSE[:2]) + figures[0] + paragraphs(PROSE[2]) + figures[1] + paragraphs(*PROSE[3:])
    found = made(body)
    html = found.html + found.lead_html
    assert "a-photo-du-port.jpg" in html and "<figcaption>Le port, vu du ciel © AFP</figcaption>" in html
    assert "<figcaption>Les grues, la nuit (Photo : Karim Alami)</figcaption>" in html


def test_the_lead_picture_stands_apart_with_caption_and_credit() -> None:
    figure = '<figure><img data-src="/port-600x400.jpg"><figcaption>Le port. © DR</figcaption></figure>'
    found = made(before=figure, head='<meta property="og:image" content="/port.jpg">')
    assert found.lead is not None
    assert found.lead.src == "https://www.journal.example/port.jpg"
    assert (found.lead.caption, found.lead.credit) == ("Le port. © DR", "DR")
    assert "<img" not in found.html and "port-600x400.jpg" in found.lead_html


def test_a_declared_logo_does_not_lead() -> None:
    assert made(head='<meta property="og:image" content="/img/logo-default.png">').lead is None


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<iframe src="https://www.youtube.com/embed/abc"></iframe>', "https://www.youtube.com/embed/abc"),
        ('<iframe data-src="//player.vimeo.com/video/1"></iframe>', "https://player.vimeo.com/video/1"),
        ('<video><source src="/v.mp4"></video>', "https://www.journal.example/v.mp4"),
        (
            (
                '<blockquote class="twitter-tweet"><p>Tweet</p><a '
                'href="https://twitter.com/a/status/12">date</a></blockquote>'
            ),
            "https://twitter.com/a/status/12",
        ),
    ],
)
def test_embeds_become_links(markup: str, address: str) -> None:
    found = made(paragraphs(*PROSE[:3]) + markup + paragraphs(*PROSE[3:]))
    assert f'<p data-kind="embed"><a href="{address}">{address}</a></p>' in found.html


def test_advertising_frames_do_not() -> None:
    frames = (
        '<iframe src="https://ad.doubleclick.net/x"></iframe><iframe src="https://unknown.example/x">'
        "</iframe>"
    )
    assert "embed" not in made(paragraphs(*PROSE[:3]) + frames + paragraphs(*PROSE[3:])).html


@pytest.mark.parametrize("label", ["Lire aussi : ", "À lire également – ", "اقرأ أيضا: ", "Read also: "])
def test_lire_aussi_is_a_related_link_in_its_place(label: str) -> None:
    link = f"<p><strong>{label}<a href='/autre'>Un autre article sur les ports</a></strong></p>"
    found = made(paragraphs(*PROSE[:2]) + link + paragraphs(*PROSE[2:]))
    assert '<p data-kind="related">' in found.html
    assert [(r.title, r.url) for r in found.related] == [
        ("Un autre article sur les ports", "https://www.journal.example/autre")
    ]


@pytest.mark.parametrize(
    "after",
    [
        (
            "<h3>Sur le même sujet</h3><ul><li><a href='/1'>Un premier article sur la mer</a></li>"
            "<li><a href='/2'>Un second</a></li></ul>"
        ),
        (
            "<div class='newsletter'><p>Recevez chaque matin le meilleur de l’actualité dans votre "
            "boîte.</p></div>"
        ),
        "<p>Partager sur Facebook</p><p>Publicité</p>",
        "<div class='author-box'><p>Anna Bell est journaliste au service économie depuis dix ans.</p></div>",
        (
            "<h4>Vos réactions</h4><p>Très bon article, merci beaucoup pour ces chiffres que je ne "
            "connaissais pas.</p>"
        ),
    ],
)
def test_what_follows_the_article_is_cut(after: str) -> None:
    words = re.sub(r"<[^>]*>", "\n", after).strip().split("\n")
    found = made(paragraphs() + after)
    for line in filter(None, map(str.strip, words)):
        assert line not in text_of(found)
    assert PROSE[-1] in found.html


def test_the_share_bar_and_the_cookie_bar_are_left_out() -> None:
    bars = (
        '<div class="share-bar"><a href="#">Facebook</a> <a href="#">WhatsApp</a></div><div '
        'id="cookie-bar">Nous utilisons des cookies</div>'
    )
    found = made(before=bars, after=bars)
    assert "WhatsApp" not in found.html and "cookies" not in found.html


def test_the_title_is_not_repeated() -> None:
    assert "bat un record" not in made(before="<h2>Le port de Tanger bat un record</h2>").html


def test_a_mid_sentence_mention_of_reactions_cuts_nothing() -> None:
    body = paragraphs(*PROSE[:3]) + "<h3>Réactions</h3>" + paragraphs(*PROSE[3:])
    assert PROSE[4] in made(body).html


def test_a_page_of_line_breaks_is_parted_into_paragraphs() -> None:
    found = made("<div>" + "<br><br>".join(PROSE) + "</div>")
    assert found.html.count("<p>") == len(PROSE)


def test_an_old_layout_of_tables_is_read() -> None:
    body = (
        f"<table><tr><td><table><tr><td>{paragraphs()}</td></tr></table></td><td><a href='/x'>Menu</a>"
        f"</td></tr></table>"
    )
    found = made(body)
    assert PROSE[0] in found.html and "<table>" not in found.html


def test_a_table_of_thousands_of_rows_is_kept_and_a_cut_one_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "".join(f"<tr><td>Port {n}</td><td>{n} navires</td></tr>" for n in range(3_000))
    body = f"{paragraphs(*PROSE[:3])}<table>{rows}</table>{paragraphs(*PROSE[3:])}"
    found = made(body)
    assert found.html.count("<tr>") == 3_000 and not found.incomplete
    monkeypatch.setattr(block_flow, "MAX_CELLS", 4_000)
    found = made(body)
    assert found.html.count("<tr>") == 2_000 and found.incomplete == "short"


def test_a_page_behind_a_wall_is_marked() -> None:
    found = made(paragraphs(*PROSE[:3]) + "<p>La suite est réservée aux abonnés. Abonnez-vous pour lire.</p>")
    assert found.incomplete == "paywall" and "abonnés" not in found.html


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4 x", "not-a-page"),
        (b"", "no-article"),
        (b"<html><body><p>Court.</p></body></html>", "no-article"),
        (b"<html><body><h1>404</h1><p>Page introuvable</p></body></html>", "no-article"),
        (b"plain but short", "no-article"),
    ],
)
def test_what_is_no_article_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        extract(body, URL)
    assert caught.value.kind == kind


def page(title: str, body: str) -> bytes:
    head = f"<meta charset='utf-8'><title>{title}</title>"
    return f"<html><head>{head}</head><body><h1>{title}</h1>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Séisme à Al Haouz : 404 morts", "Le bilan atteint 404 morts."),
        ("La Peugeot 404 a soixante ans", "La 404 fut longtemps le taxi de Rabat."),
        ("Le déficit recule", "Il s’établit à 404 millions de dirhams, contre 512 un an plus tôt."),
        ("Google abandonne le captcha", "Le captcha demandait : « Are you a robot ? »"),
        ("Une panne de deux heures", "Les clients lisaient « service unavailable » ou « access denied »."),
        (
            "Just a moment, disait-elle",
            "Réfléchissez avant de continuer, et vérifiez que vous avez vos clés.",
        ),
        ("زلزال الحوز: 404 قتلى", "بلغت الحصيلة 404 قتلى."),
        ("Un wiki se vide", "Le règlement dit : « cette page n’est plus disponible ». Le club proteste."),
        ("Le vieux modèle s’en va", "L’article n’est plus disponible à la vente depuis lundi."),
        ("الروبوت في المصنع", "قال المدير: لست روبوتا، وأريد التحقق قبل المتابعة من الأرقام."),
        ("قانون الخصوصية", "يفرض القانون موافقة الزائر على ملفات تعريف الارتباط."),
    ],
)
def test_an_article_may_say_what_notices_say(title: str, words: str) -> None:
    found = extract(page(title, f"<p>{words}</p>" + paragraphs(*PROSE)), URL)
    assert words.split()[0] in found.html and PROSE[2][:40] in found.html


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (
            "404 | Le Journal",
            "Oups ! Nous avons cherché partout, sans rien trouver à cette adresse. Revenez.",
        ),
        ("Erreur 404", "Oups ! Nous avons cherché partout, sans rien trouver à cette adresse. Revenez."),
        ("Le Journal", "404 Oups ! Nous avons cherché partout, sans rien trouver ici. Revenez plus tard."),
        (
            "Just a moment...",
            "We are looking at your connection before you go on to the site. Wait a little.",
        ),
        ("Le Journal", "Access denied. You do not have the right to see what is at this address. Sorry."),
        ("Le Journal", "Cette page n’est plus disponible. Elle a été retirée par la rédaction du site."),
        ("The Paper", "The page you requested is no longer available. It may have been moved or deleted."),
        ("الجريدة", "هذه الصفحة لم تعد متاحة. ربما نقلت إلى عنوان آخر أو حذفت من الموقع."),
        ("الجريدة", "الصفحة التي تبحث عنها غير متوفرة حاليا. يمكنك العودة إلى الرئيسية."),
        ("الجريدة", "نحن نحترم خصوصيتك. نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين البيانات."),
        ("الجريدة", "يرجى التحقق من أنك لست روبوتا قبل المتابعة إلى الموقع. شكرا لصبرك."),
        ("الجريدة", "يرجى تفعيل جافا سكريبت وملفات تعريف الارتباط للمتابعة إلى الموقع."),
        ("تم رفض الوصول", "ليس لديك إذن للوصول إلى هذه الصفحة على هذا الخادم. رقم المرجع هو 18."),
    ],
)
def test_a_notice_is_no_article(title: str, words: str) -> None:
    team = "Le site est fait par une équipe de douze personnes, à Rabat et à Fès, depuis bientôt dix ans."
    body = f"<p>{words}</p><p>{team}</p>"
    with pytest.raises(ReaderError) as caught:
        extract(page(title, body), URL)
    assert caught.value.kind == "no-article" and caught.value.detail == "a notice, not an article"


@pytest.mark.parametrize(
    "title",
    [
        "Attention Required! | Cloudflare",
        "Access Denied - Sucuri Website Firewall",
        "Accès refusé",
        "Please complete the CAPTCHA",
        "500 Internal Server Error",
        "503 Service Unavailable",
        "Just a moment...",
    ],
)
def test_a_notice_of_many_words_is_known_by_its_title(title: str) -> None:
    words = (
        "This website protects itself from online attacks, and what you just did triggered its protection.",
        "There are several things that could trigger it, among them a certain word or data of a wrong form.",
        "You can write to the owner of the site to let them know that you were blocked, and by what.",
        "Please tell what you were doing when this page came up, and the number at the bottom of this page.",
        "A message from you helps to find the cause sooner, so thank you for taking the time to write it.",
    )
    with pytest.raises(ReaderError) as caught:
        extract(page(title, paragraphs(*words)), URL)
    assert caught.value.detail == "a notice, not an article"


@pytest.mark.parametrize(
    "title",
    ["Access denied: how a village lost its road", "Just a moment, she said", "Captcha et vie privée"],
)
def test_a_headline_that_goes_on_is_no_notice(title: str) -> None:
    assert PROSE[2][:40] in extract(page(title, paragraphs(*PROSE)), URL).html


def test_a_story_told_in_pictures_is_an_article_and_a_logo_page_is_none() -> None:
    pictures = (
        '<h2>Le port de nuit</h2><img src="/port-de-nuit.jpg"><h2>Le port de jour</h2><img '
        'src="/port-de-jour.jpg">'
    )
    found = extract(
        f"<html><body><article><h1>Deux vues</h1>{pictures}</article></body></html>".encode(), URL
    )
    assert "port-de-nuit.jpg" in found.html + found.lead_html and "port-de-jour.jpg" in found.html
    logos = '<h2>Bienvenue sur le site</h2><img src="/logo.png"><img src="/icon.png" width="16">'
    with pytest.raises(ReaderError):
        extract(f"<html><body>{logos}</body></html>".encode(), URL)


def test_a_text_file_is_an_article() -> None:
    found = extract(
        "Un titre\n\n{}\n\n{}".format(*PROSE[:2]).encode(), "https://a.example/notes.txt", "text/plain"
    )
    assert found.title == "Un titre" and found.html.count("<p>") == 2 and found.language == "fr"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_mutated_pages_never_crash_hang_or_leak(data: st.DataObject) -> None:
    page = bytearray(
        article(paragraphs() + "<table><tr><td>x</td></tr></table><img src=/a.jpg><iframe src=//youtu.be/x>")
    )
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(page) - 1))
        page[at : at + data.draw(st.integers(0, 9))] = data.draw(
            st.sampled_from(
                [
                    b"<",
                    b">",
                    b'"',
                    b"</div>",
                    b"<table>",
                    b"<!--",
                    b"<svg>",
                    b"&#0;",
                    b"<script>",
                    b"\xff",
                    b"<p onclick=x>",
                ]
            )
        )
    try:
        found = extract(bytes(page), URL)
    except ReaderError:
        return
    assert sanitize(found.html, URL) == found.html
    assert "<script" not in found.html and "onclick" not in re.sub(r">[^<]*<", "><", found.html)


@pytest.mark.parametrize(
    "trap", ["<embed src=x>", "<scr\x00ipt>", "<bgsound src=x>", "<scr<script></script>ipt>", "<keygen>"]
)
def test_nothing_in_the_middle_swallows_the_rest(trap: str) -> None:
    found = made(paragraphs(*PROSE[:2]) + f"<div>{trap}</div>" + paragraphs(*PROSE[2:]))
    assert all(sentence in text_of(found) for sentence in PROSE)


def test_a_heading_whose_id_is_made_of_its_words_is_no_comment() -> None:
    found = made(
        paragraphs(*PROSE[:2])
        + "<h2 id='comment-garder-le-lien'>Comment garder le lien</h2>"
        + paragraphs(*PROSE[2:])
    )
    assert "<h2>Comment garder le lien</h2>" in found.html


def test_a_paragraph_right_before_the_element_of_the_article_opens_it() -> None:
    opening = (
        "Le port a battu son record de trafic, et personne ne sait encore si le rythme "
        "tiendra jusqu’à la fin de l’été."
    )
    found = made(before=f"<div class='faits'>{opening}</div>")
    assert text_of(found).lstrip().startswith(opening)


def test_every_paragraph_of_the_element_before_the_articles_own_opens_it() -> None:
    first = (
        "Le port a battu son record de trafic, et personne ne sait encore si le rythme "
        "tiendra jusqu’à la fin de l’été."
    )
    second = (
        "Depuis la tour de contrôle, les pilotes voient arriver les navires l’un derrière l’autre, "
        "de jour comme de nuit."
    )
    found = text_of(made(before=f"<div class='faits'><p>{first}</p><p>{second}</p></div>"))
    assert found.index(first) < found.index(second) < found.index(PROSE[0])


def test_a_declared_picture_that_the_page_does_not_show_leads_and_the_shown_one_stays() -> None:
    head = "<meta property='og:image' content='https://www.journal.example/quai-au-soir.jpg'>"
    figure = "<figure><img src='/grues-rouges.jpg'><figcaption>Les grues</figcaption></figure>"
    found = made(figure + paragraphs(), head=head)
    assert found.lead is not None and found.lead.src.endswith("quai-au-soir.jpg")
    assert "grues-rouges.jpg" in found.html and "Les grues" in found.html


def test_a_crop_for_sharing_does_not_replace_the_shown_picture() -> None:
    head = "<meta property='og:image' content='https://www.journal.example/quai-facebookJumbo.jpg'>"
    figure = "<figure><img src='/grues-rouges.jpg'><figcaption>Les grues</figcaption></figure>"
    found = made(figure + paragraphs(), head=head)
    assert found.lead is not None and found.lead.src.endswith("grues-rouges.jpg")


def test_the_rules_for_comments_after_the_text_are_left_out() -> None:
    rules = (
        "<p>Toute contribution doit respecter <a href='/charte'>notre charte</a> ainsi que la "
        "<a href='/politique-confidentialite'>politique de confidentialité</a> du journal.</p>"
    )
    assert "contribution" not in text_of(made(paragraphs() + rules))
    inside = made(paragraphs(*PROSE[:2]) + rules + paragraphs(*PROSE[2:]) + paragraphs(*PROSE))
    assert "contribution" in text_of(inside)


def test_filler_text_has_the_declared_language() -> None:
    filler = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor. "
    assert made(paragraphs(*[filler * 2] * 3)).language == "fr"


def _front_page(teasers: int, prose: str = "") -> bytes:
    cards = "".join(
        f'<div class="card"><h3><a href="/monde/{n}">Le titre de l’article numéro {n}</a></h3>'
        f"<p>Un chapeau court qui résume l’article numéro {n} en une seule phrase.</p></div>"
        for n in range(teasers)
    )
    return f"<html><body><main>{prose}{cards}</main></body></html>".encode()


@pytest.mark.parametrize("address", ["", "fr/", "index.html", "monde"])
def test_a_front_page_is_no_article(address: str) -> None:
    with pytest.raises(ReaderError) as refused:
        extract(_front_page(30), f"https://www.journal.example/{address}")
    assert refused.value.kind == "no-article"


def test_an_essay_on_the_root_of_a_site_is_an_article_whatever_links_follow_it() -> None:
    essay = "".join(f"<p>{PROSE[0]} {PROSE[0]} {n}.</p>" for n in range(12))
    found = extract(_front_page(16, f"<h1>Essai</h1>{essay}"), "https://www.auteur.example/")
    assert found.html.count("<p>") >= 12


def test_a_post_in_a_plugin_frame_is_kept_as_the_post() -> None:
    frame = (
        '<iframe src="https://www.facebook.com/plugins/post.php?href='
        'https%3A%2F%2Fwww.facebook.com%2Fsante%2Fposts%2F12&width=500"></iframe>'
    )
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    found = extract(f"<article>{body}{frame}{body}</article>".encode(), URL)
    assert '<a href="https://www.facebook.com/sante/posts/12">' in found.html
    assert "plugins" not in found.html


@pytest.mark.parametrize("around", ["{}", "<main>{}</main>", "<section>{}</section><footer>Pied</footer>"])
def test_a_page_without_its_head_and_body_tags_is_read(around: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    article = around.format(f"<article><h1>Le port</h1>{body}</article>")
    found = extract(f"<!doctype html><meta charset=utf-8><title>Le port</title>{article}".encode(), URL)
    assert found.title == "Le port" and found.html.count("<p>") == len(PROSE)


def test_a_brief_of_one_sentence_is_told_from_the_page_around_it() -> None:
    cards = "".join(
        f"<div class='card'><a href='/{n}/'><img src='/{n}-300x169.jpg' alt=''></a><h4><a href='/{n}/'>Titre "
        f"de l’article numéro {n}</a></h4><p class='excerpt'>Politique - {text}</p></div>"
        for n, text in enumerate(PROSE)
    )
    declared = "<meta property='og:type' content='article'>"
    side = f"<aside class='sidebar'><section><h3>Derniers articles</h3>{cards}</section></aside>"
    found = made(paragraphs(PROSE[0]), after=side, head=declared)
    assert text_of(found).strip() == PROSE[0]
    assert found.incomplete == ""
    assert "<img" not in found.html
    with pytest.raises(ReaderError) as told:  # a page that does not say so is no article for one sentence
        made(paragraphs(PROSE[0]), after=side)
    assert told.value.kind == "no-article"


def test_a_linked_caption_below_a_picture_within_the_text_is_joined() -> None:
    link = '<p><a href="/photo">Les grues du quai sud, la nuit (Photo : Karim Alami)</a></p>'
    found = made(paragraphs(*PROSE[:2]) + '<img src="/grues-du-quai.jpg">' + link + paragraphs(*PROSE[2:]))
    assert "<figcaption>" in found.html + found.lead_html
    assert all(sentence in text_of(found) for sentence in PROSE)


@pytest.mark.parametrize(
    ("language", "line", "related"),
    [
        ("fr", "<p><a href='/dossier'>Notre dossier sur les ports du monde</a></p>", True),
        ("ar", "<p><a href='/dossier'>ملف خاص عن موانئ العالم العربي</a></p>", True),
        ("en", "<p><a href='/dossier'>Read the full transcript of his speech</a></p>", False),
        ("en", "<p><a href='/dossier'>» The ports of the world, a series</a></p>", True),
        ("fr", "<p>Voir <a href='/dossier'>le dossier sur les ports</a> et la suite.</p>", False),
    ],
)
def test_a_paragraph_that_is_one_link_leads_elsewhere(language: str, line: str, related: bool) -> None:
    page = article(paragraphs(*PROSE[:3]) + line + paragraphs(*PROSE[3:]))
    found = extract(page.replace(b"lang='fr'", f"lang='{language}'".encode()), URL)
    assert ('<p data-kind="related">' in found.html) is related
    assert [r.url for r in found.related] == (["https://www.journal.example/dossier"] if related else [])


@pytest.mark.parametrize(
    "box",
    [
        "<div class='newsletter-box'><p>{}</p><form><input name='mail'></form></div>",
        "<div class='promo-box'><div><p>{}</p></div><button>OK</button></div>",
        "<section role='region' aria-labelledby='podcast-promo'><p>{}</p></section>",
    ],
)
def test_a_box_to_fill_in_or_a_labelled_region_within_the_text_is_left_out(box: str) -> None:
    words = "Une longue histoire par semaine, jamais davantage, chaque dimanche matin avant le café."
    body = paragraphs(*PROSE[:3]) + box.format(words) + paragraphs(*PROSE[3:])
    assert words not in made(body).html
    assert all(sentence in text_of(made(body)) for sentence in PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='meta'>Anna Bell Mis en ligne le 03/10/2012</p>",
        "<div class='sign'><span>Le Journal</span> <span class='signature'>Anna BELL</span></div>",
        "<ul class='byline'><li>Author, Anna Bell</li><li>Role, correspondent</li></ul>",
        "<p>Connectez-vous pour poster des commentaires</p>",
        "<p>Anna Bell is a reporter. Reach her at anna@journal.example or on Twitter @anna.</p>",
    ],
)
def test_bylines_and_notices_are_no_text(line: str) -> None:
    found = (
        made(paragraphs(), before=line) if "meta" in line or "Anna B" in line else made(paragraphs() + line)
    )
    assert "Anna" not in text_of(found) and "Connectez" not in text_of(found)
    assert all(sentence in text_of(found) for sentence in PROSE)


@pytest.mark.parametrize(
    "caption",
    [
        '<p class="legend">Le port vu du ciel</p>',
        '<div class="legende">Le port vu du ciel</div>',
        '<dl><dt class="spip_doc_titre"><strong>Le port vu du ciel</strong></dt></dl>',
        '<blockquote class="image-field-caption"><p>Le port vu du ciel</p></blockquote>',
    ],
)
def test_a_caption_is_told_by_its_class(caption: str) -> None:
    body = f'{paragraphs(PROSE[0])}<img src="/port-vu-du-ciel.jpg">{caption}{paragraphs(*PROSE[1:])}'
    found = made(body)
    assert "<figcaption>" in found.html + found.lead_html
    assert text_of(found).count("Le port vu du ciel") + found.lead_html.count("Le port vu du ciel") == 1


def test_the_picture_between_headline_and_text_leads_a_page_that_declares_none() -> None:
    found = made(before='<div class="img"><img src="/oliveraie-du-nord.jpg" width="640"></div>')
    assert found.lead is not None and found.lead.src.endswith("/oliveraie-du-nord.jpg")
    assert made(before='<div class="share"><img src="/partage-du-jour.jpg"></div>').lead is None
    assert made(before='<a href="/"><img src="/banniere-du-jour.jpg"></a>').lead is None


@pytest.mark.parametrize(
    "button",
    [
        '<div class="pdfprnt-buttons"><a href="?print"><img src="/plugins/view.png" alt="PDF"></a></div>',
        '<img src="/img/print.png"><img src="/img/share-facebook.png">',
    ],
)
def test_buttons_that_are_pictures_are_dropped(button: str) -> None:
    found = made(button + paragraphs())
    assert "<img" not in found.html + found.lead_html and found.lead is None
