"""The engines that translate, and what they need of a sentence."""

__all__ = [
    "argos_engine",
    "argos_library",
    "engine",
    "firefox_engine",
    "firefox_files",
    "lexicon",
    "libretranslate_engine",
]
