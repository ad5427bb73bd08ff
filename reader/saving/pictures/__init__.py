"""The pictures of a page: found, fetched, checked."""
