"""Lists of other articles that a page shows: related ones, the latest, the most read."""

from __future__ import annotations

import html as html_text
import itertools
import re
from dataclasses import replace
from urllib.parse import urlsplit

from reader.core.model import ArticleLink
from reader.saving.metadata.dates import read_date
from reader.saving.name_sets import name_set
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import (
    HEADINGS,
    Element,
    ancestors,
    collapse,
    link_share,
    names_of,
    squash,
    tag_of,
    text_of,
)
from reader.saving.page.sanitize import safe_link

_HTTP = frozenset(("http", "https"))
_LATEST = re.compile(
    r"^\W*(?:les\s+)?(?:derni(?:er|ère)s?\s+(?:articles?|actualités?|infos?|news|nouvelles|"
    r"publications)|articles? récents?|fil (?:info|d['’]actu|actu)|en continu|"
    r"latest(?: (?:news|articles|posts|stories))?|recent (?:posts|articles|stories)|"
    r"آخر الأخبار|آخر المقالات|أحدث (?:الأخبار|المقالات)|neueste (?:artikel|meldungen))\W*$",
    re.I,
)
_MOST_READ = re.compile(
    r"^\W*(?:les\s+)?(?:(?:articles?\s+)?(?:les\s+)?plus\s+(?:lus?|consultés?|populaires|vus)|"
    r"top (?:lectures|articles)|most (?:read|popular|viewed)(?: (?:articles|stories|posts))?|"
    r"popular (?:posts|articles|stories)|trending(?: now)?|الأكثر (?:قراءة|مشاهدة|تداولا|"
    r"شعبية)|meistgelesen)\W*$",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:(?:[àâa]\s+)?(?:re)?(?:lire|voir|écouter|découvrir)\s*(?:aussi|également|"
    r"encore)?|sur le même (?:sujet|thème)|read (?:also|more|next)|see also|related(?: \w+)?|"
    r"also read|more|اقرأ أيض[ااً]*|إقرأ أيض[ااً]*|شاهد أيض[ااً]*|lesen sie auch|"
    r"mehr zum thema)\s*[:>»–|-]*\s*",
    re.I,
)
_MARKS = re.compile(
    r"^\W*(?:(?:article |contenu )?(?:réservée?|exclusif) (?:à|aux) (?:nos |les )?(?:abonnés?|abonnées?)|"
    r"subscribers? only|article payant|premium)\b\W*",
    re.I,
)
"""What a publisher writes into a link beside the headline; mostly hidden on its page."""
_CALL = re.compile(
    r"^\W*(?:comment(?:er|ez|aire)|(?:s['’])?abonne|inscri|subscribe|sign up|partage|share|suivez|follow|"
    r"(?:l['’])?article original|original article|official website|site officiel)",
    re.I,
)
_RANK = re.compile(r"^\d{1,2}\s*[.):–-]?\s+(?=\D)")
_LINK = re.compile(r'(<a href="[^"]*">)(.*?)(</a>)', re.S)
_ELSEWHERE = name_set("""nav menu navigation navbar breadcrumb breadcrumbs footer""")
_TITLE_TAGS = name_set("""div span p strong a button li header""")
_MOST_ELEMENTS = 30_000
_MOST = 12
_MOST_PIECES = 8  # elements within a title
_BETWEEN = 12  # characters between two links of such a paragraph, about: "et", "Voir aussi"
_HEADLINE = 28  # characters, for scripts that write no spaces


def lists_of(tree: Element, base_url: str) -> dict[str, tuple[ArticleLink, ...]]:
    """The source's `latest` and `most_read` lists, at most twelve links each."""
    found: dict[str, tuple[ArticleLink, ...]] = {"latest": (), "most_read": ()}
    for element in itertools.islice(tree.find("body").iter(*HEADINGS, *_TITLE_TAGS), _MOST_ELEMENTS):
        text = _title_text(element)
        kind = (
            "latest"
            if text and _LATEST.match(text)
            else "most_read"
            if text and _MOST_READ.match(text)
            else ""
        )
        if not kind or found[kind] or _in_navigation(element):
            continue
        section = _section_of(element)
        cards = _cards(section, element, base_url) if section is not None else []
        if len(cards) >= 2 and _are_headlines(cards):
            found[kind] = _without_ranks(cards[:_MOST])
    if found["latest"] == found["most_read"]:  # one list under both titles, which scripts would part
        found["most_read"] = ()
    return found


def _without_ranks(cards: list[ArticleLink]) -> tuple[ArticleLink, ...]:
    """The cards, without the numbers that a list of the most read puts before its titles."""
    if not all(_RANK.match(card.title) for card in cards):
        return tuple(cards)
    return tuple(replace(card, title=_RANK.sub("", card.title)) for card in cards)


def related_links(blocks: list[Block], base_url: str) -> tuple[ArticleLink, ...]:
    """The links of blocks such as “Lire aussi : …”, each once."""
    found: dict[str, ArticleLink] = {}
    for block in blocks:
        for link in re.finditer(r'<a href="([^"]*)">(.*?)</a>', block.html):
            address = safe_link(link.group(1).replace("&amp;", "&"), base_url, _HTTP)
            title = _headline(_plain(link.group(2)))
            if address and len(title) > 8 and not _CALL.match(title):
                found.setdefault(address, ArticleLink(title, address))
    return tuple(found.values())[:_MOST]


def related_paragraphs(markup: str) -> list[str]:
    """A paragraph such as “À lire aussi : …” as one for each link; none when prose stands between its links.

    Out of a link's own text “À lire aussi” and the like is taken.
    """
    links: dict[str, dict[str, None]] = {}  # by its address all of a link, which may come in parts
    for found in _LINK.finditer(markup):
        links.setdefault(found[1], {})[found[0]] = None
    if len(links) < 2:
        return [_without_label(markup)]
    between = _headline(collapse(_plain(_LINK.sub(" ", markup))))
    if len(between) > _BETWEEN * len(links):
        return []
    return [_without_label(" ".join(parts)) for parts in links.values()]


def _without_label(markup: str) -> str:
    def shortened(found: re.Match[str]) -> str:
        text = _plain(found[2])
        title = _headline(text)
        return found[0] if title == text or len(title) <= 8 else found[1] + html_text.escape(title) + found[3]

    return _LINK.sub(shortened, markup)


def _headline(text: str) -> str:
    return _MARKS.sub("", _LABEL.sub("", _MARKS.sub("", text)))


def _plain(markup: str) -> str:
    return collapse(html_text.unescape(re.sub(r"<[^>]*>", "", markup)))


def _title_text(element: Element) -> str:
    """The text of an element that could be a list's title; empty for all others."""
    inside = len(element)
    if inside > 2 or len(element.text or "") > 60:
        return ""
    if inside and next(itertools.islice(element.iter(), _MOST_PIECES, None), None) is not None:
        return ""
    text = text_of(element)
    return text if 4 < len(text) < 45 else ""


def _section_of(title: Element) -> Element:
    """The smallest element above a list's title that holds at least two links of a headline's length."""
    for level, element in enumerate(ancestors(title)):
        if tag_of(element) in ("body", "html", "main") or level > 4:
            return None
        links = [a for a in element.iter("a") if len(text_of(a)) > 15]
        if len(links) >= 2 and link_share(element) > 0.15:
            return element
    return None


def _cards(section: Element, title: Element, base_url: str) -> list[ArticleLink]:
    addresses = {a: safe_link(a.get("href") or "", base_url, _HTTP) for a in section.iter("a")}
    groups: dict[str, list[Element]] = {}
    for element in itertools.islice(itertools.dropwhile(lambda e: e is not title, section.iter()), 1, None):
        if _heads_other_list(element):
            break
        address = addresses.get(element, "")
        if address and urlsplit(address).path.strip("/"):
            groups.setdefault(address, []).append(element)
    cards = []
    for address, links in groups.items():
        best = max(links, key=lambda a: len(text_of(a)))
        if len(text_of(best)) > 15:
            others = {a for a, other in addresses.items() if other != address and other in groups}
            cards.append(_card(address, best, section, others))
    return cards


def _in_navigation(element: Element) -> bool:
    return any(
        tag_of(a) in ("nav", "footer") or _ELSEWHERE.intersection(names_of(a)) for a in ancestors(element)
    )


def _are_headlines(cards: list[ArticleLink]) -> bool:
    """Whether most titles are as long as a headline is; places and topics are shorter."""
    long = sum(1 for card in cards if len(card.title.split()) >= 4 or len(card.title) >= _HEADLINE)
    return long * 2 > len(cards)


def _heads_other_list(element: Element) -> bool:
    """Whether an element is the heading of such a list."""
    if tag_of(element) not in HEADINGS:
        return False
    text = collapse(text_of(element))
    return _LATEST.search(text) is not None or _MOST_READ.search(text) is not None


def _card(address: str, link: Element, section: Element, others: set[Element]) -> ArticleLink:
    """A card around a link, as far as it holds none of the links to `others`."""
    box = link
    for element in ancestors(link, section):
        if not others.isdisjoint(element.iter("a")):
            break
        box = element
    picture = next((i.get("src") or "" for i in box.iter("img") if i.get("src")), "")
    category, excerpt, author, date = _about(box, link)
    headline = next((text_of(h) for h in box.iter(*HEADINGS) if text_of(h)), "") or text_of(link)
    return ArticleLink(headline, address, category, excerpt, author, date, picture)


def _about(box: Element, link: Element) -> tuple[str, str, str, str]:
    category = excerpt = author = date = ""
    for element in box.iter("span", "p", "div", "time", "small", "em"):
        if any(e is link for e in element.iter()):
            continue
        names = set(names_of(element))
        text = text_of(element)
        if not category and names & {
            "cat",
            "category",
            "categorie",
            "section",
            "rubrique",
            "kicker",
            "tag",
            "label",
        }:
            category = text if len(text) < 400 else ""
        elif not excerpt and names & {
            "excerpt",
            "summary",
            "description",
            "chapo",
            "intro",
            "resume",
            "text",
        }:
            excerpt = text
        elif (
            names & {"by", "byline", "author", "auteur", "meta", "date", "time"} or tag_of(element) == "time"
        ):
            day, _ = read_date(element.get("datetime") or text)
            date = date or day
            name = re.split(r"\s[-–—|•·]\s", text)[0] if tag_of(element) != "time" else ""
            author = author or (name if name and not read_date(name)[0] and len(name) < 60 else "")
    if category and excerpt.startswith(category):
        excerpt = excerpt[len(category) :].lstrip(" -–—:|•·")
    if len(category) > 45:  # a card whose template put the summary in the place of the section
        category, excerpt = "", excerpt or category
    return category, excerpt, squash(author) and author, date
