"""Whether what was found is an article at all, and whether it is whole."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, names_of, parse, tag_of, text_of
from reader.saving.pictures.pictures_in_page import is_decoration

_LEAST = 140  # characters; a brief is longer, a notice is not
_LEAST_BRIEF = 60  # where the page says that this is its article
_SHORT = 450  # characters; below it the page is asked twice
_NOTICE = re.compile(
    r"(?:page|article|contenu|document)\s+(?:not found|introuvable|n['’]existe (?:pas|plus)|"
    r"non trouvée?|could not be found|can(?:not|['’]t) be found)|could not find (?:that|the|this) page|"
    r"(?:error|erreur|http|status|خطأ)\W{0,3}404\b|\b404\W{0,3}(?:error|erreur|not found|page\b)|"
    r"(?:enable|activer|activez|turn on) (?:javascript|cookies|les cookies)|"
    r"javascript (?:is (?:required|disabled)|est désactivé)|"
    r"checking your browser|verify (?:that )?you are (?:a )?human|"
    r"we value your privacy|nous (?:et nos partenaires )?(?:respectons|"
    r"accordons).{0,40}(?:vie privée|importance)|our \d+ partners|nos \d+ partenaires|"
    r"domain (?:name )?(?:may be|is) for sale|nom de domaine est à vendre|"
    r"الصفحة غير موجودة|لم يتم العثور",
    re.I,
)
"""What a page says that is none."""
_GONE = (
    r"(?:this|the|cette|la) page (?:.{0,40} )?(?:is no longer available|"
    r"n['’]est plus (?:disponible|en ligne))|"
    r"الصفحة (?:التي .{0,40})?(?:غير (?:متوفرة|متاحة)|لم تعد (?:متوفرة|متاحة|موجودة))|"
    r"(?:تم رفض الوصول|الوصول مرفوض)"
)
_SHORT_NOTICE = re.compile(
    rf"{_GONE}|نحترم خصوصيتك|من أنك (?:لست روبوت|إنسان)|"
    r"(?:تفعيل|تمكين) (?:جافا ?سكريبت|ملفات تعريف الارتباط)|"
    r"\b404\b(?-i:(?!\s+[a-zà-ÿء-ي]))|just a moment|vérifiez que vous|are you a robot|captcha|"
    r"attention required|access denied|accès refusé|before you continue|avant de continuer|this domain|"
    r"internal (?:server )?error|service unavailable",
    re.I,
)
"""What such a page says in few words; in an article they are words like others: a captcha, 404 victims."""
_NOTICE_TITLE = re.compile(
    rf"\W*(?:{_GONE})\W*|"
    r"\W*404\W*(?:[-–—|:·].*)?|"
    r"\W*(?:[45]\d\d\W+)?(?:just a moment|attention required|access denied|accès refusé|are you a robot|"
    r"(?:internal )?server error|internal error|service unavailable|"
    r"(?:(?:please )?(?:complete|solve|enter) (?:the|a|this) )?captcha)"
    r"\W*(?:\s[-–—|·]\s\w[\w.-]*(?: \w[\w.-]*){0,3})?",
    re.I,
)
"""A title that says no more than such a notice, with or without the site's name: its page may be longer."""
_PAYWALL_TEXT = re.compile(
    r"(?:la suite|cet article|ce contenu|l['’]intégralité)(?: de (?:cet|"
    r"l['’])article)? est réservée? (?:à|aux) (?:nos )?(?:abonn|lect|membre|inscrit)|"
    r"il vous reste \d+\s?%|(?:réservé|exclusivement) (?:à|aux) (?:nos )?abonnés|"
    r"(?:abonnez-vous|connectez-vous|s['’]abonner) pour (?:lire|accéder|continuer|poursuivre)|"
    r"(?:subscribe|sign in|log in|register) to (?:read|continue|keep reading|unlock)|(?:this|"
    r"the rest of this) (?:article|story|content) is (?:for|reserved for|only available to|"
    r"available to) .{0,20}(?:subscribers|members)|"
    r"you have (?:read|reached) your (?:last|limit)|already a subscriber|lire la suite de cet article|"
    r"هذا المحتوى (?:للمشتركين|حصري)|للمشتركين فقط",
    re.I,
)
_FRONT_PATH = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|accueil|default)(?:\.\w{2,5})?/?)?", re.I
)
_MOUNT = re.compile(
    r"<(?:div|main|section)\b[^<>]{0,500}\bid=[\"']?(?:root|app|__next|__nuxt|application|react-root|app-root|"
    r"___gatsby|svelte|main-app)[\"'\s>][^<>]{0,500}>?\s*</|<app-root\b[^<>]{0,500}>\s*</app-root",
    re.I,
)
_NEEDS_SCRIPT = re.compile(r"<noscript\b[^<>]{0,500}>(?:[^<]|<(?!/noscript)){0,2000}?javascript", re.I)
_LITTLE_TEXT = 400  # characters, what it says without scripts included
_TEASERS = 15  # headings that are links; an article page has fewer, or says that it is an article
_LONG = 200  # characters of a paragraph that is no teaser
_FEW_LINKS = 0.1  # part of a picture story's words: the site's name, a tag
_PAYWALL_NAMES = frozenset(("paywall", "premium-only", "regwall", "piano", "subscriber", "subscribers"))


