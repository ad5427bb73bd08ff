"""Files that other programs read and write."""

__all__ = [
    "anki_cards",
    "articles_csv",
    "author_names",
    "citations",
    "csv_pairs",
    "epub",
    "formula_cells",
    "imports",
    "opds",
    "opds_page",
    "opml",
    "readwise_csv",
    "site_pages",
    "tmx",
    "translation_units",
]
