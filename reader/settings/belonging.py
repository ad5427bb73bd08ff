"""Whose each option is: the reader's, then all his computers have the same, or this computer's.

What lets a computer work, send or ask for anything unasked, and what depends on its parts, is its own: no
store that other computers write to can change it.
"""

from __future__ import annotations

READERS = frozenset(
    (
        # How things look.
        *("theme", "text_size", "latin_font", "arabic_font", "measure", "line_height", "hyphenate"),
        *("justify", "reduce_motion", "interface_language", "card_density"),
        # What is shown, and what an act does.
        *("start_view", "reopen_article", "links_open", "enter_opens", "after_triage", "reading_bars"),
        *("reading_language", "titles_in_my_language", "translation_check", "confidence_shading"),
        "speech_rate",
        # Feeds: what is taken of them, and for how long.
        *("feeds_in_edition", "feed_keep_days", "morning_without"),
    )
)
"""The keys of the options that all computers of a reader share."""

COMPUTERS = frozenset(
    (
        # What it may do unasked, and whom it asks.
        *("private_reading", "feeds_by_themselves", "feeds_on_mains_only", "feeds_unmetered_only"),
        *("feeds_from_hour", "feeds_until_hour", "fetch_pictures", "web_archive", "server_sends"),
        *("translation_server", "model_index", "firefox_models", "clipboard_offer", "notifications"),
        # What it works at, with the parts it has.
        *("translation_threads", "translation_quality", "translate_on_save", "translate_on_mains_only"),
        *("feeds_translate", "translate_overnight", "translation_queue_paused", "tray_icon"),
        *("keyboard_layout", "own_keys", "paper"),
        # What was learnt of the reader, of which the settings say that it stays here.
        *("learn_speed", "reading_speed", "reading_speed_fr", "reading_speed_en", "reading_speed_ar"),
        "speed_samples",
        # Places, sizes, and what was shown or told once.
        *("list_reverse", "list_short", "list_sort", "geometry", "splitter", "last_view", "last_theme"),
        *("last_article", "offers_put_off", "last_text_view", "place_told", "damage_told"),
        *("offers_known", "disks_told", "sample_added", "welcomed", "recent_commands"),
    )
)
"""The keys of the options that each computer has for itself."""
