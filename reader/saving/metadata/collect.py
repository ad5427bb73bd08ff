"""Title, site, section, summary, language, lead picture and address of an article."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reader.saving.boilerplate.page_furniture import class_verdict
from reader.saving.fetching.urls import clean_link, same_site, site_of
from reader.saving.metadata.structured_data import (
    Structured,
    clean_text,
    microdata,
    plain,
    visible_texts,
)
from reader.saving.metadata.titles import SEPARATORS, clean_title, title_of, without_site
from reader.saving.name_sets import name_set
from reader.saving.page.elements import (
    Element,
    ancestors,
    names_of,
    squash,
    tag_of,
    text_of,
)
from reader.saving.page.sanitize import safe_link

_HTTP = frozenset(("http", "https"))
_NO_SECTION = name_set("""accueil home الرئيسية article articles news actualités actualites actu blog""") | {
    "à la une",
    "a la une",
    "non classé",
    "uncategorized",
    "غير مصنف",
}
_MOST_STEPS = 6  # links of a breadcrumb; more are a menu


def site_name(tree: Element, structured: Structured, url: str) -> str:
    """The name of the site: declared, else its registered host name."""
    host = urlsplit(url).hostname or ""
    declared = structured.first("og:site_name") or plain(structured.article.get("publisher"))
    if not declared:
        for node in structured.nodes:
            if str(node.get("@type")).lower() in ("website", "organization", "newsmediaorganization"):
                declared = plain(node.get("name"))
                break
    declared = declared or structured.first(
        "application-name", "dc.publisher", "al:android:app_name", "apple-mobile-web-app-title", "copyright"
    )
    if declared and len(declared) <= 80 and not declared.startswith(("http", "@")):
        return clean_title(declared)
    title = tree.find(".//title")
    parts = SEPARATORS.split(text_of(title)) if title is not None else []
    label = squash(site_of(host).split(".")[0]) if len(parts) > 1 else ""
    for part in (parts[-1:] + parts[:1]) if len(parts) > 1 else []:
        if len(label) > 2 and (squash(part) in label or label in squash(part)) and len(part) < 40:
            return clean_title(part)
    headed = len(parts) == 2 and any(squash(text_of(h)) == squash(parts[0]) for h in tree.iter("h1"))
    if headed and 1 < len(parts[1]) < 40:
        return clean_title(parts[1])
    return host.removeprefix("www.")


def section_of(tree: Element, structured: Structured, title: str) -> str:
    """The section the page files the article under; the last step of the breadcrumb at worst."""
    found = plain(structured.article.get("articleSection")) or structured.first(
        "article:section", "parsely-section", "section", "sailthru.section"
    )
    found = _named_section(found)
    if found:
        return found
    for node in structured.nodes:
        if str(node.get("@type")).lower() == "breadcrumblist":
            items = node.get("itemListElement")
            steps = (
                [plain(i.get("name") or i.get("item")) for i in items if isinstance(i, dict)]
                if isinstance(items, list)
                else []
            )
            found = _last_step(steps, title)
            if found:
                return found
    for element in tree.iter("nav", "div", "ul", "ol", "p"):
        if any(n in ("breadcrumb", "breadcrumbs", "ariane") for n in names_of(element)):
            steps = [text_of(a) for a in element.iter("a")]
            found = _last_step(steps, title) if len(steps) <= _MOST_STEPS else ""
            if found:
                return found
    return ""


def description_of(structured: Structured) -> str:
    """What the page says in a sentence of itself."""
    return structured.first(
        "og:description", "description", "twitter:description", "dc.description"
    ) or plain(structured.article.get("description"))


def image_of(tree: Element, structured: Structured, base_url: str) -> str:
    """The address of the picture the page declares as the article's."""
    declared = [
        structured.first("og:image:secure_url", "og:image", "og:image:url"),
        plain(structured.article.get("image"), "url"),
        structured.first("twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full"),
        plain(structured.article.get("thumbnailUrl")),
    ]
    link = tree.find(".//link[@rel='image_src']")
    if link is not None:
        declared.append(link.get("href") or "")
    for element in microdata(tree, "image")[:1]:
        declared.append(element.get("content") or element.get("src") or element.get("href") or "")
    for value in declared:
        address = safe_link(value, base_url, _HTTP)
        if address:
            return address
    return ""


def canonical_of(tree: Element, structured: Structured, url: str) -> str:
    """The address the page gives itself, believed within the same site only; else `url` cleaned."""
    candidates = [
        link.get("href") or ""
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    candidates.append(structured.first("og:url"))
    for value in candidates:
        address = safe_link(value, url, _HTTP)
        if (
            address
            and same_site(address, url)
            and (urlsplit(address).path.strip("/") or not urlsplit(url).path.strip("/"))
        ):
            return clean_link(address)
    return clean_link(url)


def avatar_of(tree: Element, author: str) -> str:
    """The address of the author's portrait, when the page shows one beside the name."""
    key = squash(author.split(",")[0])
    for image in tree.iter("img"):
        chain = (image, *list(ancestors(image))[:3])
        names = {n for e in chain for n in names_of(e)}
        named = bool(key) and key in squash(image.get("alt") or "")
        if names & {"avatar", "gravatar"} or (names & {"author", "byline", "auteur"} and named):
            source = image.get("src") or ""
            if (
                source
                and not any(class_verdict(e) >= 2 for e in chain)
                and not any(tag_of(a) == "li" for a in chain)
            ):
                return source
    return ""


def base_of(tree: Element, url: str) -> str:
    """What relative addresses are resolved against: `<base>` when it is http(s), else the page."""
    base = tree.find(".//base")
    if base is None or not base.get("href"):
        return url
    return safe_link(base.get("href"), url, _HTTP) or url


def _named_section(declared: str) -> str:
    """The first true section of what a page declares: “à la une,Société” gives Société."""
    names = [clean_title(name) for name in re.split(r"\s*[,;|،]\s*", declared)]
    return next((n for n in names if 1 < len(n) < 60 and n.lower() not in _NO_SECTION), "")


def _last_step(steps: list[str], title: str) -> str:
    good = [
        s for s in steps if s and squash(s) != squash(title) and s.lower() not in _NO_SECTION and len(s) < 40
    ]
    return clean_title(clean_text(good[-1])) if good else ""


__all__ = [
    "avatar_of",
    "base_of",
    "canonical_of",
    "clean_title",
    "description_of",
    "image_of",
    "section_of",
    "site_name",
    "title_of",
    "visible_texts",
    "without_site",
]
