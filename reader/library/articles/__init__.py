"""Articles and what belongs to them: text, flags, tags, marks, repairs."""

__all__ = [
    "anchors",
    "annotations",
    "articles",
    "documents",
    "flags",
    "pending",
    "plain_markup",
    "quick_article",
    "quick_list",
    "readable",
    "repairs",
    "sites",
    "stored_markup",
    "tagging",
]
