"""Clean HTML to blocks and sentences, reading time, direction and the view's HTML."""

__all__ = [
    "article_export",
    "block_text",
    "book_chapter",
    "direction",
    "document",
    "footnote_marks",
    "hyphenation",
    "markdown_text",
    "markup",
    "notes_export",
    "printed_article",
    "reading_time",
    "section_names",
    "sentences",
    "speed_learning",
    "translated",
    "vault_note",
]
