"""The extractors to beat, in the form the scorer takes: trafilatura's default and a port of Readability."""

from __future__ import annotations

import re

import trafilatura
from lxml import html as lxml_html


def trafilatura_default(raw: bytes, url: str) -> dict[str, object]:
    """Trafilatura as it comes: its text, and its HTML with everything it can keep."""
    found = trafilatura.bare_extraction(raw, url=url, with_metadata=True)
    html = trafilatura.extract(
        raw,
        url=url,
        output_format="html",
        include_images=True,
        include_links=True,
        include_formatting=True,
        include_tables=True,
    )
    about = found.as_dict() if found is not None else {}
    return {
        "title": about.get("title"),
        "author": about.get("author"),
        "date": about.get("date"),
        "site": about.get("sitename"),
        "description": about.get("description"),
        "image": about.get("image"),
        "language": about.get("language"),
        "text": about.get("text"),
        "html": html,
    }


def readability_port(raw: bytes, url: str) -> dict[str, object]:
    """readability-lxml, the Python port of the old Readability; it reads no metadata but the title."""
    from readability import Document

    from reader.saving.fetching.decode import decode_html

    document = Document(re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_html(raw, "")), url=url or None)
    markup = document.summary(html_partial=True)
    tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in tree.iter(
        "p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br", "td", "figcaption"
    ):
        element.tail = "\n" + (element.tail or "")
    text = "\n".join(" ".join(line.split()) for line in tree.text_content().splitlines() if line.strip())
    return {"title": document.short_title(), "text": text, "html": markup}
