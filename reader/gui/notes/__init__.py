"""Highlights and private notes."""
