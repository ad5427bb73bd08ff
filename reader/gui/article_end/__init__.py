"""What stands below the text of an article."""

__all__ = ["feature"]
