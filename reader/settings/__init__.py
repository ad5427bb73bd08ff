"""Declared options, their atomic store and the platform's folders."""
