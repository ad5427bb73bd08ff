"""Feeds, rules and options out of a store: only such as the reader could have given here."""

from __future__ import annotations

from typing import Any

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRule
from reader.core.replication.changes import Change
from reader.settings.belonging import READERS
from reader.settings.store import accepted

_FEED, _RULE, _OPTION, _SEEN = "f:", "r:", "o:", "i:"


def check_shared(change: Change) -> None:
    """Make sure that a change of a feed, a rule or an option is one.

    An option that this version does not know, or that is each computer's own, is none; and neither options
    nor marks of pieces are ever taken away.

    Raises:
        ValueError, TypeError, KeyError, ReaderError: it is none.
    """
    value, key = change.value, change.uid[2:]
    if value is None:
        if change.uid.startswith((_OPTION, _SEEN)):
            raise ValueError("nobody takes such a thing away")
    elif change.uid.startswith(_OPTION):
        if key not in READERS:
            raise ValueError("not an option that computers share")
        if accepted(key, value["is"]) != value["is"]:
            raise ValueError("outside the limits of its option")
    elif change.uid.startswith(_FEED) and change.field == "feed":
        _check_feed(key, value)
    elif change.uid.startswith(_RULE) and change.field == "rule":
        _check_rule(value)


def _check_feed(key: str, value: dict[str, Any]) -> None:
    from reader.saving.feeds.secrets import FeedSecret, split_secret
    from reader.saving.fetching.urls import comparison_key, parse_link

    url = value["url"]
    if parse_link(url) != url or comparison_key(url) != key:
        raise ValueError("not the address of this feed")
    if split_secret(url)[1] != FeedSecret():
        raise ValueError("a password in the address")


def _check_rule(value: dict[str, Any]) -> None:
    from reader.library.feeds.rule_check import checked_rule

    told = FeedRule(0, 0, value["query"], value["action"], value["argument"], value["daily_limit"])
    if checked_rule(told) != told:
        raise ReaderError("bad-rule", "not as it would be kept here")
