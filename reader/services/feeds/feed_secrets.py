"""The passwords of feeds: in the system's keyring, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.services.translation.translation_server import store_key, stored_key

if TYPE_CHECKING:
    from reader.core.feeds import Feed
    from reader.saving.feeds.secrets import FeedSecret


def shown_address(url: str) -> str:
    """A feed's address as it may be shown: without what is a password in it."""
    from reader.saving.feeds.secrets import shown_address

    return shown_address(url) if "://" in url else url


def keep_secret(url: str, secret: FeedSecret) -> None:
    """Keep the password of the feed at `url` (which has none in it).

    Raises:
        ReaderError: `no-keyring`, `keyring-closed`; it is kept nowhere.
    """
    store_key(_name(url), secret.dumps())


def forget_secret(url: str) -> None:
    """Take a feed's password out of the keyring.

    Raises:
        ReaderError: `no-keyring`, `keyring-closed`.
    """
    store_key(_name(url), "")


def secret_of(feed: Feed) -> FeedSecret:
    """The password of a feed, an empty one for a feed without.

    Raises:
        ReaderError: `feed-secret-lost`.
    """
    from reader.saving.feeds.secrets import FeedSecret

    if not feed.secret:
        return FeedSecret()
    found = FeedSecret.loads(stored_key(_name(feed.url)))
    if found is None:
        raise ReaderError("feed-secret-lost", "not in the keyring")
    return found


def _name(url: str) -> str:
    """What the password is called in the keyring, beside those of translation servers."""
    return f"feed {url}"
