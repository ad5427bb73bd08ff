"""Articles as the command line's JSON has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.core.model import Article, ArticleLink, ArticleSummary, Block, Document, Picture
from reader.reading.reading_time import minutes


def summary_fields(summary: ArticleSummary) -> dict[str, Any]:
    """The fields of `list`."""
    return {
        "id": summary.id,
        "title": summary.title,
        "author": summary.author,
        "date": summary.date,
        "language": summary.language,
        "site": summary.site,
        "section": summary.section,
        "url": summary.url,
        "words": summary.words,
        "reading_minutes": minutes(summary.words, summary.language),
        "progress": summary.progress,
        "unread": summary.unread,
        "favourite": summary.favourite,
        "archived": summary.archived,
        "tags": list(summary.tags),
        "translations": list(summary.translations),
    }


def document_fields(document: Document) -> dict[str, Any]:
    """The fields of `extract`."""
    return {
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "language": document.language,
        "site": document.site,
        "section": document.section,
        "url": document.url,
        "description": document.description,
        "lead_image": _picture(document.lead),
        "text": document.text,
        "html": document.html,
        "related": [{"title": link.title, "url": link.url} for link in document.related],
        "latest": _links(document.latest),
        "most_read": _links(document.most_read),
        "incomplete": document.incomplete,
    }


def article_fields(article: Article, document: Document) -> dict[str, Any]:
    """The fields of `list` and `extract` together, in the language of `document`."""
    return {**summary_fields(article.summary), **document_fields(document)}


def block_fields(block: Block) -> dict[str, Any]:
    """A block as `show` has it."""
    fields: dict[str, Any] = {
        "id": block.id,
        "kind": block.kind.value,
        "level": block.level,
        "dir": block.direction.value,
        "text": block.text,
        "sentences": [sentence.text for sentence in block.sentences],
    }
    if block.picture is not None:
        fields["picture"] = _picture(block.picture)
    if block.url:
        fields["url"] = block.url
    return fields


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {"src": picture.src, "caption": picture.caption, "credit": picture.credit}


def _links(links: Sequence[ArticleLink]) -> list[dict[str, Any]]:
    names = ("title", "url", "section", "excerpt", "author", "date")
    return [{name: getattr(link, name) for name in names} for link in links]
