"""``python -m tests.faults``: the faults by hand, many of them, each with its table. See ``--help``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from . import by_hand


def main() -> int:
    """Do what is asked for; 0 if every result was as it would have been."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--topic", help="one of the course's own topics, half right; else a small course")
    parser.add_argument("--kills", type=int, metavar="N", help="kill a process of four kinds at N moments")
    parser.add_argument("--freezes", type=int, metavar="N", help="let everything stand still at N moments")
    parser.add_argument("--regrades", type=int, metavar="N", help="grade the course's own topics N times, under load")
    parser.add_argument("--burners", type=int, default=1, metavar="N", help="processes that burn time beside")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        os.environ["XDG_STATE_HOME"] = str(place / "state")
        well = True
        if arguments.kills:
            well &= by_hand.kills(place, arguments.topic, arguments.seed, arguments.kills)
        if arguments.freezes:
            well &= by_hand.freezes(place, arguments.seed, arguments.freezes)
        if arguments.regrades:
            well &= by_hand.regrade(place, arguments.topic, arguments.regrades, arguments.burners)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
