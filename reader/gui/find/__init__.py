"""Words are found in the open article."""

__all__ = ["feature"]
