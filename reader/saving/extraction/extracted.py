"""What is taken out of a page: a clean article, not yet a document of the library."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.model import ArticleLink, Picture


@dataclass(frozen=True, slots=True)
class Extracted:
    """A clean article; fields as in `Document`.

    `html` is the body without the title and the lead picture; `lead_html` is the page's own figure of
    that picture (empty when the page only declares it). `with_left_out` is the body with what else the
    page's main column holds, "" when that is nothing. `next_page` is where the article goes on.
    """

    url: str
    title: str
    html: str
    author: str = ""
    date: str = ""
    published: str = ""
    language: str = ""
    site: str = ""
    section: str = ""
    description: str = ""
    lead: Picture | None = None
    avatar: Picture | None = None
    related: tuple[ArticleLink, ...] = ()
    latest: tuple[ArticleLink, ...] = ()
    most_read: tuple[ArticleLink, ...] = ()
    incomplete: str = ""
    lead_html: str = ""
    with_left_out: str = ""
    next_page: str = ""
