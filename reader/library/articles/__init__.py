"""Articles and what belongs to them: text, flags, tags, marks, repairs."""
