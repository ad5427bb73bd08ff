"""What of a feed's address is a password: it is kept apart from what may be shown and stored."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

_SECRET = re.compile(
    r"(?:api|auth|access|private|user|feed|rss|secret|client|torrent|x-amz|x-amz-security|x-goog)?[_-]?"
    r"(?:token|apikey|passkey|secret|password|passwd|pass|pwd|jwt|signature|credential)"
    r"|(?:api|auth|access|private|user|feed|rss|secret|client|torrent)[_-]?(?:key|auth|hash|sig)",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"key|auth|hash|sig|code", re.IGNORECASE)
"""Names that also stand for a section; what is made of them looks unlike a word."""
_RANDOM = re.compile(r"(?=.*[0-9]).{8,}|.{20,}")


@dataclass(frozen=True, slots=True)
class FeedSecret:
    """Name and password for the server, and what of the query is as good as one; "" for none."""

    user: str = ""
    password: str = ""
    query: str = ""

    def __repr__(self) -> str:
        """Say nothing: it could get into a log."""
        return "FeedSecret(…)"

    @property
    def authorization(self) -> str:
        """The header that says name and password, "" without one."""
        if not self.user and not self.password:
            return ""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")

    def whole(self, url: str) -> str:
        """The address as it is asked for."""
        parts = urlsplit(url)
        query = "&".join(filter(None, (parts.query, self.query)))
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))

    def dumps(self) -> str:
        """As text, for the keyring."""
        return json.dumps([self.user, self.password, self.query])

    @classmethod
    def loads(cls, text: str) -> FeedSecret | None:
        """What `dumps` wrote; `None` for anything else."""
        try:
            user, password, query = json.loads(text)
            return cls(str(user), str(password), str(query))
        except (ValueError, TypeError):
            return None


def split_secret(url: str) -> tuple[str, FeedSecret]:
    """A feed's address without what must not be shown, and that."""
    parts = urlsplit(url)
    fields = [field for field in parts.query.split("&") if field]
    secret = [field for field in fields if _is_secret(*field.partition("="))]
    query = "&".join(field for field in fields if field not in secret)
    bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))
    found = FeedSecret(unquote(parts.username or ""), unquote(parts.password or ""), "&".join(secret))
    return (bare if found != FeedSecret() or parts.fragment else url), found


def with_access(given: str, link: str) -> str:
    """A link as it was made of what was `given`, with the name and password that stood before the host there.

    A link drops what stands before the host; a feed's may be the password that it wants.

    Raises:
        ValueError: what was given is no address.
    """
    parts = urlsplit(given if "://" in given else f"//{given}")
    user, mark, _ = parts.netloc.rpartition("@")
    return link.replace("://", f"://{user}@", 1) if mark and user else link


def shown_address(url: str) -> str:
    """An address as it may be shown and given away."""
    return split_secret(url)[0]


def _is_secret(name: str, _mark: str, value: str) -> bool:
    if not value:
        return False
    name = unquote(name)
    return bool(_SECRET.fullmatch(name) or (_PERHAPS.fullmatch(name) and _RANDOM.fullmatch(value)))
