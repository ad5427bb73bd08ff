"""The latest and most read articles of a source."""

__all__ = ["feature", "link_list"]
