"""What is around an article and not of it, by the names of classes and ids; `phrases` knows the words."""

from __future__ import annotations

import functools
import re

from reader.saving.name_sets import name_set
from reader.saving.page.elements import HEADINGS, Element, names_of, words_of

_NO_SNIPPET = "data-nosnippet"  # what search engines are not to quote: cards, boxes about the author
_SURE = name_set(
    """share sharing shares sharebar sharedaddy addtoany addthis sociable partage partager social socials
    sociaux socialmedia newsletter newsletters nl subscribe subscription abonnement abonnements abo
    comments commentaires comment commentaire disqus respond reactions reaction breadcrumb breadcrumbs
    ariane cookie cookies consent rgpd gdpr advert adverts advertisement advertising ads adslot pub pubs
    publicite sponsor sponsored sponsors outbrain taboola ligatus recirc recirculation related similar
    recommended recommendation recommendations reco recos popular trending mostread sidebar pagination
    pager toolbar paywall signup login register donate donation jeparticipe poll sondage nav navbar
    navigation menu footer masthead skip rating ratings feedback print jp relatedposts yarpp readmore
    morefrom teasers teaser onward promo promos promobox crosslinks crosslink apester qualifio breaking
    widget widgets tagcloud messenger livechat navheader navfooter saboxplugin authorbox aboutauthor"""
)
_PAIRS = re.compile(
    r"\b(?:(?:read|lire|a lire|voir|see) (?:also|aussi|more|next|plus)|(?:lire|a lire|voir) aussi|meme sujet|"
    r"most (?:read|popular|viewed|recent)|plus lus?|plus (?:populaires?|commentes?)|"
    r"author (?:box|bio|card|info)|"
    r"about (?:the )?author|post (?:meta|tags|tag|nav|navigation)|entry (?:meta|tags|footer|"
    r"utility)|article (?:meta|"
    r"tags|tools|footer|actions|keywords)|tags? (?:list|links|cloud|container)|list tags|"
    r"(?:font|text) (?:resizer|size)|ad (?:slot|container|wrapper|unit|block|banner|box|zone)|"
    r"in (?:article|content|read) "
    r"(?:ad|pub|promo)|call to action|cta|table of contents|toc|sub nav|top bar|scroll top|"
    r"back to top|editors? picks?|"
    r"also (?:like|read)|next (?:post|article)|prev(?:ious)? (?:post|article)|"
    r"articles? (?:lies?|similaires?|associes?)|"
    r"reading time|temps lecture|hs cta|visually hidden|screen reader(?: text)?|sr only|no print|noprint)\b"
)
_STRONG = name_set(
    """share sharing sharebar sharedaddy addtoany addthis newsletter newsletters comments commentaires
    disqus comment commentaire reactions respond outbrain taboola ligatus relatedposts yarpp
    advertisement adslot publicite breadcrumb breadcrumbs cookie consent recirc mostread paywall
    saboxplugin authorbox aboutauthor"""
) | {"author box", "author bio", "about author", "about the author", _NO_SNIPPET}
_STANDFIRST = re.compile(
    r"\b(?:standfirst|chapo|chapeau|chapô|stand first|dek|article dek|subtitle|sub title|"
    r"soustitre|sous titre|sub ?head(?:line|ing)?|resume|catchline|"
    r"intro|introduction|accroche|excerpt|summary|teaser text|article lead|lead text|lede|lead paragraph|"
    r"article intro|article summary|article description|entry summary|post excerpt|"
    r"kicker text|deck|teaser|lead|"
    r"description|hat|articlehat|article hat|sapo|vorspann|sommaire|abstract|epigraph|"
    r"entradilla|bajada|copete|catenaccio|sommario|linha ?fina|gravata|sottotitolo|strapline|zajawka|"
    r"ingress|manchet|ozet|özet|haber spot|(?:khabar|news|article) brief|intro ?texte?|texte? intro|amorce|"
    r"lead ?in|article leadin|(?:article|post|headline|heading) (?:desc|sub)|title sub|"
    r"occhiello|oppsummering|unterzeile|anreisser|subtitulo|field intro|text intro)\b"
)
_BYLINE = re.compile(
    r"\b(?:byline|bylines|author|authors|auteur|auteurs|signature|autor|autoren|autore|writer|"
    r"writers|write by|writeby|"
    r"written by|journaliste|journalist|redacteur|contributor|contributors|contributeurs|"
    r"authorsign|reporter|columnists?|avatar name|firma|firmas|firmante|verfasser|yazar|ecrit par|post by|"
    r"postedby|posted by)\b"
)

