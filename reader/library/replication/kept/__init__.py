"""What is kept of a store: of its newest files, and of what was removed, also while no store is joined."""

__all__ = ["dates", "kept_files", "leaving", "removals", "unsent"]
