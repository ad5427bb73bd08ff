"""The command palette and the keyboard help."""
