"""Files that hold one link: `.url`, `.website`, `.desktop` (ini sections), `.webloc` (a property list)."""

from __future__ import annotations

from reader.core.errors import ReaderError

MOST_BYTES = 256_000
"""Of a link file only this much is read."""

_SECTIONS = ("InternetShortcut", "Desktop Entry")


def link_of_file(data: bytes) -> str:
    """Return what a link file says its link is, not judged; "" when it says none.

    Args:
        data: the file; told apart by its start, since property lists are called `.url` too.

    Raises:
        ReaderError: `file-unreadable`, a damaged property list.
    """
    data = data[:MOST_BYTES]
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"bplist00", b"<?xml", b"<!DOCTYPE plist", b"<plist")):
        found = property_list(data)
        return str(found.get("URL", "")) if isinstance(found, dict) else ""
    import configparser  # no start of the window needs these

    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(data.decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff"))
    except configparser.Error:
        return ""
    return next((parser.get(name, "URL") for name in _SECTIONS if parser.has_option(name, "URL")), "")


def property_list(data: bytes) -> object:
    """Return what a property list holds.

    Raises:
        ReaderError: `file-unreadable`, it is damaged.
    """
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        return plistlib.loads(data)
    except (ExpatError, ValueError, OverflowError, RecursionError, MemoryError, KeyError, TypeError) as error:
        raise ReaderError("file-unreadable", f"property list: {type(error).__name__}", file="") from error
    except (AttributeError, IndexError) as error:  # what plistlib lets through of a damaged list
        raise ReaderError("file-unreadable", f"property list: {type(error).__name__}", file="") from error
