"""The article is found in a page, and becomes blocks."""
