"""Prints commands for a CI system at import, on both streams and on whatever descriptor there is, then fails."""

import os
import sys

COMMANDS = "\n::error::owned\n::add-mask::points\n##[stop-commands]owned\n::set-output name=score::owned\n"

print(COMMANDS)
print(COMMANDS, file=sys.stderr)
for number in range(16):
    try:
        os.write(number, COMMANDS.encode()) if number in (0, 1, 2) else None
    except OSError:
        pass
raise RuntimeError(COMMANDS)
