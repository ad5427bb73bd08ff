"""Who wrote an article: the visible byline, and what the page declares where the two agree."""

from __future__ import annotations

import itertools
import re
from typing import Any

from reader.saving.elements import Element, ancestors, collapse, names_of, squash, tag_of, text_of
from reader.saving.furniture import class_verdict, is_byline
from reader.saving.name_sets import name_set
from reader.saving.phrases import is_signature, posted_by
from reader.saving.structured import Structured, clean_text, types_of

_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "og:article:author",
    "byl",
    "author_name",
    "cxenseparse:author",
    "creator",
    "dc.contributor",
)
_PREFIX = re.compile(
    r"^\W*(?:(?:un\s+)?(?:article|texte|propos|reportage|enquête|analyse|chronique|billet|"
    r"dossier|tribune)?\s*(?:publiée?|postée?|écrite?|rédigée?|recueillie?s?|proposée?|"
    r"signée?|créée?)\s+(?:par|le)?|par|by|written by|posted by|published by|reported by|"
    r"words by|story by|text(?:e)?(?: by| :|:)|author(?:s)?\s*:?|auteure?s?\s*:?|von|por|di|"
    r"door|de notre (?:correspondante?|envoyée?)[^,]{0,30},?|"
    r"envoyée? spéciale?[^,:]{0,30}[,:]|بقلم|كتبت|كتبه|كتب|تحرير|إعداد|المصدر|حوار|plus par|"
    r"more by|article de|un article de|texte de)\s*[:،\-–|]?\s+",
    re.I,
)
_SUFFIX = re.compile(
    r"\s*(?:[|•·—–]|\s-\s|\bpublié\b|\bpublished\b|\bposted\b|\bupdated\b|\bmis à jour\b|"
    r"\bmodifié\b|\benvoyée?s?\s+spécia\w+|\bcorrespondante?s?\b|[-–,]?\s*(?:jan|feb|mar|apr|"
    r"may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\ble\s+\d|\bon\s+(?:\w+\s+)?\d|\bà\s+\d|"
    r"\bat\s+\d|\d{1,2}[/.:h]\d|\b(?:19|20)\d\d\b|https?:|\(@|@\w|\bfollow\b|\bsuivre\b|"
    r"\btwitter\b|\bvoir (?:tous|ses)\b|\bview\b|\bsee\b|\ben savoir\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b).*$",
    re.I | re.S,
)
_NOT_NAMES = re.compile(
    r"^(?:admin|administrat\w+|webmaster|editor|rédaction|la rédaction|redaction|staff|"
    r"unknown|none|null|user|guest|anonymous|anonyme|auteur|author|home|accueil|contact|"
    r"the author|l['’]auteur|à propos.*|about.*|of this article.*|articles récents|"
    r"recent posts|latest posts|share|email|e-mail|twitter|facebook|comments?|commentaires?|\W+|"
    r"https?://.*|www\..*|.*@.*\..*|\d+)$",
    re.I,
)
_JOB = (
    r"(?:editor|correspondent|reporter|(?:staff|senior|contributing|feature|science) writer|columnist|"
    r"journaliste?|rédact(?:eur|rice)(?: en chef)?|chroniqueu(?:r|se)|éditorialiste|grand reporter|"
    r"correspondante?|photograph(?:er|e)|contributor|contribut(?:eur|rice)|محرر|صحفي|صحافي|مراسل)"
)
_JOB_ONLY = re.compile(rf"^(?:\S+\s+){{0,3}}{_JOB}$", re.I)
_JOB_AFTER = re.compile(
    rf"(?<=\w)\s+(?:(?:senior|chief|executive|managing|deputy|associate|assistant|political|foreign)\s+)"
    rf"(?:\S+\s+){{0,2}}{_JOB}$",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:;|,|\bet\b|\band\b|\bund\b|&|/|،|\sو(?=\S{3,}))\s*", re.I)
_FOREIGN = name_set(
    """card cards latest menu most nav navigation popular promo promos read recirc recommended related
    sidebar teaser teasers trending widget widgets"""
)
_AUTHOR_PAGE = re.compile(r"auth?[eo]u?r|signature|journaliste|profil|people|contributor|/by/|/@", re.I)
_MOST_ELEMENTS = 10_000
_MOST_PIECES = 24  # elements in a line that may be a byline
_LONGEST = 90  # characters of one name


def authors_of(tree: Element, structured: Structured, site: str, near: Element = None) -> str:
    """The author as shown, several joined by commas; empty when none is named.

    Args:
        tree: the page.
        structured: what it declares.
        site: its name, which is no author when a person is named too.
        near: the element of the article's text.
    """
    declared = _declared(structured)
    shown = _shown(tree, near)
    visible = squash(text_of(tree.find("body")))
    confirmed = [n for n in declared if squash(n) and squash(n) in visible]
    people = _people(confirmed, site)
    shown = _people(shown, site) or shown
    if people and len(shown) > len(people) and {squash(n) for n in people} <= {squash(n) for n in shown}:
        people = shown
    if people and (not shown or _agree(people, shown)):
        return ", ".join(dict.fromkeys(people))
    if shown:
        return ", ".join(dict.fromkeys(shown))
    if people:
        return ", ".join(dict.fromkeys(people))
    return ", ".join(dict.fromkeys(declared))


