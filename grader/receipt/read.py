"""Reading the files that a person names on the command line: bounded, and with a repair if it can't be done."""

from __future__ import annotations

from pathlib import Path

from grader.errors import InputError, Place
from grader.regular import open_regular


def read(path: Path, most: int, repair: str) -> bytes:
    """Up to ``most`` bytes of a regular file, and one more if there are more. InputError if there is none."""
    try:
        with open_regular(path) as file:
            return file.read(most + 1)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", place=Place(path), repair=repair) from None
