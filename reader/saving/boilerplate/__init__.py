"""What stands on a page beside its article: furniture, calls, notices."""

__all__ = ["boilerplate_lines", "page_furniture", "phrases", "surroundings"]
