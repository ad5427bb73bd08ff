"""A link becomes a clean document: urls, fetch, extract, sanitize, images."""
