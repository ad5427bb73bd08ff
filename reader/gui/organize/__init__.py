"""Articles are picked, tagged, ordered and moved; the list stays true to the library."""

__all__ = ["list_order", "list_updates", "selection"]
