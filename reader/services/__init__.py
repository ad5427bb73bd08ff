"""Use cases, one a file; no Qt."""
