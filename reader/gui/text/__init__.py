"""Words put together: values into translated texts, language names, dates, matching."""

__all__ = [
    "dates",
    "french_signs",
    "language_names",
    "matching",
    "messages",
    "plain_tooltip",
    "sections",
    "view_titles",
]
