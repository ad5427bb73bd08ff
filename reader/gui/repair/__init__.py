"""An article is repaired by hand."""

__all__ = ["feature"]
