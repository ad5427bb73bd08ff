"""Servers on this computer that stand in for those of the world."""
