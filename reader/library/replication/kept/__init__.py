"""What is kept of a store: of its newest files, and of what was removed, also while no store is joined."""

__all__ = ["kept_files", "leaving", "removals", "unsent"]
