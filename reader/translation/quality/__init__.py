"""Bad translations are found and mended; names, figures and spelling are kept."""

__all__ = ["attempts", "budget", "certain_links", "health", "no_prose", "repair"]
