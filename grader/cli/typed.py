"""Commands in messages, told so that they work when they are copied."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

_COMMAND = re.compile(r"`grader(?= [a-z-]|`)")


def as_typed(text: str) -> str:
    """The text, its commands in backticks so that they work when they are copied."""
    return _COMMAND.sub(lambda _: f"`{command()}", text)


def command() -> str:
    """How this command is called from here: ``grader`` where a search of PATH finds it, else by its path."""
    ours = Path(sys.executable).with_name("grader")
    if not ours.exists():
        return f"{shlex.quote(sys.executable)} -m grader"
    found = shutil.which("grader")
    if found is not None and os.path.samefile(found, ours):
        return "grader"
    return shlex.quote(_short(ours))


def _short(path: Path) -> str:
    try:
        relative = os.path.relpath(path)
    except OSError:
        return str(path)
    return relative if len(relative) < len(str(path)) else str(path)
