"""The whole library as plain records, one an article, for a file that any program can read; and in again."""

__all__ = [
    "brought_records",
    "feed_records_in",
    "record_check",
    "record_fields",
    "record_schema",
    "records_in",
    "records_out",
]
