"""Pages that are not made of one text: threads of posts, recipes; and what stands in pages besides prose."""

__all__ = ["kinds", "threads"]
