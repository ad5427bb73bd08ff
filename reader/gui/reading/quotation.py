"""A passage as a quotation with its source, as plain text."""

from __future__ import annotations

from reader.core.model import Document

MARKS = {"fr": ("«\u00a0", "\u00a0»"), "ar": ("«", "»")}
DEFAULT_MARKS = ("“", "”")


def quotation(text: str, document: Document, language: str, note: str = "") -> str:
    """The passage in the quotation marks of its language, then author, title, source, date and address.

    Args:
        text: the passage.
        document: the article it is from.
        language: of the passage.
        note: said after the source, such as that it is a machine translation.
    """
    opening, closing = MARKS.get(language, DEFAULT_MARKS)
    passage = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    named = [part for part in (document.author, document.title, document.site, document.date) if part]
    source = ", ".join(named) + (f" ({note})" if note else "")
    return "\n".join(part for part in (f"{opening}{passage}{closing}", f"— {source}", document.url) if part)
