"""An article is printed, or written into a file."""
