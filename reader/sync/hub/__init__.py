"""A store in a PostgreSQL database, the hub: optional (`liseuse[hub]`), loaded only where one is used.

What lies there are the same files as in a folder, by the same names, sealed on the computer that wrote them.
Every row belongs to a library and every statement names it, so the tables can be spread by `library_id`.
Who may do what in a library the database itself decides, row by row (`migrations`), not this program.
"""

__all__ = ["administration", "copies", "hub_store", "listening", "opening"]
