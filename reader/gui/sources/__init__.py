"""The latest and most read articles of a source."""
