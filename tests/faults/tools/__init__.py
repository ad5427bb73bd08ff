"""Probes and shims of the long programme."""
