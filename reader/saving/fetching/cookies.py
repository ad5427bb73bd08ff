"""The cookies of one save: kept while it runs, sent only to the site that set them, then thrown away."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from reader.saving.fetching.urls import site_of

_MOST = 100  # cookies a save
_LONGEST = 4096  # bytes of one


class CookieJar:
    """Cookies by host. A `Domain` is believed only within the registered domain of the host that names it."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str], tuple[str, bool, bool]] = {}
        self._lock = threading.Lock()

    def store(self, url: str, headers: list[str]) -> None:
        """Take the `Set-Cookie` lines of an answer from `url`."""
        host = (urlsplit(url).hostname or "").lower()
        for line in headers:
            self._store_one(host, line)

    def header(self, url: str) -> str:
        """The `Cookie` header for a request to `url`; empty when there is none to send."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        with self._lock:
            pairs = [
                f"{name}={value}"
                for (owner, name), (value, secure, wide) in self._cookies.items()
                if (owner == host or (wide and host.endswith("." + owner)))
                and (not secure or parts.scheme == "https")
            ]
        return "; ".join(pairs)

    def _store_one(self, host: str, line: str) -> None:
        first, *rest = line.split(";")
        name, separator, value = first.partition("=")
        name, value = name.strip(), value.strip()
        attributes = {k.strip().lower(): v.strip() for k, _, v in (a.partition("=") for a in rest)}
        if not separator or not name or len(first) > _LONGEST or not (name + value).isprintable():
            return
        domain = attributes.get("domain", "").lstrip(".").lower()
        if domain and domain != host and not self._owns(host, domain):
            return
        with self._lock:
            if attributes.get("max-age", "").startswith(("0", "-")):
                self._cookies.pop((domain or host, name), None)
            elif len(self._cookies) < _MOST or (domain or host, name) in self._cookies:
                self._cookies[domain or host, name] = (value, "secure" in attributes, bool(domain))

    @staticmethod
    def _owns(host: str, domain: str) -> bool:
        site = site_of(host)
        return host.endswith("." + domain) and (domain == site or domain.endswith("." + site))
