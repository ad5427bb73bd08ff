"""The library is searched: filters, results, saved searches."""
