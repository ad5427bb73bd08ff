"""What a page says of its article: title, author, dates, lead picture."""

__all__ = [
    "bylines",
    "collect",
    "dates",
    "language",
    "person_names",
    "standfirst",
    "structured_data",
    "titles",
]
