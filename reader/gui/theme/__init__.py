"""Colours, fonts, icons and sizes; imports nothing of the window."""
