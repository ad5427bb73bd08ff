"""The search of the library: what is asked, the index, hits."""
