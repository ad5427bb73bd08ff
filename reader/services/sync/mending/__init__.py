"""Files of a store that are missing or damaged, written again by whoever knows what they said."""

__all__ = ["damaged_packs", "heard", "own_files", "turns"]
