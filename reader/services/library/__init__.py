"""Use cases of the library: opened, listed, searched, tagged, annotated, repaired, exported."""
