"""Write what ships with the program, with versions and licences, to resources/shipped_parts.json.

A frozen program without the metadata of its parts shows this file in its About dialog.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reader.services.shipped_parts import FILE, shipped_parts, to_json


def main(arguments: list[str]) -> int:
    """Write the file, into the folder given or into `resources`."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[1] / "resources"
    (folder / FILE).unlink(missing_ok=True)  # made from what is installed now, not from itself
    parts = shipped_parts()
    (folder / FILE).write_text(to_json(parts), "utf-8")
    print(f"{len(parts)} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
