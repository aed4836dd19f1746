"""Where the interpreter's library and the installed packages lie: what a cell may read besides the submission, and what
is nobody's exercise. The sandbox, and whoever keeps things out of its reach.
"""

from __future__ import annotations

import sys
import sysconfig
from functools import cache
from pathlib import Path

OURS = str(Path(__file__).parents[1])


@cache
def folders() -> tuple[str, ...]:
    """All of them, and some files: as they were when it was first asked for."""
    found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages", "lib-dynload"))}
    return (*sorted(found), "/lib", "/lib64", "/usr/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/dev/urandom")


@cache
def prefixes() -> tuple[str, ...]:
    """How the file names of code begin that is a library's or the sandbox's own, by what it says of itself."""
    return ("<frozen ", f"{OURS}/", *(f"{folder}/" for folder in folders()))
