"""An article is read aloud."""

__all__ = ["feature"]
