"""What computers that keep one library in step tell each other; plain data."""

__all__ = ["changes", "moments", "note_texts", "store_kinds", "sync_kinds"]
