"""A page as elements and blocks: what every module that reads one stands on."""

__all__ = [
    "accordions",
    "block_flow",
    "element_tests",
    "elements",
    "formulas",
    "listings",
    "long_paragraphs",
    "notes",
    "prepare",
    "sanitize",
    "selectors",
    "verse",
]