def _people(names: list[str], site: str) -> list[str]:
    """The names without the site's own."""
    return [n for n in names if squash(n) != squash(site)]


def clean_name(text: str) -> str:
    """A byline without its “Par”, its date and its job title; empty when it is no name."""
    text = re.sub(r"^By(?=[A-Z])", "By ", collapse(text.replace("\n", " ")))
    text = _PREFIX.sub("", text)
    text = _PREFIX.sub("", text)
    text = _SUFFIX.sub("", text).strip(" ,;:.-–—|•·\u200f\u200e")
    text = _JOB_AFTER.sub("", re.sub(r"\s*\([^)]*\)\s*$", "", text))
    if not 2 <= len(text) <= _LONGEST or _NOT_NAMES.match(text) or len(text.split()) > 7:
        return ""
    if re.search(r"[„“”\"?!:€%…<>=]|\d", text):
        return ""
    return text


def _names(text: str) -> list[str]:
    """The names in a byline; what follows a comma in lower case is a job, not a name."""
    names: list[str] = []
    for part in _SPLIT.split(clean_name(text)):
        name = clean_name(part)
        if names and _JOB_ONLY.match(name):
            continue
        if name and (name[0].isupper() or not name[0].isascii() or not names):
            names.append(name)
    return names


def _agree(declared: list[str], shown: list[str]) -> bool:
    one, two = {squash(n) for n in declared}, {squash(n) for n in shown}
    return bool(one & two) or any(a in b or b in a for a in one for b in two)


def _declared(structured: Structured) -> list[str]:
    names: list[str] = []
    for value in _listed(structured.article.get("author")):
        names.extend(_declared_names(value))
    if not names:
        for key in _META:
            for value in structured.meta.get(key, ()):
                names.extend(_names(value) if not value.startswith(("http", "@")) else [])
            if names:
                break
    return [n for n in dict.fromkeys(names) if n]


def _declared_names(value: Any) -> list[str]:
    if isinstance(value, str):
        return _names(clean_text(value))
    if isinstance(value, dict) and not types_of(value) & {"organization", "newsmediaorganization"}:
        name = value.get("name")
        found: list[str] = []
        for one in name if isinstance(name, list) else [name]:
            found.extend(_names(clean_text(one)) if isinstance(one, str) else [])
        return found
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return _names(clean_text(value["name"]))
    return []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _shown(tree: Element, near: Element) -> list[str]:
    """The names in the visible byline that stands nearest to the article."""
    above = set() if near is None else set(ancestors(near)) | {near}
    found: list[tuple[int, list[str]]] = []
    for order, element in enumerate(tree.find("body").iter()):
        if not isinstance(element.tag, str) or not is_byline(element) or _elsewhere(element, above):
            continue
        text = text_of(element)
        if not text or len(text) > 200 or (len(text) > 60 and text[-1:] in ".!?"):
            continue  # a sentence about the author is no byline
        names = _linked_names(element) or _names(text)
        if names:
            far = _closeness(element, above) + 5 * bool({"bio", "about"} & set(names_of(element)))
            found.append((far * 10_000 + order, names))
    if found:
        return min(found, key=lambda f: f[0])[1]
    return _signed(tree, above)


def _signed(tree: Element, above: set[Element]) -> list[str]:
    """The names of a short line such as “Par …” or “بقلم …” in or before the article."""
    lines = tree.find("body").iter(
        "p", "strong", "b", "span", "div", "em", "h4", "h5", "h6", "li", "font", "td"
    )
    for element in itertools.islice(lines, _MOST_ELEMENTS):
        if len(element) > 3:
            continue
        text = _short_text(element)
        posted = posted_by(text)
        if text and (posted or is_signature(text)) and not _elsewhere(element, above):
            names = _names(posted or text)
            if names:
                return names
    return []


def _short_text(element: Element) -> str:
    """The text of an element that has little of it; "" for others, without walking all they hold."""
    inside = list(itertools.islice(element.iter(), _MOST_PIECES + 1))
    return text_of(element) if len(inside) <= _MOST_PIECES else ""


def _linked_names(element: Element) -> list[str]:
    names = [clean_name(text_of(a)) for a in element.iter("a") if _leads_to_author(a)]
    return list(dict.fromkeys(n for n in names if n))


def _leads_to_author(link: Element) -> bool:
    return "author" in (link.get("rel") or "") or _AUTHOR_PAGE.search(link.get("href") or "") is not None


def _closeness(element: Element, above: set[Element]) -> int:
    """0 when the byline stands in an element that also holds the article, more when farther."""
    for level, ancestor in enumerate(ancestors(element)):
        if ancestor in above:
            return min(level, 9)
    return 9


def _elsewhere(element: Element, above: set[Element]) -> bool:
    """Whether a byline belongs to another article, a comment or the page's frame."""
    for ancestor in ancestors(element):
        if ancestor in above:
            return False
        tag = tag_of(ancestor)
        if tag in ("aside", "nav", "footer") or (tag == "article" and above):
            return True
        if class_verdict(ancestor) >= 2 or _FOREIGN.intersection(names_of(ancestor)):
            return True
    return False
