"""A page's bytes become a clean article. Runs in the extraction worker: a page may be slow or huge."""

from __future__ import annotations

import html as html_text
from dataclasses import replace

from reader.core.errors import ReaderError
from reader.core.model import Picture
from reader.saving.extraction import site_rules
from reader.saving.extraction.build import article_html
from reader.saving.extraction.doubts import doubt_of
from reader.saving.extraction.extracted import Extracted
from reader.saving.extraction.find_article import Found, find_article, whole_page
from reader.saving.extraction.lead_picture import take_lead
from reader.saving.extraction.left_out import with_left_out
from reader.saving.extraction.manual_index import manual_index
from reader.saving.extraction.next_page import MOST_PAGES, next_page
from reader.saving.extraction.related import lists_of, related_links
from reader.saving.extraction.select import Choice
from reader.saving.extraction.site_rules import SiteRule
from reader.saving.extraction.trafilatura_anchors import find_anchors
from reader.saving.extraction.verdict import (
    incomplete_of,
    is_filled_by_script,
    require_article,
    require_no_front_page,
)
from reader.saving.fetching.content_type import require_page
from reader.saving.fetching.decode import decode_html
from reader.saving.metadata.bylines import authors_of
from reader.saving.metadata.collect import (
    avatar_of,
    base_of,
    canonical_of,
    clean_title,
    description_of,
    image_of,
    section_of,
    site_name,
    title_of,
    without_site,
)
from reader.saving.metadata.dates import published_of
from reader.saving.metadata.language import language_of
from reader.saving.metadata.structured_data import Structured, read_structured
from reader.saving.page.accordions import settle_accordions
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, parse, text_of
from reader.saving.page.formulas import settle_formulas
from reader.saving.page.listings import settle_listings
from reader.saving.page.long_paragraphs import shorter_paragraphs
from reader.saving.page.notes import settle_headings, settle_notes
from reader.saving.page.prepare import Prepared, prepare
from reader.saving.page.sanitize import sanitize
from reader.saving.page.verse import settle_verse
from reader.saving.page_kinds.kinds import special_page
from reader.saving.pictures.pictures_in_page import mend_pictures


def extract(
    body: bytes,
    url: str,
    content_type: str = "",
    rules: SiteRule | None = None,
    as_text: bool = False,
    number: int = 0,
) -> Extracted:
    """The article of a page.

    Args:
        body: the page, its content coding undone.
        url: where it came from in the end; relative addresses are resolved against it.
        content_type: the header, for its charset.
        rules: the rule for the page's site, where there is one.
        as_text: take all text of the page, article or not: the reader has been told and wants it.
        number: which page of an article this is; with 0 nobody asks where it goes on.

    Raises:
        ReaderError: `not-a-page` for a PDF and the like, `no-article` when there is none (with `as_text`:
            no text at all), `script-page` when only a script of the site would fill it.
    """
    kind = require_page(body, content_type)
    text = decode_html(body, content_type)
    if kind == "text":
        return _from_plain_text(text, url)
    prepared = prepare(text)
    try:
        return _from_page(prepared, url, rules, as_text, number)
    except ReaderError as error:
        if error.kind == "no-article" and is_filled_by_script(prepared.html):
            raise ReaderError("script-page", error.detail) from error
        raise


def _from_page(prepared: Prepared, url: str, rules: SiteRule | None, as_text: bool, number: int) -> Extracted:
    tree = parse(prepared.html)
    every = list(tree.iter())  # kept to the end: each walk would make the objects of all elements anew
    goes_on = _next_page(tree, url, rules, number)
    told = site_rules.apply(tree, url, rules)
    base = base_of(tree, url)
    structured = read_structured(tree, prepared.json_ld)
    page = tree.find("body")
    _settle(page, base)
    site = site_name(tree, structured, url)
    title = title_of(tree, structured, site)
    description = description_of(structured)
    anchors = find_anchors(prepared.html, len(every))
    titles = _titles(tree, structured, title, site)
    found_text = find_article(page, base, anchors, titles, description, structured.declares_article)
    blocks, choice, anchors = found_text.blocks, found_text.choice, found_text.anchors
    special = None if as_text else special_page(tree, base, structured, choice.blocks, titles)
    if as_text:
        choice = whole_page(choice, blocks)
    elif special is not None:
        choice = replace(choice, blocks=special.blocks, related=[], standfirst=None, brief=True)
    elif (index := manual_index(tree, choice, blocks, titles)) is not None:
        choice = index
    else:
        require_article(choice.blocks, page, title, brief=choice.brief and structured.declares_article)
        if not structured.declares_article:
            require_no_front_page(choice.blocks, page, url)
    declared = image_of(tree, structured, base)
    if special is None or special.has_lead:
        lead, figure, chosen = take_lead(choice, blocks, declared)
    else:
        lead, figure, chosen = None, None, choice.blocks
    found = _described(tree, structured, choice, url, base, site, title)
    missing = 0 if choice.brief else max(0, len(anchors.text) - sum(len(b.text) for b in chosen))
    found = replace(
        found,
        html=sanitize(article_html(_without_section(chosen, found.section)), base),
        description=description,
        lead=lead,
        lead_html=sanitize(article_html([figure]), base) if figure is not None else "",
        incomplete=incomplete_of(chosen, page, prepared.deep, missing)
        or _doubt(found_text, choice, structured),
        next_page=goes_on,
        with_left_out=with_left_out(blocks, chosen, figure, choice.container, titles, base),
    )
    if special is not None:
        found = replace(found, author=special.author or found.author, date=_opening_day(special.date, found))
    return told.over(found)


