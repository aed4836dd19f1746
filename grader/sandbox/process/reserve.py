"""Address space that is kept, or looked for, where memory runs short. Sandbox only.

Taken from the system and given back to it, and not from the C library's heap: what is free there is of no use to a
stack, or to Python's own allocator, which take theirs from the system.
"""

from __future__ import annotations

import mmap


class Reserve:
    """So many bytes of it. Nobody touches them, so that they cost no memory. ``MemoryError`` if there are fewer."""

    def __init__(self, size: int) -> None:
        try:
            self._pages = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        except OSError:
            raise MemoryError from None

    def give_up(self) -> None:
        """Leave it to others; a second time changes nothing."""
        self._pages.close()