def require_article(blocks: list[Block], body: Element, title: str, brief: bool = False) -> None:
    """Refuse what is no article.

    Args:
        blocks: what would be the article.
        body: the page.
        title: its title.
        brief: the page declares an article and has an element of its own for it: one sentence will do.

    Raises:
        ReaderError: `no-article`, with the reason in its detail.
    """
    text = " ".join(b.text for b in blocks if b.text)
    prose = [b for b in blocks if b.kind in ("p", "quote", "list", "table", "code") and b.links < 0.5]
    size = sum(len(b.text) for b in prose)
    notice = _is_notice(title, text, brief)
    if _is_picture_story(blocks) and not notice:
        return
    if size < (_LEAST_BRIEF if brief else _LEAST):
        raise ReaderError("no-article", f"{size} characters of prose")
    if size < 2_500 and notice:
        raise ReaderError("no-article", "a notice, not an article")
    if not _has_sentence(prose):
        raise ReaderError("no-article", "no sentence")
    linked = sum(len(b.text) * b.links for b in blocks if b.kind != "related")
    if linked > 0.6 * max(1, sum(len(b.text) for b in blocks)):
        raise ReaderError("no-article", "a list of links")


def _is_notice(title: str, text: str, brief: bool) -> bool:
    """Whether a page says why it shows no article, in its title or at its beginning."""
    whole = f"{title} {text[:1500]}"
    if _NOTICE.search(whole) or _NOTICE_TITLE.fullmatch(title):
        return True
    return not brief and len(text) < _SHORT and _SHORT_NOTICE.search(whole) is not None


def require_no_front_page(blocks: list[Block], body: Element, url: str) -> None:
    """Refuse the front page of a site or of a section; only for pages that declare no article.

    Such a page is made of headings that lead elsewhere with little prose of its own; on the site's
    root more prose is needed, since its teasers add up.

    Args:
        blocks: what would be the article.
        body: the page.
        url: its address.

    Raises:
        ReaderError: `no-article`, with the reason in its detail.
    """
    prose = sum(len(b.text) for b in blocks if b.kind != "related" and b.links < 0.5 and len(b.text) >= _LONG)
    at_root = _FRONT_PATH.fullmatch(urlsplit(url).path) is not None
    if prose < (2_500 if at_root else 600) and _teasers(body) >= _TEASERS:
        raise ReaderError("no-article", "a front page")


def _teasers(body: Element) -> int:
    """How many headings of the page are links."""
    return sum(
        1
        for heading in body.iter("h1", "h2", "h3", "h4")
        if heading.find(".//a") is not None or any(tag_of(a) == "a" for a in ancestors(heading))
    )


def _is_picture_story(blocks: list[Block]) -> bool:
    """Whether pictures tell it: at least two, none of which leads elsewhere, with words that are no links."""
    pictures = [
        b for b in blocks if b.kind == "figure" and b.links < 0.5 and not is_decoration(b.element, b.src)
    ]
    own = sum(len(b.text) for b in blocks if b.links < 0.3)
    linked = sum(len(b.text) for b in blocks if b.links >= 0.5)
    none_leads_away = all(b.links < 0.5 for b in blocks if b.kind == "figure")
    return len(pictures) >= 2 and own >= 20 and none_leads_away and linked <= _FEW_LINKS * own


def is_filled_by_script(html: str) -> bool:
    """Whether a prepared page without an article has next to no text until a script of the site ran.

    Then it has the empty element that programs of pages write into, or says itself that it needs scripts.
    """
    if not _MOUNT.search(html) and not _NEEDS_SCRIPT.search(html):
        return False
    return len(text_of(parse(html).find("body"))) < _LITTLE_TEXT


def incomplete_of(blocks: list[Block], body: Element, deep: bool, missing: int) -> str:
    """Why the text may not be whole: `paywall`, `deep`, `short`; empty when nothing says so.

    Args:
        blocks: the article's.
        body: the page.
        deep: tags were taken out because they were nested too deep.
        missing: characters that trafilatura kept and the article has not.
    """
    size = sum(len(b.text) for b in blocks)
    if size < 6_000 and _behind_wall(body):
        return "paywall"
    if deep and missing > size:
        return "deep"
    return "short" if size < _SHORT and missing > 3 * size else ""


def _behind_wall(body: Element) -> bool:
    for element in body.iter("div", "section", "aside", "p", "span", "h2", "h3"):
        if not _PAYWALL_NAMES.isdisjoint(names_of(element)):
            text = text_of(element)
            if 0 < len(text) < 1_500 and re.search(
                r"abonn|subscri|member|inscri|connect|sign|log in|register|مشترك", text, re.I
            ):
                return True
        elif tag_of(element) in ("p", "span", "h2", "h3") and len(element) < 4:
            text = text_of(element)
            if 0 < len(text) < 300 and _PAYWALL_TEXT.search(text):
                return True
    return False


def _has_sentence(blocks: list[Block]) -> bool:
    return any(
        len(b.words) >= 8 and (re.search(r"[.!?…؟。]", b.text) or len(b.text) > 150) for b in blocks
    ) or any(len(b.text) > 60 and not b.text.isascii() for b in blocks)
