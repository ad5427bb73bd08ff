"""Sources the reader follows: their pieces in the list pane, and how sources come and go."""

__all__ = ["feature", "feed_list", "morning", "morning_head"]
