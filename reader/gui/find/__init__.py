"""Words are found in the open article."""
