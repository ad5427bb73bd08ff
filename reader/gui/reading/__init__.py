"""The reading pane, and what keeps it in step with the library."""
