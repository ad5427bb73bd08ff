"""Several computers that keep one library, disturbed."""
