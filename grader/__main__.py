"""``python -m grader``: the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
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
