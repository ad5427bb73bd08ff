"""The sources the reader follows: feeds, their pieces, rules, and the log of requests."""

__all__ = ["feed_items", "feed_rules", "feeds", "removal", "rule_check", "storing", "translated_items"]
