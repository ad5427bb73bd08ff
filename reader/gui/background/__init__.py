"""What runs off the GUI thread and what it keeps: jobs, the open library, options, undo, saves."""
