"""What the program remembers of itself: no page of the settings shows it."""

from __future__ import annotations

from reader.settings.option import Option

REMEMBERED = (
    Option("list_reverse", False),
    Option("list_short", False),
    Option("geometry", ""),
    Option("splitter", ""),
    Option("last_view", "unread"),
    Option("last_theme", "light", choices=("light", "sepia", "dark", "contrast")),
    Option(
        "list_sort",
        "saved",
        choices=("saved", "published", "title", "reading-time", "source", "progress"),
    ),
    Option("last_article", 0, least=0),
    Option("morning_without", ""),  # addresses of feeds, a line each
    Option("offers_put_off", ""),  # languages for which better models are not wanted now
    Option("offers_known", ""),  # what was last known of better models, by ways of translations: JSON
    Option(
        "last_text_view",
        "translation",
        choices=("original", "translation", "side-by-side", "interleaved"),
    ),
    Option("place_told", False),
    Option("damage_told", ""),
    Option("disks_told", ""),  # folders on disks that were given up and came back, a line each
    Option("sample_added", False),
    Option("welcomed", False),
)
"""Places, sizes, and what was shown or told once."""
