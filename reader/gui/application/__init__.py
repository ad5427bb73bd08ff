"""One process: crash handler, single instance, end of the session, language of the interface."""
