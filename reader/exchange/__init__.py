"""Files that other programs read and write."""

__all__ = [
    "author_names",
    "citations",
    "csv_pairs",
    "formula_cells",
    "imports",
    "readwise_csv",
    "tmx",
    "translation_units",
]
