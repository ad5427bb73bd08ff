"""Updates of feeds that are disturbed."""
