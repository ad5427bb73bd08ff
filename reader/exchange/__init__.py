"""Files that other programs read and write."""

__all__ = ["csv_pairs", "epub", "formula_cells", "imports", "tmx", "translation_units"]
