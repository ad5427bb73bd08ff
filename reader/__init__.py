"""Liseuse: save web articles, read them calmly offline, translate them on this computer."""

__version__ = "0.2.0"
