"""One run of the fuzzer, in a process of its own: libFuzzer ends the process that it runs in.

``python -m tests.fuzz.engine TARGET [libFuzzer's options]``; whoever wants figures uses ``python -m tests.fuzz``.
"""

from __future__ import annotations

import gc
import sys

import atheris


def main(arguments: list[str]) -> None:
    """Fuzz the target that is named first; the rest is for libFuzzer."""
    with atheris.instrument_imports(include=["grader.harness", "mocks"]):  # coverage leads it there, nowhere else
        from .targets import TARGETS
    gc.freeze()
    atheris.Setup([arguments[0], *arguments[2:]], TARGETS[arguments[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
