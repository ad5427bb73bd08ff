"""What becomes of things when a member of a shared library chooses anew what he tells to others."""

__all__ = ["passed_over"]
