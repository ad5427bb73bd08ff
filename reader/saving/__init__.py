"""A link becomes a clean document: urls, fetch, extract, sanitize, images."""

__all__ = ["containers"]
