"""Puts the window together: the only package that knows every other."""

__all__ = ["construction", "main_window"]
