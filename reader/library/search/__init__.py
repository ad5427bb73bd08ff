"""The search of the library: what is asked, the index, hits."""

__all__ = ["index_check", "rule_match", "saved_searches", "search"]
