"""A page is asked for: addresses, connections, limits, politeness, decoding."""
