"""The revisions of a hub's schema, in order."""
