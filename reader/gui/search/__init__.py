"""The library is searched: filters, results, saved searches."""

__all__ = ["feature", "result_delegate", "result_list", "saved_searches"]
