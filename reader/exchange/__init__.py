"""Files that other programs read and write."""

__all__ = [
    "anki_cards",
    "author_names",
    "citations",
    "csv_pairs",
    "epub",
    "formula_cells",
    "imports",
    "opml",
    "readwise_csv",
    "tmx",
    "translation_units",
]
