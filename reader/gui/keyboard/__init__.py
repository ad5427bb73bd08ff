"""The command table as actions, and the keys that run them."""
