"""A page as elements and blocks: what every module that reads one stands on."""
