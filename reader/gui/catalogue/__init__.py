"""Offers the library to another device in the local network while the reader wants it."""
