"""The options of what is fetched: nothing at all, and of feeds when they are looked at and what of them."""

from __future__ import annotations

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.settings.option import Option

FEED_OPTIONS = (
    Option(
        "private_reading",
        False,
        QT_TRANSLATE_NOOP("settings", "Private reading"),
        "general",
        hint=QT_TRANSLATE_NOOP("settings", "Nothing is asked of the network until you end it"),
    ),
    Option(
        "feeds_by_themselves",
        True,
        QT_TRANSLATE_NOOP("settings", "Look for new pieces of the feeds"),
        "general",
        hint=QT_TRANSLATE_NOOP("settings", "While Liseuse is open; else only when you ask"),
    ),
    Option(
        "feeds_on_mains_only",
        False,
        QT_TRANSLATE_NOOP("settings", "Look for new pieces on mains power only"),
        "general",
        hint=QT_TRANSLATE_NOOP("settings", "When you ask, Liseuse looks at once"),
    ),
    Option(
        "feeds_unmetered_only",
        True,
        QT_TRANSLATE_NOOP("settings", "Look for new pieces only where data costs nothing"),
        "general",
        hint=QT_TRANSLATE_NOOP("settings", "Not by a connection that the system calls metered"),
    ),
    Option(
        "feeds_from_hour",
        0,
        QT_TRANSLATE_NOOP("settings", "Look for new pieces from this hour on"),
        "general",
        least=0,
        most=23,
    ),
    Option(
        "feeds_until_hour",
        24,
        QT_TRANSLATE_NOOP("settings", "Look for new pieces until this hour"),
        "general",
        least=1,
        most=24,
        hint=QT_TRANSLATE_NOOP("settings", "An hour before the first one is of the next day"),
    ),
    Option(
        "feeds_translate",
        True,
        QT_TRANSLATE_NOOP("settings", "Translate titles and summaries of new pieces"),
        "translation",
        hint=QT_TRANSLATE_NOOP(
            "settings", "Into the language you read in, on this computer, by models that are good enough"
        ),
    ),
    Option(
        "feeds_in_edition",
        30,
        QT_TRANSLATE_NOOP("settings", "New pieces in an edition"),
        "general",
        least=1,
        most=200,
        hint=QT_TRANSLATE_NOOP("settings", "At most so many are saved for it, the newest"),
    ),
    Option(
        "feed_keep_days",
        30,
        QT_TRANSLATE_NOOP("settings", "Keep unopened pieces of feeds"),
        "general",
        least=1,
        most=3650,
        hint=QT_TRANSLATE_NOOP("settings", "Days; what you opened or saved stays"),
    ),
)
"""In the order of the settings."""
