"""Translation packages: listed, downloaded, checked, installed."""

__all__ = [
    "archive",
    "catalogue",
    "firefox_catalogue",
    "firefox_packages",
    "known_packages",
    "metadata",
    "package_folder",
    "packages",
]
