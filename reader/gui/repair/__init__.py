"""An article is repaired by hand."""
