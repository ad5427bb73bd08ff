"""Articles and what belongs to them: text, flags, tags, marks, repairs."""

__all__ = ["annotations", "articles", "documents", "flags", "pending", "quick_list", "repairs"]
