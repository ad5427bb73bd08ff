"""Trafilatura's default output in the form the corpus scorer takes: the line to beat."""

from __future__ import annotations

import trafilatura


def trafilatura_default(raw: bytes, url: str) -> dict[str, object]:
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
