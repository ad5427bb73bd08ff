"""Stores on a server, reached through fsspec: WebDAV and SFTP.

They are optional (`liseuse[stores]`), and loaded only where a library has joined such a store.
"""

__all__ = ["opening"]
