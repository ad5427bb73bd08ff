"""Frozen data, errors, messages and progress: standard library only, imported by every layer."""
