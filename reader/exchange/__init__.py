"""Files that other programs read and write."""

__all__ = ["csv_pairs", "tmx", "translation_units"]
