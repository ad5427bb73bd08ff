"""Copies of what was removed, told anew by computers that never heard of the removal: how they are known."""

__all__ = ["aside", "given_again", "old_copies"]
