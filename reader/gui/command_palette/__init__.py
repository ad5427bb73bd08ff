"""The command palette and the keyboard help."""

__all__ = ["help_overlay", "palette", "palette_entries"]
