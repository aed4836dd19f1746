"""``python -m grader``: the command line."""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main() -> None:
    """Run the command line and end with its exit code."""
    # `python -m grader` puts the current folder first on the path; that may be a stranger's, with a click.py in it.
    if not sys.flags.safe_path:
        sys.path[:] = [path for path in sys.path if path not in ("", os.getcwd()) or path == ROOT]
    from grader.cli import stopping, streams

    streams.prepare()
    stopping.stop_on_signals()
    try:
        from grader.cli.main import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was anything to stop
        code = 3
    if trouble := streams.finish():
        print(f"grader: what there is to say can't be written: {trouble}", file=sys.stderr)
        streams.finish()
        code = code or 3
    sys.exit(code)


if __name__ == "__main__":
    main()