_CAPTION = re.compile(
    r"\b(?:caption|captions|wp caption text|legend|legende|légende|credit|credits|copyright|doc titre|"
    r"doc descriptif|photo (?:desc|text|titre)|media (?:desc|text)|image (?:desc|text))\b"
)
_BYLINE_HINT = re.compile(
    r"auth|auteur|autor|byline|signature|writ|journalist|redact|contrib|reporter|columnist|avatar|ecrit|post|"
    r"firma|verfasser|yazar",
    re.I,
)

_ROLES = ("rel", "itemprop")
_ROLE_NAMES = ("aria-labelledby", "data-testid", "data-component", "data-e2e", "data-qa")
_NAMED_BYLINE = re.compile(r"byline|\bauthors?\b|\bauteurs?\b", re.I)


def class_verdict(element: Element, trusted: frozenset[str] = frozenset()) -> int:
    """2 when class or id name furniture beyond doubt, 1 when probably, 0 when not.

    Args:
        element: the one in question.
        trusted: names of furniture that on this page stand on its text; see `furniture_names`.
    """
    label = element.get("aria-labelledby")
    if label and element.get("role") in ("region", "complementary") and _furniture_among(words_of(label)):
        return 2  # a region that the page names so
    found = furniture_names(element) - trusted
    if not found:
        return 0
    return 2 if not _STRONG.isdisjoint(found) else 1


def furniture_names(element: Element) -> frozenset[str]:
    """Those words of an element's class and id that name furniture."""
    # a heading's id is made of its words: “Comment …” is no comment
    names = names_of(element, id_too=element.tag not in HEADINGS)
    found = _furniture_among(names) if names else frozenset()
    return found if element.get(_NO_SNIPPET) is None else found | {_NO_SNIPPET}


@functools.lru_cache(maxsize=8192)
def _furniture_among(names: tuple[str, ...]) -> frozenset[str]:
    found = _SURE.intersection(names)
    if "rdfs" in names:
        found -= {"comment"}  # what RDF Schema calls a description
    return found.union(_PAIRS.findall(" ".join(names))) if len(names) > 0 else found


def is_standfirst(element: Element) -> bool:
    """Whether class, id or itemprop call an element the standfirst."""
    return _matches(_STANDFIRST, names_of(element)) or "description" in (element.get("itemprop") or "")


def is_byline(element: Element) -> bool:
    """Whether class, id, rel or itemprop call an element the author's name."""
    classes = own = ""
    for name, value in element.items():  # one call for all of them: each page's every element is asked
        if name == "class":
            classes = value
        elif name == "id":
            own = value
        elif name in _ROLES:
            if "author" in value.split():
                return True
        elif name in _ROLE_NAMES and _NAMED_BYLINE.search(value):
            return True
    return _is_called_byline(f"{classes} {own}" if own else classes)


def is_caption(element: Element) -> bool:
    """Whether class or id call an element a picture's caption or credit."""
    return _matches(_CAPTION, names_of(element))


@functools.lru_cache(maxsize=8192)
def _is_called_byline(label: str) -> bool:
    return _BYLINE_HINT.search(label) is not None and _BYLINE.search(" ".join(words_of(label))) is not None


@functools.lru_cache(maxsize=8192)
def _matches(pattern: re.Pattern[str], names: tuple[str, ...]) -> bool:
    return pattern.search(" ".join(names)) is not None
