"""Use cases of saving: from a link, a file or a page to an article in the library."""

__all__ = [
    "find_links",
    "keep_trying",
    "link_origin",
    "refetch_article",
    "retry_pictures",
    "sample_article",
    "save_article",
    "save_page",
    "store_page",
]
