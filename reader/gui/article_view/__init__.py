"""The text of an article: document built, painted and scrolled, with a cursor by sentences."""
