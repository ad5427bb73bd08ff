"""Title, site, section, summary, language, lead picture and address of an article."""

from __future__ import annotations

import functools
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
_LANGUAGES = [
    "ar",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "gl",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "it",
    "ja",
    "ka",
    "ko",
    "la",
    "lt",
    "lv",
    "mk",
    "ms",
    "nl",
    "nn",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "th",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
]
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
    label = squash(site_of(host).split(".")[0])
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


def language_of(tree: Element, structured: Structured, text: str) -> str:
    """The language of the text (ISO 639-1): detected where that is clear, else as declared."""
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    declared = (
        declared
        or plain(structured.article.get("inLanguage"))
        or structured.first("og:locale", "dc.language", "language", "content-language")
    )
    code = re.split(r"[-_,; ]", declared.lower())[0]
    code = code if re.fullmatch(r"[a-z]{2,3}", code) else ""
    sample = text[:4000]
    if len(sample) < 120:
        return code or _by_script(sample)
    scripted = _by_script(sample)
    if scripted == "ar" and code in ("ar", "fa", "ur"):
        return code
    detected = _detect(sample)
    if detected == "la":  # filler text; no news is written in Latin
        return code or detected
    if code and len(sample) < 220 and detected != code and not scripted:
        return code
    return detected


def _detect(sample: str) -> str:
    import py3langid

    _prepare_detector()
    return str(py3langid.classify(sample)[0])


@functools.cache
def _prepare_detector() -> None:
    """Leave out the languages that no news site writes, but keep Latin: it tells filler text."""
    import py3langid

    py3langid.set_languages(_LANGUAGES)


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


def _by_script(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return ""
    arabic = sum("\u0600" <= c <= "\u06ff" for c in letters)
    if arabic > 0.5 * len(letters):
        return "ar"
    hebrew = sum("\u0590" <= c <= "\u05ff" for c in letters)
    return "he" if hebrew > 0.5 * len(letters) else ""


__all__ = [
    "avatar_of",
    "base_of",
    "canonical_of",
    "clean_title",
    "description_of",
    "image_of",
    "language_of",
    "section_of",
    "site_name",
    "title_of",
    "visible_texts",
    "without_site",
]
