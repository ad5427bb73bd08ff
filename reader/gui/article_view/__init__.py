"""The text of an article: document built, painted and scrolled, with a cursor by sentences."""

__all__ = [
    "accessible_text",
    "article_view",
    "block_writer",
    "cursor_style",
    "display_text",
    "document_builder",
    "highlight_ranges",
    "highlight_style",
    "inert_browser",
    "inline_runs",
    "margin_marks",
    "margin_painter",
    "scroll_anchor",
    "sentence_cursor",
    "sentence_stops",
    "text_formats",
    "text_structure",
    "title_writer",
    "units",
]
