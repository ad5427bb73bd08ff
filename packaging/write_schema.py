"""Write `resources/library-schema.sql`, which a new library is made from, as all the revisions make it."""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlite3

from sqlalchemy import create_engine

from reader.library.migrations.newest import NEWEST, script_of
from reader.library.migrations.runner import upgrade


def main() -> None:
    """Run every revision on an empty file, and write down what it then has."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "library.db"
        engine = create_engine(f"sqlite:///{made}")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        with closing(sqlite3.connect(made)) as plain:
            NEWEST.write_text(script_of(plain), "utf-8")


if __name__ == "__main__":
    main()
