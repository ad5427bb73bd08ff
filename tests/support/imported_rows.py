"""What comes out of a file that another program wrote."""

from __future__ import annotations

from pathlib import Path

from reader.exchange.imports.detect import open_import
from reader.exchange.imports.rows import ImportedRow, Row


def rows_of(path: Path, texts: bool = True) -> tuple[str, list[Row]]:
    """Its format and all its rows."""
    with open_import(path) as file:
        return file.format, list(file.rows(texts))


def taken(path: Path) -> list[ImportedRow]:
    """The rows that are articles."""
    return [row for row in rows_of(path)[1] if isinstance(row, ImportedRow)]


def written(folder: Path, content: str | bytes, name: str = "export") -> Path:
    """A file with a content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
