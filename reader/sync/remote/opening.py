"""The store at an address, by the way its server is spoken to."""

from __future__ import annotations

from reader.core.errors import ReaderError
from reader.sync.address import Address
from reader.sync.remote.drive import Drive
from reader.sync.remote.remote_store import RemoteStore

_COMMAND = "pip install liseuse[stores]"


def open_remote(address: Address, password: str | None) -> RemoteStore:
    """The store in a folder of a server. WebDAV is asked nothing yet, SFTP is connected.

    Args:
        address: where it is.
        password: of the address's user; `None` when there is none, or a key of SSH stands for it.

    Raises:
        ReaderError: `sync-part-missing` when what speaks to such servers is not installed;
            `sync-unreachable`, `sync-password`, `sync-host-key`.
    """
    try:
        return RemoteStore(_drive(address, password), address.text)
    except ImportError as error:
        raise ReaderError("sync-part-missing", str(error), store=address.text, command=_COMMAND) from error


def _drive(address: Address, password: str | None) -> Drive:
    if address.scheme == "sftp":
        from reader.sync.remote.sftp_drive import SftpDrive

        return SftpDrive(address, password)
    from reader.sync.remote.webdav_drive import WebdavDrive

    return WebdavDrive(address, password)
