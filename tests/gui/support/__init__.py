"""What several tests of the window need: articles, libraries, counters."""
