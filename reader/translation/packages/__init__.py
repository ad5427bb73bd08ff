"""Translation packages: listed, downloaded, checked, installed."""

__all__ = ["archive", "catalogue", "known_packages", "metadata", "packages"]
