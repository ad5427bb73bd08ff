"""The log: what is written, where, and how discreetly."""
