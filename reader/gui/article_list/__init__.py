"""The list pane: its cards, its head, what it shows when it is empty."""

__all__ = ["article_delegate", "article_model", "list_header", "list_pane", "pages"]
