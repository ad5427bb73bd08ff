"""The long programme: `python -m tests.faults [ROW …] [--share 0.1] [--seed 1] [--minutes 40]`."""

from __future__ import annotations

import argparse
import os
import sys

from tests.faults.tools.programme import ROWS, go_on, run_row


def main() -> int:
    """Run rows one after the other; returns how many had a complaint."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--share", type=float, default=1.0, help="part of the counts, such as 0.1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--minutes",
        type=float,
        help="go on where earlier runs of the row ended, for so long (kill, rescue, imports)",
    )
    options = parser.parse_args()
    bad = 0
    for name in options.rows or ROWS:
        print(f"== {name}: {ROWS[name]}", flush=True)
        if options.minutes is None:
            outcome = run_row(name, options.share, options.seed)
        else:
            outcome = go_on(name, options.minutes, options.seed)
        print("   " + ", ".join(f"{what}: {value}" for what, value in outcome.counts.items()))
        for complaint in outcome.complaints[:20]:
            print(f"   ! {complaint}")
        bad += bool(outcome.complaints)
    return bad


if __name__ == "__main__":
    sys.exit(main())
