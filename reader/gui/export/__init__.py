"""An article is printed, or written into a file."""

__all__ = ["feature", "print_document"]
