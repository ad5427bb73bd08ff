"""The store that several computers share: a folder of files that are written once and never changed.

Why so, and by hand: what is carried from computer to computer (by Syncthing, Nextcloud, a USB stick) comes
late, in any order, twice, or half, so every file has a name of its own, says what it is and is whole or
refused. Who merges is the library (`reader.library.replication`): fields by a hybrid logical clock, tags as
sets, notes with all their versions. Three ways to have that from elsewhere were weighed:

- `loro` and `pycrdt` merge documents of their own kind: each article would be stored twice, as rows and as
  a document (half as much again with history), and every write translated between both; neither knows that a
  deletion gives way to an edit. What they merge best, texts letter by letter, are here only notes.
- SQLite's session extension (through `apsw`) notes whole rows by their primary keys. The keys here are
  numbers that every computer gives itself, and its changesets know no order of two changes.
- So triggers note which field changed, in the transaction that changes it, and a few hundred lines merge
  fields. That costs nothing while no store is joined, and adds about 350 bytes an article when one is.

Encrypted are names of computers, changes and pictures, by `cryptography`'s AES-GCM with a key of the store's
own, which lies in its header wrapped by a key made of the passphrase with scrypt. Each file is bound to its
name, so none passes for another.
"""

__all__ = [
    "address",
    "change_files",
    "envelope",
    "folded_files",
    "folder_store",
    "hub",
    "local_disk",
    "own_seal",
    "packs",
    "remote",
    "store",
    "store_header",
]
