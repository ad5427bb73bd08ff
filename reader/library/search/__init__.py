"""The search of the library: what is asked, the index, hits."""

__all__ = ["index_check", "saved_searches", "search"]
