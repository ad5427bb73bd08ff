"""Stores on a server: WebDAV and SFTP, reached through fsspec, and buckets of S3, reached through obstore.

They are optional (`liseuse[stores]`, `liseuse[s3]`), and loaded only where a library has joined such a store.
"""

__all__ = ["opening"]
