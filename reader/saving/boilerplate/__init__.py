"""What stands on a page beside its article: furniture, calls, notices."""
