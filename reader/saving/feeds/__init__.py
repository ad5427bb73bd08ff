"""Feeds are found and read: RSS, Atom, RDF and JSON become plain pieces. Runs in the worker."""

__all__ = ["discovery", "document", "secrets"]
