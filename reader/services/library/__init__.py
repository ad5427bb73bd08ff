"""Use cases of the library: opened, listed, searched, tagged, annotated, repaired, exported."""

__all__ = [
    "annotate_article",
    "article_language",
    "browse_library",
    "draw_pdf",
    "empty_trash",
    "export_article",
    "export_articles",
    "export_book",
    "export_library",
    "export_vault",
    "open_article",
    "repair_article",
    "sentence_cards",
    "source_lists",
    "tag_articles",
    "voice_files",
]
