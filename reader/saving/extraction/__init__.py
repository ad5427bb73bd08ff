"""The article is found in a page, and becomes blocks."""

__all__ = ["extract", "next_page", "site_rules"]
