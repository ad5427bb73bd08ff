"""The settings dialog."""

__all__ = ["page_table", "settings_dialog"]
