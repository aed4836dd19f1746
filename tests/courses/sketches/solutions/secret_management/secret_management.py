"""Settings that are complete or refused, and a search for secrets in a source tree."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

ASSIGNED = re.compile(r"""(password|secret|token|api_?key)\w*\s*=\s*["']([^"']{8,})["']""", re.IGNORECASE)
SHAPED = re.compile(r"AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----")


class MissingSecret(Exception):
    """The environment lacks something that the program can't do without."""


@dataclass(frozen=True)
class Settings:
    """What the program needs. The password stays out of its ``repr``."""

    host: str
    password: str = field(repr=False)


def settings() -> Settings:
    """From the environment, or MissingSecret with the name of what is missing."""
    missing = [name for name in ("DB_HOST", "DB_PASSWORD") if not os.environ.get(name)]
    if missing:
        raise MissingSecret(", ".join(missing))
    found = Settings(os.environ["DB_HOST"], os.environ["DB_PASSWORD"])
    print("started with", found)
    return found


def scan(folder: str) -> list[str]:
    """``file:line`` of every secret in the Python files of a tree."""
    found = []
    for path in sorted(Path(folder).rglob("*.py")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if ASSIGNED.search(line) or SHAPED.search(line):
                found.append(f"{path.relative_to(folder)}:{number}")
    return found
