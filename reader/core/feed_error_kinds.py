"""What the reader is told about failures of feeds and their rules."""

from __future__ import annotations

from reader.core.messages import QT_TRANSLATE_NOOP, ErrorKind

FEED_KINDS = (
    ErrorKind(
        "no-such-feed",
        QT_TRANSLATE_NOOP("errors", "There is no feed with the number {id}."),
        QT_TRANSLATE_NOOP("errors", "List the feeds to see their numbers."),
    ),
    ErrorKind(
        "no-such-piece",
        QT_TRANSLATE_NOOP("errors", "This piece is not in the list any more."),
        QT_TRANSLATE_NOOP("errors", "Update the feeds to see what is new."),
    ),
    ErrorKind(
        "no-such-rule",
        QT_TRANSLATE_NOOP("errors", "There is no rule with the number {id}."),
        QT_TRANSLATE_NOOP("errors", "List the rules to see their numbers."),
    ),
    ErrorKind(
        "bad-rule",
        QT_TRANSLATE_NOOP("errors", "This rule cannot be kept."),
        QT_TRANSLATE_NOOP(
            "errors", "It needs words to look for; a tag or a language for what it does with them, too."
        ),
    ),
    ErrorKind(
        "rule-sees-not",
        QT_TRANSLATE_NOOP("errors", "No rule can look for “{words}”."),
        QT_TRANSLATE_NOOP(
            "errors",
            "A rule sees the title, summary, author, sections, source and day of a piece. Its language, its "
            "length and what you did with it are known once it is saved.",
        ),
    ),
    ErrorKind(
        "no-feed-found",
        QT_TRANSLATE_NOOP("errors", "No feed was found at {host}."),
        QT_TRANSLATE_NOOP("errors", "Look on the site for a link called “RSS” and give that address."),
    ),
    ErrorKind(
        "not-a-feed",
        QT_TRANSLATE_NOOP("errors", "{host} gives something else than a feed now."),
        QT_TRANSLATE_NOOP(
            "errors", "What it brought before is kept. Open the site to see whether the feed has moved."
        ),
        True,
    ),
    ErrorKind(
        "feed-broken",
        QT_TRANSLATE_NOOP("errors", "The feed of {host} is broken: nothing can be read of it."),
        QT_TRANSLATE_NOOP("errors", "What it brought is kept. It is asked again later."),
        True,
    ),
    ErrorKind(
        "feed-missing",
        QT_TRANSLATE_NOOP("errors", "{host} has no feed at this address any more."),
        QT_TRANSLATE_NOOP(
            "errors", "What it brought is kept. Follow the site anew to find where its feed is now."
        ),
        True,
    ),
    ErrorKind(
        "feed-closed",
        QT_TRANSLATE_NOOP("errors", "{host} gives this only to those with a name and a password."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Follow it with both in the address, https://name:password@example.org/feed; they go into this "
            "system’s keyring.",
        ),
    ),
    ErrorKind(
        "feed-refused",
        QT_TRANSLATE_NOOP("errors", "{host} does not give this feed to Liseuse."),
        QT_TRANSLATE_NOOP("errors", "What it brought is kept. It is asked again later, and less often."),
        True,
    ),
    ErrorKind(
        "feed-too-large",
        QT_TRANSLATE_NOOP("errors", "The feed of {host} is too large."),
        QT_TRANSLATE_NOOP("errors", "The limit is {limit} MB. What it brought before is kept."),
    ),
    ErrorKind(
        "feed-gone",
        QT_TRANSLATE_NOOP("errors", "{host} says that this feed has ended."),
        QT_TRANSLATE_NOOP("errors", "It is not asked for any more. What it brought is kept."),
    ),
    ErrorKind(
        "feed-secret-lost",
        QT_TRANSLATE_NOOP("errors", "The password of this feed is not in the system’s keyring."),
        QT_TRANSLATE_NOOP("errors", "Follow the feed again with its whole address."),
    ),
)
"""Part of `error_kinds.KINDS`."""
