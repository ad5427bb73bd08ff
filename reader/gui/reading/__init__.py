"""The reading pane, and what keeps it in step with the library."""

__all__ = [
    "announcements",
    "article_content",
    "article_links",
    "banner",
    "doubtful_sentences",
    "history",
    "page_step",
    "progress_line",
    "quotation",
    "reading_controller",
    "reading_pane",
    "reading_speed",
    "reading_toolbar",
]
