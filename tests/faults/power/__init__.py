"""The power goes: what was written and not synced may be on the disk or not, each write and name by
itself."""
