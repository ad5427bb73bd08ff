"""Use cases of saving: from a link, a file or a page to an article in the library."""
