"""Addresses of stores on a server: what was typed, taken apart and put together again in one form."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from reader.core.errors import ReaderError

_SECURE, _OPEN = "https", "http"
_WEBDAV = {"https": _SECURE, "davs": _SECURE, "webdavs": _SECURE, "http": _OPEN, "dav": _OPEN}
_SFTP = "sftp"
HUB = "postgresql"
_HUB = {HUB: HUB, "postgres": HUB}
_S3, _S3_OPEN = "s3", "s3+http"
S3 = (_S3, _S3_OPEN)
_PORTS = {_SECURE: 443, _OPEN: 80, _SFTP: 22, HUB: 5432, _S3: 443, _S3_OPEN: 80}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_REGION = re.compile(r"region=([A-Za-z0-9-]{1,60})")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}")


@dataclass(frozen=True, slots=True)
class Address:
    """A folder on a server, in a bucket of S3, or a library of a hub.

    Attributes:
        scheme: `https` or `http` for WebDAV, `sftp`, `s3` or, without TLS, `s3+http`, `postgresql`.
        user: who is let in there; "" when nobody need say, and for S3, whose access key is kept as its
            secret is.
        host: name or number of the server.
        port: its port.
        path: of the folder, decoded, with a slash before and none behind; of a hub the database and, if it
            is not the user's own, the library; of S3 the bucket and what lies below it.
        region: of S3, where it was said; "" otherwise.
    """

    scheme: str
    user: str
    host: str
    port: int
    path: str
    region: str = ""

    @property
    def text(self) -> str:
        """The address in its one form; it never has a password in it."""
        return self._with(f"{quote(self.user, safe='')}@" if self.user else "")

    @property
    def url(self) -> str:
        """The address without who asks."""
        return self._with("")

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this computer, by its very name or number."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def may_lack_server(self) -> bool:
        """Whether it may be of Amazon's own form, a bucket and a path without a server: `s3://bucket/path`."""
        plain = not set(self.host) & set(".:") and self.port == _PORTS[self.scheme]
        return self.scheme == _S3 and plain and not self.is_loopback

    def _with(self, user: str) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        region = f"?region={self.region}" if self.region else ""
        return f"{self.scheme}://{user}{host}{port}{quote(self.path)}{region}"


def is_address(place: str) -> bool:
    """Whether a place is meant to be on a server, and is no folder of this computer."""
    return _SCHEME.match(place) is not None


def is_s3(place: str) -> bool:
    """Whether a place is meant to be in a bucket of S3, where an access key stands for a user."""
    return place.strip().partition("://")[0].lower() in S3


def parse_address(place: str) -> Address:
    """Take an address apart.

    Raises:
        ReaderError: `sync-unknown-place` for one that no kind of store knows; `sync-password-shown` when a
            password stands in it, or an access key in one of S3; `sync-open-line` when what is said to the
            server could be read on the way.
    """
    scheme, _, rest = place.strip().partition("://")
    scheme = (_WEBDAV | _HUB).get(scheme.lower(), scheme.lower())
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ReaderError("sync-unknown-place", "no address", store=_without_user(place)) from error
    if parts.password is not None or (scheme in S3 and parts.username is not None):
        raise ReaderError("sync-password-shown", "a password in an address")
    region = _REGION.fullmatch(parts.query) if scheme in S3 else None
    more = parts.fragment or (parts.query and region is None)
    if scheme not in _PORTS or "" in host.removesuffix(".").split(".") or more:
        raise ReaderError("sync-unknown-place", "no kind of store", store=_without_user(place))
    path = "/" + "/".join(part for part in unquote(parts.path).split("/") if part not in ("", ".", ".."))
    if scheme == HUB and (path == "/" or path.count("/") > 2):
        raise ReaderError("sync-unknown-place", "no database, or too much behind it", store=f"{HUB}://{host}")
    if scheme in S3 and not _BUCKET.fullmatch(path.split("/")[1]):
        raise ReaderError("sync-unknown-place", "no bucket", store=_without_user(place))
    user, said = unquote(parts.username or ""), region.group(1) if region is not None else ""
    found = Address(scheme, user, host, port or _PORTS[scheme], path, said)
    if scheme in (_OPEN, _S3_OPEN) and not found.is_loopback:
        raise ReaderError("sync-open-line", "http off the loopback", store=found.text)
    return found


def _without_user(place: str) -> str:
    """An address that cannot be taken apart, without what may be a password in it."""
    scheme, _, rest = place.strip().partition("://")
    return f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}"
