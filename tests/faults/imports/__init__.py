"""Imports that are disturbed."""
