"""Pages that are not made of one text: threads of posts, recipes."""

__all__ = ["kinds", "recipes", "threads"]
