"""What each kind of server does in its own way for a store."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol


class Drive(Protocol):
    """The files below one folder of a server, by names such as `log/AB/00000001`."""

    def errors(self) -> AbstractContextManager[None]:
        """Turns whatever goes wrong inside into a `ReaderError` that says what it means for the reader.

        What the server says about a file that is not there stays a `FileNotFoundError`.
        """

    def entries(self, folder: str) -> dict[str, int | None]:
        """What lies in a folder ("" for the top): the size of each file, `None` for each folder. One request.

        Raises:
            FileNotFoundError: there is no such folder.
        """

    def read(self, name: str, place: int, size: int, most: int) -> bytes:
        """Some bytes of a file from a place on, all when `size` is negative; never more than `most` and one.

        Raises:
            FileNotFoundError: there is no such file.
        """

    def write(self, name: str, data: bytes) -> None:
        """Write a file under the name of a draft.

        Raises:
            FileNotFoundError: its folder is not there.
        """

    def give_name(self, draft: str, name: str) -> bool:
        """Give a draft its name in the same folder unless that is taken, in one step of the server.

        `False` when it is taken.
        """

    def make_folder(self, folder: str) -> None:
        """Make a folder whose parent is there, unless it is there already.

        Raises:
            FileNotFoundError: its parent is not there.
        """

    def remove(self, name: str) -> None:
        """Take a file away.

        Raises:
            FileNotFoundError: there is no such file.
        """

    def close(self) -> None:
        """End the connection."""