def _settle(page: Element, base: str) -> None:
    """Bring what pages draw in many ways into one form each."""
    settle_formulas(page)
    settle_listings(page)
    settle_accordions(page)
    settle_headings(page)
    settle_notes(page)
    settle_verse(page)
    mend_pictures(page, base)


def _opening_day(shown: str, found: Extracted) -> str:
    """The day of a thread's first post: what stands above the posts may be the day of the last one."""
    days = [shown, found.date if found.published else ""]
    return min(filter(None, days), default=found.date)


def _without_section(blocks: list[Block], section: str) -> list[Block]:
    """The blocks of an article, without a first one that only names its section, which is shown by itself."""
    label = blocks[0].text.strip(" /›»|·-–—").casefold() if len(blocks) > 1 else ""
    named = bool(label) and label == section.casefold() and blocks[0].kind in ("p", "heading")
    return blocks[1:] if named else blocks


def _next_page(tree: Element, url: str, rules: SiteRule | None, number: int) -> str:
    if not url or not 0 < number < MOST_PAGES:
        return ""
    return next_page(tree, url, rules.next_page if rules is not None else "", number)


def _doubt(found: Found, choice: Choice, structured: Structured) -> str:
    """Why the text may lack parts of the page; a choice that another reading has replaced has all of it."""
    if found.cut:
        return "short"
    if choice.blocks is not found.choice.blocks:
        return ""
    return "unsure" if found.unsure else doubt_of(found, structured.article.get("articleBody"))


def _titles(tree: Element, structured: Structured, title: str, site: str) -> list[str]:
    """The title in every form the page shows or declares it."""
    page = tree.find(".//title")
    declared = [structured.first("og:title"), text_of(page) if page is not None else ""]
    shown = [text_of(h) for h in tree.iter("h1")]
    return [title, *(without_site(t, site) for t in declared), *(shown if len(shown) < 3 else [])]


def _described(
    tree: Element, structured: Structured, choice: Choice, url: str, base: str, site: str, title: str
) -> Extracted:
    day, moment = published_of(tree, structured)
    prose = "\n".join(b.text for b in choice.blocks if b.kind != "related")
    author = authors_of(tree, structured, site, choice.container, url, prose)
    avatar = avatar_of(tree, author)
    lists = lists_of(tree, base)
    return Extracted(
        url=canonical_of(tree, structured, url),
        title=title or clean_title(prose[:80]) or site,
        html="",
        author=clean_title(author)[:300],
        date=day,
        published=moment,
        language=language_of(tree, structured, prose),
        site=site,
        section=section_of(tree, structured, title),
        avatar=Picture(avatar, alt=author) if avatar else None,
        related=related_links(choice.related, base),
        latest=lists["latest"],
        most_read=lists["most_read"],
    )


def _from_plain_text(text: str, url: str) -> Extracted:
    """A text file: paragraphs where lines are empty, the first short line as the title."""
    from reader.saving.page.prepare import clean_characters

    paragraphs = [" ".join(p.split()) for p in clean_characters(text).split("\n\n")]
    paragraphs = [p for p in paragraphs if p]
    if sum(len(p) for p in paragraphs) < 140:
        raise ReaderError("no-article", "a short text")
    first = paragraphs[0]
    title = first if len(first) < 150 and len(paragraphs) > 1 else url.rstrip("/").rsplit("/", 1)[-1]
    body = paragraphs[1:] if title == first else paragraphs
    lines = (line for p in body for line in shorter_paragraphs(html_text.escape(p, quote=False)))
    markup = "".join(f"<p>{line}</p>" for line in lines)
    empty = parse("<html></html>")
    return Extracted(
        url=canonical_of(empty, Structured(), url),
        title=clean_title(title),
        html=sanitize(markup, url),
        language=language_of(empty, Structured(), " ".join(body)),
        site=site_name(empty, Structured(), url),
    )


__all__ = ["Block", "Extracted", "extract", "text_of"]
