"""Articles are picked, tagged, ordered and moved; the list stays true to the library."""
